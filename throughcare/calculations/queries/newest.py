"""What counts now: the newest calculation of each subject and marking."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet

from throughcare.calculations.models import Calculation
from throughcare.foundation.database.kept import kept

Newest = dict[tuple[str, int], Calculation]
"""By subject and marking."""


def newest_of(people: Iterable[int]) -> dict[int, Newest]:
    """By person; one query for any number of them, without receipts."""
    found: dict[int, Newest] = defaultdict(dict)
    for row in _newest(people=list(people)):
        found[row.person_id][row.subject, row.marking] = row
    return found


@kept
def _newest(*, people: list[int]) -> QuerySet[Calculation]:
    rows = Calculation.objects.filter(person__among=people).defer("receipt")
    newest = ("person", "subject", "marking", "-calculated_at")
    return rows.order_by(*newest).distinct("person", "subject", "marking")


def newest_given(subject: str) -> Iterator[dict[str, Any]]:
    """What everybody's calculation of a subject was last given, where nothing marked is in it."""
    rows = Calculation.objects.filter(subject=subject, marking=0)
    newest = rows.order_by("person", "-calculated_at").distinct("person")
    return newest.values_list("given", flat=True).iterator(chunk_size=5000)
