"""Things with named values, read from a screen into a pydantic model."""
