"""What is reconstructed is what was there: real snapshots, taken while things happened."""

import random
from datetime import timedelta
from itertools import cycle
from uuid import uuid4

import pytest
from django.utils import timezone

from throughcare.assessments import actions as assessments
from throughcare.assessments.tests.conftest import INSTRUMENT
from throughcare.foundation.access import SYSTEM, acting_as, as_owner
from throughcare.foundation.calendar import local_day
from throughcare.moments.queries.sections import TELLINGS, Reading
from throughcare.people import actions as people
from throughcare.people.models import Address, Grant, Holding, Person
from throughcare.plans import actions as plans
from throughcare.plans.models import Objective, Plan, Step
from throughcare.record import actions as record
from throughcare.risk import actions as risk
from throughcare.risk.models import Flag
from throughcare.sentences.models import Requirement
from throughcare.sentences.tests.facts_of_dan import sentence_dan
from throughcare.supervision import actions as supervision
from throughcare.supervision.models import Appointment

MODELS = [model for telling in TELLINGS for model in telling.models]
CT = 2  # not for her to read
OF_TODAY = {"open_to_custody", "open_to_community", "open_to_nation"}


def values(row):
    return {
        one.attname: getattr(row, one.attname)
        for one in row._meta.concrete_fields
        if one.name not in OF_TODAY
    }


def snapshot(person):
    """Every row there is of this person, as it stands."""
    with as_owner():  # who is asked about no policy: quicker
        return {
            model: {
                row.pk: values(row)
                for row in (
                    model.objects.filter(pk=person.pk)
                    if model is Person
                    else model.objects.filter(person=person)
                )
            }
            for model in MODELS
        }


class Happenings:
    """Things colleagues do to Dan's record, one at random at a time."""

    def __init__(self, cast, seed):
        self.cast, self.dan, self.chance = cast, cast.dan, random.Random(seed)
        self.markings = cycle([0, CT, 1])

    def one(self, what=None):
        by_amina = (
            *(self.raises_a_flag, self.changes_a_flag, self.sets_a_level, self.plans),
            *(self.goes_on_with_the_plan, self.books, self.cancels, self.moves_house),
            *(self.starts_assessing, self.writes),
        )
        by_the_program = (
            *(self.names_somebody, self.takes_a_name_back, self.counts_a_day),
            *(self.marks_anew, self.is_renamed, self.hands_the_case_over),
        )
        what = what or self.chance.choice([*by_amina, *by_the_program])
        # Whoever she may see is worked out anew: that may be what has just changed.
        self.amina = self.cast.amina
        with acting_as(self.amina if what in by_amina else SYSTEM):
            what(timezone.now())

    def any_of(self, model, **which):
        rows = list(model.objects.filter(person=self.dan, **which).order_by("pk"))
        return self.chance.choice(rows) if rows else None

    def word(self):
        return self.chance.choice(["house", "door", "Łódź", "a “quoted” word", "two\nlines", "№ 7"])

    def raises_a_flag(self, at):
        kind = self.chance.choice(["risk-to-staff", "suicide-self-harm"])
        risk.raise_flag(
            actor=self.amina, person=self.dan, type=kind, reason=self.word(), review_on=None, at=at
        )

    def changes_a_flag(self, at):
        if flag := self.any_of(Flag, is_active=True):
            change = self.chance.choice([risk.end_flag, risk.review_flag])
            said = (
                {"reason": self.word()}
                if change is risk.end_flag
                else {"note": self.word(), "review_on": local_day(at) + timedelta(days=30)}
            )
            change(actor=self.amina, flag=flag, version=flag.version, at=at, **said)

    def sets_a_level(self, at):
        risk.set_harm_level(
            actor=self.amina,
            person=self.dan,
            group="known-adult",
            setting="community",
            level=self.chance.choice(["high", "medium"]),
            reason=self.word(),
            assessed_on=local_day(at),
            at=at,
        )

    def plans(self, at):
        plan = plans.open_plan(actor=self.amina, person=self.dan, on=local_day(at), at=at)
        plans.add_objective(actor=self.amina, plan=plan, title=self.word(), at=at)

    def goes_on_with_the_plan(self, at):
        if step := self.any_of(Step, closed_on=None):
            plans.complete_step(
                actor=self.amina, step=step, on=local_day(at), at=at, closing_note=self.word()
            )
        elif (plan := self.any_of(Plan, closed_on=None)) and self.chance.random() < 0.3:
            plans.close_plan(
                actor=self.amina, plan=plan, reason=self.word(), on=local_day(at), at=at
            )
        elif objective := self.any_of(Objective, plan__closed_on=None):
            plans.add_step(
                actor=self.amina,
                objective=objective,
                title=self.word(),
                who="case-holder",
                due_on=local_day(at),
                at=at,
            )

    def books(self, at):
        supervision.book_appointment(
            actor=self.amina,
            person=self.dan,
            type="CHVS",
            starts_at=at + timedelta(days=self.chance.randrange(1, 9)),
            place=self.word(),
            at=at,
        )

    def cancels(self, at):
        if met := self.any_of(Appointment, cancelled_at=None):
            supervision.cancel_appointment(
                actor=self.amina, appointment=met, version=met.version, why=self.word(), at=at
            )

    def moves_house(self, at):
        people.write_circumstance(
            actor=self.amina,
            person=self.dan,
            what="address",
            facts={"lines": self.word(), "no_fixed_abode": False},
            id=uuid4(),
            at=at,
        )

    def names_somebody(self, at):
        people.grant_access(
            actor=SYSTEM,
            person=self.dan,
            member=self.cast.member("cara"),
            reason=self.word(),
            at=at,
        )

    def takes_a_name_back(self, at):
        if grant := self.any_of(Grant, until=None):
            Grant.objects.filter(pk=grant.pk).update(until=at, ended_because=self.word())

    def counts_a_day(self, at):
        if row := self.any_of(Requirement):
            row.used, row.used_on = (row.used or 0) + 1, local_day(at)
            row.save()

    def marks_anew(self, at):
        row = Address.objects.filter(person=self.dan).order_by("pk").first()
        row.marking = next(self.markings)
        row.save()

    def is_renamed(self, at):
        Person.objects.filter(pk=self.dan.pk).update(preferred_name=self.word())

    def hands_the_case_over(self, at):
        held = Holding.objects.get(person=self.dan, kind="community", until=None)
        held.holder = self.cast.member(self.chance.choice(["amina", "owen"]))
        held.save()

    def starts_assessing(self, at):
        assessments.start_assessment(
            actor=self.amina, person=self.dan, instrument=INSTRUMENT, at=at
        )

    def writes(self, at):
        record.write_note(
            actor=self.amina,
            person=self.dan,
            note_type="contact",
            text=self.word(),
            happened_at=at,
            at=at,
        )


def as_read_by(reading, moment):
    past = reading.at(moment)
    return {model: {one.row.pk: values(one.row) for one in past.of(model)} for model in MODELS}


def shown_today(person):
    return {
        model: set(
            model.objects.filter(pk=person.pk).values_list("pk", flat=True)
            if model is Person
            else model.objects.filter(person=person).values_list("pk", flat=True)
        )
        for model in MODELS
    }


@pytest.mark.parametrize("seed", range(2))
def test_what_is_reconstructed_is_what_was_there(cast, this_moment, seed):
    happenings, taken = Happenings(cast, seed), []
    with acting_as(SYSTEM):
        sentence_dan(cast.dan)
    marks = happenings.marks_anew
    for what in (happenings.moves_house, marks, *[None] * 4, marks, None, marks, *[None] * 4):
        happenings.one(what)
        taken.append((this_moment(), snapshot(cast.dan)))

    with acting_as(SYSTEM):
        reading = Reading(SYSTEM, Person.objects.get(pk=cast.dan.pk))
    assert [as_read_by(reading, moment) for moment, _ in taken] == [there for _, there in taken]

    # A colleague reads those of them that they may see today, if no marking since hides them.
    amina = cast.amina
    with acting_as(amina):
        person = Person.objects.get(pk=cast.dan.pk)
        today, hers = shown_today(person), Reading(amina, person)
    for n, (moment, there) in enumerate(taken):
        since = [later for _, later in taken[n:]]
        assert as_read_by(hers, moment) == {
            model: {
                key: row
                for key, row in rows.items()
                if key in today[model]
                and {later[model][key].get("marking", 0) for later in since} <= amina.markings
            }
            for model, rows in there.items()
        }
