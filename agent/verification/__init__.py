"""Whether what was claimed was done."""
