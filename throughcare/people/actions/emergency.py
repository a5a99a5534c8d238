"""Opening a record in an emergency, saying that it is over, and reviewing what was done."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from throughcare.foundation.access import SYSTEM, Actor, acting_as, may_read, one_visible, require
from throughcare.foundation.actions import ChangedMeanwhile, action, save_version
from throughcare.foundation.audit import record
from throughcare.foundation.audit.queries import moments_of
from throughcare.foundation.packs import pack
from throughcare.people import reach
from throughcare.people.access import BREAK_GLASS, REVIEW_EMERGENCY
from throughcare.people.models import EmergencyReview, Exclusion, Grant, Person, runs
from throughcare.people.queries.finding import meant_exactly

ATTEMPTED, OPENED = "people.emergency_attempted", "people.opened_in_emergency"


class StillOpen(Exception):
    """The record is still open to them: there may be more to review."""


@dataclass(frozen=True)
class Attempt:
    """What came of asking: the person, or nobody, or that the colleague has to wait first."""

    person: Person | None = None
    wait_until: datetime | None = None


@action
def open_in_emergency(
    *, actor: Actor, number: str, born_on: date, reason: str, at: datetime, id: UUID
) -> Attempt:
    """Open the record of whoever has this very number and date of birth, for the pack's hours.

    Nobody with that number, and somebody the colleague is excluded from, end alike, by the same
    steps. Every attempt is written down. `id` is the number the opening gets: the same form sent
    twice opens once. Raises AccessDenied.
    """
    require(actor, BREAK_GLASS)
    # As the program: the colleague does not see whom they ask for. The lock, taken first by
    # everybody, makes their attempts count one after another.
    with acting_as(SYSTEM):
        reach.hold_still()
        if wait_until := _wait_until(actor, at):
            record(actor, "people.emergency_put_off", number=number)
            return Attempt(wait_until=wait_until)
        person = meant_exactly(number=number, born_on=born_on)
        kept_out = Exclusion.objects.filter(
            runs(at), person=person.pk if person else 0, member=actor.staff_id
        ).exists()
        if person is None or kept_out:
            record(actor, ATTEMPTED, about=person, number=number, reason=reason)
            return Attempt()
        _open(actor, person, reason=reason, at=at, id=id)
        return Attempt(person)


def _wait_until(actor: Actor, at: datetime) -> datetime | None:
    """When the colleague may try again; None if they may now."""
    rule = pack().emergency_rule
    within = timedelta(minutes=rule.within_minutes)
    made = moments_of(staff_id=actor.staff_id, verbs=(ATTEMPTED, OPENED), since=at - within)
    return made[-rule.attempts] + within if len(made) >= rule.attempts else None


def _open(actor: Actor, person: Person, *, reason: str, at: datetime, id: UUID) -> None:
    opened_before = Grant.objects.filter(pk=id, person=person, member=actor.staff_id).exists()
    if opened_before or may_read(actor, person) or actor.staff_id is None:
        record(actor, ATTEMPTED, about=person, reason=reason, was_open_already=True)
        return
    until = at + timedelta(hours=pack().emergency_rule.hours)
    Grant.objects.create(
        id=id,
        person=person,
        member_id=actor.staff_id,
        kind=Grant.Kind.EMERGENCY,
        markings=sorted(reach.opened_in_emergency(actor.held)),
        reason=reason,
        since=at,
        until=until,
    )
    record(actor, OPENED, about=person, grant=id, reason=reason, until=until)
    # Known again before the colleague's own transaction goes on.
    reach.renew(staff_id=actor.staff_id, at=at)


@action
def end_emergency(*, actor: Actor, person: Person, grant: Grant, at: datetime) -> Grant:
    """The colleague says that it is over. One that has ended stays as it ended.

    Raises AccessDenied or NotVisible.
    """
    require(actor, BREAK_GLASS, grant)
    grant = _locked(grant, person)
    if grant.until is None or grant.until > at:
        grant.until = max(at, grant.since)
        grant.save(update_fields=["until"])
    record(actor, "people.emergency_ended", about=person, grant=grant.pk)
    return grant


@action
def review_emergency(
    *,
    actor: Actor,
    person: Person,
    grant: Grant,
    finding: str,
    note: str,
    version: int,
    at: datetime,
) -> EmergencyReview:
    """Say what a manager found. The same answer sent twice is one.

    Raises AccessDenied, NotVisible, StillOpen or ChangedMeanwhile.
    """
    require(actor, REVIEW_EMERGENCY, grant)
    grant = _locked(grant, person)
    if grant.until is None or grant.until > at:
        raise StillOpen
    review = EmergencyReview.objects.filter(grant=grant).first()
    said = {"finding": finding, "note": note, "reviewer_id": actor.staff_id}
    if review is None:
        review = EmergencyReview.objects.create(person=person, grant=grant, at=at, **said)
    elif any(getattr(review, name) != value for name, value in said.items()):
        if review.version != version:
            raise ChangedMeanwhile(review)
        review.finding, review.note, review.at = finding, note, at
        review.reviewer_id = actor.staff_id or 0
        save_version(review, version=version, fields=["finding", "note", "reviewer_id", "at"])
    record(actor, "people.emergency_reviewed", about=person, grant=grant.pk, finding=finding)
    return review


def _locked(grant: Grant, person: Person) -> Grant:
    rows = Grant.objects.select_for_update(of=("self",)).select_related("member")
    return one_visible(rows, pk=grant.pk, person=person, kind=Grant.Kind.EMERGENCY)
