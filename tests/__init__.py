"""What crosses modules: the world of the tests, journeys, architecture, packs."""
