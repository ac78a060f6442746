"""Widgets: small pages, each with one kind of thing that pages are made of, to try an agent on."""
