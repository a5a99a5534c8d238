"""What was worked out about people, and whose is to be worked out again."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from throughcare.foundation.access.rows import ROW_COLUMNS, PersonRow


class Calculation(PersonRow):
    """What one rule came to for somebody, from what was known then. Never changed.

    The newest of a `subject` (a calculation of the pack) is the one that counts; there is a new one
    only if what it was given or the rule's version is another. `marking` is that of what it was
    given: where some of that is marked, one is worked out without and one with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    subject = models.TextField()
    rule = models.TextField()
    rule_version = models.TextField()
    on = models.DateField()  # the day whose version of the rule governed
    given = models.JSONField()
    result = models.JSONField(null=True)
    receipt = models.JSONField(null=True)
    refused_field = models.TextField(blank=True)  # what has to be put right, where it was refused
    refused_message = models.TextField(blank=True)
    calculated_at = models.DateTimeField()

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive = frozenset({"given", "result", "receipt", "refused_field", "refused_message"})
        plain = ROW_COLUMNS | {"id", "subject", "rule", "rule_version", "on", "calculated_at"}

    class Meta:
        indexes = [
            models.Index(
                F("person"),
                F("subject"),
                F("marking"),
                F("calculated_at").desc(),
                name="calculations_newest",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="calculations_either_came_to_something_or_was_refused",
                condition=Q(result__isnull=False, receipt__isnull=False, refused_message="")
                | (Q(result__isnull=True, receipt__isnull=True) & ~Q(refused_message="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} of {self.person_id}"


class Due(models.Model):
    """Somebody, by number, about whom something may have changed that calculations rest on.

    Written by whoever changed it, read by the program that works it out, gone once it has. No row
    of the record: it goes with nobody, and tells nobody that something changed. `not_before` is
    later where working it out failed.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    person_id = models.BigIntegerField()
    not_before = models.DateTimeField()

    class Meta:
        verbose_name_plural = "due"
        indexes = [models.Index(fields=["not_before"]), models.Index(fields=["person_id"])]

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "person_id", "not_before"})

    def __str__(self) -> str:
        return f"{self.person_id} is due"
