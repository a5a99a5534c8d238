"""Reports: their parts, what was gathered for them, who signed, and the finished document."""

from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access.rows import ROW_COLUMNS, PersonRow


class Report(PersonRow):
    """A report about a person, written to an outline of the pack; it counts once countersigned.

    The outline's version is kept, so that a later one does not change a report begun under it.
    While it is submitted nothing in it can be changed, and once final or withdrawn nothing of it
    can: the database refuses.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Waiting for countersignature")
        RETURNED = "returned", _("Returned")
        FINAL = "final", _("Final")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    outline = models.TextField()
    outline_version = models.TextField()
    language = models.TextField(choices=[("en", "English"), ("cy", "Cymraeg")], default="en")
    covers_from = models.DateField()
    covers_until = models.DateField()
    author = models.ForeignKey("staff.Member", models.PROTECT, related_name="+")
    state = models.TextField(choices=State, default=State.DRAFT)
    waits_for = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    due_on = models.DateField(null=True)  # by when it is to be countersigned
    started_at = models.DateTimeField()
    final_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Privacy:
        identifying = frozenset({"author", "waits_for"})
        sensitive: frozenset[str] = frozenset()
        plain = (
            frozenset({"id", "outline", "outline_version", "language", "covers_from"})
            | {"covers_until", "state", "due_on", "started_at", "final_at", "version"}
            | ROW_COLUMNS
        )

    class Meta:
        indexes = [
            models.Index(fields=["person", "-started_at"]),
            models.Index(
                fields=["waits_for", "due_on"],
                condition=Q(state="submitted"),
                name="reports_waiting",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="reports_report_covers_days_in_order",
                condition=Q(covers_until__gte=F("covers_from")),
            ),
            models.CheckConstraint(
                name="reports_report_waits_only_when_submitted",
                condition=Q(state="submitted", waits_for__isnull=False)
                | (~Q(state="submitted") & Q(waits_for__isnull=True)),
            ),
            models.CheckConstraint(
                name="reports_report_is_final_from_a_moment",
                condition=Q(state="final", final_at__isnull=False)
                | (~Q(state="final") & Q(final_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="reports_report_is_not_countersigned_by_its_author",
                condition=Q(waits_for__isnull=True) | ~Q(waits_for=F("author")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outline} {self.pk} of {self.person_id}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be written in."""
        return self.state in (self.State.DRAFT, self.State.RETURNED)


class Section(PersonRow):
    """One part of a report, as the outline names it: cleaned HTML of a few elements."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="sections")
    part = models.TextField()
    position = models.IntegerField()
    text = models.TextField(blank=True)
    written_by = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Privacy:
        identifying = frozenset({"written_by"})
        sensitive = frozenset({"text"})
        plain = (
            frozenset({"id", "report", "part", "position", "written_at", "version"}) | ROW_COLUMNS
        )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="reports_section_once", fields=["report", "part"])
        ]

    def __str__(self) -> str:
        return f"{self.part} of {self.report_id}"


class Gathered(PersonRow):
    """One thing the record says, as it was when the report gathered it, and where it came from.

    The author may leave it out; it stays to be seen that they did.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    section = models.ForeignKey(Section, models.PROTECT, related_name="gathered")
    position = models.IntegerField()
    label = models.TextField()
    value = models.TextField()
    origin = models.TextField()  # in words: "OASys assessment, 3 March 2026"
    link = models.TextField(blank=True)  # "plans.plan:<pk>": the page it can be read on
    gathered_at = models.DateTimeField()
    is_left_out = models.BooleanField(default=False)

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive = frozenset({"label", "value", "origin"})
        plain = (
            frozenset({"id", "section", "position", "link", "gathered_at", "is_left_out"})
            | ROW_COLUMNS
        )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(name="reports_gathered_once", fields=["section", "position"])
        ]

    def __str__(self) -> str:
        return f"{self.label} in {self.section_id}"


class Citation(PersonRow):
    """An entry of the record the report relies on. The text refers to it by its number: [3].

    A number is never given to another entry, so that a reference cannot come to mean another.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="citations")
    entry = models.ForeignKey("record.Entry", models.PROTECT, related_name="+")
    number = models.IntegerField()
    cited_by = models.ForeignKey("staff.Member", models.PROTECT, related_name="+")
    cited_at = models.DateTimeField()

    class Privacy:
        identifying = frozenset({"cited_by"})
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "report", "entry", "number", "cited_at"}) | ROW_COLUMNS

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                name="reports_citation_one_of_a_number", fields=["report", "number"]
            ),
            models.UniqueConstraint(
                name="reports_citation_once_an_entry", fields=["report", "entry"]
            ),
        ]

    def __str__(self) -> str:
        return f"[{self.number}] of {self.report_id}"


class Stage(PersonRow):
    """A step of a report's way: who did what and when, to whom it went, and what they said."""

    class Kind(models.TextChoices):
        STARTED = "started", _("Started")
        SUBMITTED = "submitted", _("Submitted")
        RETURNED = "returned", _("Returned")
        COUNTERSIGNED = "countersigned", _("Countersigned")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        GIVEN = "given", _("Given to another author")
        TAKEN_OVER = "taken-over", _("Taken over")

    id = models.BigAutoField(primary_key=True)
    report = models.ForeignKey(Report, models.PROTECT, related_name="stages")
    kind = models.TextField(choices=Kind)
    at = models.DateTimeField()
    by = models.ForeignKey("staff.Member", models.PROTECT, related_name="+")
    by_role = models.TextField(blank=True)  # the role they acted in, in words
    to = models.ForeignKey("staff.Member", models.PROTECT, null=True, related_name="+")
    comment = models.TextField(blank=True)

    class Privacy:
        identifying = frozenset({"by", "to"})
        sensitive = frozenset({"comment"})
        plain = frozenset({"id", "report", "kind", "at", "by_role"}) | ROW_COLUMNS

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                name="reports_stage_countersigned_once",
                fields=["report"],
                condition=Q(kind="countersigned"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.report_id}"


class Document(PersonRow):
    """A final report as it is sent: made once, its bytes and their SHA-256 kept for ever."""

    class Kind(models.TextChoices):
        PDF = "pdf", _("PDF")
        WORD = "docx", _("Word")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="documents")
    kind = models.TextField(choices=Kind)
    body = models.BinaryField()
    sha256 = models.TextField()
    made_at = models.DateTimeField()

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive = frozenset({"body"})
        plain = frozenset({"id", "report", "kind", "sha256", "made_at"}) | ROW_COLUMNS

    class Meta:
        constraints = [
            models.UniqueConstraint(name="reports_document_once_a_kind", fields=["report", "kind"])
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.report_id}"
