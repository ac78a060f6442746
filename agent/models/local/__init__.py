"""Qwen3-VL in this process, with transformers."""
