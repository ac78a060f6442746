"""What an action is, what a frame is, and one adapter per third-party library."""
