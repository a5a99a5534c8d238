"""Messages from the systems in use today, taken in whole or put aside whole."""
