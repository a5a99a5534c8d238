"""Concerns as a page shows them: one person's, and what was decided about each."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as lazy

from throughcare.foundation.access import Actor, Decision, decide, one_visible
from throughcare.foundation.database.kept import kept
from throughcare.foundation.packs import badge_of, pack
from throughcare.record import queries as record
from throughcare.risk.access import TRIAGE_CONCERN
from throughcare.risk.models import Concern, ConcernDecision
from throughcare.risk.wording import concern_title

CLOSED_SHOWN = 10


@dataclass(frozen=True)
class Source:
    """What a signal found, as far as the reader may see it; `page` is the name of its page."""

    text: str
    page: str
    id: UUID | None
    happened_at: datetime | None = None
    marking: str = ""


@dataclass(frozen=True)
class DecisionLine:
    """One decision about a concern."""

    outcome: str
    reason: str
    watch_until: date | None
    at: datetime
    by: str


@dataclass(frozen=True)
class ConcernLine:
    """One concern: what, who said so, how old it is, and what has become of it."""

    id: UUID
    person_id: int
    title: str
    what: str
    told_by: str
    happened_at: datetime
    recorded_at: datetime
    author: str
    signal: str
    """The signal that found it, in words; empty for one that somebody recorded."""
    due_on: date
    is_open: bool
    is_overdue: bool
    is_closed: bool
    outcome: str
    """What was decided last, in words; empty where nobody has decided."""
    is_review_now: bool
    reason: str
    decided_at: datetime | None
    decided_by: str
    watch_until: date | None
    marking: str
    version: int


@dataclass(frozen=True)
class PersonConcerns:
    """One person's concerns: to be looked at, watched, and the last that are closed."""

    open: list[ConcernLine]
    watched: list[ConcernLine]
    closed: list[ConcernLine]


@dataclass(frozen=True)
class ConcernPage:
    """One concern, with everything decided about it and what it was made from."""

    concern: Any
    line: ConcernLine
    decisions: list[DecisionLine]
    sources: list[Source]
    may_triage: Decision


def concerns_of(*, actor: Actor, person: Any, today: date) -> PersonConcerns:
    """What is known of this person; two queries."""
    rows = [line_of(row, today) for row in _not_closed(people=[person.pk])]
    closed = Concern.objects.filter(person=person, is_closed=True)
    shown = closed.order_by("-decided_at", "-id")[:CLOSED_SHOWN]
    return PersonConcerns(
        open=[one for one in rows if one.is_open],
        watched=[one for one in rows if not one.is_open],
        closed=[line_of(row, today) for row in shown],
    )


def open_concerns(*, actor: Actor, person: Any, today: date) -> list[ConcernLine]:
    """What has to be looked at, the oldest first."""
    rows = (line_of(row, today) for row in _not_closed(people=[person.pk]))
    return [one for one in rows if one.is_open]


def open_concerns_of(*, actor: Actor, people: Collection[int], today: date) -> dict[int, int]:
    """How many concerns about each of them are to be looked at; who has none is left out."""
    rows = _not_closed(people=list(people))
    return dict(Counter(row.person_id for row in rows if row.is_open(today)))


@kept
def _not_closed(*, people: list[int]) -> QuerySet[Concern]:
    rows = Concern.objects.filter(person__among=people, is_closed=False)
    return rows.order_by("recorded_at", "id")


def concern_to_decide(*, actor: Actor, person: Any, id: UUID) -> Concern:
    """One concern about this person. Raises NotVisible."""
    return one_visible(Concern.objects.select_related("person"), pk=id, person=person)


def concern_page(*, actor: Actor, person: Any, id: UUID, today: date) -> ConcernPage:
    """One concern and all that belongs to it. Raises NotVisible."""
    row = concern_to_decide(actor=actor, person=person, id=id)
    decisions = ConcernDecision.objects.filter(concern=row).order_by("-at", "-id")
    return ConcernPage(
        concern=row,
        line=line_of(row, today),
        decisions=[
            DecisionLine(
                str(Concern.Outcome(one.outcome).label),
                one.reason,
                one.watch_until,
                one.at,
                one.author_text,
            )
            for one in decisions
        ],
        sources=_sources(actor, person, row),
        may_triage=decide(actor, TRIAGE_CONCERN, row),
    )


def line_of(row: Concern, today: date) -> ConcernLine:
    """One row in a line, as it stands on a day."""
    signal = pack().signal_rule.by_id.get(row.signal)
    return ConcernLine(
        id=row.pk,
        person_id=row.person_id,
        title=concern_title(row.kind),
        what=row.what,
        told_by=row.told_by,
        happened_at=row.happened_at,
        recorded_at=row.recorded_at,
        author=row.author_text,
        signal=signal.title if signal else row.signal,
        due_on=row.watch_until or row.due_on,
        is_open=row.is_open(today),
        is_overdue=row.is_overdue(today),
        is_closed=row.is_closed,
        outcome=str(Concern.Outcome(row.outcome).label) if row.outcome else "",
        is_review_now=row.outcome == Concern.Outcome.REVIEW_NOW,
        reason=row.reason,
        decided_at=row.decided_at,
        decided_by=row.decided_by_text,
        watch_until=row.watch_until,
        marking=badge_of(row.marking),
        version=row.version,
    )


_PAGES = {
    "supervision.appointment": ("supervision:appointment", lazy("An appointment")),
    "people.address": ("people:details", lazy("The address")),
    "people.holding": ("people:access", lazy("Since when the case is held")),
    "calculations.calculation": ("calculations:calculation", lazy("The tier")),
}
_HAVE_THEIR_OWN = ("supervision:appointment", "calculations:calculation")


def _sources(actor: Actor, person: Any, row: Concern) -> list[Source]:
    """What it was made from, each with the way to it. An entry out of sight is left out."""
    named = [link.partition(":") for link in row.made_from]
    entries = [UUID(id) for kind, _colon, id in named if kind == "record.entry"]
    lines = record.entries_named(actor=actor, person=person, ids=entries)
    found = [
        Source(
            line.title or line.kind_title, "record:entry", line.id, line.happened_at, line.marking
        )
        for one in entries
        if (line := lines.get(one))
    ]
    for kind, _colon, id in named:
        if kind in _PAGES:
            page, text = _PAGES[kind]
            found.append(Source(str(text), page, UUID(id) if page in _HAVE_THEIR_OWN else None))
    return found


@dataclass(frozen=True)
class Raised:
    """A concern that a signal has raised: under which marking, from what."""

    signal: str
    marking: int
    made_from: tuple[str, ...]


def raised_by_signals(people: Iterable[int]) -> dict[int, list[Raised]]:
    """By person, what signals have raised already; one query for any number of them."""
    found: dict[int, list[Raised]] = defaultdict(list)
    for person, signal, marking, made_from in _raised(people=list(people)):
        found[person].append(Raised(signal, marking, tuple(made_from)))
    return found


@kept
def _raised(*, people: list[int]) -> QuerySet[Concern, tuple[int, str, int, list[str]]]:
    rows = Concern.objects.filter(~Q(signal=""), person__among=people).order_by("recorded_at", "id")
    return rows.values_list("person_id", "signal", "marking", "made_from")
