"""The tables of `sentences`, split by noun."""

from throughcare.sentences.models.breach import Breach
from throughcare.sentences.models.court import Conviction, Offence, Order
from throughcare.sentences.models.custody import Custody, KeyDate
from throughcare.sentences.models.hearing import Hearing
from throughcare.sentences.models.terms import LicenceCondition, Requirement, SupervisionTerm

__all__ = [
    "Breach",
    "Conviction",
    "Custody",
    "Hearing",
    "KeyDate",
    "LicenceCondition",
    "Offence",
    "Order",
    "Requirement",
    "SupervisionTerm",
]
