"""The three things the audit holds, and its seals. Nothing at run time changes or deletes a row.

People are named by number, not by foreign key: what is written here outlives what it speaks of.
"""

from uuid import uuid4

from django.db import models


class AboutSomeone(models.Model):
    """Whom an entry is about, if about anybody, how it is marked, and what wrote it.

    `transaction` is filled in by the database, whatever is given: the transaction's number, counted
    on where a copy is brought back to a server that counts from lower. See `sealing`.
    """

    person_id = models.BigIntegerField(null=True)
    marking = models.SmallIntegerField(default=0)
    transaction = models.BigIntegerField(default=0, editable=False)

    class Meta:
        abstract = True


ABOUT = frozenset({"person_id", "marking", "transaction"})


class Deed(AboutSomeone):
    """Something done: an action that succeeded, or one that was refused."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    at = models.DateTimeField()
    staff_id = models.BigIntegerField(null=True)
    actor = models.TextField()
    verb = models.TextField()
    refused = models.TextField(blank=True)  # the sentence the refused person read
    details = models.JSONField(default=dict)

    class Meta:
        db_table = "audit_deed"
        indexes = [
            models.Index(fields=["person_id", "-at"]),
            models.Index(fields=["staff_id", "-at"]),
            models.Index(fields=["transaction"]),
        ]

    class Privacy:
        identifying = frozenset({"staff_id", "actor"})
        sensitive = frozenset({"details", "refused"})
        plain = frozenset({"id", "at", "verb"}) | ABOUT

    def __str__(self) -> str:
        return f"{self.actor}: {self.verb}"


class Change(AboutSomeone):
    """One row changed: the columns that differ, before and after. Written by trigger alone."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    staff_id = models.BigIntegerField(null=True)
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
        plain = frozenset({"id", "at", "table", "row", "operation"}) | ABOUT

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
            models.Index(fields=["transaction"]),
        ]

    class Privacy:
        identifying = frozenset({"staff_id", "actor"})
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "at", "page"}) | ABOUT

    def __str__(self) -> str:
        return f"{self.actor} looked at {self.page}"


class Seal(models.Model):
    """Everything written from one transaction up to another, as it was when it was sealed.

    `entries` has a fixed number of bytes for each: where it stands and the digest of the rest.
    `digest` covers all of the seal and, through `previous`, all seals before it.
    """

    number = models.BigIntegerField(primary_key=True)
    made_at = models.DateTimeField()
    form = models.SmallIntegerField()  # which columns a row's digest is made of
    since = models.BigIntegerField()
    until = models.BigIntegerField()  # not itself part
    rows = models.IntegerField()
    entries = models.BinaryField()
    previous = models.BinaryField()
    digest = models.BinaryField()

    class Meta:
        db_table = "audit_seal"

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset(
            {
                *("number", "made_at", "form", "since", "until", "rows"),
                *("entries", "previous", "digest"),
            }
        )

    def __str__(self) -> str:
        return f"seal {self.number}"


class Blanked(models.Model):
    """An entry whose words were taken out under retention: what a seal says it was, and is now.

    Both are entries as seals have them; `deletion` is what a deed names, with the digest of all of
    its entries here.
    """

    id = models.BigAutoField(primary_key=True)
    deletion = models.UUIDField()
    form = models.SmallIntegerField()
    was = models.BinaryField()
    becomes = models.BinaryField()

    class Meta:
        db_table = "audit_blanked"
        indexes = [models.Index(fields=["deletion"]), models.Index(fields=["becomes"])]

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "deletion", "form", "was", "becomes"})

    def __str__(self) -> str:
        return f"Emptied by {self.deletion}"
