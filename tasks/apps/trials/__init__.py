"""Trials: pages that mislead, and pages that ask for what they showed long before, to try an agent on."""
