"""Where a custodial sentence stands, and the dates the law gives it."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from throughcare.foundation.access.rows import SOURCED_COLUMNS, SourcedRow
from throughcare.foundation.learning import LEARNT_COLUMNS, LEARNT_SENSITIVE, LearntRow
from throughcare.sentences.models.court import Conviction


class Custody(LearntRow):
    """Custody as one system gives it: its status, the establishment in its words, the booking.

    Where the person is held now is `people`'s to say; this is what stands beside the sentence.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    conviction = models.ForeignKey(Conviction, models.PROTECT, null=True, related_name="+")
    status_code = models.TextField(blank=True)
    status = models.TextField(blank=True)
    establishment_code = models.TextField(blank=True)
    establishment = models.TextField(blank=True)
    booking_number = models.TextField(blank=True)
    sentence_started_on = models.DateField(null=True)
    released_on = models.DateField(null=True)

    class Privacy:
        identifying = frozenset({"booking_number"})
        sensitive = (
            frozenset({"status_code", "status", "establishment_code", "establishment"})
            | {"sentence_started_on", "released_on"}
            | LEARNT_SENSITIVE
        )
        plain = frozenset({"id", "conviction"}) | LEARNT_COLUMNS

    class Meta(LearntRow.Meta):
        verbose_name_plural = "custody"

    def __str__(self) -> str:
        return f"Custody of {self.person_id}"


class KeyDate(SourcedRow):
    """One legal date as it was given. A later message supersedes it; it stays readable."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    conviction = models.ForeignKey(Conviction, models.PROTECT, null=True, related_name="+")
    kind = models.TextField()  # code of the pack's list "sentence-date"
    text = models.TextField(blank=True)
    on = models.DateField()
    is_override = models.BooleanField(default=False)  # set by hand in place of the calculated one
    given_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive = frozenset({"kind", "text", "on", "is_override"})
        plain = frozenset({"id", "conviction", "given_at", "superseded_at"}) | SOURCED_COLUMNS

    class Meta:
        indexes = [models.Index(fields=["person"])]
        constraints = [
            models.UniqueConstraint(
                name="sentences_keydate_one_in_force",
                fields=["person", "source_key", "kind", "is_override"],
                condition=Q(superseded_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"
