"""Appointments, what came of them, and what that changes."""
