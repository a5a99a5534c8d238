"""Proceedings because somebody did not keep to an order."""

from datetime import date
from uuid import uuid4

from django.db import models

from throughcare.foundation.learning import LEARNT_COLUMNS, LEARNT_SENSITIVE, LearntRow
from throughcare.sentences.models.court import Conviction


class Breach(LearntRow):
    """One breach or recall, pending until it is decided."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    conviction = models.ForeignKey(Conviction, models.PROTECT, null=True, related_name="+")
    is_pending = models.BooleanField()
    code = models.TextField(blank=True)
    title = models.TextField()
    sub_code = models.TextField(blank=True)
    sub_title = models.TextField(blank=True)
    status_code = models.TextField(blank=True)
    status = models.TextField(blank=True)
    status_on = models.DateField(null=True)
    referred_on = models.DateField(null=True)
    started_on = models.DateField(null=True)
    expected_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    outcome = models.TextField(blank=True)
    note = models.TextField(blank=True)

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive = (
            frozenset({"is_pending", "code", "title", "sub_code", "sub_title", "status_code"})
            | {"status", "status_on", "referred_on", "started_on", "expected_on", "ended_on"}
            | {"outcome", "note"}
            | LEARNT_SENSITIVE
        )
        plain = frozenset({"id", "conviction"}) | LEARNT_COLUMNS

    class Meta(LearntRow.Meta):
        verbose_name_plural = "breaches"

    def __str__(self) -> str:
        return f"Breach by {self.person_id}"

    def has_ended(self, today: date) -> bool:
        """Decided, or over by that day."""
        return not self.is_pending or (self.ended_on is not None and self.ended_on <= today)
