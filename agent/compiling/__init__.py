"""From what was done once to a script: the steps of a run, what their targets are called, what proves each."""
