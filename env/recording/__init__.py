"""A person's work on a screen, written down as the run folder of one who knew what they meant."""
