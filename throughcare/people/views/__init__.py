"""Pages about who somebody is and who may see them."""
