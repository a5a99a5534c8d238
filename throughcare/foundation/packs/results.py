"""What an instrument's answers come to, with the reasons, fit to be kept as a receipt."""

from dataclasses import dataclass
from typing import Any

from throughcare.foundation.packs.questionnaire import Level, Need, Strength


@dataclass(frozen=True)
class Counted:
    """One answer that was counted: why a section has the points it has."""

    question: str
    asks: str
    says: str
    points: int


@dataclass(frozen=True)
class SectionResult:
    """The points of a section, the level they reach and where they came from."""

    id: str
    title: str
    points: int
    most: int
    level: Level
    counted: tuple[Counted, ...]
    not_known: tuple[str, ...]
    """The questions still open, in their own words."""


@dataclass(frozen=True)
class Result:
    """Everything that follows from a set of answers, under one version of an instrument.

    `sections` are those that are scored.
    """

    instrument: str
    sections: tuple[SectionResult, ...]
    needs: tuple[Need, ...]
    strengths: tuple[Strength, ...]
    not_known: tuple[str, ...]
    """The questions still open anywhere, in their own words."""

    def section(self, id: str) -> SectionResult:
        return next(section for section in self.sections if section.id == id)

    def receipt(self) -> dict[str, Any]:
        """The same as plain data, to be stored and to answer "why does it say that?" later."""
        return {
            "instrument": self.instrument,
            "sections": [
                {
                    "id": section.id,
                    "title": section.title,
                    "points": section.points,
                    "most": section.most,
                    "level": section.level.id,
                    "level_title": section.level.title,
                    "counted": [vars(counted) for counted in section.counted],
                    "not_known": list(section.not_known),
                }
                for section in self.sections
            ],
            "needs": [{"id": need.id, "title": need.title} for need in self.needs],
            "strengths": [{"id": one.id, "title": one.title} for one in self.strengths],
        }
