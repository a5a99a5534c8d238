"""Every change to who someone is, who holds them and who may see them."""

from throughcare.people.actions.access import (
    AlreadyRestricted,
    exclude_colleague,
    grant_access,
    lift_restriction,
    restrict_person,
)
from throughcare.people.actions.circumstances import change_circumstance, write_circumstance
from throughcare.people.actions.holding import NotHeldSo, end_holding, hold
from throughcare.people.actions.identity import add_identifier, add_name, add_person

__all__ = [
    "AlreadyRestricted",
    "NotHeldSo",
    "add_identifier",
    "add_name",
    "add_person",
    "change_circumstance",
    "end_holding",
    "exclude_colleague",
    "grant_access",
    "hold",
    "lift_restriction",
    "restrict_person",
    "write_circumstance",
]
