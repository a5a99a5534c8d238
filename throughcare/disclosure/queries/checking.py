"""Decisions that a second person checks."""

from dataclasses import dataclass
from uuid import UUID

from throughcare.disclosure.access import CHECK_DECISION
from throughcare.disclosure.items import Item, items_of
from throughcare.disclosure.models import Decision, Request
from throughcare.disclosure.queries.items import to_decide_about
from throughcare.exchange.queries import Rows
from throughcare.foundation.access import Actor, decide, one_visible
from throughcare.foundation.packs import badge_of, pack

AT_ONCE = 20


@dataclass(frozen=True)
class CheckLine:
    """One decision with what it is about."""

    decision: Decision
    item: Item

    @property
    def marking(self) -> str:
        return badge_of(self.item.marking)

    @property
    def ground(self) -> str:
        known = pack().subject_access_rule.grounds.get(self.decision.ground)
        return known.title if known else ""


def to_check(*, actor: Actor, request: Request, rows: Rows | None = None) -> list[CheckLine]:
    """Decisions of others that wait for somebody like the actor, the oldest first, a page of them.

    One about something that has changed since waits for nobody: it must be decided anew. `rows` is
    the person's record, where it has been read already.
    """
    waiting = Decision.objects.filter(
        request=request, check_state=Decision.Check.WAITING
    ).select_related("decided_by", "person")
    theirs = [one for one in waiting.order_by("decided_at", "id") if _may(actor, one)]
    if not theirs:
        return []
    markings = frozenset(one.marking for one in theirs)
    found = items_of(rows or to_decide_about(request), markings=markings)
    items = {one.key: one for one in found}
    return [
        CheckLine(one, items[one.item])
        for one in theirs
        if one.item in items and items[one.item].digest == one.digest
    ][:AT_ONCE]


def decision_for(*, actor: Actor, request: Request, id: UUID) -> Decision:
    """One decision, held still while it is checked. Raises NotVisible."""
    rows = Decision.objects.select_for_update(of=("self",)).select_related("person")
    return one_visible(rows, pk=id, request=request)


def _may(actor: Actor, decision: Decision) -> bool:
    return decide(actor, CHECK_DECISION, decision).allowed
