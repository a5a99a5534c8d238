"""Which levels count now."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from throughcare.foundation.database.kept import kept
from throughcare.risk.models import HarmLevel
from throughcare.risk.wording import rank_of


def current_levels(people: Iterable[int]) -> dict[int, list[HarmLevel]]:
    """The newest level of each group and setting, by person: one query for any number."""
    found: dict[int, list[HarmLevel]] = defaultdict(list)
    for row in _newest(people=list(people)):
        found[row.person_id].append(row)
    return found


@kept
def _newest(*, people: list[int]) -> QuerySet[HarmLevel]:
    rows = HarmLevel.objects.filter(person__among=people)
    newest = ("person", "group", "setting", "-assessed_on", "-recorded_at", "-id")
    return rows.order_by(*newest).distinct("person", "group", "setting")


def most_serious(*, person: int, and_also: Iterable[str] = ()) -> str:
    """The most serious level that counts for somebody, or that is about to; empty where there is
    none."""
    top = highest(current_levels([person]).get(person, []))
    said = [*([top.level] if top else []), *and_also]
    return max(said, key=rank_of, default="")


def highest(levels: Sequence[HarmLevel]) -> HarmLevel | None:
    """The most serious of the levels that count.

    One level for all, as a register gives it, counts where no group was assessed after it.
    """
    of_groups = [row for row in levels if row.group != HarmLevel.OVERALL]
    newest = max((row.assessed_on for row in of_groups), default=None)
    counting = of_groups + [
        row
        for row in levels
        if row.group == HarmLevel.OVERALL and (newest is None or row.assessed_on >= newest)
    ]
    return max(counting, key=lambda row: (rank_of(row.level), row.assessed_on), default=None)
