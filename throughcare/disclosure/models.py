"""Requests for one's own record, every decision about them, and what was handed out."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access.rows import ROW_COLUMNS, PersonRow


class Request(PersonRow):
    """Somebody asked for their own record, or somebody did on their behalf.

    `markings` are those whoever answers it may read of this person; the others are for those who
    may. Which of them hold anything is not said here.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        ANSWERED = "answered", _("Answered")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    received_on = models.DateField()
    on_behalf = models.TextField(blank=True)  # who asked, if not they themselves
    asked_for = models.TextField(blank=True)
    identity_on = models.DateField(null=True)
    identity_how = models.TextField(blank=True)
    due_on = models.DateField()
    extended_on = models.DateField(null=True)
    extended_because = models.TextField(blank=True)
    state = models.TextField(choices=State, default=State.OPEN)
    ended_on = models.DateField(null=True)
    ended_because = models.TextField(blank=True)
    handler = models.ForeignKey("staff.Member", models.PROTECT, related_name="+")
    markings = models.JSONField(default=list)
    opened_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Privacy:
        identifying = frozenset({"on_behalf", "handler"})
        sensitive = frozenset({"asked_for", "identity_how", "extended_because", "ended_because"})
        plain = ROW_COLUMNS | {
            *("id", "received_on", "identity_on", "due_on", "extended_on", "state", "ended_on"),
            *("markings", "opened_at", "version"),
        }

    class Meta:
        indexes = [
            models.Index(
                fields=["due_on", "id"], condition=Q(state="open"), name="disclosure_open"
            ),
            models.Index(fields=["person"]),
        ]

    def __str__(self) -> str:
        return f"Request of {self.received_on}"


class Decision(PersonRow):
    """What becomes of one item of the record. Marked as the item is, so read by whom that is.

    `item` names the row it hangs on; `digest` is of all its words as they were decided about.
    """

    class Outcome(models.TextChoices):
        INCLUDE = "include", _("Include it")
        PART = "part", _("Black out words")
        WITHHOLD = "withhold", _("Withhold it")

    class Check(models.TextChoices):
        NOT_NEEDED = "", _("Not needed")
        WAITING = "waiting", _("Waits for a second person")
        AGREED = "agreed", _("Agreed")
        REFUSED = "refused", _("Not agreed")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    request = models.ForeignKey(Request, models.PROTECT, related_name="decisions")
    item = models.TextField()
    digest = models.TextField()
    outcome = models.TextField(choices=Outcome)
    ground = models.TextField(blank=True)
    passages = models.JSONField(default=list)
    decided_by = models.ForeignKey("staff.Member", models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    check_state = models.TextField(choices=Check, blank=True)
    checked_by = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    check_note = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    class Privacy:
        identifying = frozenset({"decided_by", "checked_by"})
        sensitive = frozenset({"passages", "check_note"})
        plain = ROW_COLUMNS | {
            *("id", "request", "item", "digest", "outcome", "ground", "decided_at"),
            *("check_state", "checked_at", "version"),
        }

    class Meta:
        constraints = [
            models.UniqueConstraint(name="disclosure_decided_once", fields=["request", "item"])
        ]

    def __str__(self) -> str:
        return f"{self.outcome}: {self.item}"


class GoneThrough(PersonRow):
    """A colleague has been through whatever has this marking, and answered for it.

    There is one for each marking in the end, also for those under which there is nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    request = models.ForeignKey(Request, models.PROTECT, related_name="gone_through")
    of_marking = models.SmallIntegerField()
    by = models.ForeignKey("staff.Member", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Privacy:
        identifying = frozenset({"by"})
        sensitive: frozenset[str] = frozenset()
        plain = ROW_COLUMNS | {"id", "request", "of_marking", "at"}

    class Meta:
        indexes = [models.Index(fields=["request", "of_marking"])]

    def __str__(self) -> str:
        return f"{self.of_marking} of {self.request_id}"


class Bundle(PersonRow):
    """What is given to the person: on paper and as data, with their SHA-256, kept as it was made.

    Read by those who may read everything that could be in it (`markings`). Where that is more than
    one marking no role's row security says so: then it is marked as nobody's, and the program asks.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    request = models.ForeignKey(Request, models.PROTECT, related_name="bundles")
    markings = models.JSONField()
    paper = models.BinaryField()
    paper_sha256 = models.TextField()
    data = models.BinaryField()
    data_sha256 = models.TextField()
    made_by = models.ForeignKey("staff.Member", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Privacy:
        identifying = frozenset({"made_by"})
        sensitive = frozenset({"paper", "data"})
        plain = ROW_COLUMNS | {
            *("id", "request", "markings", "paper_sha256", "data_sha256", "made_at")
        }

    class Meta:
        indexes = [models.Index(fields=["request"])]

    def __str__(self) -> str:
        return f"Bundle of {self.made_at}"


class HandedOut(PersonRow):
    """A bundle was given to the person, or sent. Marked as the bundle is."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    bundle = models.ForeignKey(Bundle, models.PROTECT, related_name="handed_out")
    on = models.DateField()
    how = models.TextField()
    by = models.ForeignKey("staff.Member", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Privacy:
        identifying = frozenset({"by"})
        sensitive = frozenset({"how"})
        plain = ROW_COLUMNS | {"id", "bundle", "on", "recorded_at"}

    def __str__(self) -> str:
        return f"Handed out on {self.on}"
