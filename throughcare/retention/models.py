"""What stops deletion, and what is left of what was deleted."""

from uuid import uuid4

from django.db import models

from throughcare.foundation.access.rows import ROW_COLUMNS, PersonRow


class Hold(PersonRow):
    """Nothing about this person is deleted while it lasts. `kind` is a hold of the pack."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.TextField()
    reason = models.TextField()
    placed_by = models.ForeignKey("staff.Member", models.PROTECT, related_name="+")
    since = models.DateTimeField()
    review_on = models.DateField()
    until = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    ended_because = models.TextField(blank=True)

    class Privacy:
        identifying = frozenset({"placed_by", "ended_by"})
        sensitive = frozenset({"reason", "ended_because"})
        plain = ROW_COLUMNS | {"id", "kind", "since", "review_on", "until"}

    class Meta:
        indexes = [models.Index(fields=["person"])]

    def __str__(self) -> str:
        return f"{self.kind} since {self.since}"


class Deletion(models.Model):
    """What is left: which rule, who decided, why, and how many rows of which tables there were.

    It names nobody, and only the program reads how many rows there were: that would tell of rows
    that were not everybody's to read.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    rule = models.TextField()
    rule_version = models.TextField()
    decided_by = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()
    because = models.TextField(blank=True)
    rows = models.JSONField()

    class Privacy:
        identifying = frozenset({"decided_by"})
        sensitive = frozenset({"because"})
        plain = frozenset({"id", "rule", "rule_version", "decided_at", "rows"})

    class Meta:
        indexes = [models.Index(fields=["-decided_at"])]

    def __str__(self) -> str:
        return f"{self.rule} at {self.decided_at}"
