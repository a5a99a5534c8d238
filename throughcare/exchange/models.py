"""Messages that came, what became of each, and their originals.

What is said *of* a message (its kind, its state, the reason) holds nothing about anybody, so that
those who look after the arrival of messages can read it. What is *in* it lies in another table,
which shows it only to those who may read all of it.
"""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access.rows import ROW_COLUMNS, PersonRow


class Run(models.Model):
    """One import, or one retry, that changed something. What changes nothing leaves no trace."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    started_at = models.DateTimeField()
    is_retry = models.BooleanField(default=False)
    taken = models.IntegerField(default=0)
    unchanged = models.IntegerField(default=0)
    needs_review = models.IntegerField(default=0)
    refused = models.IntegerField(default=0)
    unmapped = models.JSONField(default=list)  # kind, path and count; paths hold no values

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset(
            {"id", "started_at", "is_retry", "taken", "unchanged", "needs_review", "refused"}
            | {"unmapped"}
        )

    class Meta:
        indexes = [models.Index(fields=["-started_at"])]

    def __str__(self) -> str:
        return f"Run of {self.started_at}"


class Message(models.Model):
    """One message, and what became of it. Facts name it as their source.

    `file` is the name of the file with every number of a person taken out of it; `reason` and
    `place` never repeat a value. `run` is the one that last changed its state.
    """

    class State(models.TextChoices):
        TAKEN = "taken", _("Taken")
        UNCHANGED = "unchanged", _("Unchanged")
        NEEDS_REVIEW = "needs-review", _("Needs review")
        REFUSED = "refused", _("Refused")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    run = models.ForeignKey(Run, models.PROTECT, related_name="messages")
    received_at = models.DateTimeField()
    system = models.TextField(blank=True)
    kind = models.TextField(blank=True)
    kind_version = models.TextField(blank=True)
    sha256 = models.TextField()
    size = models.IntegerField()
    file = models.TextField()
    state = models.TextField(choices=State)
    reason = models.TextField(blank=True)
    place = models.TextField(blank=True)
    decided_at = models.DateTimeField()

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = frozenset(
            {"id", "run", "received_at", "system", "kind", "kind_version", "sha256", "size"}
            | {"file", "state", "reason", "place", "decided_at"}
        )

    class Meta:
        indexes = [
            models.Index(
                fields=["-received_at", "-id"],
                condition=Q(state__in=["needs-review", "refused"]),
                name="exchange_put_aside",
            ),
            models.Index(fields=["sha256"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind or 'Message'} {self.id}"


PUT_ASIDE = frozenset({Message.State.NEEDS_REVIEW, Message.State.REFUSED})


class Original(PersonRow):
    """A message exactly as it came: the proof of every fact taken from it.

    Read by those who may see the person *and* everything the message holds: `marking` is that of
    its facts, or, where they differ or are not known, one no role has. A message about nobody we
    know is the program's alone. `url` is the address it answered; `named`, without one, the numbers
    of people in the name of its file.
    """

    person = models.ForeignKey(  # type: ignore[assignment]
        "people.Person", models.PROTECT, null=True, related_name="+"
    )
    message = models.OneToOneField(Message, models.PROTECT, primary_key=True, related_name="+")
    sha256 = models.TextField()
    content = models.BinaryField(null=True)  # empty where it was too large to be kept
    file = models.TextField()
    place = models.TextField(blank=True)
    url = models.TextField(blank=True)
    named = models.TextField(blank=True)

    class Privacy:
        identifying = frozenset({"file", "url", "named"})
        sensitive = frozenset({"content"})
        plain = frozenset({"message", "sha256", "place"}) | ROW_COLUMNS

    class Meta:
        indexes = [models.Index(fields=["person"])]
        constraints = [
            models.UniqueConstraint(
                name="exchange_original_came_once", fields=["sha256", "url", "named"]
            )
        ]

    def __str__(self) -> str:
        return f"Original of {self.message_id}"


class Doubt(PersonRow):
    """A message whose number is somebody's, but whose name or date of birth is not.

    Whoever may see that person, and looks after messages, is shown what the message calls them and
    says whether it is the same person.
    """

    message = models.OneToOneField(Message, models.PROTECT, primary_key=True, related_name="+")
    given_name = models.TextField(blank=True)
    family_name = models.TextField(blank=True)
    born_on = models.DateField(null=True)

    class Privacy:
        identifying = frozenset({"given_name", "family_name", "born_on"})
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"message"}) | ROW_COLUMNS

    class Meta:
        indexes = [models.Index(fields=["person"])]

    def __str__(self) -> str:
        return f"Doubt about {self.message_id}"


class Reference(PersonRow):
    """A number of a system's own (of a booking, of an assessment) and whose it is.

    Learnt from messages that give it beside a number people are known by; messages that give it
    alone are then about the same person.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.TextField()
    value = models.TextField()
    source = models.UUIDField()

    class Privacy:
        identifying = frozenset({"value"})
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "kind", "source"}) | ROW_COLUMNS

    class Meta:
        indexes = [models.Index(fields=["value", "kind"])]
        constraints = [
            models.UniqueConstraint(
                name="exchange_reference_once_a_person", fields=["person", "kind", "value"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"
