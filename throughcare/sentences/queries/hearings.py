"""Hearings at court of one person: what is to come first, then what has been."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from throughcare.foundation.calendar import local_day
from throughcare.foundation.database.kept import kept
from throughcare.foundation.learning import Provenance, provenance_of
from throughcare.sentences.models import Hearing
from throughcare.sentences.wording import hearing_title


@dataclass(frozen=True)
class Matter:
    """An offence or an application before the court, with its days as days."""

    given: dict[str, Any]

    @property
    def title(self) -> str:
        return str(self.given.get("title") or self.given.get("code") or "")

    def text(self, name: str) -> str:
        """What the message said under this name."""
        return str(self.given.get(name) or "")

    def day(self, name: str) -> date | None:
        """The day the message gave under this name."""
        given = self.given.get(name)
        return date.fromisoformat(given) if given else None

    @property
    def results(self) -> list[str]:
        return list(self.given.get("results") or ())


@dataclass(frozen=True)
class HearingLine:
    """One hearing as the page shows it."""

    row: Hearing
    title: str
    days: list[datetime]
    is_to_come: bool
    offences: list[Matter]
    applications: list[Matter]
    provenance: Provenance | None


def hearings_of(*, person: int, today: date) -> list[HearingLine]:
    """What is to come, soonest first; then what has been, the latest first; undated ones last."""
    lines = [_line(row, today) for row in _rows(people=[person])]
    coming = [line for line in lines if line.is_to_come]
    return [*coming, *[line for line in lines if not line.is_to_come][::-1]]


@kept
def _rows(*, people: list[int]) -> QuerySet[Hearing]:
    return Hearing.objects.filter(person__among=people).order_by("begins_at", "id")


def _line(row: Hearing, today: date) -> HearingLine:
    return HearingLine(
        row=row,
        title=hearing_title(row),
        days=[datetime.fromisoformat(day) for day in row.days],
        is_to_come=row.ends_at is not None and local_day(row.ends_at) >= today,
        offences=_matters(row.offences),
        applications=_matters(row.applications),
        provenance=provenance_of(row),
    )


def _matters(given: Iterable[dict[str, Any]]) -> list[Matter]:
    return [Matter(one) for one in given]
