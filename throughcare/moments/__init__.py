"""The record as it stood at a moment, two moments compared, and the bundle for a review.

It has no tables: what it shows is what the other modules' tables held, told by the audit.
"""
