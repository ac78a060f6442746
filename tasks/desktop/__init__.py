"""Tasks on a desktop: files and applications, and what a person would do there."""
