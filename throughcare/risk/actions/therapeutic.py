"""Writing down a therapeutic risk, changing what is said of it, closing it."""

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
from throughcare.risk.access import CHANGE_THERAPEUTIC_RISK
from throughcare.risk.actions.once import add, there_already
from throughcare.risk.events import TherapeuticRiskChanged
from throughcare.risk.models import TherapeuticRisk, TherapeuticRiskChange
from throughcare.risk.reviews import next_review
from throughcare.risk.wording import therapeutic_says

Kind = TherapeuticRiskChange.Kind
_SAID = ("risk", "brings_out", "addressed", "by", "by_words", "state", "review_on")


@action
def identify_risk(
    *,
    actor: Actor,
    person: Any,
    risk: str,
    brings_out: str,
    addressed: str,
    state: str,
    at: datetime,
    by: Any = None,
    by_words: str = "",
    review_on: date | None = None,
    marking: int = 0,
    id: UUID | None = None,
) -> TherapeuticRisk:
    """Write down a risk in somebody's therapy. Without `review_on`, it is looked at again when the
    pack says.

    `id` is the number it gets: the same form sent twice writes one. Raises AccessDenied.
    """
    rule = pack().therapeutic_risk_rule
    today = local_day(at)
    row = TherapeuticRisk(
        id=id or uuid4(),
        person=person,
        marking=marking,
        risk=risk,
        brings_out=brings_out,
        addressed=addressed,
        by=by,
        by_words=by_words,
        state=rule.states[state].id,
        review_on=review_on or next_review(today, rule.review_months),
        identified_on=today,
        changed_at=at,
        changed_by_id=actor.staff_id,
    )
    require(actor, CHANGE_THERAPEUTIC_RISK, row)
    there = there_already(TherapeuticRisk, id, person=person)
    if there is None:
        add(row)
        _write(actor, row, Kind.IDENTIFIED, text=therapeutic_says(row), at=at)
    _note(actor, there or row, "identified")
    return there or row


@action
def change_risk(
    *,
    actor: Actor,
    row: TherapeuticRisk,
    risk: str,
    brings_out: str,
    addressed: str,
    state: str,
    version: int,
    at: datetime,
    by: Any = None,
    by_words: str = "",
    review_on: date | None = None,
    id: UUID | None = None,
) -> TherapeuticRisk:
    """Say a therapeutic risk anew; what it said before stays readable. Without `review_on`, it is
    looked at again when the pack says.

    `id` is the number this change gets. Raises AccessDenied or ChangedMeanwhile.
    """
    again = _is_written(row, id)
    _unless_closed_meanwhile(row, version, again)
    require(actor, CHANGE_THERAPEUTIC_RISK, row.person if again else row)
    if not again:
        before = {name: _plain(row, name) for name in _SAID}
        row.risk, row.brings_out, row.addressed = risk, brings_out, addressed
        usual = next_review(local_day(at), pack().therapeutic_risk_rule.review_months)
        row.by, row.by_words, row.review_on = by, by_words, review_on or usual
        row.state = pack().therapeutic_risk_rule.states[state].id
        row.changed_at, row.changed_by_id = at, actor.staff_id
        save_version(row, version=version, fields=[*_SAID, "changed_at", "changed_by"])
        was = {name: said for name, said in before.items() if said != _plain(row, name)}
        _write(actor, row, Kind.CHANGED, text=therapeutic_says(row), before=was, at=at, id=id)
    _note(actor, row, "changed")
    return row


@action
def close_risk(
    *,
    actor: Actor,
    row: TherapeuticRisk,
    reason: str,
    version: int,
    at: datetime,
    id: UUID | None = None,
) -> TherapeuticRisk:
    """Close a therapeutic risk and say why; it stays readable.

    `id` is the number this step gets. Raises AccessDenied or ChangedMeanwhile.
    """
    again = _is_written(row, id)
    _unless_closed_meanwhile(row, version, again)
    require(actor, CHANGE_THERAPEUTIC_RISK, row.person if again else row)
    if not again:
        row.closed_on, row.closing_reason = local_day(at), reason
        save_version(row, version=version, fields=["closed_on", "closing_reason"])
        _write(actor, row, Kind.CLOSED, text=reason, note=reason, at=at, id=id)
    _note(actor, row, "closed")
    return row


def _is_written(row: TherapeuticRisk, id: UUID | None) -> bool:
    same = {"person": row.person, "therapeutic_risk": row}
    return there_already(TherapeuticRiskChange, id, **same) is not None


def _unless_closed_meanwhile(row: TherapeuticRisk, version: int, again: bool) -> None:
    """Whoever was writing when somebody closed it is shown that, and keeps their text."""
    if not (row.is_open or again or row.version == version):
        raise ChangedMeanwhile(row)


def _plain(row: TherapeuticRisk, name: str) -> str:
    said = getattr(row, name)
    return str(said.name if name == "by" and said else said or "")


def _write(
    actor: Actor,
    row: TherapeuticRisk,
    kind: str,
    *,
    text: str,
    at: datetime,
    note: str = "",
    before: dict[str, str] | None = None,
    id: UUID | None = None,
) -> None:
    """The step in its history, the line on the timeline, the news."""
    add(
        TherapeuticRiskChange(
            id=id or uuid4(),
            person=row.person,
            marking=row.marking,
            therapeutic_risk=row,
            kind=kind,
            at=at,
            author_id=actor.staff_id,
            author_text=actor.name,
            note=note,
            before=before or {},
        )
    )
    happened(
        actor=actor,
        person=row.person,
        kind="therapeutic-risk",
        happened_at=at,
        recorded_at=at,
        title=f"{Kind(kind).label}: {row.risk}",
        text=text,
        marking=row.marking,
        link=f"risk.therapeuticrisk:{row.pk}",
    )
    announce(
        TherapeuticRiskChanged(
            person=row.person,
            at=at,
            by=actor,
            therapeutic_risk=row.pk,
            marking=row.marking,
            what=str(kind),
        )
    )


def _note(actor: Actor, row: TherapeuticRisk, what: str) -> None:
    record(
        actor,
        f"risk.therapeutic_risk_{what}",
        about=row.person_id,
        marking=row.marking,
        therapeutic_risk=row.pk,
    )
