"""A fictional area, made the way a real one comes to be: by everyone's own actions."""
