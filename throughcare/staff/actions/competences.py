"""Every change to what colleagues are trained and cleared for."""

from datetime import date, datetime
from uuid import UUID, uuid4

from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.foundation.calendar import local_day
from throughcare.foundation.packs import pack
from throughcare.staff.access import AWARD_COMPETENCE, RECORD_CLEARANCE
from throughcare.staff.actions.members import EndsBeforeItBegins
from throughcare.staff.models import Clearance, Competence, Member
from throughcare.staff.queries import placed


class UnknownCompetence(Exception):
    """The pack has no such competence."""


class UnknownClearance(Exception):
    """The pack has no such level of clearance."""


class StillToCome(Exception):
    """What is said to have happened lies in the future."""


class LastsTooLong(Exception):
    """By the pack it runs out before that day."""

    def __init__(self, latest: date) -> None:
        super().__init__(latest)
        self.latest = latest


class EndedAlready(Exception):
    """Somebody has ended it already; a second reason would hide the first."""


@action
def award_competence(
    *,
    actor: Actor,
    member: Member,
    kind: str,
    awarded_on: date,
    evidence: str,
    at: datetime,
    expires_on: date | None = None,
    id: UUID | None = None,
) -> Competence:
    """Enter that a colleague was trained or found qualified; the same form sent twice, once.

    `expires_on` is the first day it is no longer held; without one, the pack says when.
    Raises AccessDenied, UnknownCompetence, StillToCome, EndsBeforeItBegins or LastsTooLong.
    """
    today = local_day(at)
    require(actor, AWARD_COMPETENCE, placed(member_id=member.pk, on=today, kind=kind))
    known = pack().competences.get(kind)
    if known is None:
        raise UnknownCompetence(kind)
    if awarded_on > today:
        raise StillToCome(awarded_on)
    if expires_on is not None and expires_on <= awarded_on:
        raise EndsBeforeItBegins(expires_on)
    latest = known.runs_out(awarded_on)
    if expires_on is not None and latest is not None and expires_on > latest:
        raise LastsTooLong(latest)
    said = {
        "kind": kind,
        "awarded_on": awarded_on,
        "expires_on": expires_on or latest,
        "evidence": evidence,
        "recorded_by_id": actor.staff_id,
        "recorded_at": at,
    }
    one, _ = Competence.objects.get_or_create(pk=id or uuid4(), member=member, defaults=said)
    record(
        actor,
        "staff.competence_awarded",
        member=member.pk,
        competence=one.pk,
        kind=kind,
        until=one.expires_on,
    )
    return one


@action
def end_competence(
    *, actor: Actor, competence: Competence, on: date, why: str, at: datetime
) -> Competence:
    """From this day on the colleague no longer holds it, whatever its date says.

    Raises AccessDenied, EndedAlready, StillToCome or EndsBeforeItBegins.
    """
    today = local_day(at)
    kept = Competence.objects.select_for_update().get(pk=competence.pk)
    where = placed(member_id=kept.member_id, on=today, kind=kept.kind)
    require(actor, AWARD_COMPETENCE, where)
    _end(kept, begins=kept.awarded_on, on=on, why=why, today=today)
    record(
        actor,
        "staff.competence_ended",
        member=kept.member_id,
        competence=kept.pk,
        kind=kept.kind,
        on=on,
    )
    return kept


@action
def clear(
    *,
    actor: Actor,
    member: Member,
    level: str,
    since: date,
    until: date,
    id: UUID | None = None,
) -> Clearance:
    """Record a clearance; the same form sent twice, with the same `id`, records it once.

    Raises AccessDenied, UnknownClearance or EndsBeforeItBegins.
    """
    require(actor, RECORD_CLEARANCE, placed(member_id=member.pk, on=since))
    if level not in pack().clearances.by_id:
        raise UnknownClearance(level)
    if until <= since:
        raise EndsBeforeItBegins(until)
    said = {"level": level, "since": since, "until": until}
    clearance, _ = Clearance.objects.get_or_create(pk=id or uuid4(), member=member, defaults=said)
    record(actor, "staff.cleared", member=member.pk, level=level, until=until)
    return clearance


@action
def end_clearance(
    *, actor: Actor, clearance: Clearance, on: date, why: str, at: datetime
) -> Clearance:
    """A clearance was withdrawn or given up: from this day on it opens nothing.

    Raises AccessDenied, EndedAlready, StillToCome or EndsBeforeItBegins.
    """
    today = local_day(at)
    kept = Clearance.objects.select_for_update().get(pk=clearance.pk)
    require(actor, RECORD_CLEARANCE, placed(member_id=kept.member_id, on=today))
    _end(kept, begins=kept.since, on=on, why=why, today=today)
    record(actor, "staff.clearance_ended", member=kept.member_id, level=kept.level, on=on)
    return kept


def _end(row: Competence | Clearance, *, begins: date, on: date, why: str, today: date) -> None:
    if row.ended_on is not None:
        raise EndedAlready(row.pk)
    if on > today:
        raise StillToCome(on)
    if on < begins:
        raise EndsBeforeItBegins(on)
    row.ended_on, row.ended_because = on, why
    row.save(update_fields=["ended_on", "ended_because"])
