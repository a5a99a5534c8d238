"""Concerns: something seen or heard that might raise risk, and what was decided about it."""

from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access.rows import ROW_COLUMNS, PersonRow


class Concern(PersonRow):
    """What somebody saw or heard of a person, or what the record shows by itself (`signal`).

    `kind` is a concern of the pack. It is open until somebody decides about it; one that is watched
    is open again from `watch_until` on. `outcome`, `reason` and what goes with them are the last
    decision. `made_from` names what a signal found ("record.entry:4f1c…"); all of it is ordinary or
    marked as the concern is.
    """

    class Outcome(models.TextChoices):
        NO_CHANGE = "no-change", _("No change")
        WATCH = "watch", _("Watch")
        REVIEW_NOW = "review-now", _("Review now")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.TextField()
    what = models.TextField()
    told_by = models.TextField(blank=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    author = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    author_text = models.TextField(blank=True)
    signal = models.TextField(blank=True)
    made_from = models.JSONField(default=list)
    due_on = models.DateField()
    outcome = models.TextField(choices=Outcome, blank=True)
    reason = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    decided_by_text = models.TextField(blank=True)
    watch_until = models.DateField(null=True)
    is_closed = models.BooleanField(default=False)
    version = models.IntegerField(default=1)

    class Privacy:
        identifying = frozenset({"told_by", "author", "author_text"}) | {
            "decided_by",
            "decided_by_text",
        }
        sensitive = frozenset({"kind", "what", "signal", "made_from", "outcome", "reason"})
        plain = ROW_COLUMNS | {
            *("id", "happened_at", "recorded_at", "due_on", "decided_at", "watch_until"),
            *("is_closed", "version"),
        }

    class Meta:
        indexes = [
            models.Index(fields=["person", "-recorded_at", "-id"]),
            models.Index(
                fields=["person", "recorded_at"],
                condition=Q(is_closed=False),
                name="risk_concern_not_closed",
            ),
            models.Index(
                fields=["recorded_at", "id"],
                condition=Q(is_closed=False),
                name="risk_concern_waiting",
            ),
            models.Index(fields=["author", "-recorded_at"]),
        ]
        constraints = [
            models.CheckConstraint(name="risk_concern_says_something", condition=~Q(what="")),
            models.CheckConstraint(
                name="risk_concern_is_decided_with_a_reason",
                condition=Q(outcome="", reason="", decided_at=None)
                | (~Q(reason="") & Q(decided_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="risk_concern_is_watched_until_a_day",
                condition=Q(outcome="watch", watch_until__isnull=False, is_closed=False)
                | (~Q(outcome="watch") & Q(watch_until=None)),
            ),
            models.CheckConstraint(
                name="risk_concern_is_closed_once_decided",
                condition=Q(is_closed=False, outcome__in=["", "watch"])
                | Q(is_closed=True, outcome__in=["no-change", "review-now"]),
            ),
        ]

    def __str__(self) -> str:
        return f"Concern {self.id} of {self.person_id}"

    def is_open(self, today: date) -> bool:
        """Whether somebody has to look at it: nobody has decided, or the watch is over."""
        if self.is_closed:
            return False
        return self.watch_until is None or self.watch_until <= today

    def is_overdue(self, today: date) -> bool:
        return self.is_open(today) and (self.watch_until or self.due_on) < today


class ConcernDecision(PersonRow):
    """One decision about a concern. Never changed: the last one counts."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    concern = models.ForeignKey(Concern, models.PROTECT, related_name="decisions")
    outcome = models.TextField(choices=Concern.Outcome)
    reason = models.TextField()
    watch_until = models.DateField(null=True)
    at = models.DateTimeField()
    author = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    author_text = models.TextField()

    class Privacy:
        identifying = frozenset({"author", "author_text"})
        sensitive = frozenset({"outcome", "reason"})
        plain = ROW_COLUMNS | {"id", "concern", "watch_until", "at"}

    class Meta:
        indexes = [models.Index(fields=["person"])]
        constraints = [
            models.CheckConstraint(
                name="risk_concerndecision_has_a_reason", condition=~Q(reason="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.concern_id}"
