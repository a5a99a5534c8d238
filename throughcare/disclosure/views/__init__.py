"""The pages about requests for a record."""
