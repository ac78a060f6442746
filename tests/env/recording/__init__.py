"""Recordings of a person: what was meant by what happened, and real browsers in which somebody works."""
