"""Replay: a script is run again on a screen that may have changed, without a model while it still looks right."""
