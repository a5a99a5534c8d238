"""Which markings fewer people read than another. Pure: the pack's roles decide, no database."""

from throughcare.foundation.packs import pack
from throughcare.foundation.packs.roles import Marking


def narrower_than(marking: int) -> list[Marking]:
    """Markings no role reads that could not read this one: to mark so opens a row to nobody new."""
    readers = _readers()
    before = readers.get(marking, frozenset())
    return [
        one
        for one in pack().markings.values()
        if one.number not in (0, marking) and readers[one.number] <= before
    ]


def wider_than(marking: int) -> list[int]:
    """The numbers of those a row can be given this marking from."""
    return [
        one.number
        for one in pack().markings.values()
        if marking in {narrower.number for narrower in narrower_than(one.number)}
    ]


def _readers() -> dict[int, frozenset[str]]:
    """The roles that read each marking, by its number."""
    return {
        marking.number: frozenset(
            role.id for role in pack().roles.values() if marking.id in role.markings
        )
        for marking in pack().markings.values()
    }
