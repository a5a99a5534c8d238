"""The pages that belong to no one module: signing in, my caseload, a person at a glance."""
