"""What is to be done, and how to tell that it was."""
