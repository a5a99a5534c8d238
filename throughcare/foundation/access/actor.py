"""The person (or the program itself) on whose behalf something is read or changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

# Keys in the database pair a unit or a person with a marking: `unit * SLOTS + marking`.
# A pack may therefore declare at most this many markings.
SLOTS = 64
# No role of any pack can have this marking: rows that no colleague reads, but through the program.
SEALED = SLOTS - 1


@dataclass(frozen=True)
class Held:
    """A role held in a place: where it reaches, what it may read there and do there."""

    role: str
    title: str
    unit_id: int
    unit_name: str
    units: frozenset[int]
    """Units whose people the role reaches; a nation stands for all within it."""
    people: frozenset[int]
    """People reached because a specialist team or provider in reach holds them."""
    markings: frozenset[int]
    powers: frozenset[str]
    acting_up: bool = False


@dataclass(frozen=True)
class Actor:
    """Someone signed in, with everything access is decided from. `SYSTEM` is the program itself."""

    staff_id: int | None
    name: str
    at: datetime
    held: tuple[Held, ...] = ()
    granted: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """Markings readable by name, for each person someone granted by name."""
    in_emergency: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """Markings readable of each person whose record they opened in an emergency."""
    emergency_powers: frozenset[str] = frozenset()
    """What they may do about those people: far less than where somebody named them."""
    excluded: frozenset[int] = frozenset()
    is_system: bool = False

    @property
    def powers(self) -> frozenset[str]:
        return frozenset().union(*(held.powers for held in self.held))

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(held.role for held in self.held)

    @property
    def markings(self) -> frozenset[int]:
        """Markings readable somewhere; which rows, the database decides."""
        by_role = (held.markings for held in self.held)
        return frozenset().union(*by_role, *self.granted.values(), *self.in_emergency.values())

    def unit_keys(self) -> list[int]:
        keys = {unit * SLOTS + mark for h in self.held for unit in h.units for mark in h.markings}
        return sorted(keys)

    def people_keys(self) -> list[int]:
        keys = {one * SLOTS + mark for h in self.held for one in h.people for mark in h.markings}
        for by_name in (self.granted, self.in_emergency):
            keys |= {one * SLOTS + mark for one, marks in by_name.items() for mark in marks}
        return sorted(keys)


SYSTEM = Actor(
    staff_id=None,
    name="Throughcare",
    at=datetime(1970, 1, 1, tzinfo=UTC),
    is_system=True,
)
"""Imports and background work. Named in the audit as the program, never as nobody."""
