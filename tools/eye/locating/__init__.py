"""Locating: what a target in words means among the things of a scene."""
