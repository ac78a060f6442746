"""Tasks on web pages: their applications, and what a person would do there."""
