"""What binds somebody under an order, on licence, or in supervision afterwards."""

from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import Q

from throughcare.foundation.learning import LEARNT_COLUMNS, LEARNT_SENSITIVE, LearntRow
from throughcare.sentences.models.court import Conviction


class Term(LearntRow):
    """What requirements, conditions and supervision have in common.

    Dates as given may contradict each other. One that was ended here says why.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    conviction = models.ForeignKey(Conviction, models.PROTECT, null=True, related_name="+")
    code = models.TextField(blank=True)
    title = models.TextField()
    sub_code = models.TextField(blank=True)
    sub_title = models.TextField(blank=True)
    started_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)  # when it is to end; `ended_on` when it did
    ended_on = models.DateField(null=True)
    end_reason = models.TextField(blank=True)
    is_active = models.BooleanField(null=True)  # as given; None where nobody said
    note = models.TextField(blank=True)

    class Meta(LearntRow.Meta):
        abstract = True

    def __str__(self) -> str:
        return f"{type(self).__name__} {self.code} of {self.person_id}"

    def has_ended(self, today: date) -> bool:
        """Ended by that day. Without a date, what the source says of it counts."""
        if self.ended_on is not None:
            return self.ended_on <= today
        return self.is_active is False


TERM_SENSITIVE = (
    frozenset({"code", "title", "sub_code", "sub_title", "started_on", "ends_on", "ended_on"})
    | {"end_reason", "is_active", "note"}
    | LEARNT_SENSITIVE
)
TERM_PLAIN = frozenset({"id", "conviction"}) | LEARNT_COLUMNS


class Requirement(Term):
    """A requirement of an order: so many days or hours of something, or a limit for a time."""

    amount = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    unit = models.TextField(
        blank=True
    )  # hours, days, weeks, months, years, sessions; else as given
    used = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    used_on = models.DateField(null=True)  # the day `used` was counted, and who counted it;
    used_by = models.TextField(blank=True)  # nobody where it came in a message

    class Privacy:
        identifying = frozenset({"used_by"})
        sensitive = TERM_SENSITIVE | {"amount", "unit", "used", "used_on"}
        plain = TERM_PLAIN

    class Meta(Term.Meta):
        constraints = [
            *LearntRow.Meta.constraints,
            models.CheckConstraint(
                name="sentences_requirement_is_not_below_nothing",
                condition=(Q(amount__isnull=True) | Q(amount__gte=0))
                & (Q(used__isnull=True) | Q(used__gte=0)),
            ),
        ]


class LicenceCondition(Term):
    """What somebody on licence must do or must not do."""

    imposed_on = models.DateField(null=True)

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive = TERM_SENSITIVE | {"imposed_on"}
        plain = TERM_PLAIN

    class Meta(Term.Meta):
        pass


class SupervisionTerm(Term):
    """A requirement of supervision after the sentence."""

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive = TERM_SENSITIVE
        plain = TERM_PLAIN

    class Meta(Term.Meta):
        pass
