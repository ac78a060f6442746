"""An agent on many tasks: each episode in a process of its own, none of them lost."""
