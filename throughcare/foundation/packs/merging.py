"""What happens around two records that are made one, as the pack says it."""

from pydantic import Field

from throughcare.rules.reading import Rule


class Merging(Rule):
    """How long those who held either are told."""

    told_days: int = Field(ge=1, le=90)
    """So many days it stands on the first page of whoever held a case of the two."""
