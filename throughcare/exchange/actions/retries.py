"""Trying again what was put aside."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from throughcare.exchange.access import REVIEW_MESSAGES
from throughcare.exchange.actions.messages import take_in
from throughcare.exchange.actions.runs import Going, finish
from throughcare.exchange.models import Message, Original
from throughcare.exchange.outcomes import Outcome, Report
from throughcare.exchange.parcels import Piece, pieces_in
from throughcare.foundation.access import SYSTEM, Actor, acting_as, require

_PUT_ASIDE = (Message.State.NEEDS_REVIEW, Message.State.REFUSED)


def retry_message(*, actor: Actor, message: UUID, at: datetime) -> Outcome | None:
    """Try one message again; None if it is not put aside any more. Raises AccessDenied."""
    require(actor, REVIEW_MESSAGES)
    going = Going(at=at, is_retry=True)
    with acting_as(SYSTEM):
        if not Message.objects.filter(pk=message, state__in=_PUT_ASIDE).exists():
            return None
    outcome = take_in_again(message, going)
    finish(going, Report([outcome]))
    return outcome


def retry_all(*, actor: Actor, at: datetime, at_most: int | None = None) -> Report:
    """Try everything again that was put aside, as long as it helps. Raises AccessDenied."""
    require(actor, REVIEW_MESSAGES)
    going = Going(at=at, is_retry=True)
    with acting_as(SYSTEM):
        rows = Message.objects.filter(state__in=_PUT_ASIDE).order_by("received_at", "id")
        ids = list(rows.values_list("id", flat=True)[:at_most])
    report = Report([take_in_again(id, going) for id in ids])
    try_unclear_again(report.outcomes, going)
    finish(going, report)
    return report


def try_unclear_again(outcomes: list[Outcome], going: Going) -> None:
    """As long as it helps: what one message says may make clear whom another is about."""
    helps = any(one.state == "taken" for one in outcomes)
    while helps:
        helps = False
        for n, one in enumerate(outcomes):
            if one.state == "needs-review" and one.may_clear:
                outcomes[n] = take_in_again(one.message, going)
                helps = helps or outcomes[n].state == "taken"


def take_in_again(message: UUID, going: Going) -> Outcome:
    """Take in a message from its original, as if it came now."""
    with acting_as(SYSTEM):
        original = Original.objects.get(pk=message)
    if original.content is None:
        reason = _("It was too large to be kept. Import its file again.")
        place = original.place
        return Outcome(original.file, place, state="refused", reason=reason, message=message)
    return take_in(_piece(original), going)


def _piece(original: Original) -> Piece:
    content = bytes(original.content or b"")
    piece = next(iter(pieces_in(content, name=original.file)))
    return replace(piece, text=content, place=original.place, url=piece.url or original.url)
