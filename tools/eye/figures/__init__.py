"""Figures: what is drawn on a page and is no control, such as circles, polygons, dots, and single letters."""
