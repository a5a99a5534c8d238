"""Policies: who may do what, and the sentence a refused person reads.

A role's powers are pack data: the list of policies it may exercise where it reaches. A policy here
adds what data cannot say: predicates that open it to others (`allow`) or close it to everyone
(`refuse`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from throughcare.foundation.access.actor import Actor, Held
from throughcare.foundation.actions import scope

Rule = Callable[[Actor, Any], bool]
POLICIES: dict[str, "Policy"] = {}
"""Every policy by name, for the packs to be checked against and the page of powers."""


class AccessDenied(Exception):
    """The actor may not do this. The message is the sentence they read."""

    def __init__(self, policy: "Policy", reason: str) -> None:
        super().__init__(reason)
        self.policy = policy
        self.reason = reason


def is_the_program(actor: Actor, subject: Any) -> bool:
    """For what no colleague does: it comes in messages, or by a command on the server."""
    return actor.is_system


@dataclass(frozen=True)
class Policy:
    """One thing someone may do. `otherwise` is what everyone else is told."""

    name: str
    about: Any  # what it lets somebody do; lazily translated
    otherwise: Any  # a lazily translated sentence
    allow: tuple[Rule, ...] = ()
    refuse: Mapping[Rule, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if POLICIES.setdefault(self.name, self) is not self:
            raise ValueError(f"Two policies are named {self.name}")

    def __hash__(self) -> int:
        return hash(self.name)


@dataclass(frozen=True)
class Decision:
    """Whether the actor may, and if not, why not."""

    allowed: bool
    reason: str = ""


def decide(actor: Actor, policy: Policy, subject: Any = None) -> Decision:
    """May this actor do this to that? For one record; lists are the row policy's business."""
    if actor.is_system:
        return Decision(True)
    for rule, sentence in policy.refuse.items():
        if rule(actor, subject):
            return Decision(False, str(sentence))
    if _has_power(actor, policy, subject) or any(rule(actor, subject) for rule in policy.allow):
        return Decision(True)
    return Decision(False, str(policy.otherwise))


def require(actor: Actor, policy: Policy, subject: Any = None) -> None:
    """Raise AccessDenied unless the actor may. An action that never asks is undone."""
    decision = decide(actor, policy, subject)
    scope.decided()
    if not decision.allowed:
        raise AccessDenied(policy, decision.reason)


def may_read(actor: Actor, subject: Any) -> bool:
    """The row policy said in Python, for one person or one row about a person.

    Kept equal to what PostgreSQL answers by the harness in `people/tests/test_need_to_know.py`.
    """
    place = _place_of(subject)
    if actor.is_system:
        return True
    if place is None or place.person_id in actor.excluded:
        return False
    for by_name in (actor.granted, actor.in_emergency):
        if place.marking in by_name.get(place.person_id, ()):
            return True
    return any(place.marking in held.markings and _reaches(held, place) for held in actor.held)


@dataclass(frozen=True)
class _Place:
    """Where a subject stands: whose it is, to which units it is open, how it is marked."""

    person_id: int
    open_to: frozenset[int | None]
    marking: int


def _place_of(subject: Any) -> _Place | None:
    """The place of a person or of a row about one; None for what is about nobody."""
    if subject is None or not (hasattr(subject, "open_to_nation") or hasattr(subject, "person_id")):
        return None
    # A row not saved yet has no place of its own: the database gives it the person's.
    about = subject.person if hasattr(subject, "person_id") and subject._state.adding else subject
    return _Place(
        person_id=subject.person_id if hasattr(subject, "person_id") else subject.pk,
        open_to=frozenset((about.open_to_custody, about.open_to_community, about.open_to_nation)),
        marking=getattr(subject, "marking", 0),
    )


def _has_power(actor: Actor, policy: Policy, subject: Any) -> bool:
    able = [held for held in actor.held if policy.name in held.powers]
    place = _place_of(subject)
    if not able or place is None:
        return bool(able)
    if place.person_id in actor.excluded:
        return False
    if place.person_id in actor.granted or any(_reaches(held, place) for held in able):
        return True
    return place.person_id in actor.in_emergency and policy.name in actor.emergency_powers


def _reaches(held: Held, place: _Place) -> bool:
    return not held.units.isdisjoint(place.open_to) or place.person_id in held.people
