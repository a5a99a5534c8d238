"""Therapeutic risks: what may happen in therapy and after it, and how that is addressed."""

from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access.rows import ROW_COLUMNS, PersonRow


class TherapeuticRisk(PersonRow):
    """One risk: what brings it out, how and by whom it is addressed, how it stands.

    `state` is one of the pack's. `by` is the colleague who addresses it, `by_words` somebody who is
    none, or the colleague's part in it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    risk = models.TextField()
    brings_out = models.TextField()
    addressed = models.TextField()
    by = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    by_words = models.TextField(blank=True)
    state = models.TextField()
    review_on = models.DateField(null=True)
    identified_on = models.DateField()
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    closed_on = models.DateField(null=True)
    closing_reason = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    class Privacy:
        identifying = frozenset({"by", "by_words", "changed_by"})
        sensitive = frozenset({"risk", "brings_out", "addressed", "state", "closing_reason"})
        plain = ROW_COLUMNS | {
            *("id", "review_on", "identified_on", "changed_at", "closed_on", "version"),
        }

    class Meta:
        indexes = [models.Index(fields=["person", "closed_on"])]
        constraints = [
            models.CheckConstraint(name="risk_therapeuticrisk_is_named", condition=~Q(risk="")),
            models.CheckConstraint(
                name="risk_therapeuticrisk_closed_with_a_reason",
                condition=Q(closed_on=None, closing_reason="")
                | (Q(closed_on__isnull=False) & ~Q(closing_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Therapeutic risk {self.id} of {self.person_id}"

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    def is_review_due(self, today: date) -> bool:
        return self.is_open and self.review_on is not None and self.review_on < today


class TherapeuticRiskChange(PersonRow):
    """What was done to a therapeutic risk, and what it said before. Never changed."""

    class Kind(models.TextChoices):
        IDENTIFIED = "identified", _("Identified")
        CHANGED = "changed", _("Changed")
        CLOSED = "closed", _("Closed")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    therapeutic_risk = models.ForeignKey(TherapeuticRisk, models.PROTECT, related_name="changes")
    kind = models.TextField(choices=Kind)
    at = models.DateTimeField()
    author = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    author_text = models.TextField(blank=True)
    note = models.TextField(blank=True)
    before = models.JSONField(default=dict)  # what was changed: field and what it said before

    class Privacy:
        identifying = frozenset({"author", "author_text"})
        sensitive = frozenset({"note", "before"})
        plain = ROW_COLUMNS | {"id", "therapeutic_risk", "kind", "at"}

    class Meta:
        indexes = [models.Index(fields=["person"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.therapeutic_risk_id}"
