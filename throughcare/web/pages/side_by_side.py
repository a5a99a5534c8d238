"""Two people who may be one, side by side, with what binds each."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from throughcare.foundation.access import Actor
from throughcare.people import queries as people
from throughcare.people.queries import TwoPeople
from throughcare.sentences import queries as sentences
from throughcare.sentences.queries import BriefBinding


@dataclass(frozen=True)
class Comparison:
    """Both people, and their sentences by number."""

    people: TwoPeople
    bindings: dict[int, BriefBinding]


def comparison(*, actor: Actor, kept: Any, other: Any, today: date) -> Comparison:
    """Everything somebody needs to say whether two are one; constant queries."""
    bindings = sentences.bindings_of(actor=actor, people=[kept.pk, other.pk], today=today)
    return Comparison(people.two_people(actor=actor, kept=kept, other=other), bindings)
