"""Two records that were found to be one person's, and how they become two again."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from throughcare.foundation.access.rows import ROW_COLUMNS, PersonRow


class Merge(PersonRow):
    """Two people on record were one: everything about `other` went to the person that was kept.

    The words are those of `other` then, whose own row nobody sees while the merge stands. They are
    taken back newest first, by `number`, so that each finds the record as it left it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    other = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    number = models.IntegerField()
    other_name = models.TextField()
    other_numbers = models.TextField(blank=True)
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    told = ArrayField(models.BigIntegerField())  # who held a case of either then
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    taken_back_because = models.TextField(blank=True)

    class Privacy:
        identifying = frozenset(
            {"other", "other_name", "other_numbers", "by", "told", "taken_back_by"}
        )
        sensitive = frozenset({"reason", "taken_back_because"})
        plain = frozenset({"id", "number", "at", "taken_back_at"}) | ROW_COLUMNS

    class Meta:
        indexes = [
            models.Index(fields=["at"], condition=Q(taken_back_at=None), name="people_merge_news"),
        ]
        constraints = [
            models.UniqueConstraint(
                name="people_merge_once_at_a_time",
                fields=["other"],
                condition=Q(taken_back_at=None),
            ),
            models.CheckConstraint(
                name="people_merge_taken_back_with_a_reason",
                condition=Q(taken_back_at=None, taken_back_by=None, taken_back_because="")
                | (Q(taken_back_at__isnull=False) & ~Q(taken_back_because="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Merge of {self.other_id} into {self.person_id}"


class MergedRow(models.Model):
    """One row the merge found about either person: whose it was, and what was done with it.

    For the program alone, so it names rows by table and key and points at nothing. `before` and
    `after` are the columns that had to be settled, whoever's row it is. A row of the other's that
    could not stand beside its like of the kept one's `stays` with them, out of sight.
    """

    class Side(models.TextChoices):
        KEPT = "kept"
        OTHER = "other"

    id = models.BigAutoField(primary_key=True)
    merge = models.UUIDField()
    table = models.TextField()
    row = models.TextField()
    side = models.TextField(choices=Side)
    stays = models.BooleanField(default=False)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive = frozenset({"before", "after"})
        plain = frozenset({"id", "merge", "table", "row", "side", "stays"})

    class Meta:
        constraints = [
            models.UniqueConstraint(name="people_mergedrow_once", fields=["row", "table", "merge"])
        ]
        indexes = [models.Index(fields=["merge", "table"])]

    def __str__(self) -> str:
        return f"{self.table} {self.row} in {self.merge}"


class Arrival(models.Model):
    """A message that came since for the other of two who were merged, and what it changed.

    For the program alone. `changes` are of rows that were there, as the audit has them: table, row,
    before, after. What it brought is named as the other's (`MergedRow`).
    """

    id = models.BigAutoField(primary_key=True)
    merge = models.UUIDField()
    message = models.UUIDField()
    changes = models.JSONField()

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive = frozenset({"changes"})
        plain = frozenset({"id", "merge", "message"})

    class Meta:
        indexes = [models.Index(fields=["merge", "id"])]

    def __str__(self) -> str:
        return f"Arrival of {self.message}"
