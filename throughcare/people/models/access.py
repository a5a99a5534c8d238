"""Who may see somebody beyond, or in spite of, the units that hold them."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from throughcare.foundation.access.rows import ROW_COLUMNS, PersonRow


class Grant(PersonRow):
    """A colleague named as one who may see the person, with these markings, until then.

    `as_holder` is a name that came with holding the case, and goes when the case does.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    member = models.ForeignKey("staff.Member", models.PROTECT, related_name="+")
    markings = models.JSONField()  # numbers of the pack's markings
    reason = models.TextField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    ended_because = models.TextField(blank=True)  # empty where it ended by itself
    as_holder = models.BooleanField(default=False)

    class Privacy:
        identifying = frozenset({"member"})
        sensitive = frozenset({"reason", "ended_because"})
        plain = frozenset({"id", "markings", "since", "until", "as_holder"}) | ROW_COLUMNS

    class Meta:
        indexes = [models.Index(fields=["member"]), models.Index(fields=["person"])]
        constraints = [
            models.CheckConstraint(
                name="people_grant_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            )
        ]

    def __str__(self) -> str:
        return f"Grant of {self.person_id} to {self.member_id}"


class Exclusion(PersonRow):
    """A colleague who must not see the person, whatever else would let them."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    member = models.ForeignKey("staff.Member", models.PROTECT, related_name="+")
    reason = models.TextField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    ended_because = models.TextField(blank=True)

    class Privacy:
        identifying = frozenset({"member"})
        sensitive = frozenset({"reason", "ended_because"})
        plain = frozenset({"id", "since", "until"}) | ROW_COLUMNS

    class Meta:
        indexes = [models.Index(fields=["member"]), models.Index(fields=["person"])]
        constraints = [
            models.CheckConstraint(
                name="people_exclusion_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            )
        ]

    def __str__(self) -> str:
        return f"Exclusion of {self.member_id} from {self.person_id}"


class Restriction(PersonRow):
    """A time in which the person may be seen only by those named for them."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    reason = models.TextField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive = frozenset({"reason"})
        plain = frozenset({"id", "since", "until"}) | ROW_COLUMNS

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="people_restriction_one_open", fields=["person"], condition=Q(until=None)
            )
        ]

    def __str__(self) -> str:
        return f"Restriction of {self.person_id}"
