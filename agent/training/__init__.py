"""Programs that train what the eye ships."""
