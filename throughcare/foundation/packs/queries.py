"""What a page may ask about the rules themselves."""

from dataclasses import dataclass
from datetime import date

from throughcare.foundation.access import Actor, require
from throughcare.foundation.packs.access import SEE_PACKS
from throughcare.foundation.packs.inventory import inventory
from throughcare.foundation.packs.pack import pack


@dataclass(frozen=True)
class RuleLine:
    """One version of one rule, as a list of rules shows it."""

    id: str
    version: str
    title: str
    in_force_from: date
    in_force_until: date | None
    status: str
    source: str
    is_in_force: bool


def rules_of_the_pack(*, actor: Actor, on: date) -> list[RuleLine]:
    """Every rule in every version. Raises AccessDenied."""
    require(actor, SEE_PACKS)
    return [
        RuleLine(
            id=rule.id,
            version=rule.version,
            title=rule.title,
            in_force_from=rule.in_force_from,
            in_force_until=rule.in_force_until,
            status=rule.status,
            source=rule.source,
            is_in_force=rule.is_in_force(on),
        )
        for rule in (listed.rule for listed in inventory(pack().folder))
    ]
