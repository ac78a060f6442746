"""Generated windows of real toolkits, whose truth is their accessibility tree."""
