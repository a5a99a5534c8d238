"""Instruments of the pack answered about a person, scored and signed."""
