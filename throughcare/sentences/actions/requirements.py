"""Counting what is done of a requirement, and ending it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import ChangedMeanwhile, action, save_version
from throughcare.foundation.audit import record
from throughcare.foundation.calendar import local_day
from throughcare.foundation.events import announce
from throughcare.sentences.access import CHANGE_SENTENCE
from throughcare.sentences.actions import telling
from throughcare.sentences.events import RequirementEnded, RequirementProgressed
from throughcare.sentences.models import Requirement


class LessThanNothing(Exception):
    """More would be taken back than was ever counted."""


class EndsBeforeItBegan(Exception):
    """The last day lies before the first."""


@action
def record_progress(
    *,
    actor: Actor,
    requirement: Requirement,
    used: Decimal,
    version: int,
    at: datetime,
    note: str = "",
    id: UUID | None = None,
) -> Requirement:
    """Say how much of a requirement is done altogether. Raises AccessDenied or ChangedMeanwhile.

    `id` is the number of the entry this makes: the same form sent twice is on the record once.
    """
    _unless_ended_meanwhile(requirement, version, at)
    require(actor, CHANGE_SENTENCE, requirement)
    used = used.quantize(Decimal("0.01"))
    if requirement.used != used:
        _count(actor, requirement, used, at=at)
        save_version(requirement, version=version, fields=["used", "used_on", "used_by"])
        announce(
            RequirementProgressed(
                person=requirement.person, at=at, by=actor, requirement=requirement, used=used
            )
        )
    telling.progressed(actor, requirement, note=note, at=at, id=id)
    record(
        actor,
        "sentences.progress_recorded",
        about=requirement.person_id,
        requirement=requirement.pk,
        used=used,
    )
    return requirement


@action
def end_requirement(
    *,
    actor: Actor,
    requirement: Requirement,
    on: date,
    reason: str,
    version: int,
    at: datetime,
) -> Requirement:
    """Say that a requirement binds no longer, from which day and why.

    Raises AccessDenied, EndsBeforeItBegan or ChangedMeanwhile. Ending it the same way twice changes
    nothing.
    """
    if requirement.ended_on == on and requirement.end_reason == reason:
        require(actor, CHANGE_SENTENCE, requirement.person)
        record(actor, "sentences.requirement_ended", about=requirement.person_id, again=True)
        return requirement
    _unless_ended_meanwhile(requirement, version, at)
    require(actor, CHANGE_SENTENCE, requirement)
    if requirement.started_on and on < requirement.started_on:
        raise EndsBeforeItBegan(requirement)
    requirement.ended_on, requirement.end_reason, requirement.is_active = on, reason, False
    save_version(requirement, version=version, fields=["ended_on", "end_reason", "is_active"])
    telling.ended(actor, requirement, at=at)
    announce(
        RequirementEnded(
            person=requirement.person,
            at=at,
            by=actor,
            requirement=requirement,
            on=on,
            reason=reason,
        )
    )
    record(
        actor,
        "sentences.requirement_ended",
        about=requirement.person_id,
        requirement=requirement.pk,
        on=on,
        reason=reason,
    )
    return requirement


def credit(
    *, actor: Actor, person: Any, requirement_id: UUID, amount: Decimal, at: datetime
) -> Requirement:
    """Count more toward a requirement; or less, to take a credit back.

    A step of another action, which has asked and puts it on the record itself: an outcome that
    credits two days. Raises Requirement.DoesNotExist or LessThanNothing.
    """
    requirement = Requirement.objects.select_for_update().get(pk=requirement_id, person=person)
    used = (requirement.used or Decimal(0)) + amount
    if used < 0:
        raise LessThanNothing(requirement)
    _count(actor, requirement, used, at=at)
    save_version(requirement, version=requirement.version, fields=["used", "used_on", "used_by"])
    announce(
        RequirementProgressed(
            person=requirement.person, at=at, by=actor, requirement=requirement, used=used
        )
    )
    record(
        actor,
        "sentences.requirement_credited",
        about=requirement.person_id,
        requirement=requirement.pk,
        amount=amount,
    )
    return requirement


def _unless_ended_meanwhile(requirement: Requirement, version: int, at: datetime) -> None:
    """Whoever was writing when somebody ended it is shown that, and keeps their text."""
    if requirement.has_ended(local_day(at)) and requirement.version != version:
        raise ChangedMeanwhile(requirement)


def _count(actor: Actor, requirement: Requirement, used: Decimal, *, at: datetime) -> None:
    requirement.used, requirement.used_on = used, local_day(at)
    requirement.used_by = actor.name
