"""Reports: their parts, what was gathered for them, what they cite."""

from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from throughcare.foundation.access.rows import ROW_COLUMNS, PersonRow


class Report(PersonRow):
    """A report about a person, written to an outline of the pack; it counts once signed off.

    The outline's version is kept, so that a later one does not change a report begun under it. Who
    its author is, where it stands and who signed is its paper's. While that is submitted nothing
    in the report can be changed, nor once it is over: the database refuses.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    paper = models.OneToOneField("signoff.Paper", models.PROTECT, related_name="+")
    outline = models.TextField()
    outline_version = models.TextField()
    language = models.TextField(choices=[("en", "English"), ("cy", "Cymraeg")], default="en")
    covers_from = models.DateField()
    covers_until = models.DateField()
    started_at = models.DateTimeField()

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive: frozenset[str] = frozenset()
        plain = (
            frozenset({"id", "paper", "outline", "outline_version", "language", "covers_from"})
            | {"covers_until", "started_at"}
            | ROW_COLUMNS
        )

    class Meta:
        indexes = [models.Index(fields=["person", "-started_at"])]
        constraints = [
            models.CheckConstraint(
                name="reports_report_covers_days_in_order",
                condition=Q(covers_until__gte=F("covers_from")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.outline} {self.pk} of {self.person_id}"

    @property
    def author(self) -> Any:
        """Who answers for it."""
        return self.paper.author

    @property
    def state(self) -> str:
        return self.paper.state

    @property
    def version(self) -> int:
        """Counts the steps of its way, so that of two who submit or sign it one is told."""
        return self.paper.version


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
