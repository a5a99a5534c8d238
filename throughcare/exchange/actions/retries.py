"""Trying again what was put aside."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from throughcare.exchange.access import REVIEW_MESSAGES
from throughcare.exchange.actions.messages import AT_ONCE, take_in
from throughcare.exchange.actions.runs import Going, finish, look_where_they_lead
from throughcare.exchange.models import PUT_ASIDE, Doubt, Message, Original
from throughcare.exchange.outcomes import Outcome, Report
from throughcare.exchange.parcels import Piece, pieces_in
from throughcare.foundation.access import SYSTEM, Actor, acting_as, one_visible, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.people import actions as people
from throughcare.people.reach import renew


def retry_message(*, actor: Actor, message: UUID, at: datetime) -> Report:
    """Try one message again. Raises AccessDenied."""
    require(actor, REVIEW_MESSAGES)
    return _again(actor, Message.objects.filter(pk=message), at=at)


def retry_all(*, actor: Actor, at: datetime, at_most: int | None = None) -> Report:
    """Try everything again that was put aside, as long as it helps. Raises AccessDenied."""
    require(actor, REVIEW_MESSAGES)
    return _again(actor, Message.objects.all(), at=at, at_most=at_most)


def say_it_is_the_same_person(*, actor: Actor, message: UUID, at: datetime) -> Report:
    """The message is about the person whose number it has, under another name or date of birth.

    It, and whatever waits for the same person, is tried again. Raises AccessDenied or NotVisible.
    """
    doubt = one_visible(Doubt.objects.select_related("person"), pk=message)
    _know_them_so(actor=actor, doubt=doubt, at=at)
    waiting = Doubt.objects.filter(person=doubt.person).values_list("pk", flat=True)
    return _again(actor, Message.objects.filter(pk__in=list(waiting)), at=at)


@action
def _know_them_so(*, actor: Actor, doubt: Doubt, at: datetime) -> None:
    require(actor, REVIEW_MESSAGES, doubt)
    people.add_name(
        actor=actor,
        person=doubt.person,
        kind="alias",
        given_name=doubt.given_name or doubt.person.given_name,
        family_name=doubt.family_name or doubt.person.family_name,
        born_on=doubt.born_on,
        source=doubt.message_id,
    )
    record(actor, "exchange.same_person", about=doubt.person, message=doubt.message_id)


def _again(actor: Actor, messages: Any, *, at: datetime, at_most: int | None = None) -> Report:
    going = Going(at=at, is_retry=True)
    with _as_the_program(actor):
        rows = messages.filter(state__in=PUT_ASIDE).order_by("received_at", "id")
        ids = list(rows.values_list("id", flat=True)[:at_most])
        report = Report(take_in_again(ids, going))
        try_unclear_again(report.outcomes, going)
        look_where_they_lead(report.outcomes)
        finish(going, report)
    return report


@contextmanager
def _as_the_program(actor: Actor) -> Iterator[None]:
    """The program's rights for a while; then the colleague's own, worked out anew, for what was
    learnt meanwhile may have changed whom they see.
    """
    if actor.is_system:
        yield
        return
    with acting_as(SYSTEM):
        yield
        if actor.staff_id is not None:
            renew(staff_id=actor.staff_id, at=actor.at)


def try_unclear_again(outcomes: list[Outcome], going: Going) -> None:
    """As long as it helps: what one message says may make clear whom another is about."""
    while going.told_of:
        news, going.told_of = going.told_of, set()
        again = [
            n
            for n, one in enumerate(outcomes)
            if one.state == "needs-review" and not news.isdisjoint(one.waits_for)
        ]
        messages = [outcomes[n].message for n in again]
        for n, outcome in zip(again, take_in_again(messages, going), strict=True):
            outcomes[n] = outcome


def take_in_again(messages: Iterable[UUID], going: Going) -> list[Outcome]:
    """Take in messages from their originals, in this order, as if they came now."""
    outcomes: list[Outcome] = []
    still = iter(messages)
    while some := list(islice(still, AT_ONCE)):
        with acting_as(SYSTEM):
            originals = Original.objects.in_bulk(some)
        kept = [one for one in some if originals[one].content is not None]
        found = dict(
            zip(kept, take_in([_piece(originals[one]) for one in kept], going), strict=True)
        )
        outcomes += [found.get(one) or _without_text(originals[one]) for one in some]
    return outcomes


def _without_text(original: Original) -> Outcome:
    reason = _("Its text was not kept. Import its file again.")
    return Outcome(
        original.file,
        original.place,
        state="refused",
        reason=reason,
        message=original.message_id,
    )


def _piece(original: Original) -> Piece:
    content = bytes(original.content or b"")
    piece = next(iter(pieces_in(content, name=original.file)))
    return replace(piece, text=content, place=original.place, url=piece.url or original.url)
