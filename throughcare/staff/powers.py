"""What each role reaches, reads and may do: the pack's lists, in words a colleague understands."""

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
