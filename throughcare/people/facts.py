"""What a message tells us about who somebody is and how they live, already in our words.

Plain values, nothing of Django. `key` is what the other system calls the fact
("ndelius:address:2017-09-13:le21tg:22"): learning a fact under a key we know changes that row.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, kw_only=True)
class NameFacts:
    """A name somebody goes or went by."""

    kind: Literal["current", "former", "alias"] = "alias"
    given_name: str = ""
    middle_names: str = ""
    family_name: str = ""
    born_on: date | None = None
    """Some other names come with a date of birth of their own."""


@dataclass(frozen=True, kw_only=True)
class IdentifierFacts:
    """A number somebody is known by: crn, nomis, pnc, cro or another kind."""

    kind: str
    text: str


@dataclass(frozen=True, kw_only=True)
class IdentityFacts:
    """Who somebody is."""

    title: str = ""
    given_name: str = ""
    middle_names: str = ""
    family_name: str = ""
    preferred_name: str = ""
    born_on: date | None = None
    died_on: date | None = None
    sex: str = ""
    """Code of the pack's list "sex"."""
    names: tuple[NameFacts, ...] = ()
    identifiers: tuple[IdentifierFacts, ...] = ()
    is_described: bool = False
    """The message is about who somebody is: a name in it that we do not know is their name now."""
    is_restricted: bool = False
    """The other system shows the record to named colleagues only, or hides it from some."""


@dataclass(frozen=True, kw_only=True)
class CharacteristicFacts:
    """An answer on one of the official lists. `kind` is the name of a code list of the pack."""

    key: str
    kind: str
    code: str = ""
    text: str
    note: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class CommunicationFacts:
    """The languages somebody speaks and reads, and whether an interpreter is needed."""

    key: str
    spoken_language: str = ""
    """Code of the pack's list "language"."""
    spoken_text: str = ""
    written_language: str = ""
    written_text: str = ""
    needs_interpreter: bool | None = None
    concerns: str = ""


@dataclass(frozen=True, kw_only=True)
class AdjustmentFacts:
    """What somebody needs done differently."""

    key: str
    text: str
    note: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class AddressFacts:
    """Where somebody lives or lived."""

    key: str
    status: str = ""
    """Code of the pack's list "address-status"."""
    status_text: str = ""
    type_text: str = ""
    no_fixed_abode: bool = False
    lines: str = ""
    postcode: str = ""
    telephone: str = ""
    note: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class ReachableFacts:
    """A telephone number or e-mail address."""

    key: str
    kind: Literal["mobile", "telephone", "email"]
    value: str
    may_text: bool | None = None


@dataclass(frozen=True, kw_only=True)
class PersonalContactFacts:
    """Somebody important in the person's life, private or professional."""

    key: str
    name: str
    relationship: str = ""
    relationship_type: str = ""
    """Code of the pack's list "relationship"."""
    telephone: str = ""
    email: str = ""
    address: str = ""
    note: str = ""
    is_emergency_contact: bool = False
    is_next_of_kin: bool = False
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class DependantFacts:
    """A child or adult who depends on the person."""

    key: str
    name: str
    relationship: str = ""
    born_on: date | None = None
    lives_with_person: bool | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class UnitFacts:
    """A unit a message names, with the code the other system gives it."""

    code: str
    name: str
    kind: Literal["region", "delivery-unit", "team"]


@dataclass(frozen=True, kw_only=True)
class CommunityHoldingFacts:
    """Who holds, or held, the case in the community."""

    key: str
    units: tuple[UnitFacts, ...]
    """From the largest to the smallest; those without a code are left out."""
    holder_code: str = ""
    holder_name: str = ""
    since: date
    until: date | None = None
    is_open: bool = True
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class CustodyFacts:
    """Where the prison system says somebody is: in an establishment, on the way, or outside."""

    key: str
    state: Literal["in", "on-the-way", "out"]
    establishment_code: str = ""
    living_unit: str = ""
    """The cell or landing as given, "A-1-1"; its first part names the wing."""
    since: date | None = None
    """When they came or went, where the message says it; else the day it came."""


Fact = (
    CharacteristicFacts
    | CommunicationFacts
    | AdjustmentFacts
    | AddressFacts
    | ReachableFacts
    | PersonalContactFacts
    | DependantFacts
    | CommunityHoldingFacts
    | CustodyFacts
)
