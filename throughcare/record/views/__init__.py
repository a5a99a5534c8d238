"""Pages of what happened to a person, and of the documents on their record."""
