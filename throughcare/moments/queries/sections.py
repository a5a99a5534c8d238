"""The sections of a record, and how each module's rows are told in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as lazy

from throughcare.assessments.queries.past import PAST as ASSESSMENTS
from throughcare.calculations.queries.past import PAST as CALCULATIONS
from throughcare.foundation.access import Actor
from throughcare.foundation.past import History, Names, Past, Telling, Then, Told, tell
from throughcare.foundation.ui.words import Words
from throughcare.people.queries.past import MERGE
from throughcare.people.queries.past import PAST as PEOPLE
from throughcare.plans.queries.past import PAST as PLANS
from throughcare.reports.queries.past import PAST as REPORTS
from throughcare.risk.queries.past import PAST as RISK
from throughcare.sentences.queries.past import PAST as SENTENCES
from throughcare.signoff.queries.past import PAST as SIGN_OFF
from throughcare.staff import queries as staff
from throughcare.supervision.queries.past import PAST as SUPERVISION

TELLINGS: tuple[Telling, ...] = (
    *RISK,
    *CALCULATIONS,
    *SENTENCES,
    *PLANS,
    *ASSESSMENTS,
    *SUPERVISION,
    *REPORTS,
    *SIGN_OFF,
    *PEOPLE,
)

LEFT_OUT = {
    "record.entry": "Entries are never changed and say themselves when they were recorded",
    "record.raising": "Says of an entry who may read it; its words stand with the entry",
    "retention.hold": "Why the record is kept longer: no part of what is known of the person",
    **{
        f"disclosure.{name}": "How a request for the record was answered: no part of the record"
        for name in ("request", "decision", "gonethrough", "bundle", "handedout")
    },
    "record.document": "Stands with the entry it is attached to",
    "record.content": "The bytes of a document",
    "record.draft": "Not sent yet: nobody knew of it but its writer",
    "assessments.evidence": "Names entries",
    "assessments.rival": "Waits for its writer to choose; the answer that counts is told",
    "reports.section": "The text of a report; what counted is the document as it was signed",
    "reports.gathered": "Repeats other rows",
    "reports.citation": "Names entries",
    "signoff.document": "The finished document, kept for ever beside its paper",
    "signoff.writer": "Who wrote in a document: its parts say so",
    "exchange.original": "Messages as they came; their facts are the record",
    "exchange.doubt": "A message nobody has said is about this person",
    "exchange.reference": "Numbers other systems know rows by",
}
"""Tables about people of which nothing is told, and why."""


@dataclass(frozen=True)
class Heading:
    """A section: its title, and what it says when nothing stood in it."""

    id: str
    title: Words
    nothing: Words


HEADINGS = (
    Heading("risk", lazy("Risk"), lazy("No level, flag or score was on the record.")),
    Heading("calculations", lazy("Calculations"), lazy("Nothing had been worked out.")),
    Heading("sentence", lazy("Sentence"), lazy("No sentence, order or licence was on the record.")),
    Heading("plan", lazy("Plan"), lazy("There was no plan.")),
    Heading("assessments", lazy("Assessments"), lazy("No assessment had been started.")),
    Heading("appointments", lazy("Appointments"), lazy("No appointment was on the record.")),
    Heading("reports", lazy("Reports"), lazy("No report had been started.")),
    Heading("sign-off", lazy("Sign-off"), lazy("Nothing had been submitted to be signed off.")),
    Heading("holding", lazy("Who held the case"), lazy("Nobody held the case.")),
    Heading(
        "access",
        lazy("Who was named, and who was excluded"),
        lazy("Nobody was named beside the units that held the person, and nobody was excluded."),
    ),
    Heading("details", lazy("Who they are"), lazy("Nothing was on the record.")),
)


@dataclass(frozen=True)
class Section:
    """One section as it stood."""

    id: str
    title: str
    nothing: str
    told: tuple[Told, ...]

    @property
    def current(self) -> list[Told]:
        return [one for one in self.told if not one.is_over]

    @property
    def over(self) -> list[Told]:
        """Ended, closed or replaced by then."""
        return [one for one in self.told if one.is_over]


class Reading:
    """One person's record, read once; told as it stood at any moment."""

    def __init__(self, actor: Actor, person: Any) -> None:
        tables = dict.fromkeys(model for telling in TELLINGS for model in telling.models)
        self.actor, self.history = actor, History.of(person, list(tables))

    def at(self, moment: datetime) -> Past:
        return self.history.at(moment, actor=self.actor)

    def made_one_since(self, moment: datetime) -> datetime | None:
        """When another record was first made one with this after that moment, and still is."""
        merges = self.history.today(MERGE.model)
        since = [one.at for one in merges if one.at > moment and one.taken_back_at is None]
        return min(since, default=None)


def sections_of(past: Past) -> list[Section]:
    """What stood in each section, in words; two queries, for what everybody is called."""
    then = Then(past, _names_in(past))
    return [
        Section(
            id=heading.id,
            title=str(heading.title),
            nothing=str(heading.nothing),
            told=tuple(
                told
                for telling in TELLINGS
                if telling.section == heading.id
                for told in tell(telling, then)
            ),
        )
        for heading in HEADINGS
    ]


def _names_in(past: Past) -> Names:
    numbers: dict[str, set[int]] = {"staff.Member": set(), "staff.Unit": set()}
    for model, all_stood in past.rows.items():
        naming = list(_naming(model))
        for stood in all_stood:
            hands = (stood.recorded, stood.changed)
            numbers["staff.Member"].update(one.staff_id for one in hands if one and one.staff_id)
            for label, column in naming:
                if number := getattr(stood.row, column):
                    numbers[label].add(number)
    return Names(
        members=staff.names_of(numbers["staff.Member"]),
        units=staff.unit_names(numbers["staff.Unit"]),
    )


def _naming(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    """The columns of a table that name a colleague or a unit."""
    for column in model._meta.concrete_fields:
        if isinstance(column, models.ForeignKey):
            assert not isinstance(column.related_model, str)
            label = column.related_model._meta.label
            if label in ("staff.Member", "staff.Unit"):
                yield label, column.attname
