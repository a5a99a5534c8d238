"""Who holds somebody: the wing they are on, the team that supervises them, those beside."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access.rows import SOURCED_COLUMNS, SourcedRow


class Holding(SourcedRow):
    """A unit that holds the person, and the colleague who does so for it, from one day to another.

    At most one custody and one community holding is open at a time; specialist teams and providers
    may hold the person beside them. An open one has no `until`.
    """

    class Kind(models.TextChoices):
        COMMUNITY = "community", _("Case in the community")
        CUSTODY = "custody", _("In custody")
        SPECIALIST = "specialist", _("Specialist team")
        PROVIDER = "provider", _("Provider")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.TextField(choices=Kind)
    unit = models.ForeignKey("staff.Unit", models.PROTECT, related_name="+")
    holder = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)
    place = models.TextField(blank=True)  # the cell, where the prison says it
    reason = models.TextField(blank=True)
    ended_because = models.TextField(blank=True, default="", db_default="")

    class Privacy:
        identifying = frozenset({"holder"})
        sensitive = frozenset({"place", "reason", "ended_because"})
        plain = frozenset({"id", "kind", "unit", "since", "until"}) | SOURCED_COLUMNS

    class Meta:
        indexes = [
            models.Index(fields=["holder"], condition=Q(until=None), name="people_held_by"),
            models.Index(fields=["unit"], condition=Q(until=None), name="people_held_in"),
            models.Index(fields=["person", "-since"]),
        ]
        constraints = [
            models.CheckConstraint(
                name="people_holding_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            ),
            models.UniqueConstraint(
                name="people_holding_one_open_of_a_kind",
                fields=["person", "kind"],
                condition=Q(until=None, kind__in=["community", "custody"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} holding of {self.person_id}"

    @property
    def is_open(self) -> bool:
        return self.until is None

    @property
    def is_one_at_a_time(self) -> bool:
        """Whether a person can be held so by one unit only."""
        return self.kind in (self.Kind.COMMUNITY, self.Kind.CUSTODY)

    def made_over(self, *, at: datetime, by: int | None, because: str) -> dict[str, Any]:
        return {"until": max(timezone.localdate(at), self.since), "ended_because": because}
