"""Meeting people: appointments, what came of each, and what that means for the order or licence.

The record keeps the note of what was said; the requirement's progress is kept in `sentences`.
"""
