"""Recall: what could be read on the pictures of runs, found by words."""
