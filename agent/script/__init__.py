"""Scripts: what is done on a screen again and again, in YAML that a person can read and write."""
