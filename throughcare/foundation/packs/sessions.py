"""How long somebody stays signed in, as the pack says it."""

from pydantic import Field

from throughcare.foundation.packs.reading import Rule


class Sessions(Rule):
    """When a session ends, when the page warns of it, how long what was sent too late waits."""

    idle_minutes: int = Field(ge=5, le=60)
    longest_hours: int = Field(ge=1, le=24)
    warn_minutes: int = Field(ge=2, le=30)
    given_password_hours: int = Field(ge=1, le=14 * 24)
    kept_minutes: int = Field(ge=5, le=24 * 60)
