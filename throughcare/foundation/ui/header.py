"""What stands around a page's content, handed down by whoever knows it.

The web module's context processors make these, so that a page of a lower module can extend
`ui/person.html` without importing upward.
"""

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Literal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from throughcare.foundation.ui.addresses import addresses
from throughcare.foundation.ui.words import Words

PERSON_PAGES = (
    ("web:overview", gettext_noop("Overview")),
    ("record:timeline", gettext_noop("Timeline")),
    ("record:documents", gettext_noop("Documents")),
    ("sentences:sentence", gettext_noop("Sentence")),
    ("assessments:assessments", gettext_noop("Assessments")),
    ("web:risk", gettext_noop("Risk")),
    ("calculations:calculations", gettext_noop("Calculations")),
    ("plans:plan", gettext_noop("Plan")),
    ("supervision:appointments", gettext_noop("Appointments")),
    ("reports:reports", gettext_noop("Reports")),
    ("people:details", gettext_noop("Details")),
    ("people:access", gettext_noop("Who may see this")),
    ("moments:as-it-was", gettext_noop("As it was")),
)
"""The pages about a person that the side navigation names, by the names of their addresses."""

_PAGES_BELOW = (
    ("people:same-person", gettext_noop("Same person?")),
    ("disclosure:of-person", gettext_noop("Requests for this record")),
    ("retention:of-person", gettext_noop("How long this record is kept")),
)
"""Further pages that who reads the looks knows by names of their own."""

_FORMERLY = {"risk:risk": "web:risk"}
"""What pages are called now that are called otherwise in looks of earlier days."""

Tone = Literal["plain", "good", "attention", "danger", "quiet"]


@dataclass(frozen=True)
class Badge:
    """A word or two that must not be missed. `note` says more in a sentence; colour never alone."""

    text: Words
    tone: Tone = "plain"
    note: Words = ""


@dataclass(frozen=True)
class NavLink:
    """One link of a navigation."""

    text: Words
    href: str
    is_current: bool = False

    @property
    def current(self) -> bool:
        """The word the GOV.UK macros use."""
        return self.is_current


@dataclass(frozen=True)
class PersonHeader:
    """Who the page is about: the identity bar, and the side navigation beside the content."""

    ref: UUID
    name: str
    href: str
    other_names: str = ""  # as colleagues may know them: a former name, the name they go by
    born_on: date | None = None
    born_is_estimated: bool = False
    crn: str = ""
    noms_number: str = ""
    where: str = ""
    holder: str = ""
    levels: tuple[Badge, ...] = ()
    flags: tuple[Badge, ...] = ()  # only what can hurt someone today
    concern_href: str = ""  # where a concern about them is recorded, from any of their pages
    pages: tuple[NavLink, ...] = ()


@dataclass(frozen=True)
class EmergencyNotice:
    """The reader opened this record in an emergency: until when, and where to end it."""

    until: datetime
    end_href: str


@dataclass(frozen=True)
class SignedIn:
    """Who is signed in. `key` tells two people at one computer apart; it is no secret."""

    key: str
    name: str
    role: str = ""
    account_href: str = ""


def page_title(name: str) -> str:
    """A page in words, by the name of its address; one further down is called as the one above."""
    title = _titles().get(_FORMERLY.get(name, name))
    return _(title) if title else name


@cache
def _titles() -> dict[str, str]:
    routes = {one.name: one.route for one in addresses()}
    # Every page about a person lies below the overview, which stands first: who fits better wins.
    above = [(routes[page], title) for page, title in PERSON_PAGES + _PAGES_BELOW]
    return {
        name: title
        for route_above, title in above
        for name, route in routes.items()
        if route == route_above or route.startswith(f"{route_above}/")
    }
