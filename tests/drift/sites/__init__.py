"""Programs that serve one real application each from a folder of its own."""
