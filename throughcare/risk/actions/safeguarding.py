"""Referring a child or an adult at risk, or not, and following it up."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from throughcare.foundation.access import Actor, require
from throughcare.foundation.actions import ChangedMeanwhile, action, save_version
from throughcare.foundation.audit import record
from throughcare.foundation.calendar import local_day
from throughcare.foundation.events import announce
from throughcare.foundation.packs import pack
from throughcare.record.actions import happened
from throughcare.risk.access import COUNTERSIGN_REFERRAL, REFER
from throughcare.risk.actions.once import add, there_already
from throughcare.risk.events import SafeguardingChanged
from throughcare.risk.models import Referral, ReferralStep
from throughcare.risk.wording import referral_says

Kind = ReferralStep.Kind
_WHEN = {
    Kind.PHONED: "phoned_at",
    Kind.WRITTEN: "written_at",
    Kind.CHASED: "chased_at",
    Kind.ANSWERED: "answered_at",
}
"""Steps anybody who refers may take, and where it stands when they were last taken."""


class NotCountersignedYet(Exception):
    """A decision not to refer waits for whoever countersigns it, or sends it back to be made."""


@action
def decide_referral(
    *,
    actor: Actor,
    person: Any,
    about: str,
    concerns: str,
    what: str,
    authority: str,
    refer: bool,
    reason: str,
    at: datetime,
    marking: int | None = None,
    id: UUID | None = None,
) -> Referral:
    """Say whom somebody may hurt or who is at risk beside them, and whether they are referred.

    `about` is one of the pack's. Marked as the pack says unless told otherwise. A decision not to
    refer waits for somebody else's countersignature. `id` is the number it gets. Raises
    AccessDenied.
    """
    rule = pack().safeguarding_rule
    row = Referral(
        id=id or uuid4(),
        person=person,
        marking=pack().markings[rule.marking].number if marking is None else marking,
        about=rule.abouts[about].id,
        concerns=concerns,
        what=what,
        authority=authority or rule.abouts[about].authority,
        refer=refer,
        reason=reason,
        decided_at=at,
        author_id=actor.staff_id,
        author_text=actor.name,
    )
    require(actor, REFER, row)
    there = there_already(Referral, id, person=person)
    if there is None:
        add(row)
        _step(actor, row, Kind.DECIDED, happened_at=at, at=at, note=reason)
    _note(actor, there or row, "decided", refer=refer)
    return there or row


@action
def take_step(
    *,
    actor: Actor,
    row: Referral,
    kind: str,
    happened_at: datetime,
    version: int,
    at: datetime,
    spoke_to: str = "",
    note: str = "",
    id: UUID | None = None,
) -> Referral:
    """Write down that the authority was told, asked again, or answered: when, who, what was said.

    `id` is the number this step gets. Raises AccessDenied, ChangedMeanwhile or
    NotCountersignedYet.
    """
    again = _is_taken(row, id)
    _unless_closed_meanwhile(row, version, again)
    require(actor, REFER, row.person if again else row)
    if not row.refer:
        raise NotCountersignedYet(str(row))
    if not again:
        column = _WHEN[Kind(kind)]
        setattr(row, column, happened_at)
        save_version(row, version=version, fields=[column])
        said = {"spoke_to": spoke_to, "note": note}
        _step(actor, row, kind, happened_at=happened_at, at=at, id=id, **said)
    _note(actor, row, "step_taken", step=kind)
    return row


@action
def countersign_referral(
    *,
    actor: Actor,
    row: Referral,
    agrees: bool,
    note: str,
    version: int,
    at: datetime,
    id: UUID | None = None,
) -> Referral:
    """Agree that somebody is not referred, which closes it; or say that they are to be.

    Never by whoever decided. `id` is the number this step gets. Raises AccessDenied or
    ChangedMeanwhile.
    """
    again = _is_taken(row, id)
    _unless_closed_meanwhile(row, version, again)
    require(actor, COUNTERSIGN_REFERRAL, row.person if again else row)
    if not again and agrees:
        row.countersigned_at, row.countersigned_by_id = at, actor.staff_id
        row.closed_on, row.outcome = local_day(at), "not-needed"
        fields = ["countersigned_at", "countersigned_by", "closed_on", "outcome"]
        save_version(row, version=version, fields=fields)
        _step(actor, row, Kind.COUNTERSIGNED, happened_at=at, at=at, note=note, id=id)
    elif not again:
        row.refer, row.decided_at = True, at
        save_version(row, version=version, fields=["refer", "decided_at"])
        _step(actor, row, Kind.SENT_BACK, happened_at=at, at=at, note=note, id=id)
    _note(actor, row, "countersigned", agrees=agrees)
    return row


@action
def close_referral(
    *,
    actor: Actor,
    row: Referral,
    outcome: str,
    note: str,
    version: int,
    at: datetime,
    id: UUID | None = None,
) -> Referral:
    """Close a referral with what came of it. `id` is the number this step gets.

    Raises AccessDenied, ChangedMeanwhile or NotCountersignedYet.
    """
    again = _is_taken(row, id)
    _unless_closed_meanwhile(row, version, again)
    require(actor, REFER, row.person if again else row)
    if not row.refer:
        raise NotCountersignedYet(str(row))
    if not again:
        row.closed_on, row.closing_note = local_day(at), note
        row.outcome = pack().safeguarding_rule.outcomes[outcome].id
        save_version(row, version=version, fields=["closed_on", "outcome", "closing_note"])
        _step(actor, row, Kind.CLOSED, happened_at=at, at=at, note=note, id=id)
    _note(actor, row, "closed", outcome=outcome)
    return row


def _is_taken(row: Referral, id: UUID | None) -> bool:
    return there_already(ReferralStep, id, person=row.person, referral=row) is not None


def _unless_closed_meanwhile(row: Referral, version: int, again: bool) -> None:
    if not (row.is_open or again or row.version == version):
        raise ChangedMeanwhile(row)


def _step(
    actor: Actor,
    row: Referral,
    kind: str,
    *,
    happened_at: datetime,
    at: datetime,
    note: str = "",
    spoke_to: str = "",
    id: UUID | None = None,
) -> None:
    """The step in its history, the line on the timeline, the news."""
    add(
        ReferralStep(
            id=id or uuid4(),
            person=row.person,
            marking=row.marking,
            referral=row,
            kind=kind,
            happened_at=happened_at,
            at=at,
            author_id=actor.staff_id,
            author_text=actor.name,
            spoke_to=spoke_to,
            note=note,
        )
    )
    happened(
        actor=actor,
        person=row.person,
        kind="safeguarding",
        happened_at=happened_at,
        recorded_at=at,
        title=_title(row, kind),
        text="\n\n".join(part for part in (spoke_to, note) if part),
        marking=row.marking,
        important=kind == Kind.DECIDED,
        link=f"risk.referral:{row.pk}",
    )
    announce(
        SafeguardingChanged(
            person=row.person,
            at=at,
            by=actor,
            referral=row.pk,
            marking=row.marking,
            what=str(kind),
        )
    )


def _title(row: Referral, kind: str) -> str:
    if kind == Kind.DECIDED:
        return referral_says(row)
    return f"{Kind(kind).label}: {row.concerns}"


def _note(actor: Actor, row: Referral, verb: str, **details: Any) -> None:
    record(
        actor,
        f"risk.referral_{verb}",
        about=row.person_id,
        marking=row.marking,
        referral=row.pk,
        **details,
    )
