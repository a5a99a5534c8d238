"""Appointments, and what was recorded of each."""

from datetime import datetime, time
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access.rows import ROW_COLUMNS, PersonRow
from throughcare.foundation.calendar import local
from throughcare.foundation.learning import LEARNT_COLUMNS, LEARNT_SENSITIVE, LearntRow


class Appointment(LearntRow):
    """A time and place at which somebody is to be met, and by whom.

    What came of it is the latest recording; without one, nobody has said yet. One that was moved
    names the appointment that took its place; one cancelled was not to be kept by anybody.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        AWAITED = "awaited", _("Outcome not recorded")
        RECORDED = "recorded", _("Outcome recorded")
        CANCELLED = "cancelled", _("Cancelled")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    type = models.TextField(blank=True)  # code of the pack's list; empty where the list has no such
    type_text = models.TextField()  # its words when it was booked, or as another system gave them
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    place = models.TextField(blank=True)
    with_whom = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    with_name = models.TextField(blank=True)  # as another system names a colleague we do not know
    description = models.TextField(blank=True)
    counts = models.BooleanField()  # whether national standards count it: then missing it matters
    requirement = models.ForeignKey(
        "sentences.Requirement", models.PROTECT, null=True, related_name="+"
    )
    latest = models.OneToOneField("Recording", models.PROTECT, null=True, related_name="+")
    rescheduled_to = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="rescheduled_from"
    )
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    cancelled_why = models.TextField(blank=True)

    class Privacy:
        identifying = frozenset({"with_whom", "with_name", "cancelled_by"})
        sensitive = (
            frozenset({"type", "type_text", "place", "description", "cancelled_why"})
            | LEARNT_SENSITIVE
        )
        plain = (
            frozenset({"id", "starts_at", "ends_at", "counts", "requirement", "latest"})
            | {"rescheduled_to", "cancelled_at"}
            | LEARNT_COLUMNS
        )

    class Meta(LearntRow.Meta):
        indexes = [
            models.Index(fields=["person", "-starts_at", "-id"]),
            models.Index(
                fields=["with_whom", "starts_at"],
                condition=Q(latest=None, cancelled_at=None),
                name="supervision_owed",
            ),
            models.Index(
                fields=["person", "starts_at"],
                condition=Q(latest=None, cancelled_at=None),
                name="supervision_open",
            ),
        ]
        constraints = [
            *LearntRow.Meta.constraints,
            models.CheckConstraint(
                name="supervision_appointment_ends_after_it_starts",
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
            ),
            models.CheckConstraint(
                name="supervision_appointment_cancelled_for_a_reason",
                condition=Q(cancelled_at__isnull=True, cancelled_why="")
                | (Q(cancelled_at__isnull=False, latest__isnull=True) & ~Q(cancelled_why="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Appointment {self.pk} of {self.person_id}"

    @property
    def with_words(self) -> str:
        """Who is to meet them, as their name is known here or as it was given."""
        return self.with_whom.name if self.with_whom else self.with_name

    @property
    def has_time(self) -> bool:
        """Whether more than the day is known: nobody is met at midnight."""
        return local(self.starts_at).time() != time.min

    def state(self, now: datetime) -> "Appointment.State":
        """Planned until its time comes; then an outcome is owed until there is one."""
        if self.latest_id is not None:
            return self.State.RECORDED
        if self.cancelled_at is not None:
            return self.State.CANCELLED
        return self.State.PLANNED if self.starts_at > now else self.State.AWAITED


class Recording(PersonRow):
    """What somebody recorded of an appointment. A correction is another one with the next number.

    `happened`, `acceptable` and `is_failure` are what the rule said of the outcome on that day
    (`rule` names its version), so that no later rule changes what was counted. What was written
    about the meeting is an entry of the record.
    """

    class Happened(models.TextChoices):
        COMPLIED = "attended-complied", _("Attended and complied")
        FAILED = "attended-failed", _("Attended, did not comply")
        ABSENT = "absent", _("Did not attend")
        RESCHEDULED = "rescheduled", _("Rescheduled")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="recordings")
    number = models.IntegerField()
    outcome = models.TextField(blank=True)  # official code; empty where it came without one
    outcome_text = models.TextField()
    happened = models.TextField(choices=Happened, blank=True)  # empty where nobody said
    acceptable = models.BooleanField(null=True)  # null while that is not decided
    is_failure = models.BooleanField(default=False)  # counts when enforcement is decided
    rule = models.TextField(blank=True)
    reply_by = models.DateField(null=True)  # until when the person may give a reason
    enforcement = models.TextField(blank=True)  # what was done about a failure, by its code
    credit = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    entry = models.ForeignKey("record.Entry", models.PROTECT, null=True, related_name="+")
    why_corrected = models.TextField(blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    source = models.UUIDField(null=True, editable=False)

    class Privacy:
        identifying = frozenset({"recorded_by"})
        sensitive = frozenset(
            {"outcome", "outcome_text", "happened", "acceptable", "is_failure"}
            | {"why_corrected", "credit", "enforcement"}
        )
        plain = (
            frozenset({"id", "appointment", "number", "rule", "reply_by", "recorded_at"})
            | {"source", "entry"}
            | ROW_COLUMNS
        )

    class Meta:
        indexes = [
            models.Index(
                fields=["person"], condition=Q(is_failure=True), name="supervision_failures"
            )
        ]
        constraints = [
            # Of two who record at once, the second is told.
            models.UniqueConstraint(
                name="supervision_recording_one_of_a_number", fields=["appointment", "number"]
            ),
            models.CheckConstraint(
                name="supervision_recording_says_something", condition=~Q(outcome_text="")
            ),
            models.CheckConstraint(
                name="supervision_recording_credits_nothing_below_zero",
                condition=Q(credit__isnull=True) | Q(credit__gte=0),
            ),
            models.CheckConstraint(
                name="supervision_recording_a_correction_says_why",
                condition=Q(number=1) | ~Q(why_corrected="") | Q(recorded_by__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"Recording {self.number} of {self.appointment_id}"
