"""Concerns, therapeutic risks and safeguarding: their kinds, and by when something is done."""

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from pydantic import Field

from throughcare.rules.reading import Id, Part, Rule, Words


class ConcernKind(Part):
    """Something seen or heard that might raise risk."""

    id: Id
    title: Words


class Concerns(Rule):
    """What a concern can be about, and how soon somebody looks at it."""

    triage_working_days: int = Field(ge=0, le=10)
    watch_days: int = Field(ge=1, le=366)
    kind: tuple[ConcernKind, ...] = Field(min_length=1)

    @cached_property
    def kinds(self) -> Mapping[str, ConcernKind]:
        return {one.id: one for one in self.kind}


class TherapeuticState(Part):
    """How a therapeutic risk stands."""

    id: Id
    title: Words
    tone: Literal["plain", "good", "attention", "danger", "quiet"] = "plain"


class TherapeuticRisks(Rule):
    """How therapeutic risks are marked, how they stand, and when they are looked at again."""

    marking: Id
    review_months: int = Field(ge=1, le=36)
    state: tuple[TherapeuticState, ...] = Field(min_length=1)

    @cached_property
    def states(self) -> Mapping[str, TherapeuticState]:
        return {one.id: one for one in self.state}


class AtRisk(Part):
    """Whom a referral is about, and which authority answers for them."""

    id: Id
    title: Words
    authority: Words


class ReferralOutcome(Part):
    """What came of a referral."""

    id: Id
    title: Words


class Safeguarding(Rule):
    """Whom a referral can be about, what can come of one, and by when each step is due."""

    marking: Id
    phone_working_days: int = Field(ge=0, le=10)
    written_hours: int = Field(ge=1, le=240)
    chase_working_days: int = Field(ge=1, le=30)
    escalate_working_days: int = Field(ge=1, le=60)
    countersign_working_days: int = Field(ge=0, le=10)
    about: tuple[AtRisk, ...] = Field(min_length=1)
    outcome: tuple[ReferralOutcome, ...] = Field(min_length=1)

    @cached_property
    def abouts(self) -> Mapping[str, AtRisk]:
        return {one.id: one for one in self.about}

    @cached_property
    def outcomes(self) -> Mapping[str, ReferralOutcome]:
        return {one.id: one for one in self.outcome}
