"""News kept for delivery to other systems."""

from uuid import uuid4

from django.db import models


class Outbox(models.Model):
    """One announcement, written in the transaction it happened in and delivered after it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.TextField()
    at = models.DateTimeField()
    person_id = models.BigIntegerField()
    facts = models.JSONField(default=dict)
    delivered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "events_outbox"
        indexes = [models.Index(fields=["at"], condition=models.Q(delivered_at=None), name="owed")]

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive = frozenset({"facts"})
        plain = frozenset({"id", "name", "at", "person_id", "delivered_at"})

    def __str__(self) -> str:
        return self.name
