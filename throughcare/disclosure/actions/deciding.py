"""Deciding what becomes of each item of the record."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from throughcare.disclosure.access import ANSWER_REQUEST
from throughcare.disclosure.actions.requests import HasEnded
from throughcare.disclosure.blackout import any_stands_in
from throughcare.disclosure.concerns import needs_second
from throughcare.disclosure.models import Decision, Request
from throughcare.disclosure.queries.items import ItemLine, lines_for
from throughcare.foundation.access import Actor, one_visible, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.foundation.packs import pack


class CannotDecide(Exception):
    """Some of the decisions cannot be kept, and so none of them was: a sentence for each item."""

    def __init__(self, reasons: dict[str, str]) -> None:
        super().__init__(reasons)
        self.reasons = reasons


@dataclass(frozen=True)
class Given:
    """What somebody decided, and what they had before them: the item's digest and the decision's
    version, nought where there was none.
    """

    item: str
    digest: str
    version: int
    outcome: str
    ground: str = ""
    passages: tuple[str, ...] = ()


@action
def decide_items(*, actor: Actor, request: Request, given: Iterable[Given], at: datetime) -> int:
    """Keep these decisions, all of them or none; how many of them are new.

    Raises AccessDenied, HasEnded or CannotDecide.
    """
    require(actor, ANSWER_REQUEST, request)
    # Two who decide about the same request: one after the other.
    request = one_visible(
        Request.objects.select_for_update(of=("self",)).select_related("person"), pk=request.pk
    )
    if request.state == Request.State.WITHDRAWN:
        raise HasEnded
    lines = {one.item.key: one for one in lines_for(actor=actor, request=request)}
    given = list(given)
    if wrong := {
        one.item: reason for one in given if (reason := _why_not(one, lines.get(one.item)))
    }:
        raise CannotDecide(wrong)
    kept: Counter[int] = Counter()
    for one in given:
        line = lines[one.item]
        kept[line.item.marking] += _keep(actor, request, line, one, at)
    for marking, items in sorted((+kept).items()):
        record(
            actor,
            "disclosure.items_decided",
            about=request.person_id,
            marking=marking,
            request=request.pk,
            items=items,
        )
    if not kept.total():  # the same sent twice
        record(actor, "disclosure.items_decided", about=request.person_id, request=request.pk)
    return kept.total()


def _why_not(given: Given, line: ItemLine | None) -> str:
    """Why this cannot be kept; empty if it can."""
    if line is None or line.item.digest != given.digest:
        return _("This has changed since you opened the page. Read it again")
    decision = line.decision
    if (decision.version if decision else 0) != given.version and not _is_same(line, given):
        who = decision.decided_by.name if decision else ""
        return _("%(who)s has decided about this meanwhile. Read it again") % {"who": who}
    if given.outcome != Decision.Outcome.INCLUDE and (
        given.ground not in pack().subject_access_rule.grounds
    ):
        return _("Choose on what ground")
    if given.outcome == Decision.Outcome.PART:
        if not given.passages:
            return _("Write the words to black out, one passage a line")
        missing = [one for one in given.passages if not any_stands_in([one], line.item.texts)]
        if missing:
            return _("“%(words)s” does not stand in it. Copy the words as they are") % {
                "words": missing[0]
            }
    return ""


def _keep(actor: Actor, request: Request, line: ItemLine, given: Given, at: datetime) -> bool:
    """Keep a decision; False if it stands already."""
    if _is_same(line, given):
        return False
    assert actor.staff_id is not None, "the program decides nothing"
    needs_check = needs_second(line.item, ground=given.ground)
    said = {
        "digest": line.item.digest,
        "outcome": given.outcome,
        "ground": given.ground,
        "passages": list(given.passages),
        "decided_by_id": actor.staff_id,
        "decided_at": at,
        "check_state": Decision.Check.WAITING if needs_check else Decision.Check.NOT_NEEDED,
        "checked_by_id": None,
        "checked_at": None,
        "check_note": "",
        "version": given.version + 1,
    }
    Decision.objects.update_or_create(
        request=request,
        item=line.item.key,
        defaults=said,
        create_defaults={**said, "person": request.person, "marking": line.item.marking},
    )
    return True


def _is_same(line: ItemLine, given: Given) -> bool:
    now = line.decision
    return (
        now is not None
        and not line.needs_deciding
        and (now.outcome, now.ground, tuple(now.passages))
        == (given.outcome, given.ground, given.passages)
    )
