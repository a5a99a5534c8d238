"""The tables of `risk`, split by noun."""

from throughcare.risk.models.concerns import Concern, ConcernDecision
from throughcare.risk.models.flags import Flag, FlagChange
from throughcare.risk.models.levels import HarmLevel, Mappa, Score
from throughcare.risk.models.safeguarding import Referral, ReferralStep
from throughcare.risk.models.therapeutic import TherapeuticRisk, TherapeuticRiskChange

__all__ = [
    "Concern",
    "ConcernDecision",
    "Flag",
    "FlagChange",
    "HarmLevel",
    "Mappa",
    "Referral",
    "ReferralStep",
    "Score",
    "TherapeuticRisk",
    "TherapeuticRiskChange",
]
