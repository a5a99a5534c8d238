"""The reference pages in docs/reference, written from the program itself."""
