"""Settings as files."""
