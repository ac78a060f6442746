"""A proof that positions, pictures and coordinates are wired right; the model in it is no product."""
