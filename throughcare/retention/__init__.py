"""Keeping things no longer than is needed: what is due, what is on hold, and deleting it for good.

What goes goes everywhere: from every table about the person, and from what the audit kept of their
words. That something was deleted, by which rule and by whom, stays.
"""
