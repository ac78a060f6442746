"""Trains the network by which the eye names icons."""
