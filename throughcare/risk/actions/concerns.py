"""Recording a concern, and deciding about one."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import ChangedMeanwhile, action, save_version
from throughcare.foundation.audit import record
from throughcare.foundation.calendar import local_day
from throughcare.foundation.events import announce
from throughcare.foundation.packs import pack
from throughcare.record.actions import happened
from throughcare.risk.access import RECORD_CONCERN, TRIAGE_CONCERN
from throughcare.risk.actions.once import add, there_already
from throughcare.risk.events import ConcernClosed, ConcernRecorded
from throughcare.risk.models import Concern, ConcernDecision
from throughcare.risk.triage import triage_by

_DECIDED = ["outcome", "reason", "decided_at", "decided_by", "decided_by_text", "watch_until"]


@action
def record_concern(
    *,
    actor: Actor,
    person: Any,
    kind: str,
    what: str,
    happened_at: datetime,
    at: datetime,
    told_by: str = "",
    marking: int = 0,
    signal: str = "",
    made_from: Sequence[str] = (),
    id: UUID | None = None,
) -> Concern:
    """Write down what was seen or heard, for whoever holds the case to look at the same day.

    `kind` is a concern of the pack. `signal` and `made_from` say which signal of the pack found it
    in which entries. `id` is the number it gets: the same form sent twice records one. Raises
    AccessDenied.
    """
    rule = pack().concern_rule
    concern = Concern(
        id=id or uuid4(),
        person=person,
        marking=marking,
        kind=rule.kinds[kind].id,
        what=what,
        told_by=told_by,
        happened_at=happened_at,
        recorded_at=at,
        author_id=actor.staff_id,
        author_text=actor.name,
        signal=signal,
        made_from=list(made_from),
        due_on=triage_by(local_day(at), rule),
    )
    require(actor, RECORD_CONCERN, concern)
    there = there_already(Concern, id, person=person)
    if there is None:
        add(concern)
        _put_on_record(
            actor, concern, "concern-recorded", title=rule.kinds[kind].title, text=what, at=at
        )
        announce(
            ConcernRecorded(
                person=person,
                at=at,
                by=actor,
                concern=concern.pk,
                marking=marking,
                signal=signal,
            )
        )
    record(
        actor, "risk.concern_recorded", about=person, marking=marking, concern=(there or concern).pk
    )
    return there or concern


@action
def decide_concern(
    *,
    actor: Actor,
    concern: Concern,
    outcome: str,
    reason: str,
    version: int,
    at: datetime,
    watch_until: date | None = None,
    id: UUID | None = None,
) -> Concern:
    """Say what a concern comes to: no change, to be watched until a day, or a review now.

    `id` is the number this decision gets. Raises AccessDenied or ChangedMeanwhile.
    """
    again = there_already(ConcernDecision, id, person=concern.person, concern=concern) is not None
    if concern.is_closed and concern.version != version and not again:
        raise ChangedMeanwhile(concern)
    require(actor, TRIAGE_CONCERN, concern.person if again else concern)
    if not again:
        concern.outcome, concern.reason = Concern.Outcome(outcome), reason
        concern.watch_until = watch_until if outcome == Concern.Outcome.WATCH else None
        concern.is_closed = outcome != Concern.Outcome.WATCH
        concern.decided_at, concern.decided_by_id = at, actor.staff_id
        concern.decided_by_text = actor.name
        save_version(concern, version=version, fields=[*_DECIDED, "is_closed"])
        _write_decision(actor, concern, at=at, id=id)
    record(
        actor,
        "risk.concern_decided",
        about=concern.person_id,
        marking=concern.marking,
        concern=concern.pk,
        outcome=outcome,
    )
    return concern


def _write_decision(actor: Actor, concern: Concern, *, at: datetime, id: UUID | None) -> None:
    add(
        ConcernDecision(
            id=id or uuid4(),
            person=concern.person,
            marking=concern.marking,
            concern=concern,
            outcome=concern.outcome,
            reason=concern.reason,
            watch_until=concern.watch_until,
            at=at,
            author_id=actor.staff_id,
            author_text=actor.name,
        )
    )
    said = str(Concern.Outcome(concern.outcome).label)
    _put_on_record(actor, concern, "concern-looked-at", title=said, text=concern.reason, at=at)
    announce(
        ConcernClosed(
            person=concern.person,
            at=at,
            by=actor,
            concern=concern.pk,
            marking=concern.marking,
            outcome=str(concern.outcome),
        )
    )


def _put_on_record(
    actor: Actor, concern: Concern, kind: str, *, title: str, text: str, at: datetime
) -> None:
    recorded = kind == "concern-recorded"
    happened(
        actor=actor,
        person=concern.person,
        kind=kind,
        happened_at=concern.happened_at if recorded else at,
        recorded_at=at,
        title=title,
        text=text,
        marking=concern.marking,
        important=recorded,
        link=f"risk.concern:{concern.pk}",
    )
