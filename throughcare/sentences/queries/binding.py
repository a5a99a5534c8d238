"""What binds people now, in a sentence each: for the overview, the caseload and other modules."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from throughcare.foundation.access import Actor
from throughcare.sentences.models import Order, Requirement
from throughcare.sentences.progress import Progress, progress
from throughcare.sentences.queries.on_record import (
    BINDING,
    BRIEF,
    NextDate,
    OnRecord,
    next_date,
    on_record,
)
from throughcare.sentences.wording import breach_says, calls_for, order_says, requirement_says


@dataclass(frozen=True)
class Bound:
    """One thing that binds, in one sentence. `calls` says in a word why somebody should look."""

    title: str
    says: str
    calls: str = ""


@dataclass(frozen=True)
class Binding:
    """What binds one person now."""

    orders: tuple[Bound, ...]
    requirements: tuple[Bound, ...]
    conditions: tuple[str, ...]
    """Titles of licence conditions and of supervision after the sentence."""
    breaches: tuple[Bound, ...]
    next_date: NextDate | None

    def __bool__(self) -> bool:
        return bool(self.orders or self.requirements or self.conditions or self.breaches)


@dataclass(frozen=True)
class BriefBinding:
    """One person's sentence in a row of the caseload."""

    order: str
    requirement: str
    next_date: NextDate | None
    is_breach_pending: bool


@dataclass(frozen=True)
class OpenRequirement:
    """A requirement that an appointment can count toward."""

    id: UUID
    code: str
    title: str
    says: str
    unit: str
    amount: Decimal | None
    used: Decimal | None


def what_binds(*, actor: Actor, person: Any, today: date) -> Binding:
    """Everything in force on this person, for their overview."""
    record = on_record([person.pk], only=BINDING)[person.pk]
    closed = record.closed()
    return Binding(
        orders=tuple(
            Bound(row.title, order_says(row, today), calls_for(row, today))
            for row in orders_in_force(record, today)
        ),
        requirements=tuple(
            _requirement(row, record, today) for row in requirements_in_force(record, today)
        ),
        conditions=tuple(
            full_title(row)
            for row in [*record.conditions, *record.terms]
            if not row.has_ended(today) and row.conviction_id not in closed
        ),
        breaches=tuple(
            Bound(full_title(row), breach_says(row), _("Pending"))
            for row in record.breaches
            if not row.has_ended(today)
        ),
        next_date=next_date(record, today),
    )


def bindings_of(*, actor: Actor, people: Iterable[int], today: date) -> dict[int, BriefBinding]:
    """The same in brief for many people at once, by number; who has nothing is left out."""
    return {
        person: _brief(record, today)
        for person, record in on_record(people, only=BRIEF).items()
        if record.orders or record.key_dates or record.breaches
    }


def open_requirements(*, actor: Actor, person: Any, today: date) -> list[OpenRequirement]:
    """Requirements in force whose amount is counted: hours, days, sessions."""
    record = on_record([person.pk], only=BRIEF)[person.pk]
    return [
        OpenRequirement(
            id=row.pk,
            code=row.code,
            title=full_title(row),
            says=_requirement(row, record, today).says,
            unit=row.unit,
            amount=row.amount,
            used=row.used,
        )
        for row in requirements_in_force(record, today)
        if row.amount is not None
    ]


def orders_in_force(record: OnRecord, today: date) -> list[Order]:
    """Orders that have not ended, on convictions that are not over."""
    closed = record.closed()
    return [
        row for row in record.orders if not row.has_ended(today) and row.conviction_id not in closed
    ]


def requirements_in_force(record: OnRecord, today: date) -> list[Requirement]:
    """Requirements that have not ended, on convictions that are not over."""
    closed = record.closed()
    return [
        row
        for row in record.requirements
        if not row.has_ended(today) and row.conviction_id not in closed
    ]


def progress_of(row: Requirement, record: OnRecord, today: date) -> Progress:
    """Where a requirement stands; one that does not say when it began, began with its order."""
    began = row.started_on or next(
        (
            o.started_on
            for o in record.orders
            if o.conviction_id and o.conviction_id == row.conviction_id
        ),
        None,
    )
    return progress(
        amount=row.amount, used=row.used, started_on=began, ends_on=row.ends_on, counted_on=today
    )


def full_title(row: Any) -> str:
    """What it is and of which sort: "Unpaid work: regular"."""
    if row.sub_title and row.sub_title != row.title:
        return f"{row.title}: {row.sub_title}" if row.title else str(row.sub_title)
    return str(row.title)


def _requirement(row: Requirement, record: OnRecord, today: date) -> Bound:
    found = progress_of(row, record, today)
    says = requirement_says(row, found, today)
    return Bound(full_title(row), says, calls_for(row, today, found))


def _brief(record: OnRecord, today: date) -> BriefBinding:
    orders = orders_in_force(record, today)
    requirements = [
        _requirement(row, record, today) for row in requirements_in_force(record, today)
    ]
    # The row has room for one: what calls for somebody comes first.
    first = sorted(requirements, key=lambda bound: not bound.calls)[:1]
    return BriefBinding(
        order=_said(orders[0].title, order_says(orders[0], today)) if orders else "",
        requirement=_said(first[0].title, first[0].says) if first else "",
        next_date=next_date(record, today),
        is_breach_pending=any(not row.has_ended(today) for row in record.breaches),
    )


def _said(title: str, says: str) -> str:
    return _("%(title)s, %(says)s") % {"title": title, "says": says} if says else title
