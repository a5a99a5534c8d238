"""Report outlines: the parts of a report, and what each gathers."""

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
    sign_off: Id = "report"
    """The route (signoff/routes.toml) that says who countersigns."""
    countersigned_by: tuple[Id, ...] = ()
    countersign_within_working_days: int | None = None
    """Outlines from before there were routes say this themselves. Used, they stay as they are."""
    marking: Id = "ordinary"

    @model_validator(mode="after")
    def _told_apart(self) -> Self:
        ids = [section.id for section in self.section]
        if len(set(ids)) < len(ids):
            raise ValueError("two sections have the same id")
        return self
