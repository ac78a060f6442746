"""Deciders, locators and answerers, one per file."""
