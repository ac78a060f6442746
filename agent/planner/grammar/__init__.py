"""Grammar: instructions in words become plan steps."""
