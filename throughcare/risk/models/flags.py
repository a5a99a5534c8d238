"""Flags: what must be known about somebody before meeting, moving or housing them."""

from datetime import date
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access.rows import ROW_COLUMNS, PersonRow
from throughcare.foundation.learning import LEARNT_COLUMNS, LEARNT_SENSITIVE, LearntRow


class Flag(LearntRow):
    """A warning about somebody, from a register, an alert in prison, or raised here.

    `type` is a flag type of the pack, empty for one the pack does not know; the other words are as
    they were given. `notes` holds what was written to it elsewhere, or the reason it was raised
    with here, newest first; what is written here later stands in its changes.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    type = models.TextField(blank=True)
    code = models.TextField(blank=True)
    title = models.TextField()
    register_code = models.TextField(blank=True)
    register = models.TextField(blank=True)
    category = models.TextField(blank=True)
    level = models.TextField(blank=True)
    colour = models.TextField(blank=True)
    notes = models.JSONField(default=list)  # [{"text", "by", "on"}]
    started_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    reviewed_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    end_note = models.TextField(blank=True)
    is_active = models.BooleanField(default=True)
    raised_by = models.TextField(blank=True)

    class Privacy:
        identifying = frozenset({"raised_by"})
        sensitive = (
            frozenset({"type", "code", "title", "register_code", "register", "category"})
            | {"level", "colour", "notes", "end_note"}
            | LEARNT_SENSITIVE
        )
        plain = (
            frozenset({"id", "started_on", "review_on", "reviewed_on", "ended_on", "is_active"})
            | LEARNT_COLUMNS
        )

    class Meta(LearntRow.Meta):
        indexes = [
            *LearntRow.Meta.indexes,
            models.Index(fields=["person"], condition=Q(is_active=True), name="risk_flag_active"),
        ]
        constraints = [
            *LearntRow.Meta.constraints,
            # What other systems say may contradict itself; what is written here may not.
            models.CheckConstraint(
                name="risk_flag_raised_here_ends_with_a_day_and_a_reason",
                condition=Q(source_key__isnull=False)
                | Q(is_active=True, ended_on__isnull=True, end_note="")
                | (Q(is_active=False, ended_on__isnull=False) & ~Q(end_note="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Flag {self.id} of {self.person_id}"

    def is_up(self, today: date) -> bool:
        """Whether it warns on that day: not taken down, and not run out."""
        return self.is_active and (self.ended_on is None or self.ended_on > today)


class FlagChange(PersonRow):
    """What was done to a flag: raised, reviewed, changed by a message, ended. Never changed."""

    class Kind(models.TextChoices):
        RAISED = "raised", _("Raised")
        REVIEWED = "reviewed", _("Reviewed")
        LEARNT = "learnt", _("Learnt from a message")
        ENDED = "ended", _("Ended")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    flag = models.ForeignKey(Flag, models.PROTECT, related_name="changes")
    kind = models.TextField(choices=Kind)
    at = models.DateTimeField()
    author = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    author_text = models.TextField(blank=True)  # the name as it was then, or as a message gave it
    note = models.TextField(blank=True)
    review_on = models.DateField(null=True)  # the next review that was decided on
    before = models.JSONField(default=dict)  # what a message changed: field and what it said before
    source = models.UUIDField(null=True, editable=False)

    class Privacy:
        identifying = frozenset({"author", "author_text"})
        sensitive = frozenset({"note", "before"})
        plain = frozenset({"id", "flag", "kind", "at", "review_on", "source"}) | ROW_COLUMNS

    class Meta:
        indexes = [models.Index(fields=["person"])]
        constraints = [
            models.CheckConstraint(
                name="risk_flagchange_is_of_a_kind",
                condition=Q(kind__in=["raised", "reviewed", "learnt", "ended"]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.flag_id}"
