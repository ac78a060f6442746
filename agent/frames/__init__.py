"""The key frames of any video, as many as a budget of tokens holds."""
