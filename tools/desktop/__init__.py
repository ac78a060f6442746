"""The adapters of a desktop: its pixels, its pointer and keys, its windows and applications."""
