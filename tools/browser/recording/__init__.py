"""A browser in which a person works, and what they do there."""
