"""A screen that can be looked at and acted on, and what was seen and done there."""
