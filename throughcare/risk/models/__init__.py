"""The tables of `risk`, split by noun."""

from throughcare.risk.models.flags import Flag, FlagChange
from throughcare.risk.models.levels import HarmLevel, Mappa, Score

__all__ = ["Flag", "FlagChange", "HarmLevel", "Mappa", "Score"]
