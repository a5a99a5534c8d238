"""Any two histories: made one and two again they are what they were; and what happened while they
were one is where it would be if they had never been.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from tests.databases import NOW
from throughcare.assessments import actions as assessments
from throughcare.exchange.tests.conftest import requirements
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.foundation.packs import pack
from throughcare.people import actions as people
from throughcare.people.merging import tables
from throughcare.plans import actions as plans
from throughcare.record import actions as record
from throughcare.reports import actions as reports
from throughcare.risk import actions as risk
from throughcare.signoff import actions as signoff
from throughcare.supervision import actions as supervision

CRN = ("X123456", "X999999")
TODAY = NOW.date()


class History:
    """What happens to two people, whose record is Amina's, and which rows each thing wrote."""

    def __init__(self, cast, take, whose):
        self.cast, self.take, self.whose = cast, take, whose
        self.count = 0

    def happens(self, what, who):
        """One thing, about the first or the second; gives the rows it wrote."""
        self.count += 1
        before = rows_of(*self.whose)
        person = self.whose[who]
        if what == "message":
            # Numbers of their own: what two messages call alike is one fact.
            self.take(**{f"requirements_{CRN[who]}": requirements(100 * who + self.count)})
        else:
            with acting_as(self.cast.amina):
                getattr(self, what)(person, {"actor": self.cast.amina, "at": NOW})
        return rows_of(*self.whose) - before

    def note(self, person, by):
        return record.write_note(
            person=person,
            note_type="contact",
            text=f"Note {self.count}",
            happened_at=NOW - timedelta(hours=self.count),
            **by,
        )

    def corrected_note(self, person, by):
        record.correct_entry(entry=self.note(person, by), text=f"Corrected {self.count}", **by)

    def flag(self, person, by):
        said = {"type": next(iter(pack().flag_types)), "reason": f"Seen {self.count}"}
        risk.raise_flag(person=person, review_on=TODAY + timedelta(days=30), **said, **by)

    def appointment(self, person, by):
        starts_at = NOW + timedelta(days=self.count)
        supervision.book_appointment(person=person, type="COAP", starts_at=starts_at, **by)

    def adjustment(self, person, by):
        facts = {"text": f"Adjustment {self.count}"}
        people.write_circumstance(
            person=person, what="adjustment", facts=facts, id=uuid_of(person, self.count), **by
        )

    def language(self, person, by):
        facts = {"spoken_text": f"Language {self.count}"}
        said = {"person": person, "what": "communication", "facts": facts, **by}
        with suppress(ChangedMeanwhile):  # a person has one, so the first stands
            people.write_circumstance(id=uuid_of(person, self.count), **said)

    def plan(self, person, by):
        plan = plans.open_plan(person=person, on=TODAY, **by)
        plans.add_objective(plan=plan, title=f"Objective {self.count}", **by)

    def assessment(self, person, by):
        version = pack().instrument("needs-and-strengths", on=TODAY)
        return assessments.start_assessment(person=person, instrument=version, **by)

    def withdrawn_assessment(self, person, by):
        begun = self.assessment(person, by)
        assessments.withdraw_assessment(
            assessment=begun, version=begun.version, why="In error", **by
        )

    def withdrawn_report(self, person, by):
        since = {"covers_from": date(2026, 9, 1), "covers_until": TODAY}
        begun = reports.start_report(person=person, outline="progress-report", **since, **by)
        signoff.withdraw_paper(paper=begun.paper, version=begun.version, comment="Not needed", **by)


def uuid_of(person, count):
    return f"00000000-0000-4000-8000-{person.pk:06}{count:06}"


def rows_of(*whose):
    """Every row about these people, by table and key."""
    with acting_as(SYSTEM):
        return {
            (model._meta.db_table, str(pk))
            for model in tables()
            for pk in model._base_manager.filter(person__in=whose).values_list("pk", flat=True)
        }


def as_it_stands(person, *, by_key=True):
    """All that is said of somebody; without keys, the words alone."""
    said = {}
    with acting_as(SYSTEM), connection.cursor() as cursor:
        for table in [*(one._meta.db_table for one in tables()), "people_person"]:
            # What rules come to is worked out again from the rest, and keeps what it was meanwhile.
            if table in ("people_merge", "calculations_calculation"):
                continue
            whose = "id" if table == "people_person" else "person_id"
            cursor.execute(f"select to_jsonb(t)::text from {table} t where {whose} = {person.pk}")
            rows = [json.loads(row) for (row,) in cursor.fetchall()]
            if not by_key:
                rows = [{name: row[name] for name in row if not is_key(name)} for row in rows]
            said[table] = sorted(json.dumps(row, sort_keys=True) for row in rows)
    return {table: rows for table, rows in said.items() if rows}


def is_key(name):
    return name.endswith("id") or name in {"source", "link", "content", "learnt"}


def merge(whose):
    with acting_as(SYSTEM):
        return people.merge(actor=SYSTEM, kept=whose[0], other=whose[1], reason="The same", at=NOW)


def take_back(merged, rows=()):
    with acting_as(SYSTEM):
        people.take_merge_back(
            actor=SYSTEM, merge=merged, because="They are two", at=NOW, to_other=rows
        )


@contextmanager
def undone_afterwards() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def history(cast, take):
    """Dan, and Dan again under another name: both held by Amina's team."""
    with acting_as(SYSTEM):
        again = people.add_person(
            actor=SYSTEM,
            given_name="Daniel",
            family_name="Reece",
            born_on=date(1990, 5, 17),
            at=NOW,
        )
        people.add_identifier(actor=SYSTEM, person=again, kind="crn", text=CRN[1])
        held = {"kind": "community", "unit": cast.unit("N50ASHA"), "on": date(2026, 2, 2)}
        people.hold(actor=SYSTEM, person=again, holder=cast.member("amina"), at=NOW, **held)
    return History(cast, take, (cast.dan, again))


EARLIER = [
    *("note", "corrected_note", "flag", "appointment", "adjustment", "language", "message"),
    *("plan", "assessment", "withdrawn_assessment", "withdrawn_report"),
]
LATER = ["note", "corrected_note", "flag", "appointment", "adjustment", "message"]
few = {
    "max_examples": 6,
    "deadline": None,
    "phases": [Phase.explicit, Phase.generate],
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}


def histories(*, of, longest):
    return st.lists(st.tuples(st.sampled_from(of), st.sampled_from([0, 1])), max_size=longest)


@given(earlier=histories(of=EARLIER, longest=8))
@example(earlier=[(what, who) for what in EARLIER for who in (0, 1)])
@settings(**few)
def test_two_who_were_made_one_are_two_again_to_the_last_column(earlier, history):
    with undone_afterwards():
        for what, who in earlier:
            history.happens(what, who)
        before = [as_it_stands(one) for one in history.whose]

        merged = merge(history.whose)
        assert set(as_it_stands(history.whose[1])) <= {
            "people_person",
            # of which a person has one, and what both records say alike
            *("people_communication", "people_name", "people_identifier", "record_draft"),
        }
        take_back(merged)

        assert [as_it_stands(one) for one in history.whose] == before


@given(earlier=histories(of=EARLIER, longest=4), later=histories(of=LATER, longest=6))
@example(earlier=[], later=[(what, who) for what in LATER for who in (0, 1)])
@settings(**few)
def test_what_happens_while_they_are_one_is_where_it_would_be_if_they_were_two(
    earlier, later, history
):
    with undone_afterwards():
        for what, who in earlier:
            history.happens(what, who)
        with undone_afterwards():
            counted = history.count
            for what, who in later:
                history.happens(what, who)
            as_two = [as_it_stands(one, by_key=False) for one in history.whose]
            history.count = counted
        merged, theirs = merge(history.whose), set()
        kept, other = history.whose
        for what, who in later:
            # A colleague sees one person; a message goes on naming one of two.
            history.whose = (kept, kept)
            written = history.happens(what, who)
            theirs |= written if who and what != "message" else set()
        history.whose = (kept, other)
        everything = rows_of(kept, other)
        take_back(merged, theirs)

        assert [as_it_stands(one, by_key=False) for one in history.whose] == as_two
        assert rows_of(kept, other) == everything
