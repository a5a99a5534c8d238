"""Report outlines: the parts of a report, what each gathers, and who countersigns."""

from typing import Self

from pydantic import Field, model_validator

from throughcare.rules.reading import Id, Part, Rule, Words


class ReportSection(Part):
    """One part of a report. `evidence` names the kinds of entries it gathers, best first."""

    id: Id
    title: Words
    guidance: Words
    evidence: tuple[Id, ...]
    required: bool = True


class ReportOutline(Rule):
    """What a report is made of, in one version."""

    about: Words
    section: tuple[ReportSection, ...] = Field(min_length=1)
    countersigned_by: tuple[Id, ...] = Field(min_length=1)
    """The roles, any one of which can countersign."""
    countersign_within_working_days: int = Field(ge=1, le=60)
    marking: Id = "ordinary"

    @model_validator(mode="after")
    def _told_apart(self) -> Self:
        ids = [section.id for section in self.section]
        if len(set(ids)) < len(ids):
            raise ValueError("two sections have the same id")
        return self
