"""Instruments of the pack answered about a person: section by section, by several people if need
be, then scored and signed. What an instrument asks and what follows from the answers is pack data;
what is done about it belongs to plans.
"""
