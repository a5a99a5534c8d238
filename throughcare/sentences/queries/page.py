"""The whole of a person's sentences for one long page: what is in force first, then what ended."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from throughcare.foundation.access import Actor, decide, one_visible
from throughcare.foundation.learning import Provenance, provenance_of
from throughcare.foundation.packs import pack
from throughcare.sentences.access import CHANGE_SENTENCE
from throughcare.sentences.models import Conviction, Custody, KeyDate, Requirement
from throughcare.sentences.queries.binding import full_title, progress_of
from throughcare.sentences.queries.hearings import HearingLine, hearings_of
from throughcare.sentences.queries.on_record import (
    NextDate,
    OnRecord,
    in_place_of_calculated,
    next_date,
    on_record,
)
from throughcare.sentences.wording import (
    breach_says,
    calls_for,
    ends,
    order_says,
    requirement_says,
)


@dataclass(frozen=True)
class Line:
    """One thing a court or a licence says, in a sentence, with where we know it from."""

    id: UUID
    title: str
    says: str
    note: str
    began_on: date | None
    has_ended: bool
    calls: str
    provenance: Provenance | None
    counted: str = ""
    counted_on: date | None = None
    can_change: bool = False


@dataclass(frozen=True)
class Case:
    """A conviction with all that hangs on it. The last case of a page may have no conviction."""

    conviction: Conviction | None
    provenance: Provenance | None
    offences: list[Any]
    orders: list[Line]
    requirements: list[Line]
    conditions: list[Line]
    terms: list[Line]
    breaches: list[Line]
    custody: list[tuple[Custody, Provenance | None]]
    is_over: bool

    @property
    def title(self) -> str:
        """What the court ordered; without an order, what came of it."""
        first = [line for line in self.orders if not line.has_ended] or self.orders
        if first:
            return first[0].title
        return self.conviction.outcome if self.conviction else ""

    @property
    def main_offence(self) -> Any:
        return self.offences[0] if self.offences else None


@dataclass(frozen=True)
class DateLine:
    """One legal date. `is_set_aside`: another was set by hand in its place."""

    kind: str
    title: str
    group: str
    on: date
    is_override: bool
    is_set_aside: bool
    is_past: bool
    given_at: datetime
    superseded_at: datetime | None
    provenance: Provenance | None


@dataclass(frozen=True)
class SentencePage:
    """What the page shows."""

    in_force: list[Case]
    over: list[Case]
    dates: list[DateLine]
    earlier_dates: list[DateLine]
    next_date: NextDate | None
    custody: list[tuple[Custody, Provenance | None]]
    """Custody that hangs on no conviction: what a prison says of its booking."""
    hearings: list[HearingLine]
    can_change: bool

    def __bool__(self) -> bool:
        return bool(self.in_force or self.over or self.dates or self.custody or self.hearings)


@dataclass
class _Reading:
    """What the lines are made from."""

    record: OnRecord
    today: date
    can_change: bool
    closed: set[Any] = field(default_factory=set)


def sentence_page(*, actor: Actor, person: Any, today: date) -> SentencePage:
    """Everything on record of this person's sentences."""
    record = on_record([person.pk])[person.pk]
    can_change = decide(actor, CHANGE_SENTENCE, person).allowed
    reading = _Reading(record, today, can_change, record.closed())
    cases = [_case(reading, conviction) for conviction in record.convictions]
    loose = _case(reading, None)
    if loose.orders or loose.requirements or loose.conditions or loose.terms or loose.breaches:
        cases.append(loose)
    superseded = KeyDate.objects.filter(person=person).exclude(superseded_at=None)
    return SentencePage(
        in_force=[case for case in cases if not case.is_over],
        over=[case for case in cases if case.is_over],
        dates=_dates(record.key_dates, today),
        earlier_dates=_dates(superseded.order_by("-superseded_at", "on", "id"), today),
        next_date=next_date(record, today),
        custody=[(row, provenance_of(row)) for row in record.custody if not row.conviction_id],
        hearings=hearings_of(person=person.pk, today=today),
        can_change=can_change,
    )


def requirement_to_change(*, actor: Actor, person: Any, id: UUID) -> Requirement:
    """One requirement of this person. Raises NotVisible."""
    return one_visible(Requirement.objects.all(), pk=id, person=person)


def requirement_line(*, requirement: Requirement, today: date) -> Line:
    """One requirement in a sentence, for the page where it is changed."""
    person = requirement.person_id
    record = on_record([person], only=("convictions", "orders"))[person]
    return _requirement(_Reading(record, today, can_change=True), requirement)


def _case(reading: _Reading, conviction: Conviction | None) -> Case:
    def mine(rows: Iterable[Any]) -> list[Any]:
        which = conviction.pk if conviction else None
        return [row for row in rows if row.conviction_id == which]

    record = reading.record
    orders = [_order(reading, row) for row in mine(record.orders)]
    requirements = [_requirement(reading, row) for row in mine(record.requirements)]
    conditions = [_term(reading, row) for row in mine(record.conditions)]
    terms = [_term(reading, row) for row in mine(record.terms)]
    breaches = [_breach(reading, row) for row in mine(record.breaches)]
    lines = [*orders, *requirements, *conditions, *terms, *breaches]
    return Case(
        conviction=conviction,
        provenance=provenance_of(conviction) if conviction else None,
        offences=mine(record.offences) if conviction else [],
        orders=orders,
        requirements=requirements,
        conditions=conditions,
        terms=terms,
        breaches=breaches,
        custody=[(row, provenance_of(row)) for row in mine(record.custody)] if conviction else [],
        is_over=(conviction is not None and conviction.pk in reading.closed)
        or (bool(lines) and all(line.has_ended for line in lines)),
    )


def _line(reading: _Reading, row: Any, *, says: str, calls: str = "", **more: Any) -> Line:
    return Line(
        id=row.pk,
        title=full_title(row) if hasattr(row, "sub_title") else row.title,
        says=says,
        note=getattr(row, "note", ""),
        began_on=row.started_on or getattr(row, "imposed_on", None),
        has_ended=row.has_ended(reading.today) or row.conviction_id in reading.closed,
        calls=calls,
        provenance=provenance_of(row),
        **more,
    )


def _order(reading: _Reading, row: Any) -> Line:
    says = order_says(row, reading.today)
    return _line(reading, row, says=says, calls=calls_for(row, reading.today))


def _requirement(reading: _Reading, row: Requirement) -> Line:
    today = reading.today
    found = progress_of(row, reading.record, today)
    ended = row.has_ended(today)
    return _line(
        reading,
        row,
        says=requirement_says(row, found, today),
        calls=calls_for(row, today, found),
        counted=row.used_by,
        counted_on=row.used_on,
        can_change=reading.can_change and not ended,
    )


def _term(reading: _Reading, row: Any) -> Line:
    today = reading.today
    return _line(reading, row, says=ends(row, today), calls=calls_for(row, today))


def _breach(reading: _Reading, row: Any) -> Line:
    return _line(reading, row, says=breach_says(row))


def _dates(rows: Iterable[KeyDate], today: date) -> list[DateLine]:
    rows = list(rows)
    kinds = pack().code_list("sentence-date")
    holding = {row.pk for row in in_place_of_calculated(rows)}
    lines = [
        DateLine(
            kind=row.kind,
            title=kinds.title_of(row.kind) if row.kind in kinds else row.text or row.kind,
            group=(kinds[row.kind].group or "") if row.kind in kinds else "",
            on=row.on,
            is_override=row.is_override,
            is_set_aside=row.superseded_at is None and row.pk not in holding,
            is_past=row.on < today,
            given_at=row.given_at,
            superseded_at=row.superseded_at,
            provenance=provenance_of(row),
        )
        for row in rows
    ]
    # What is to come first and soonest first; then what is past, the latest first.
    return [one for one in lines if not one.is_past] + [one for one in lines if one.is_past][::-1]
