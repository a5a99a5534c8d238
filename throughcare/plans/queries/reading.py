"""Reading plans: the whole of one, or at a glance."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F

from throughcare.assessments.queries import AssessmentLine
from throughcare.foundation.access import SYSTEM, Actor, Decision, decide
from throughcare.foundation.packs import badge_of
from throughcare.plans.access import CHANGE_PLAN, PLAN
from throughcare.plans.models import Agreement, Objective, Plan, Step
from throughcare.plans.queries.finding import plan_for
from throughcare.plans.queries.proposing import unplanned
from throughcare.plans.queries.words import named, who_says
from throughcare.signoff import queries as signoff
from throughcare.signoff.queries import Standing


@dataclass(frozen=True)
class StepLine:
    """One step as it reads on a page."""

    id: UUID
    title: str
    who: str
    due_on: date
    is_late: bool
    is_open: bool
    closed_on: date | None
    outcome: str
    outcome_title: str
    closing_note: str
    closed_by: str
    version: int


@dataclass(frozen=True)
class ObjectiveLine:
    """An objective with its steps, open ones first by the day they are due."""

    id: UUID
    title: str
    need: str
    assessment_id: UUID | None
    open_steps: tuple[StepLine, ...]
    closed_steps: tuple[StepLine, ...]
    version: int

    @property
    def current(self) -> StepLine | None:
        """The step to take next."""
        return self.open_steps[0] if self.open_steps else None

    @property
    def done(self) -> int:
        return sum(step.outcome == Step.Outcome.DONE for step in self.closed_steps)


@dataclass(frozen=True)
class AgreementLine:
    """What the person said of the plan, and whether it has changed since."""

    agreed: bool
    said: str
    on: date
    recorded_by: str
    is_of_earlier_plan: bool


@dataclass(frozen=True)
class PlanPage:
    """A plan, open or closed, with everything in it."""

    id: UUID
    title: str
    badge: str
    opened_on: date
    opened_by: str
    closed_on: date | None
    closed_by: str
    closing_reason: str
    objectives: tuple[ObjectiveLine, ...]
    agreements: tuple[AgreementLine, ...]
    version: int
    may_change: Decision
    """Whether its steps can be closed, and what the person says of it be written down."""
    may_plan: Decision
    """Whether what is planned can be changed: not while it waits for its countersignature."""
    standing: Standing | None
    """Where the last of it to be signed is on its way."""

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def signed_version(self) -> int | None:
        """The version that was signed last, if none is on its way since."""
        is_final = self.standing is not None and self.standing.state == "final"
        return self.standing.paper.subject_version if self.standing and is_final else None

    @property
    def is_signed_as_it_stands(self) -> bool:
        return self.signed_version == self.version

    @property
    def has_changed_since_signed(self) -> bool:
        """Whether something has been planned since the version that was signed."""
        return self.signed_version not in (None, self.version)

    @property
    def agreement(self) -> AgreementLine | None:
        """What the person said last."""
        return self.agreements[0] if self.agreements else None

    @property
    def late(self) -> int:
        return sum(step.is_late for one in self.objectives for step in one.open_steps)


@dataclass(frozen=True)
class PlansPage:
    """The person's open plans, what could go into one, and the plans of earlier times."""

    plans: list[PlanPage]
    unplanned: AssessmentLine | None
    closed: list[Plan]
    may_open: Decision


def plans_page(*, actor: Actor, person: Any, today: date) -> PlansPage:
    """Everything planned for the person that the actor may know."""
    return PlansPage(
        plans=open_plans(actor=actor, person=person, today=today),
        unplanned=unplanned(actor=actor, person=person),
        closed=closed_plans(actor=actor, person=person),
        may_open=decide(actor, CHANGE_PLAN, Plan(person=person)),
    )


def open_plans(*, actor: Actor, person: Any, today: date) -> list[PlanPage]:
    """The person's open plans the actor may know, the ordinary one first. Mostly there is one."""
    plans = Plan.objects.filter(person=person, closed_on=None).order_by("marking", "kind")
    return _pages(actor, plans, person=person, today=today)


def plan_page(*, actor: Actor, person: Any, plan_id: UUID, today: date) -> PlanPage:
    """One plan, open or closed. Raises NotVisible."""
    plan = plan_for(actor=actor, person=person, plan_id=plan_id)
    return _pages(actor, Plan.objects.filter(pk=plan.pk), person=person, today=today)[0]


def closed_plans(*, actor: Actor, person: Any) -> list[Plan]:
    """Plans of earlier times, the latest first."""
    return list(
        Plan.objects.filter(person=person, closed_on__isnull=False).order_by("-closed_on", "id")
    )


def _pages(actor: Actor, plans: Any, *, person: Any, today: date) -> list[PlanPage]:
    """Plans with all that is in them: the same queries, however many."""
    found = list(plans.select_related("person", "opened_by", "closed_by"))
    steps: dict[UUID, list[Step]] = defaultdict(list)
    for step in (
        Step.objects.filter(objective__plan__in=found)
        .select_related("closed_by")
        .order_by(F("closed_on").asc(nulls_first=True), "due_on", "order", "id")
    ):
        steps[step.objective_id].append(step)
    objectives: dict[UUID, list[ObjectiveLine]] = defaultdict(list)
    for objective in Objective.objects.filter(plan__in=found).order_by("order", "id"):
        objectives[objective.plan_id].append(
            _objective(objective, steps[objective.pk], person=person, today=today)
        )
    said: dict[UUID, list[Agreement]] = defaultdict(list)
    for agreement in (
        Agreement.objects.filter(plan__in=found)
        .select_related("recorded_by")
        .order_by("-recorded_at", "id")
    ):
        said[agreement.plan_id].append(agreement)
    standings = signoff.standings_of(actor=actor, subjects=[plan.link for plan in found], on=today)
    return [
        _page(actor, plan, objectives[plan.pk], said[plan.pk], standings.get(plan.link))
        for plan in found
    ]


def page_as_it_stands(plan: Plan, *, today: date) -> PlanPage:
    """The plan with all that is in it, for nobody in particular: as it is printed."""
    rows = Plan.objects.filter(pk=plan.pk)
    return _pages(SYSTEM, rows, person=plan.person, today=today)[0]


def _page(
    actor: Actor,
    plan: Plan,
    objectives: list[ObjectiveLine],
    said: list[Agreement],
    standing: Standing | None,
) -> PlanPage:
    may_change = decide(actor, CHANGE_PLAN, plan)
    waits = standing is not None and standing.state == "submitted"
    return PlanPage(
        id=plan.pk,
        title=str(Plan.Kind(plan.kind).label),
        badge=badge_of(plan.marking),
        opened_on=plan.opened_on,
        opened_by=named(plan.opened_by),
        closed_on=plan.closed_on,
        closed_by=named(plan.closed_by) if plan.closed_on else "",
        closing_reason=plan.closing_reason,
        objectives=tuple(objectives),
        agreements=tuple(
            AgreementLine(
                agreed=one.agreed,
                said=one.said,
                on=one.on,
                recorded_by=named(one.recorded_by),
                is_of_earlier_plan=one.plan_version < plan.version,
            )
            for one in said
        ),
        version=plan.version,
        may_change=may_change,
        may_plan=decide(actor, PLAN, plan) if waits else may_change,
        standing=standing,
    )


def _objective(
    objective: Objective, steps: Iterable[Step], *, person: Any, today: date
) -> ObjectiveLine:
    lines = [step_line(step, person=person, today=today) for step in steps]
    return ObjectiveLine(
        id=objective.pk,
        title=objective.title,
        need=objective.need,
        assessment_id=objective.assessment_id,
        open_steps=tuple(line for line in lines if line.is_open),
        closed_steps=tuple(line for line in lines if not line.is_open),
        version=objective.version,
    )


def step_line(step: Step, *, person: Any, today: date) -> StepLine:
    """A step as it reads on a page."""
    return StepLine(
        id=step.pk,
        title=step.title,
        who=who_says(step, person),
        due_on=step.due_on,
        is_late=step.is_open and step.due_on < today,
        is_open=step.is_open,
        closed_on=step.closed_on,
        outcome=step.outcome or "",
        outcome_title=str(Step.Outcome(step.outcome).label) if step.outcome else "",
        closing_note=step.closing_note,
        closed_by=named(step.closed_by) if step.closed_on else "",
        version=step.version,
    )
