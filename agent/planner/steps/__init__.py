"""Steps: one step of a plan becomes the next move, from what can be seen."""
