"""What a message tells us about a sentence, already in our words. Plain values, nothing of Django.

Each fact has a `key`, what the other system calls it ("ndelius:conviction:2500295343"): learning a
fact under a key we know changes that row. `conviction` is the key of the conviction the fact hangs
on; one we have not heard of yet is kept a place, to be filled when its own message comes.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

OrderKind = Literal["community", "suspended", "custodial", "other"]


@dataclass(frozen=True, kw_only=True)
class ConvictionFacts:
    """What a court found, and whether the case it opened is still open."""

    key: str
    number: str = ""
    """What officers call it: the event number."""
    convicted_on: date | None = None
    referred_on: date | None = None
    court: str = ""
    responsible_court: str = ""
    outcome: str = ""
    is_active: bool | None = None
    in_breach: bool | None = None


@dataclass(frozen=True, kw_only=True)
class OffenceFacts:
    """One offence of a conviction, with its code and title as given."""

    key: str
    conviction: str | None = None
    code: str = ""
    title: str
    category: str = ""
    began_on: date | None = None
    ended_on: date | None = None
    is_main: bool | None = None
    count: int | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class OrderFacts:
    """One sentence of the court."""

    key: str
    conviction: str | None = None
    kind: OrderKind
    code: str = ""
    """Code of the pack's list "sentence-type" where it is on it, else as given."""
    title: str
    length: Decimal | None = None
    length_unit: str = ""
    """days, weeks, months, years, hours; anything else as given."""
    second_length: Decimal | None = None
    second_length_unit: str = ""
    length_text: str = ""
    """Where the length has more parts than two: "3 years, 6 months, 2 weeks"."""
    started_on: date | None = None
    released_on: date | None = None
    ends_on: date | None = None
    """When it is to end."""
    ended_on: date | None = None
    """When it did end."""
    end_reason: str = ""
    is_post_sentence_supervision: bool = False


@dataclass(frozen=True, kw_only=True)
class RequirementFacts:
    """What an order requires: so many days or hours of something, or a prohibition for a time."""

    key: str
    conviction: str | None = None
    code: str = ""
    """Code of the pack's list "requirement-type" where it is on it, else as given."""
    title: str
    sub_code: str = ""
    sub_title: str = ""
    amount: Decimal | None = None
    unit: str = ""
    """hours, days, weeks, months, years, sessions; anything else as given."""
    used: Decimal | None = None
    """How much of the amount is done, in the same unit; None where the message does not say."""
    started_on: date | None = None
    ends_on: date | None = None
    ended_on: date | None = None
    end_reason: str = ""
    is_active: bool | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class LicenceConditionFacts:
    """What somebody on licence must do or must not do."""

    key: str
    conviction: str | None = None
    code: str = ""
    title: str
    sub_code: str = ""
    sub_title: str = ""
    imposed_on: date | None = None
    started_on: date | None = None
    ends_on: date | None = None
    ended_on: date | None = None
    end_reason: str = ""
    is_active: bool | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class SupervisionTermFacts:
    """A requirement of supervision after the sentence."""

    key: str
    conviction: str | None = None
    code: str = ""
    title: str
    sub_code: str = ""
    sub_title: str = ""
    started_on: date | None = None
    ends_on: date | None = None
    ended_on: date | None = None
    end_reason: str = ""
    is_active: bool | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class CustodyFacts:
    """Where a custodial sentence stands: in prison, on licence, recalled."""

    key: str
    conviction: str | None = None
    status_code: str = ""
    status: str = ""
    establishment_code: str = ""
    establishment: str = ""
    booking_number: str = ""
    sentence_started_on: date | None = None
    released_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class KeyDateFacts:
    """One legal date. `kind` is a code of the pack's list "sentence-date"."""

    kind: str
    on: date
    is_override: bool = False
    """Set by hand in the other system, in place of the calculated one."""
    text: str = ""
    """What the message calls it."""


@dataclass(frozen=True, kw_only=True)
class KeyDatesFacts:
    """All the legal dates one booking or sentence has, as one message gives them.

    Whatever of an earlier message under the same key is not here any more is superseded.
    """

    key: str
    conviction: str | None = None
    dates: tuple[KeyDateFacts, ...]


@dataclass(frozen=True, kw_only=True)
class BreachFacts:
    """Proceedings because somebody did not keep to an order."""

    key: str
    conviction: str | None = None
    is_pending: bool
    code: str = ""
    title: str
    sub_code: str = ""
    sub_title: str = ""
    status_code: str = ""
    status: str = ""
    status_on: date | None = None
    referred_on: date | None = None
    started_on: date | None = None
    expected_on: date | None = None
    ended_on: date | None = None
    outcome: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class ChargeFacts:
    """One offence as a court's list has it, with what was pleaded and decided, as given."""

    code: str = ""
    title: str = ""
    wording: str = ""
    legislation: str = ""
    plea: str = ""
    plea_on: date | None = None
    verdict: str = ""
    verdict_on: date | None = None
    convicted_on: date | None = None
    results: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ApplicationFacts:
    """What somebody asks a court for beside a case: to change bail, an order."""

    code: str = ""
    title: str = ""
    status: str = ""
    received_on: date | None = None
    details: str = ""
    legislation: str = ""
    results: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class HearingFacts:
    """One hearing of one case against one person."""

    key: str
    kind: str = ""
    court_code: str = ""
    court: str = ""
    room: str = ""
    session: str = ""
    list_number: str = ""
    case_number: str = ""
    """The court's own (URN, Libra case number)."""
    jurisdiction: str = ""
    days: tuple[datetime, ...]
    """When it sits, each day once."""
    is_youth: bool | None = None
    is_report_awaited: bool | None = None
    attendance: str = ""
    bail: str = ""
    markers: tuple[str, ...] = ()
    """What the prosecution marks the case as: "Vulnerable or intimidated witness"."""
    offences: tuple[ChargeFacts, ...] = ()
    applications: tuple[ApplicationFacts, ...] = ()
    results: tuple[str, ...] = ()
    """Those of the person as a whole, beside those of each offence."""
