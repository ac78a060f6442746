"""How Qwen3-VL is spoken to."""
