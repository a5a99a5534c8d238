"""How long somebody stays signed in, and a program is let in, as the pack says it."""

from typing import Self

from pydantic import Field, model_validator

from throughcare.rules.reading import Rule


class Sessions(Rule):
    """When a session ends, when the page warns of it, how long what was sent too late waits; and
    how long a program's token lasts.
    """

    idle_minutes: int = Field(ge=5, le=60)
    longest_hours: int = Field(ge=1, le=24)
    warn_minutes: int = Field(ge=2, le=30)
    given_password_hours: int = Field(ge=1, le=14 * 24)
    kept_minutes: int = Field(ge=5, le=24 * 60)
    token_days: int = Field(ge=1)
    longest_token_days: int = Field(le=2 * 365)

    @model_validator(mode="after")
    def _usual_is_allowed(self) -> Self:
        if self.token_days > self.longest_token_days:
            raise ValueError("a token usually lasts no longer than the longest may")
        return self
