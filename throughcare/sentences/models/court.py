"""What a court found and what it ordered."""

from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from throughcare.foundation.learning import LEARNT_COLUMNS, LEARNT_SENSITIVE, LearntRow


class Conviction(LearntRow):
    """A conviction and the case it opened. Officers call it an event and know it by its number.

    One that has only been named by something hanging on it has nothing but its key.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    number = models.TextField(blank=True)
    convicted_on = models.DateField(null=True)
    referred_on = models.DateField(null=True)
    court = models.TextField(blank=True)
    responsible_court = models.TextField(blank=True)
    outcome = models.TextField(blank=True)
    is_active = models.BooleanField(null=True)  # as given; None where nobody said
    in_breach = models.BooleanField(null=True)

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive = (
            frozenset({"convicted_on", "referred_on", "court", "responsible_court", "outcome"})
            | {"is_active", "in_breach"}
            | LEARNT_SENSITIVE
        )
        plain = frozenset({"id", "number"}) | LEARNT_COLUMNS

    class Meta(LearntRow.Meta):
        pass

    def __str__(self) -> str:
        return f"Conviction {self.number or self.pk} of {self.person_id}"


class Offence(LearntRow):
    """One offence of a conviction, with its code and title as the source gave them."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    conviction = models.ForeignKey(Conviction, models.PROTECT, null=True, related_name="+")
    code = models.TextField(blank=True)
    title = models.TextField()
    category = models.TextField(blank=True)
    began_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    is_main = models.BooleanField(null=True)
    count = models.IntegerField(null=True)
    note = models.TextField(blank=True)

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive = (
            frozenset({"code", "title", "category", "began_on", "ended_on", "count", "note"})
            | LEARNT_SENSITIVE
        )
        plain = frozenset({"id", "conviction", "is_main"}) | LEARNT_COLUMNS

    class Meta(LearntRow.Meta):
        constraints = [
            *LearntRow.Meta.constraints,
            models.CheckConstraint(
                name="sentences_offence_count_is_not_below_nothing",
                condition=Q(count__isnull=True) | Q(count__gte=0),
            ),
        ]

    def __str__(self) -> str:
        return f"Offence {self.code} of {self.person_id}"


class Order(LearntRow):
    """One sentence of the court: an order in the community, a suspended one, time in prison."""

    class Kind(models.TextChoices):
        COMMUNITY = "community", _("Community order")
        SUSPENDED = "suspended", _("Suspended sentence order")
        CUSTODIAL = "custodial", _("Custodial sentence")
        OTHER = "other", _("Other sentence")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    conviction = models.ForeignKey(Conviction, models.PROTECT, null=True, related_name="+")
    kind = models.TextField(choices=Kind)
    code = models.TextField(blank=True)  # of the pack's list "sentence-type", else as given
    title = models.TextField()
    length = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    length_unit = models.TextField(blank=True)
    second_length = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    second_length_unit = models.TextField(blank=True)
    length_text = models.TextField(blank=True)
    started_on = models.DateField(null=True)
    released_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)  # when it is to end; `ended_on` when it did
    ended_on = models.DateField(null=True)
    end_reason = models.TextField(blank=True)
    is_post_sentence_supervision = models.BooleanField(default=False)

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive = (
            frozenset({"kind", "code", "title", "length", "length_unit", "second_length"})
            | {"second_length_unit", "length_text", "started_on", "released_on", "ends_on"}
            | {"ended_on", "end_reason", "is_post_sentence_supervision"}
            | LEARNT_SENSITIVE
        )
        plain = frozenset({"id", "conviction"}) | LEARNT_COLUMNS

    class Meta(LearntRow.Meta):
        constraints = [
            *LearntRow.Meta.constraints,
            models.CheckConstraint(
                name="sentences_order_is_of_a_kind",
                condition=Q(kind__in=["community", "suspended", "custodial", "other"]),
            ),
            models.CheckConstraint(
                name="sentences_order_is_not_shorter_than_nothing",
                condition=(Q(length__isnull=True) | Q(length__gte=0))
                & (Q(second_length__isnull=True) | Q(second_length__gte=0)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} order of {self.person_id}"

    def has_ended(self, today: date) -> bool:
        """Ended by that day, as far as anybody has said. What should have ended has not."""
        return self.ended_on is not None and self.ended_on <= today
