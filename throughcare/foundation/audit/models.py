"""The three things the audit holds. Nothing at run time can change or delete a row of them.

People are named by number, not by foreign key: what is written here outlives what it speaks of.
"""

from uuid import uuid4

from django.db import models


class AboutSomeone(models.Model):
    """Whom an entry is about, if about anybody, and how it is marked."""

    person_id = models.BigIntegerField(null=True)
    marking = models.SmallIntegerField(default=0)

    class Meta:
        abstract = True


ABOUT = frozenset({"person_id", "marking"})


class Deed(AboutSomeone):
    """Something done: an action that succeeded, or one that was refused."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    at = models.DateTimeField()
    staff_id = models.BigIntegerField(null=True)
    actor = models.TextField()
    verb = models.TextField()
    refused = models.TextField(blank=True)  # the sentence the refused person read
    details = models.JSONField(default=dict)
    transaction = models.BigIntegerField(null=True)

    class Meta:
        db_table = "audit_deed"
        indexes = [
            models.Index(fields=["person_id", "-at"]),
            models.Index(fields=["staff_id", "-at"]),
        ]

    class Privacy:
        identifying = frozenset({"staff_id", "actor"})
        sensitive = frozenset({"details", "refused"})
        plain = frozenset({"id", "at", "verb", "transaction"}) | ABOUT

    def __str__(self) -> str:
        return f"{self.actor}: {self.verb}"


class Change(AboutSomeone):
    """One row changed: the columns that differ, before and after. Written by trigger alone."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    staff_id = models.BigIntegerField(null=True)
    transaction = models.BigIntegerField()
    table = models.TextField()
    row = models.TextField()
    operation = models.TextField()
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        db_table = "audit_change"
        indexes = [models.Index(fields=["person_id", "-at"]), models.Index(fields=["transaction"])]

    class Privacy:
        identifying = frozenset({"staff_id"})
        sensitive = frozenset({"before", "after"})
        plain = frozenset({"id", "at", "transaction", "table", "row", "operation"}) | ABOUT

    def __str__(self) -> str:
        return f"{self.operation} {self.table} {self.row}"


class Look(AboutSomeone):
    """A colleague opened a page of a person's record."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    at = models.DateTimeField()
    staff_id = models.BigIntegerField(null=True)
    actor = models.TextField()
    page = models.TextField()

    class Meta:
        db_table = "audit_look"
        indexes = [
            models.Index(fields=["person_id", "-at"]),
            models.Index(fields=["staff_id", "-at"]),
        ]

    class Privacy:
        identifying = frozenset({"staff_id", "actor"})
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "at", "page"}) | ABOUT

    def __str__(self) -> str:
        return f"{self.actor} looked at {self.page}"
