"""English instructions."""
