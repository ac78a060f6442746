"""Who does it: models, history, the loop, and the fronts."""
