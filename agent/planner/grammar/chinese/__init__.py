"""Chinese instructions."""
