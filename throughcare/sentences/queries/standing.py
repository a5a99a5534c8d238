"""Under what somebody stood on a day: for the rules on failures to comply."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal
from uuid import UUID

from throughcare.foundation.access import Actor
from throughcare.foundation.calendar import Span
from throughcare.sentences.models import Breach, Order
from throughcare.sentences.queries.binding import orders_in_force, requirements_in_force
from throughcare.sentences.queries.on_record import BINDING, OnRecord, on_record

Regime = Literal["community", "suspended", "licence"]


@dataclass(frozen=True)
class LegalStanding:
    """What the law of failures asks about somebody."""

    regime: Regime | None
    """None for somebody under nothing of the three."""
    breaches: tuple[Span[date], ...]
    """When a breach was open, as far as anybody has said."""


def legal_standing(
    *, actor: Actor, person: Any, day: date, conviction: UUID | None = None
) -> LegalStanding:
    """Under what the person was on that day; of several orders, under the one on that conviction.

    Where the conviction does not tell, a suspended sentence goes before a community order and that
    before a licence: a further failure weighs most under the first.
    """
    record = on_record([person.pk], only=BINDING)[person.pk]
    orders = [row for row in orders_in_force(record, day) if _has_begun(row.started_on, day)]
    of_this = [row for row in orders if conviction and row.conviction_id == conviction]
    regime = _regime_of(of_this, day) or _regime_of(orders, day) or _from_terms(record, day)
    return LegalStanding(
        regime, tuple(span for row in record.breaches if (span := _open_in(row, day)))
    )


def _regime_of(orders: list[Order], day: date) -> Regime | None:
    kinds = {row.kind for row in orders}
    if Order.Kind.SUSPENDED in kinds:
        return "suspended"
    if Order.Kind.COMMUNITY in kinds:
        return "community"
    released = any(row.released_on and row.released_on <= day for row in orders)
    return "licence" if released else None


def _from_terms(record: OnRecord, day: date) -> Regime | None:
    """Where no order says of what kind it is, what hangs on it does."""
    closed = record.closed()
    if requirements_in_force(record, day):
        return "community"
    terms = [*record.conditions, *record.terms]
    on_licence = any(not row.has_ended(day) and row.conviction_id not in closed for row in terms)
    return "licence" if on_licence else None


def _open_in(breach: Breach, day: date) -> Span[date] | None:
    """From the day it was referred or begun until it ended.

    One that is pending since nobody says when was open all along: nothing is counted meanwhile.
    """
    known = [on for on in (breach.referred_on, breach.started_on) if on]
    if not known:
        return None if breach.has_ended(day) else Span(date.min)
    began = min(known)
    ended = breach.ended_on or (None if breach.is_pending else breach.status_on)
    return Span(began, max(began, ended) if ended else None)


def _has_begun(started_on: date | None, day: date) -> bool:
    return started_on is None or started_on <= day
