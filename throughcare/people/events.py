"""News `people` gives."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from throughcare.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class PersonAdded(Event):
    """Someone is on the record who was not there before."""

    name: ClassVar[str] = "people.person_added"


@dataclass(frozen=True, kw_only=True)
class IdentityFilled(Event):
    """A date of birth, a sex or another name is known now that was not before."""

    name: ClassVar[str] = "people.identity_filled"


@dataclass(frozen=True, kw_only=True)
class HoldingBegan(Event):
    """A unit, and perhaps a colleague, now holds the person."""

    name: ClassVar[str] = "people.holding_began"
    kind: str
    unit: Any
    holder: Any
    on: date
    holding: UUID
    before: Any = None
    """The unit that held them so until then."""


@dataclass(frozen=True, kw_only=True)
class HoldingEnded(Event):
    """A unit no longer holds the person."""

    name: ClassVar[str] = "people.holding_ended"
    kind: str
    unit: Any
    on: date
    holding: UUID


@dataclass(frozen=True, kw_only=True)
class PeopleMerged(Event):
    """Two people on record were one: what was about `other` is about the person from here on."""

    name: ClassVar[str] = "people.people_merged"
    other: Any
    merge: UUID


@dataclass(frozen=True, kw_only=True)
class MergeTakenBack(Event):
    """They were two after all: what is about `other` is theirs again."""

    name: ClassVar[str] = "people.merge_taken_back"
    other: Any
    merge: UUID


@dataclass(frozen=True, kw_only=True)
class CircumstanceChanged(Event):
    """Where somebody lives, whom to call or what they need is written down or changed."""

    name: ClassVar[str] = "people.circumstance_changed"
    what: str
