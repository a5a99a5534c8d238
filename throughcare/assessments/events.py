"""News `assessments` gives."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from throughcare.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class AssessmentSigned(Event):
    """An assessment is signed: from now on it counts. `needs` are ids of its instrument."""

    name: ClassVar[str] = "assessments.assessment_signed"
    assessment: UUID
    instrument: str
    instrument_version: str
    marking: int
    needs: tuple[str, ...]
