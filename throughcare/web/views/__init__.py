"""What an address of the web answers: ask, then show."""
