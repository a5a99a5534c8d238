"""What each role reaches, reads and may do, and what each competence is for: the pack's lists, in
words a colleague understands.
"""

from dataclasses import dataclass

from throughcare.foundation.access import POLICIES
from throughcare.foundation.packs import pack


@dataclass(frozen=True)
class RolePowers:
    """One role of the pack, spelt out."""

    title: str
    abbreviation: str
    description: str
    reach: str
    """Which units' people, counted from the unit the role is held in."""
    markings: list[str]
    powers: list[tuple[str, str]]
    """Each power's name and what it lets somebody do."""
    second_step: bool


def powers_of_roles() -> list[RolePowers]:
    """Every role, in the order of the pack."""
    markings = pack().markings
    return [
        RolePowers(
            title=role.title,
            abbreviation=role.abbreviation or "",
            description=role.description,
            reach=role.reach,
            markings=[markings[one].title for one in role.markings],
            powers=[(one, str(POLICIES[one].about)) for one in role.powers if one in POLICIES],
            second_step=role.second_step,
        )
        for role in pack().roles.values()
    ]


@dataclass(frozen=True)
class KindOfCompetence:
    """One competence of the pack, spelt out."""

    title: str
    lets: str
    lasts_months: int | None
    lapses: str
    awarded_by: list[str]
    expected_of: list[str]
    source: str
    status: str


def kinds_of_competence() -> list[KindOfCompetence]:
    """Every competence, in the order of the pack."""
    titles = {role.id: role.title for role in pack().roles.values()}
    expected = pack().competence_rule.expected
    return [
        KindOfCompetence(
            title=one.name,
            lets=one.lets,
            lasts_months=one.lasts_months,
            lapses=one.lapses or "",
            awarded_by=[titles[role] for role in one.awarded_by],
            expected_of=[
                titles[role]
                for some in expected
                if one.id in some.competences
                for role in some.roles
            ],
            source=one.source,
            status=one.status,
        )
        for one in pack().competences.values()
    ]
