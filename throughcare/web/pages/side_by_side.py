"""Two people who may be one, side by side, with what binds each."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from throughcare.foundation.access import Actor
from throughcare.people import queries as people
from throughcare.people.queries import LikenessDetail
from throughcare.sentences import queries as sentences
from throughcare.sentences.queries import BriefBinding


@dataclass(frozen=True)
class Comparison:
    """Both people, and their sentences by number."""

    people: LikenessDetail
    bindings: dict[int, BriefBinding]


def comparison(*, actor: Actor, likeness: Any, today: date) -> Comparison:
    """Everything somebody needs to say whether two are one; constant queries."""
    both = people.likeness_detail(actor=actor, likeness=likeness)
    bindings = sentences.bindings_of(
        actor=actor, people=[side.line.id for side in both.sides], today=today
    )
    return Comparison(both, bindings)
