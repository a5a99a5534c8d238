"""The cast every test knows. Built once, by the actions everyone uses.

England and Wales
  └ North
      ├ Ashwell delivery unit
      │    └ Team A     Amina (responsible officer) holds Dan's case; Owen (probation officer);
      │                 Ben manages the team
      ├ Brookfield delivery unit
      │    └ Team B     Cara (responsible officer) has nothing to do with Dan; Erin's case
      ├ North CT team   Carys (CT specialist, cleared to SC), Lena (CT lead, cleared); both may
      │                 assess extremism, and Lena supervises it
      ├ HMP Marwood     Sol (supervising officer), Gwen (through the gate)
      │    ├ A wing
      │    └ Haven      the therapeutic community: Tess (officer), Tom (treatment manager),
      │                 Fay (facilitator). Erin lives here.
      └ Bridges         a provider: Pia (partner)

Ada is an administrator: she keeps staff and imports, and may read nobody's record.
"""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pytest

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, Actor, acting_as

PASSWORD = "a-password-for-tests"
SINCE = date(2026, 1, 5)

UNITS = [
    ("nation", "EW", "England and Wales", None),
    ("region", "N50", "North", "EW"),
    ("delivery-unit", "N50ASH", "Ashwell", "N50"),
    ("team", "N50ASHA", "Ashwell Team A", "N50ASH"),
    ("delivery-unit", "N50BRK", "Brookfield", "N50"),
    ("team", "N50BRKB", "Brookfield Team B", "N50BRK"),
    ("specialist-team", "N50CT", "North CT team", "N50"),
    ("establishment", "MWI", "HMP Marwood", "N50"),
    ("wing", "MWI-A", "A wing", "MWI"),
    ("wing", "MWI-H", "Haven", "MWI"),
    ("provider", "BRIDGES", "Bridges", "N50"),
]

STAFF = [
    ("amina", "Amina Khan", "responsible-officer", "N50ASHA", None),
    ("owen", "Owen Pryce", "probation-officer", "N50ASHA", None),
    ("ben", "Ben Adeyemi", "team-manager", "N50ASHA", None),
    ("cara", "Cara Doyle", "responsible-officer", "N50BRKB", None),
    ("carys", "Carys Lloyd", "ct-specialist", "N50CT", "sc"),
    ("lena", "Lena Novak", "ct-lead", "N50CT", "sc"),
    ("sol", "Sol Barker", "supervising-officer", "MWI", None),
    ("gwen", "Gwen Hart", "through-the-gate-worker", "MWI", None),
    ("tess", "Tess Okoro", "therapeutic-community-officer", "MWI-H", None),
    ("tom", "Tom Birch", "treatment-manager", "MWI-H", None),
    ("fay", "Fay Lindqvist", "facilitator", "MWI-H", None),
    ("pia", "Pia Romero", "partner", "BRIDGES", None),
    ("ada", "Ada Finch", "administrator", "EW", None),
]

# What they are trained for, from the beginning of 2026 until the beginning of 2030.
TRAINED = {
    "amina": ["risk-assessment"],
    "owen": ["risk-assessment"],
    "carys": ["erg", "hii"],
    "lena": ["erg", "erg-supervisor"],
    "tess": ["tcat-1", "tcat-2", "tcat-3", "csra"],
}


def build() -> None:
    """Make the cast. Run once, when the template database is made."""
    from throughcare.people import actions as people
    from throughcare.people.reach import renew
    from throughcare.staff import actions as staff

    with acting_as(SYSTEM):
        units: dict[str, Any] = {}
        for kind, code, name, parent in UNITS:
            units[code] = staff.add_unit(
                actor=SYSTEM, kind=kind, code=code, name=name, parent=units.get(parent or "")
            )
        members = {}
        for key, name, role, unit, cleared in STAFF:
            member = staff.add_member(
                actor=SYSTEM, name=name, email=f"{key}@example.invalid", password=PASSWORD
            )
            staff.post(actor=SYSTEM, member=member, unit=units[unit], role=role, since=SINCE)
            if cleared:
                staff.clear(
                    actor=SYSTEM,
                    member=member,
                    level=cleared,
                    since=SINCE,
                    until=date(2030, 1, 1),
                )
            for kind in TRAINED.get(key, []):
                staff.award_competence(
                    actor=SYSTEM,
                    member=member,
                    kind=kind,
                    awarded_on=SINCE,
                    expires_on=date(2030, 1, 1),
                    evidence="Certificate seen",
                    at=NOW,
                )
            members[key] = member

        dan = people.add_person(
            actor=SYSTEM,
            given_name="Dan",
            family_name="Rees",
            born_on=date(1990, 5, 17),
            sex="M",
            at=NOW,
        )
        people.add_identifier(actor=SYSTEM, person=dan, kind="crn", text="X123456")
        people.add_identifier(actor=SYSTEM, person=dan, kind="nomis", text="A1234BC")
        people.hold(
            actor=SYSTEM,
            person=dan,
            kind="community",
            unit=units["N50ASHA"],
            holder=members["amina"],
            on=SINCE,
            at=NOW,
        )
        erin = people.add_person(
            actor=SYSTEM,
            given_name="Erin",
            family_name="Vaughan",
            born_on=date(1985, 2, 28),
            sex="F",
            at=NOW,
        )
        people.add_identifier(actor=SYSTEM, person=erin, kind="crn", text="X654321")
        people.hold(
            actor=SYSTEM,
            person=erin,
            kind="community",
            unit=units["N50BRKB"],
            holder=members["cara"],
            on=SINCE,
            at=NOW,
        )
        people.hold(
            actor=SYSTEM,
            person=erin,
            kind="custody",
            unit=units["MWI-H"],
            on=SINCE,
            at=NOW,
            place="H-2-14",
        )
        # As it is for colleagues who have been here before: what a test changes is worked out anew.
        for member in members.values():
            renew(staff_id=member.pk, at=NOW)


@dataclass
class Cast:
    """Everybody, as actors; the people on the record, as the program sees them."""

    def actor(self, key: str) -> Actor:
        from throughcare.people.reach import actor_for
        from throughcare.staff.models import Member

        member = Member.objects.get(email=f"{key}@example.invalid")
        return actor_for(staff_id=member.pk, at=NOW)

    def __getattr__(self, key: str) -> Actor:
        if key.startswith("_") or key not in {row[0] for row in STAFF}:
            raise AttributeError(key)
        return self.actor(key)

    def member(self, key: str) -> Any:
        from throughcare.staff.models import Member

        return Member.objects.get(email=f"{key}@example.invalid")

    def unit(self, code: str) -> Any:
        from throughcare.staff.models import Unit

        return Unit.objects.get(code=code)

    @cached_property
    def dan(self) -> Any:
        return self._person("Dan")

    @cached_property
    def erin(self) -> Any:
        return self._person("Erin")

    def _person(self, given_name: str) -> Any:
        from throughcare.people.models import Person

        with acting_as(SYSTEM):
            return Person.objects.get(given_name=given_name)


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()
