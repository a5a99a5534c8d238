"""Raising a flag, looking at it again, taking it down."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import ChangedMeanwhile, action, save_version
from throughcare.foundation.audit import record
from throughcare.foundation.calendar import local_day
from throughcare.foundation.packs import pack
from throughcare.risk.access import CHANGE_FLAG
from throughcare.risk.actions import telling
from throughcare.risk.actions.once import add, there_already
from throughcare.risk.models import Flag, FlagChange
from throughcare.risk.reviews import next_review


@action
def raise_flag(
    *,
    actor: Actor,
    person: Any,
    type: str,
    reason: str,
    review_on: date | None,
    at: datetime,
    started_on: date | None = None,
    marking: int = 0,
    id: UUID | None = None,
) -> Flag:
    """Warn colleagues of something, and say when it is to be looked at again.

    `type` is a flag type of the pack. Without `review_on` it is looked at again when the pack says,
    and with the ordinary marking it gets the one the pack gives its type.
    `id` is the number the flag gets: the same form sent twice raises one. Raises AccessDenied.
    """
    known = pack().flag_types[type]
    today = local_day(at)
    marking = marking or pack().markings[known.marking].number
    flag = Flag(
        id=id or uuid4(),
        person=person,
        marking=marking,
        type=known.id,
        title=known.title,
        notes=[{"text": reason, "by": actor.name, "on": today.isoformat()}],
        started_on=started_on or today,
        review_on=review_on or next_review(today, known.review_months),
        raised_by=actor.name,
    )
    require(actor, CHANGE_FLAG, flag)
    there = there_already(Flag, id, person=person)
    if there is None:
        add(flag)
        _write(actor, flag, FlagChange.Kind.RAISED, note=reason, at=at)
        telling.flag_changed(actor, flag, "raised", note=reason, at=at)
    record(
        actor, "risk.flag_raised", about=person, marking=marking, flag=flag.pk, again=bool(there)
    )
    return there or flag


@action
def review_flag(
    *,
    actor: Actor,
    flag: Flag,
    note: str,
    review_on: date | None,
    version: int,
    at: datetime,
    id: UUID | None = None,
) -> Flag:
    """Say what a flag stands for now and when it is to be looked at next.

    `id` is the number the review gets. Raises AccessDenied or ChangedMeanwhile.
    """
    again = _is_written(flag, id)
    _unless_ended_meanwhile(flag, version, again)
    require(actor, CHANGE_FLAG, flag.person if again else flag)
    if not again:
        flag.review_on, flag.reviewed_on = review_on, local_day(at)
        save_version(flag, version=version, fields=["review_on", "reviewed_on"])
        _write(actor, flag, FlagChange.Kind.REVIEWED, note=note, at=at, id=id)
        telling.flag_changed(actor, flag, "reviewed", note=note, at=at)
    record(actor, "risk.flag_reviewed", about=flag.person_id, marking=flag.marking, flag=flag.pk)
    return flag


@action
def end_flag(
    *,
    actor: Actor,
    flag: Flag,
    reason: str,
    version: int,
    at: datetime,
    id: UUID | None = None,
) -> Flag:
    """Take a flag down and say why; it stays readable.

    `id` is the number this step gets. Raises AccessDenied or ChangedMeanwhile.
    """
    again = _is_written(flag, id)
    _unless_ended_meanwhile(flag, version, again)
    require(actor, CHANGE_FLAG, flag.person if again else flag)
    if not again:
        flag.is_active, flag.ended_on, flag.end_note = False, local_day(at), reason
        save_version(flag, version=version, fields=["is_active", "ended_on", "end_note"])
        _write(actor, flag, FlagChange.Kind.ENDED, note=reason, at=at, id=id)
        telling.flag_changed(actor, flag, "ended", note=reason, at=at)
    record(actor, "risk.flag_ended", about=flag.person_id, marking=flag.marking, flag=flag.pk)
    return flag


def _is_written(flag: Flag, id: UUID | None) -> bool:
    """Whether this very step was done already: its form was sent twice."""
    return there_already(FlagChange, id, person=flag.person, flag=flag) is not None


def _unless_ended_meanwhile(flag: Flag, version: int, again: bool) -> None:
    """Whoever was writing when somebody ended the flag is shown that, and keeps their text."""
    if not (flag.is_active or again or flag.version == version):
        raise ChangedMeanwhile(flag)


def _write(
    actor: Actor, flag: Flag, kind: str, *, note: str, at: datetime, id: UUID | None = None
) -> None:
    add(
        FlagChange(
            id=id or uuid4(),
            person=flag.person,
            marking=flag.marking,
            flag=flag,
            kind=kind,
            at=at,
            author_id=actor.staff_id,
            author_text=actor.name,
            note=note,
            review_on=flag.review_on,
        )
    )
