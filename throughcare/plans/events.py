"""News `plans` gives."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from throughcare.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class PlanOpened(Event):
    """A plan was opened, from an assessment or without one."""

    name: ClassVar[str] = "plans.plan_opened"
    plan: UUID
    marking: int
    assessment: UUID | None


@dataclass(frozen=True, kw_only=True)
class PlanAgreed(Event):
    """The person said what they think of the plan."""

    name: ClassVar[str] = "plans.plan_agreed"
    plan: UUID
    marking: int
    agreed: bool
    on: date


@dataclass(frozen=True, kw_only=True)
class StepClosed(Event):
    """A step ended: done, or stopped."""

    name: ClassVar[str] = "plans.step_closed"
    plan: UUID
    step: UUID
    marking: int
    outcome: str
    on: date


@dataclass(frozen=True, kw_only=True)
class PlanClosed(Event):
    """A plan was closed."""

    name: ClassVar[str] = "plans.plan_closed"
    plan: UUID
    marking: int
    on: date
