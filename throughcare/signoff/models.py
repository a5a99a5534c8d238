"""Papers: documents on their way to being final, with everything that happened on it."""

from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access.rows import ROW_COLUMNS, PersonRow
from throughcare.foundation.packs.signoff import Signature


class Paper(PersonRow):
    """A document on its way to being final, whatever module it belongs to.

    `subject` is the link to what is signed, as entries have it ("reports.report:<pk>"). `asked` is
    kept when it is submitted: the signatures it needs, each with whose and why; `done` counts those
    it has. It waits for one named colleague, or for whoever may sign (`roles`). Final, withdrawn or
    superseded it never changes: the database refuses.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Waiting for countersignature")
        RETURNED = "returned", _("Returned")
        FINAL = "final", _("Final")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        SUPERSEDED = "superseded", _("Superseded")

    UNDER_WAY = (State.DRAFT, State.SUBMITTED, State.RETURNED)
    WRITABLE = (State.DRAFT, State.RETURNED)
    FINISHED = (State.FINAL, State.WITHDRAWN, State.SUPERSEDED)

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.TextField()
    subject = models.TextField()
    subject_version = models.IntegerField(null=True)  # which version of it was submitted
    title = models.TextField()
    route = models.TextField()
    route_version = models.TextField()
    author = models.ForeignKey("staff.Member", models.PROTECT, related_name="+")
    state = models.TextField(choices=State, default=State.DRAFT)
    asked = models.JSONField(default=list)
    done = models.SmallIntegerField(default=0)
    waits_for = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    roles = ArrayField(models.TextField(), default=list)  # who may give the next signature
    opened_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)  # by when the next signature is to be there
    final_at = models.DateTimeField(null=True)
    sha256 = models.TextField(blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    version = models.IntegerField(default=1)

    class Privacy:
        identifying = frozenset({"author", "waits_for"})
        sensitive = frozenset({"title"})
        plain = ROW_COLUMNS | {
            *("id", "kind", "subject", "subject_version", "route", "route_version", "state"),
            *("asked", "done", "roles", "opened_at", "submitted_at", "due_on", "final_at"),
            *("sha256", "replaces", "version"),
        }

    class Meta:
        indexes = [
            models.Index(fields=["person", "kind", "-opened_at"], name="signoff_paper_of_person"),
            models.Index(fields=["subject", "-opened_at"], name="signoff_paper_subject"),
            models.Index(
                fields=["due_on", "submitted_at"],
                condition=Q(state="submitted"),
                name="signoff_paper_waiting",
            ),
            models.Index(
                fields=["waits_for"],
                condition=Q(state="submitted"),
                name="signoff_paper_waits_for",
            ),
            models.Index(
                fields=["author"], condition=Q(state="returned"), name="signoff_paper_returned"
            ),
            models.Index(
                fields=["author", "kind"],
                condition=Q(state__in=("final", "superseded")),
                name="signoff_paper_author",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                name="signoff_paper_one_under_way",
                fields=["subject"],
                condition=Q(state__in=("draft", "submitted", "returned")),
            ),
            models.CheckConstraint(
                name="signoff_paper_waits_only_when_submitted",
                condition=Q(state="submitted", submitted_at__isnull=False, due_on__isnull=False)
                | (~Q(state="submitted") & Q(waits_for=None, due_on=None, roles=[])),
            ),
            models.CheckConstraint(
                name="signoff_paper_final_with_moment_and_hash",
                condition=(
                    Q(state__in=("final", "superseded"), final_at__isnull=False) & ~Q(sha256="")
                )
                | (~Q(state__in=("final", "superseded")) & Q(final_at=None, sha256="")),
            ),
            models.CheckConstraint(
                name="signoff_paper_not_countersigned_by_its_author",
                condition=Q(waits_for__isnull=True) | ~Q(waits_for=F("author")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk} of {self.person_id}"

    @cached_property
    def competences_known(self) -> dict[tuple[int, str], bool]:
        """Who is known to hold which competence, while this row is in hand."""
        return {}

    @property
    def recorded_at(self) -> datetime:
        """Since when it has been on the record."""
        return self.opened_at

    @property
    def is_under_way(self) -> bool:
        return self.state in self.UNDER_WAY

    @property
    def is_writable(self) -> bool:
        """Whether its author has it, to write in."""
        return self.state in self.WRITABLE

    @property
    def signatures(self) -> tuple[Signature, ...]:
        """The signatures it needs, in their order."""
        return tuple(Signature.of_data(one) for one in self.asked)

    @property
    def next_signature(self) -> Signature | None:
        """What it waits for."""
        left = self.signatures[self.done :]
        return left[0] if left and self.state == self.State.SUBMITTED else None


class Stage(PersonRow):
    """A step of a paper's way: who did what and when, in which role, to whom it went, with what
    words; of a return, for which reasons of the pack."""

    class Kind(models.TextChoices):
        STARTED = "started", _("Started")
        SUBMITTED = "submitted", _("Submitted")
        SIGNED = "signed", _("Signed")
        TAKEN = "taken", _("Taken to countersign")
        RETURNED = "returned", _("Returned")
        COUNTERSIGNED = "countersigned", _("Countersigned")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        GIVEN = "given", _("Given to another author")
        TAKEN_OVER = "taken-over", _("Taken over")
        SUPERSEDED = "superseded", _("Superseded")

    id = models.BigAutoField(primary_key=True)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="stages")
    kind = models.TextField(choices=Kind)
    at = models.DateTimeField()
    by = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    by_role = models.TextField(blank=True)  # the role they acted in, in words
    to = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    comment = models.TextField(blank=True)
    reasons = ArrayField(models.TextField(), default=list)

    class Privacy:
        identifying = frozenset({"by", "to"})
        sensitive = frozenset({"comment"})
        plain = ROW_COLUMNS | {"id", "paper", "kind", "at", "by_role", "reasons"}

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["at"], condition=Q(kind="returned"), name="signoff_stage_returned")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.paper_id}"

    @property
    def recorded_at(self) -> datetime:
        return self.at


class Writer(PersonRow):
    """A colleague who wrote in the document, as it was said when it was submitted.

    Whoever did never countersigns it, in whatever role they act then.
    """

    id = models.BigAutoField(primary_key=True)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="writers")
    member = models.ForeignKey("staff.Member", models.PROTECT, related_name="+")

    class Privacy:
        identifying = frozenset({"member"})
        sensitive: frozenset[str] = frozenset()
        plain = ROW_COLUMNS | {"id", "paper"}

    class Meta:
        constraints = [
            models.UniqueConstraint(name="signoff_writer_once", fields=["paper", "member"])
        ]

    def __str__(self) -> str:
        return f"{self.member_id} wrote in {self.paper_id}"


class Comment(PersonRow):
    """Something to be changed or looked at, said of one place in the document."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="comments")
    place = models.TextField(blank=True)  # as the document's module names it; empty for the whole
    place_says = models.TextField(blank=True)
    text = models.TextField()
    by = models.ForeignKey("staff.Member", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settled_by = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Privacy:
        identifying = frozenset({"by", "settled_by"})
        sensitive = frozenset({"text", "place_says"})
        plain = ROW_COLUMNS | {"id", "paper", "place", "at", "settled_at"}

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(name="signoff_comment_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="signoff_comment_settled_by_somebody",
                condition=Q(settled_by=None, settled_at=None)
                | Q(settled_by__isnull=False, settled_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"Comment {self.id} on {self.paper_id}"

    @property
    def recorded_at(self) -> datetime:
        return self.at


class PeerReview(PersonRow):
    """What a colleague who was asked thought of the document, by the criteria of the pack.

    Recorded beside it, agreeing or not: it stops nothing. Once given it never changes.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="reviews")
    asked_of = models.ForeignKey("staff.Member", models.PROTECT, related_name="+")
    asked_by = models.ForeignKey("staff.Member", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_on = models.DateField()
    ratings = models.JSONField(default=dict)  # by criterion: {"rating": …, "words": …}
    agrees = models.BooleanField(null=True)
    because = models.TextField(blank=True)
    given_at = models.DateTimeField(null=True)

    class Privacy:
        identifying = frozenset({"asked_of", "asked_by"})
        sensitive = frozenset({"ratings", "agrees", "because"})
        plain = ROW_COLUMNS | {"id", "paper", "asked_at", "due_on", "given_at"}

    class Meta:
        ordering = ["asked_at", "id"]
        indexes = [
            models.Index(
                fields=["asked_of", "due_on"],
                condition=Q(given_at=None),
                name="signoff_review_owed",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="signoff_review_asked_once",
                fields=["paper", "asked_of"],
                condition=Q(given_at=None),
            ),
            models.CheckConstraint(
                name="signoff_review_given_whole",
                condition=Q(given_at=None, agrees=None, because="", ratings={})
                | (Q(given_at__isnull=False, agrees__isnull=False) & ~Q(ratings={})),
            ),
            models.CheckConstraint(
                name="signoff_review_dissents_with_a_reason",
                condition=~Q(agrees=False) | ~Q(because=""),
            ),
            models.CheckConstraint(
                name="signoff_review_asked_of_somebody_else",
                condition=~Q(asked_of=F("asked_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"Review {self.id} of {self.paper_id}"

    @property
    def recorded_at(self) -> datetime:
        return self.asked_at


class Document(PersonRow):
    """A final paper as it is read and sent: made once, its bytes and their SHA-256 kept for ever.

    A paper may have a second one of a kind under another marking: what only some may read.
    """

    class Kind(models.TextChoices):
        PDF = "pdf", _("PDF")
        WORD = "docx", _("Word")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="documents")
    kind = models.TextField(choices=Kind)
    body = models.BinaryField()
    sha256 = models.TextField()
    made_at = models.DateTimeField()

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive = frozenset({"body"})
        plain = ROW_COLUMNS | {"id", "paper", "kind", "sha256", "made_at"}

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="signoff_document_once", fields=["paper", "kind", "marking"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.paper_id}"


Row = dict[str, Any]


def row_of(paper: Paper) -> Row:
    """What a row that belongs to a paper has from it."""
    return {"person_id": paper.person_id, "marking": paper.marking, "paper": paper}
