"""Everything that facts are made from, of many people at once: a fixed number of queries."""

from collections.abc import Iterable

from throughcare.assessments import queries as assessments
from throughcare.calculations.known import Rows
from throughcare.foundation.access import Actor
from throughcare.people import queries as people
from throughcare.risk import queries as risk
from throughcare.sentences import queries as sentences

SENTENCES = ("convictions", "orders", "requirements", "custody", "breaches")


def rows_of(*, actor: Actor, ids: Iterable[int]) -> dict[int, Rows]:
    """By person, those of them who are on the record; what the actor may read of each."""
    wanted = sorted(set(ids))
    found = people.people_for_rules(wanted)
    on_record = sentences.on_record(wanted, only=SENTENCES)
    at_risk = risk.rows_for_rules(wanted)
    answered = assessments.answers_for_rules(people=wanted)
    return {
        person: Rows(
            person=found[person],
            sentences=on_record[person],
            risk=at_risk[person],
            answered=tuple(answered.get(person, ())),
        )
        for person in found
    }
