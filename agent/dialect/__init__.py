"""How Qwen3-VL is spoken to: the published tools, the 0 to 1000 grid, and what replies mean."""
