"""The tables of `people`, split by noun."""

from throughcare.people.models.access import EmergencyReview, Exclusion, Grant, Restriction, runs
from throughcare.people.models.circumstances import (
    CIRCUMSTANCES,
    Address,
    Adjustment,
    Characteristic,
    Communication,
    Dependant,
    PersonalContact,
    Reachable,
    is_one_a_person,
)
from throughcare.people.models.holding import Holding
from throughcare.people.models.identity import Identifier, Name, Person
from throughcare.people.models.likeness import Likeness
from throughcare.people.models.merging import Arrival, Merge, MergedRow

__all__ = [
    "CIRCUMSTANCES",
    "Address",
    "Adjustment",
    "Arrival",
    "Characteristic",
    "Communication",
    "Dependant",
    "EmergencyReview",
    "Exclusion",
    "Grant",
    "Holding",
    "Identifier",
    "Likeness",
    "Merge",
    "MergedRow",
    "Name",
    "Person",
    "PersonalContact",
    "Reachable",
    "Restriction",
    "is_one_a_person",
    "runs",
]
