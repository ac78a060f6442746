"""The embedded eye: text and controls of a frame, and places named in words, from pixels alone."""
