"""Who may see somebody beyond, or in spite of, the units that hold them."""

from datetime import datetime
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access.rows import ROW_COLUMNS, PersonRow


def runs(at: datetime) -> Q:
    """Names and exclusions that hold at that moment."""
    return Q(since__lte=at) & (Q(until=None) | Q(until__gt=at))


class Grant(PersonRow):
    """A colleague named as one who may see the person, with these markings, until then.

    `as_holder` is a name that came with holding the case, and goes when the case does. An emergency
    is the one kind nobody gave: the colleague opened the record themselves, and says why.
    """

    class Kind(models.TextChoices):
        NAMED = "named", _("Named")
        EMERGENCY = "emergency", _("Opened in an emergency")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    member = models.ForeignKey("staff.Member", models.PROTECT, related_name="+")
    markings = models.JSONField()  # numbers of the pack's markings
    reason = models.TextField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    ended_because = models.TextField(blank=True)  # empty where it ended by itself
    as_holder = models.BooleanField(default=False)
    kind = models.TextField(choices=Kind, default=Kind.NAMED, db_default=Kind.NAMED)

    class Privacy:
        identifying = frozenset({"member"})
        sensitive = frozenset({"reason", "ended_because"})
        plain = frozenset({"id", "markings", "since", "until", "as_holder", "kind"}) | ROW_COLUMNS

    class Meta:
        indexes = [
            models.Index(fields=["member"]),
            models.Index(fields=["person"]),
            models.Index(
                name="people_grant_emergencies",
                fields=["since", "id"],
                condition=Q(kind="emergency"),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="people_grant_ends_after_it_begins",
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
            )
        ]

    def __str__(self) -> str:
        return f"Grant of {self.person_id} to {self.member_id}"

    @property
    def is_emergency(self) -> bool:
        return self.kind == Grant.Kind.EMERGENCY


class EmergencyReview(PersonRow):
    """What a manager found about a record that was opened in an emergency."""

    class Finding(models.TextChoices):
        IN_ORDER = "in-order", _("In order")
        FOLLOW_UP = "follow-up", _("To be followed up")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    grant = models.OneToOneField("people.Grant", models.PROTECT, related_name="review")
    finding = models.TextField(choices=Finding)
    note = models.TextField()
    reviewer = models.ForeignKey("staff.Member", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Privacy:
        identifying = frozenset({"reviewer"})
        sensitive = frozenset({"finding", "note"})
        plain = frozenset({"id", "grant", "at", "version"}) | ROW_COLUMNS

    def __str__(self) -> str:
        return f"Review of {self.grant_id}"


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
