"""What an assessment proposes for a plan: an objective for each need, steps with their days. Pure.

It is only proposed: whoever makes the plan changes what they like before they accept it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from throughcare.foundation.calendar import working_days_after


@dataclass(frozen=True)
class ProposedStep:
    """A step somebody may accept."""

    title: str
    who: str
    due_on: date
    who_named: str = ""


@dataclass(frozen=True)
class ProposedObjective:
    """An objective somebody may accept, and the need it answers."""

    title: str
    need: str = ""
    steps: tuple[ProposedStep, ...] = ()


def propose(needs: Iterable[Any], *, on: date) -> list[ProposedObjective]:
    """Objectives for the needs an assessment shows, counted in working days from a day."""
    return [
        ProposedObjective(
            title=need.title,
            need=need.id,
            steps=tuple(
                ProposedStep(
                    title=step.title,
                    who=step.who,
                    due_on=working_days_after(on, step.within_working_days),
                )
                for step in need.steps
            ),
        )
        for need in needs
    ]
