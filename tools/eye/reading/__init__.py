"""Reading: the lines of text of a frame, each thing once."""
