"""What is unusual about somebody looking at a record, as the pack says it."""

from pydantic import Field

from throughcare.rules.reading import Rule


class Looks(Rule):
    """When looks at records come in a burst."""

    burst_people: int = Field(ge=2)
    """More different people than this within `burst_minutes`."""
    burst_pages: int = Field(ge=2)
    """More pages than this within `burst_minutes`."""
    burst_minutes: int = Field(ge=1, le=1440)
