"""Steps with what is drawn: figures that are picked, counted and dragged, points that are constructed."""
