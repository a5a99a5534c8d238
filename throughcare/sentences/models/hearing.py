"""Hearings at court, as the courts' own systems tell of them."""

from uuid import uuid4

from django.db import models

from throughcare.foundation.learning import LEARNT_COLUMNS, LEARNT_SENSITIVE, LearntRow


class Hearing(LearntRow):
    """One hearing of one case against one person, with what was charged, pleaded and decided.

    It may come before the day and again after it; a listing that is moved moves this row.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.TextField(blank=True)
    court_code = models.TextField(blank=True)
    court = models.TextField(blank=True)
    room = models.TextField(blank=True)
    session = models.TextField(blank=True)
    list_number = models.TextField(blank=True)
    case_number = models.TextField(blank=True)
    jurisdiction = models.TextField(blank=True)
    begins_at = models.DateTimeField(null=True)  # the first of its days
    ends_at = models.DateTimeField(null=True)  # the last of them, when that day begins
    days = models.JSONField(default=list)  # ISO moments, in order
    is_youth = models.BooleanField(null=True)
    is_report_awaited = models.BooleanField(null=True)
    attendance = models.TextField(blank=True)
    bail = models.TextField(blank=True)
    markers = models.JSONField(default=list)
    offences = models.JSONField(default=list)
    applications = models.JSONField(default=list)
    results = models.JSONField(default=list)

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive = (
            frozenset({"kind", "court_code", "court", "room", "session", "list_number"})
            | {"case_number", "jurisdiction", "begins_at", "ends_at", "days", "is_youth"}
            | {"is_report_awaited", "attendance", "bail", "markers", "offences"}
            | {"applications", "results"}
            | LEARNT_SENSITIVE
        )
        plain = frozenset({"id"}) | LEARNT_COLUMNS

    class Meta(LearntRow.Meta):
        pass

    def __str__(self) -> str:
        return f"Hearing of {self.person_id}"
