"""Recordings of a person at a desktop."""
