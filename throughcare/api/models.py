"""Tokens that let a program in."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q


class Token(models.Model):
    """What a program shows to be let in as somebody. The token itself is kept by nobody here."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    member = models.ForeignKey("staff.Member", models.PROTECT, related_name="+")
    name = models.TextField()
    digest = models.TextField(unique=True)
    uses = ArrayField(models.TextField())
    since = models.DateTimeField()
    until = models.DateTimeField()
    used_on = models.DateField(null=True)
    """The last day somebody came with it."""

    class Privacy:
        identifying = frozenset({"member", "name"})
        sensitive = frozenset({"digest"})
        plain = frozenset({"id", "uses", "since", "until", "used_on"})

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="api_token_ends_after_it_begins", condition=Q(until__gte=F("since"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} of {self.member_id}"
