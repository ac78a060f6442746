"""Explicit instructions become steps, without a model."""
