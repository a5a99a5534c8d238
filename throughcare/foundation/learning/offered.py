"""What the record knows already, offered to whoever is asked for it: nothing is typed twice."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from throughcare.foundation.learning.provenance import provenance_of


@dataclass(frozen=True)
class Offered:
    """One fact as the record has it now, with where it is from.

    `value` is a word that instruments know it by, `says` how it reads; `marking` that of the row it
    stands in: what is marked may be read, and is not handed on to where others read it.
    """

    fact: str
    value: str
    says: str
    origin: str
    on: date | None
    marking: int = 0
    link: str = ""


def offered(
    fact: str, row: Any, *, value: object, says: str, origin: str, on: date | None, link: str = ""
) -> Offered:
    """A fact of one row, with the system it came from where a message brought it."""
    told = provenance_of(row)
    return Offered(
        fact=fact,
        value=("no", "yes")[value] if isinstance(value, bool) else str(value),
        says=says,
        origin=f"{origin} ({told.system})" if told else origin,
        on=on or (told.at.date() if told and told.at else None),
        marking=row.marking,
        link=link,
    )
