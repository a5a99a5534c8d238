"""Assessments, their answers with the evidence for them, and answers two people gave at once."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access.rows import (
    ROW_COLUMNS,
    SOURCED_COLUMNS,
    PersonRow,
    SourcedRow,
)


class Assessment(SourcedRow):
    """An instrument of the pack, in one version, answered about a person at one time.

    Open, it is answered by whoever works with the person; submitted, it waits to be countersigned
    and nobody changes it; signed, it never changes again. How it gets there is `signoff`'s: the
    paper whose subject is `assessments.assessment:<id>`. One begun
    in error is withdrawn before it is signed, and stays to be read with the reason. `version`
    counts every change of its answers, so that whoever signs has read what they sign. `result`
    is kept when it is signed: what followed from the answers, by which rule, and why. Answers in a
    section with a marking of its own carry that; what follows from them is a `Result` beside.

    One that a message brought was signed in the system it comes from: `made_elsewhere` says who
    made it there, and later messages may complete it.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Being answered")
        SUBMITTED = "submitted", _("Waiting for countersignature")
        SIGNED = "signed", _("Signed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    UNDER_WAY = (State.OPEN, State.SUBMITTED)

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    instrument = models.TextField()
    instrument_version = models.TextField()
    started_at = models.DateTimeField()
    started_by = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    state = models.TextField(choices=State, default=State.OPEN)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    result = models.JSONField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    withdrawn_because = models.TextField(blank=True)
    begun_because = models.TextField(blank=True)  # what called for it, where something did
    begun_with = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    # Of the answers it began with, those that no longer fit: the question and the answer in words.
    left_behind = models.JSONField(default=list)
    made_elsewhere = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    class Privacy:
        identifying = frozenset({"started_by", "signed_by", "withdrawn_by", "made_elsewhere"})
        sensitive = frozenset({"result", "withdrawn_because", "begun_because", "left_behind"})
        plain = SOURCED_COLUMNS | {
            *("id", "instrument", "instrument_version", "begun_with"),
            *("started_at", "state", "signed_at", "withdrawn_at", "version"),
        }

    class Meta:
        indexes = [models.Index(fields=["person", "-started_at"])]
        constraints = [
            models.UniqueConstraint(
                name="assessments_assessment_once_a_source", fields=["person", "source_key"]
            ),
            # By marking too: a refusal must not tell that an assessment is there to be hidden.
            models.UniqueConstraint(
                name="assessments_one_open_of_a_kind",
                fields=["person", "instrument", "marking"],
                condition=Q(state__in=("open", "submitted")),
            ),
            models.CheckConstraint(
                name="assessments_signed_with_moment_and_result",
                condition=(
                    ~Q(state="signed")
                    & Q(signed_at__isnull=True, signed_by__isnull=True, result__isnull=True)
                )
                | Q(state="signed", signed_at__isnull=False, result__isnull=False),
            ),
            models.CheckConstraint(
                name="assessments_withdrawn_with_moment_and_reason",
                condition=(
                    ~Q(state="withdrawn")
                    & Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_because="")
                )
                | (Q(state="withdrawn", withdrawn_at__isnull=False) & ~Q(withdrawn_because="")),
            ),
        ]

    def __str__(self) -> str:
        return f"Assessment {self.id}: {self.instrument} {self.instrument_version}"

    @property
    def is_open(self) -> bool:
        """Whether it can be answered."""
        return self.state == self.State.OPEN

    @property
    def subject(self) -> str:
        """What its paper and its entries call it."""
        return f"assessments.assessment:{self.pk}"

    def made_over(self, *, at: datetime, by: int | None, because: str) -> dict[str, Any]:
        return {
            "state": self.State.WITHDRAWN,
            "withdrawn_at": at,
            "withdrawn_by_id": by,
            "withdrawn_because": because,
        }


class Replied(PersonRow):
    """What somebody replied to one question. No row at all: it was not asked, or not yet."""

    class State(models.TextChoices):
        ANSWERED = "answered", _("Answered")
        NOT_KNOWN = "not-known", _("Not known yet")
        OPEN = "open", _("Left open")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    question = models.TextField()  # id of a question of the assessment's version
    state = models.TextField(choices=State)
    value = models.JSONField(null=True)  # an option, a list of options, or what was typed
    note = models.TextField(blank=True)

    class Meta:
        abstract = True


REPLIED_COLUMNS = ROW_COLUMNS | {"id", "question", "state"}
_VALUE_BELONGS_TO_AN_ANSWER = Q(state="answered", value__isnull=False) | (
    ~Q(state="answered") & Q(value__isnull=True)
)


# The version of an answer an assessment began with, until somebody has looked at it.
CARRIED_OVER = 0


class Answer(Replied):
    """The answer to a question of an assessment, and who gave it last.

    `version` counts its changes; CARRIED_OVER if it was there from the start.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="answers")
    answered_by = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField()
    version = models.IntegerField(default=1)

    class Privacy:
        identifying = frozenset({"answered_by"})
        sensitive = frozenset({"value", "note"})
        plain = REPLIED_COLUMNS | {"assessment", "answered_at", "version"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="assessments_answer_once", fields=["assessment", "question"]
            ),
            models.CheckConstraint(
                name="assessments_answer_has_a_value_if_answered",
                condition=_VALUE_BELONGS_TO_AN_ANSWER,
            ),
        ]

    def __str__(self) -> str:
        return f"Answer to {self.question} in {self.assessment_id}"


class Evidence(PersonRow):
    """An entry of the record that an answer rests on: it is pointed at, not typed again.

    It bears the answer's marking, or the entry's where the answer has none, so that nobody learns
    from it of an entry they may not read.
    """

    class Side(models.TextChoices):
        FOR = "for", _("Speaks for it")
        AGAINST = "against", _("Speaks against it")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="evidence")
    question = models.TextField()
    entry = models.ForeignKey("record.Entry", models.PROTECT, related_name="+")
    side = models.TextField(choices=Side, default=Side.FOR)
    says = models.TextField(blank=True)  # what in it matters, in the assessor's words
    put_by = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    put_at = models.DateTimeField()

    class Privacy:
        identifying = frozenset({"put_by"})
        sensitive = frozenset({"says"})
        plain = ROW_COLUMNS | {"id", "assessment", "question", "entry", "side", "put_at"}

    class Meta:
        verbose_name_plural = "evidence"
        constraints = [
            models.UniqueConstraint(
                name="assessments_evidence_once", fields=["assessment", "question", "entry"]
            )
        ]

    def __str__(self) -> str:
        return f"Evidence for {self.question} in {self.assessment_id}"


class Result(PersonRow):
    """What followed from the answers of one compartment when the assessment was signed, and why.

    Its receipt is like the assessment's own `result`, of that compartment's sections alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="results")
    receipt = models.JSONField()

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive = frozenset({"receipt"})
        plain = ROW_COLUMNS | {"id", "assessment"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="assessments_result_once_a_compartment", fields=["assessment", "marking"]
            )
        ]

    def __str__(self) -> str:
        return f"Result of {self.assessment_id}"


class Rival(Replied):
    """What somebody replied while a colleague saved another answer to the same question.

    Nothing is overwritten and nothing typed is lost: it waits here until its writer has chosen.
    """

    assessment = models.ForeignKey(Assessment, models.PROTECT, related_name="rivals")
    given_by = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    given_at = models.DateTimeField()

    class Privacy:
        identifying = frozenset({"given_by"})
        sensitive = frozenset({"value", "note"})
        plain = REPLIED_COLUMNS | {"assessment", "given_at"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="assessments_rival_once_a_writer",
                fields=["assessment", "question", "given_by"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="assessments_rival_has_a_value_if_answered",
                condition=_VALUE_BELONGS_TO_AN_ANSWER,
            ),
        ]

    def __str__(self) -> str:
        return f"Rival answer to {self.question} in {self.assessment_id}"
