"""Plans, their objectives and steps, and what the person says about them."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access.rows import ROW_COLUMNS, PersonRow


class Plan(PersonRow):
    """What is to be done with a person, from the day it is opened until it is closed.

    `version` counts every change of what is planned, so that it can be said which plan the person
    agreed to.
    """

    class Kind(models.TextChoices):
        SENTENCE = "sentence", _("Sentence plan")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.TextField(choices=Kind, default=Kind.SENTENCE)
    opened_on = models.DateField()
    opened_by = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    closed_on = models.DateField(null=True)
    closed_by = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    closing_reason = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    class Privacy:
        identifying = frozenset({"opened_by", "closed_by"})
        sensitive = frozenset({"closing_reason"})
        plain = ROW_COLUMNS | {"id", "kind", "opened_on", "closed_on", "version"}

    class Meta:
        indexes = [models.Index(fields=["person", "-opened_on"])]
        constraints = [
            # By marking too: a refusal must not tell that a plan is there to be hidden.
            models.UniqueConstraint(
                name="plans_plan_one_open_of_a_kind",
                fields=["person", "kind", "marking"],
                condition=Q(closed_on=None),
            ),
            models.CheckConstraint(
                name="plans_plan_closed_with_a_reason",
                condition=Q(closed_on=None, closed_by=None, closing_reason="")
                | (Q(closed_on__isnull=False) & ~Q(closing_reason="")),
            ),
            models.CheckConstraint(
                name="plans_plan_closed_after_it_was_opened",
                condition=Q(closed_on=None) | Q(closed_on__gte=models.F("opened_on")),
            ),
        ]

    def __str__(self) -> str:
        return f"Plan {self.id} of {self.person_id}"

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    @property
    def link(self) -> str:
        """What entries and papers about it point at."""
        return f"plans.plan:{self.pk}"

    def made_over(self, *, at: datetime, by: int | None, because: str) -> dict[str, Any]:
        on = max(timezone.localdate(at), self.opened_on)
        return {"closed_on": on, "closed_by_id": by, "closing_reason": because}


class Objective(PersonRow):
    """Something the plan is to reach, and the need it answers where an assessment showed one."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="objectives")
    title = models.TextField()
    need = models.TextField(blank=True)  # id of a need of the assessment's instrument
    assessment = models.ForeignKey(
        "assessments.Assessment", models.PROTECT, null=True, related_name="+"
    )
    order = models.IntegerField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    class Privacy:
        identifying = frozenset({"changed_by"})
        sensitive = frozenset({"title", "need"})
        plain = ROW_COLUMNS | {"id", "plan", "assessment", "order", "changed_at", "version"}

    class Meta:
        indexes = [models.Index(fields=["plan", "order"])]
        constraints = [
            models.CheckConstraint(name="plans_objective_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="plans_objective_need_comes_from_an_assessment",
                condition=Q(need="") | Q(assessment__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Objective {self.id} of {self.plan_id}"


class Step(PersonRow):
    """One thing to do. A closed step says when and how it ended; an open one says neither."""

    class Outcome(models.TextChoices):
        DONE = "done", _("Done")
        STOPPED = "stopped", _("Stopped")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    objective = models.ForeignKey(Objective, models.PROTECT, related_name="steps")
    title = models.TextField()
    who = models.TextField()  # id of a step actor of the pack
    who_named = models.TextField(blank=True)  # who exactly, where that helps: "Bridges housing"
    due_on = models.DateField()
    order = models.IntegerField()
    closed_on = models.DateField(null=True)
    outcome = models.TextField(choices=Outcome, null=True)
    closing_note = models.TextField(blank=True)
    closed_by = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    class Privacy:
        identifying = frozenset({"who_named", "closed_by", "changed_by"})
        sensitive = frozenset({"title", "closing_note"})
        plain = ROW_COLUMNS | {
            *("id", "objective", "who", "due_on", "order", "closed_on", "outcome"),
            *("changed_at", "version"),
        }

    class Meta:
        indexes = [
            models.Index(fields=["objective", "order"]),
            models.Index(
                fields=["person", "due_on"], condition=Q(closed_on=None), name="plans_step_open"
            ),
        ]
        constraints = [
            models.CheckConstraint(name="plans_step_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="plans_step_closed_on_and_outcome_go_together",
                condition=Q(
                    closed_on__isnull=True, outcome__isnull=True, closed_by=None, closing_note=""
                )
                | Q(closed_on__isnull=False, outcome__isnull=False),
            ),
            models.CheckConstraint(
                name="plans_step_stopped_with_a_reason",
                condition=Q(outcome=None) | ~Q(outcome="stopped") | ~Q(closing_note=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Step {self.id} of {self.objective_id}"

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


class Agreement(PersonRow):
    """What the person said about the plan as it stood at that version: agreed or not, in words."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="agreements")
    agreed = models.BooleanField()
    said = models.TextField(blank=True)
    on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    plan_version = models.IntegerField()

    class Privacy:
        identifying = frozenset({"recorded_by"})
        sensitive = frozenset({"agreed", "said"})
        plain = ROW_COLUMNS | {"id", "plan", "on", "recorded_at", "plan_version"}

    class Meta:
        indexes = [models.Index(fields=["plan", "-recorded_at"])]
        constraints = [
            models.CheckConstraint(
                name="plans_agreement_or_the_reason_why_not",
                condition=Q(agreed=True) | ~Q(said=""),
            ),
        ]

    def __str__(self) -> str:
        return f"Agreement to {self.plan_id}"
