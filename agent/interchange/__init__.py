"""Recordings of other tools: read as scripts, written from them."""
