"""The record, item by item, as somebody goes through it for a request."""

from dataclasses import dataclass
from typing import Any, Literal

from throughcare.disclosure.blackout import any_stands_in
from throughcare.disclosure.concerns import Suggestion, suggestion
from throughcare.disclosure.items import Item, items_of
from throughcare.disclosure.models import Decision, Request
from throughcare.disclosure.queries.share import share_of
from throughcare.exchange.queries import Rows, rows_of
from throughcare.foundation.access import Actor
from throughcare.foundation.packs import badge_of, pack

State = Literal["open", "changed", "waiting", "refused", "settled"]
AT_ONCE = 20
PLAIN_AT_ONCE = 100


@dataclass(frozen=True)
class ItemLine:
    """One item, what the pack would do with it, and what somebody decided."""

    item: Item
    suggestion: Suggestion
    decision: Decision | None

    @property
    def state(self) -> State:
        if self.decision is None:
            return "open"
        if self.decision.digest != self.item.digest:
            return "changed"
        if self.decision.check_state in (Decision.Check.WAITING, Decision.Check.REFUSED):
            return "waiting" if self.decision.check_state == Decision.Check.WAITING else "refused"
        return "settled"

    @property
    def needs_deciding(self) -> bool:
        return self.state in ("open", "changed", "refused")

    @property
    def is_plain(self) -> bool:
        """Nothing in it needs a second thought, and nobody has decided yet."""
        return self.state == "open" and not self.suggestion.needs_somebody

    @property
    def marking(self) -> str:
        return badge_of(self.item.marking)


@dataclass(frozen=True)
class ItemsPage:
    """Some of the items, and how many there are of each sort."""

    shown: str
    group: str
    lines: list[ItemLine]
    counts: dict[str, int]
    groups: list[tuple[str, str, int]]
    """Id, title and number of items in each group that has any in what is shown."""
    after: str


def lines_for(*, actor: Actor, request: Request) -> list[ItemLine]:
    """Every item that is the actor's to decide about; a fixed number of queries."""
    return lines_of(to_decide_about(request), actor=actor, request=request)


def to_decide_about(request: Request) -> Rows:
    """The person's record as far as row security shows it to whoever reads."""
    return rows_of(request.person, with_messages=False, with_bytes=False)


def lines_of(rows: Rows, *, actor: Actor, request: Request) -> list[ItemLine]:
    """The same, of rows that were read already."""
    items = items_of(rows, markings=share_of(actor, request))
    decided = {
        one.item: one
        for one in Decision.objects.filter(request=request).select_related(
            "decided_by", "checked_by"
        )
    }
    names = _names_around(rows)
    passages = {one: decision.passages for one, decision in decided.items() if decision.passages}
    every = {one for some in passages.values() for one in some}
    return [
        ItemLine(
            item,
            suggestion(
                item,
                names=names,
                # All of them at once first: in most items there is none.
                elsewhere=_but(passages, item.key) if any_stands_in(every, item.texts) else (),
            ),
            decided.get(item.key),
        )
        for item in items
    ]


def items_page(*, actor: Actor, request: Request, shown: str, group: str, after: str) -> ItemsPage:
    """Some of them: those that need a decision, those that are plain, or all."""
    lines = lines_for(actor=actor, request=request)
    sorts = {
        "needs": [one for one in lines if one.needs_deciding and not one.is_plain],
        "plain": [one for one in lines if one.is_plain],
        "all": lines,
    }
    shown = shown if shown in sorts else "needs"
    found = sorts[shown]
    titles = {one.id: one.title for one in pack().subject_access_rule.group}
    counted: dict[str, int] = {}
    for one in found:
        counted[one.item.group] = counted.get(one.item.group, 0) + 1
    if group in counted:
        found = [one for one in found if one.item.group == group]
    most = PLAIN_AT_ONCE if shown == "plain" else AT_ONCE
    keys = [one.item.key for one in found]
    start = keys.index(after) + 1 if after in keys else 0
    page = found[start : start + most]
    more = start + most < len(found)
    return ItemsPage(
        shown=shown,
        group=group if group in counted else "",
        lines=page,
        counts={name: len(some) for name, some in sorts.items()},
        groups=[(id, titles.get(id, id), n) for id, n in counted.items()],
        after=page[-1].item.key if page and more else "",
    )


def _names_around(rows: Rows) -> set[str]:
    """Names of the people in their life: in full, and by the first of them."""
    own = {rows.person.given_name.casefold(), rows.person.family_name.casefold()}
    names: set[str] = set()
    for label in ("people.personalcontact", "people.dependant"):
        for row in rows.by_table.get(label, ()):
            full = str(row.name).strip()
            names |= {full, full.split(" ")[0]}
    return {name for name in names if name and name.casefold() not in own}


def _but(passages: dict[str, Any], key: str) -> list[str]:
    """Words blacked out in every other item."""
    return sorted({one for other, some in passages.items() if other != key for one in some})
