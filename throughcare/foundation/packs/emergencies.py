"""Opening a record in an emergency: for how long, how far, how often, as the pack says it."""

from pydantic import Field

from throughcare.foundation.packs.roles import Power
from throughcare.rules.reading import Id, Rule


class Emergencies(Rule):
    """What an emergency opens, and what keeps it from being a way to go looking."""

    hours: int = Field(ge=1, le=72)
    """How long the record stays open."""
    attempts: int = Field(ge=1, le=100)
    """So many attempts a colleague has within `within_minutes`, whatever came of them."""
    within_minutes: int = Field(ge=1, le=1440)
    markings: tuple[Id, ...]
    """What can be read, where the colleague's role reads it anyway."""
    powers: tuple[Power, ...]
    """What the colleague may do about the person while it lasts."""
