"""Shapes: edges, rectangles, marks and colours, before anyone asks what they are."""
