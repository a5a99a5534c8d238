"""Putting what changed in a sentence onto the record. Steps of the actions here."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor
from throughcare.foundation.calendar import moment_at
from throughcare.foundation.learning import Learnt, LearntRow
from throughcare.foundation.packs import pack
from throughcare.foundation.ui.dates import written_day
from throughcare.record.actions import happened
from throughcare.sentences.models import Breach, Hearing, KeyDate, Order, Requirement
from throughcare.sentences.queries.binding import full_title
from throughcare.sentences.wording import (
    figure,
    hearing_listed,
    hearing_outcome,
    hearing_title,
    in_units,
    length_of,
    order_says,
)


def learnt(actor: Actor, news: Learnt[Any], *, source: UUID | None, at: datetime) -> None:
    """What a message brought: an order that began or ended, progress, a breach."""
    row = news.row
    if isinstance(row, Order):
        _order(actor, news, source=source, at=at)
    elif isinstance(row, Requirement) and "used" in news.before:
        _tell(
            actor,
            row,
            "requirement-progress",
            at=at,
            title=progress_title(row),
            source=source,
            part=f"used at {at.isoformat()}",
        )
    elif isinstance(row, Breach):
        _breach(actor, news, source=source, at=at)


def dates_moved(
    actor: Actor,
    person: Any,
    gone: list[KeyDate],
    came: list[KeyDate],
    *,
    source: UUID | None,
    at: datetime,
) -> None:
    """Legal dates that another message has given otherwise. The first ones given are no news."""
    if not gone:
        return
    kinds = pack().code_list("sentence-date")
    before = {(row.kind, row.is_override): row.on for row in gone}
    after = {(row.kind, row.is_override): row.on for row in came}
    lines = []
    for kind, is_override in sorted(before.keys() | after.keys()):
        was, now = before.get((kind, is_override)), after.get((kind, is_override))
        words = {
            "what": kinds.title_of(kind),
            "was": was and written_day(was),
            "now": now and written_day(now),
        }
        if was and now:
            lines.append(_("%(what)s: %(now)s (was %(was)s)") % words)
        elif now:
            lines.append(_("%(what)s: %(now)s") % words)
        else:
            lines.append(_("%(what)s: no longer given (was %(was)s)") % words)
    happened(
        actor=actor,
        person=person,
        kind="key-date-changed",
        happened_at=at,
        recorded_at=at,
        title=_("Key dates changed"),
        text="\n".join(lines),
        important=True,
        source=source,
        source_key=f"{gone[0].source_key}#{at.isoformat()}",
    )


def hearing_told(actor: Actor, news: Learnt[Hearing], *, source: UUID | None, at: datetime) -> None:
    """One entry a hearing, each thing learnt of it a new version: listed, moved, decided.

    What is listed for a day to come is known from today; the hearing has not happened.
    """
    row = news.row
    is_listed = row.begins_at is not None and row.begins_at > at
    happened(
        actor=actor,
        person=row.person,
        kind="court-hearing",
        happened_at=at if is_listed else row.begins_at or at,
        recorded_at=at,
        title=hearing_listed(row) if is_listed else hearing_title(row),
        text=hearing_outcome(row),
        marking=row.marking,
        link=f"sentences.hearing:{row.pk}",
        source=source,
        source_key=f"{row.source_key}#hearing",
        is_first=news.is_new,
    )


def progressed(actor: Actor, row: Requirement, *, note: str, at: datetime, id: UUID | None) -> None:
    """Somebody counted what is done."""
    _tell(actor, row, "requirement-progress", at=at, title=progress_title(row), text=note, id=id)


def ended(actor: Actor, row: Requirement, *, at: datetime) -> None:
    """Somebody ended a requirement."""
    title = _("%(what)s ended") % {"what": full_title(row)}
    _tell(actor, row, "sentence-changed", on=row.ended_on, at=at, title=title, text=row.end_reason)


def progress_title(row: Requirement) -> str:
    """Rehabilitation activity: 14 of 30 days."""
    used = figure(row.used) if row.used is not None else "0"
    if row.amount is None:
        return (
            f"{full_title(row)}: {in_units(row.used, row.unit) if row.used is not None else used}"
        )
    whole = in_units(row.amount, row.unit)
    return _("%(what)s: %(used)s of %(whole)s") % {
        "what": full_title(row),
        "used": used,
        "whole": whole,
    }


def _order(actor: Actor, news: Learnt[Order], *, source: UUID | None, at: datetime) -> None:
    row = news.row
    begins = news.is_new and row.started_on is not None
    ends = row.ended_on is not None and (news.is_new or "ended_on" in news.before)
    if begins:
        _tell(
            actor,
            row,
            "sentence-began",
            at=at,
            on=row.started_on,
            title=row.title,
            text=length_of(row),
            source=source,
            part="began",
            is_first=True,
        )
    if ends:
        _tell(
            actor,
            row,
            "sentence-ended",
            at=at,
            on=row.ended_on,
            title=row.title,
            text=row.end_reason,
            source=source,
            part="ended",
            is_first=news.is_new,
        )
    elif not news.is_new:
        title = ", ".join(part for part in (row.title, order_says(row, at.date())) if part)
        part = f"changed at {at.isoformat()}"
        _tell(actor, row, "sentence-changed", at=at, title=title, source=source, part=part)


def _breach(actor: Actor, news: Learnt[Breach], *, source: UUID | None, at: datetime) -> None:
    """One entry a breach, each status a new version of it."""
    row = news.row
    _tell(
        actor,
        row,
        "enforcement",
        on=row.started_on or row.referred_on or row.status_on,
        at=at,
        title=": ".join(part for part in (full_title(row), row.outcome or row.status) if part),
        text=row.note,
        important=row.is_pending,
        source=source,
        part="breach",
        is_first=news.is_new,
    )


def _tell(
    actor: Actor,
    row: LearntRow,
    kind: str,
    *,
    at: datetime,
    title: str,
    on: date | None = None,
    text: str = "",
    important: bool = False,
    source: UUID | None = None,
    part: str = "",
    is_first: bool = False,
    id: UUID | None = None,
) -> None:
    """One entry about a row. `part` tells apart what one message's fact says several times of."""
    happened(
        actor=actor,
        person=row.person,
        kind=kind,
        # A day a source gives is a moment too: its beginning.
        happened_at=moment_at(on, time.min) if on else at,
        recorded_at=at,
        title=title,
        text=text,
        marking=row.marking,
        important=important,
        link=f"{row._meta.label_lower}:{row.pk}",
        source=source,
        source_key=f"{row.source_key}#{part}" if part else None,
        is_first=is_first,
        id=id,
    )
