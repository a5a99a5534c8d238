"""What happened to people, for ever; and what somebody is still writing."""

from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from throughcare.foundation.access.rows import (
    ROW_COLUMNS,
    SOURCED_COLUMNS,
    PersonRow,
    SourcedRow,
)

DOCUMENT, WITHDRAWN = "document", "document-withdrawn"
"""The kinds of entry a document has: one that says what it is, and one that takes it back."""


class EntryManager(models.Manager["Entry"]):
    """Leaves the words made for searching in the database: they are longer than the text."""

    def get_queryset(self) -> models.QuerySet["Entry"]:
        return super().get_queryset().defer("search")


class Entry(SourcedRow):
    """Something that happened to a person, said once and never changed.

    Dated twice: when it happened and when it was put on the record. A correction is a new entry
    that `supersedes` the one before it; `original` is the first of such a row of versions, empty
    for an entry that corrects nothing. `link` names what it came from ("plans.plan:4f1c…").
    """

    # The indexes below begin with it; one more of its own would only cost.
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_index=False)
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.TextField()  # of the pack
    title = models.TextField(blank=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    author = models.ForeignKey(
        "staff.Member", models.PROTECT, null=True, related_name="+", db_index=False
    )
    author_text = models.TextField(blank=True)  # the name as it was then, or as a message gave it
    text = models.TextField(blank=True)
    note_type = models.TextField(blank=True)  # of the pack
    is_important = models.BooleanField(default=False)
    link = models.TextField(blank=True)
    supersedes = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", db_index=False
    )
    original = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="versions", db_index=False
    )
    search = SearchVectorField(null=True, editable=False)  # kept by the database

    objects = EntryManager()

    class Privacy:
        identifying = frozenset({"author", "author_text"})
        sensitive = frozenset({"title", "text", "search"})
        plain = (
            frozenset({"id", "kind", "happened_at", "recorded_at", "note_type", "is_important"})
            | {"link", "supersedes", "original"}
            | SOURCED_COLUMNS
        )

    class Meta:
        indexes = [
            models.Index(
                F("person"), F("happened_at").desc(), F("id").desc(), name="record_entry_timeline"
            ),
            models.Index(
                fields=["source_key"],
                condition=Q(source_key__isnull=False),
                name="record_entry_source_key",
            ),
            models.Index(
                fields=["original"],
                condition=Q(original__isnull=False),
                name="record_entry_versions",
            ),
            # Once only: the database sees to it, by a trigger, for no index reaches all parts.
            models.Index(
                fields=["supersedes"],
                condition=Q(supersedes__isnull=False),
                name="record_entry_superseded",
            ),
            models.Index(
                fields=["person", "supersedes"],
                condition=Q(supersedes__isnull=False),
                name="record_entry_corrections",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="record_entry_a_correction_knows_its_original",
                condition=Q(supersedes__isnull=True, original__isnull=True)
                | Q(supersedes__isnull=False, original__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id} of {self.person_id}"

    @property
    def is_correction(self) -> bool:
        return self.supersedes_id is not None


class Raising(PersonRow):
    """An entry was marked too low, and somebody marked it for fewer people, with their reason.

    Carries the marking it gave, so that only those who may still read the entry read of this.
    `entry` is the first of its versions. Whatever version had one of the markings in `wider` has
    `now` from then on, also one that is written later.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="raisings")
    was = models.SmallIntegerField()
    now = models.SmallIntegerField()
    wider = ArrayField(models.SmallIntegerField())
    reason = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey("staff.Member", models.PROTECT, related_name="+")
    by_text = models.TextField()

    class Privacy:
        identifying = frozenset({"by", "by_text"})
        sensitive = frozenset({"reason"})
        plain = frozenset({"id", "entry", "was", "now", "wider", "at"}) | ROW_COLUMNS

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="record_raising_is_to_another_marking", condition=~Q(now=0) & ~Q(now=F("was"))
            )
        ]

    def __str__(self) -> str:
        return f"Raising of {self.entry_id} from {self.was} to {self.now}"


class Document(PersonRow):
    """A file on the record. The entry of the same number says what it is, of when and by whom.

    Marked as its entry is: whoever may read the one may read the other. `kind` and `format` are of
    the pack; the first digest is of the bytes that are kept, the second of those that were sent.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+", db_index=False)
    kind = models.TextField()
    format = models.TextField()
    name = models.TextField()
    size = models.IntegerField()
    sha256 = models.TextField()
    sent_sha256 = models.TextField()

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive = frozenset({"name"})
        plain = frozenset({"id", "entry", "kind", "format", "size", "sha256", "sent_sha256"}) | (
            ROW_COLUMNS
        )

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="record_document_has_the_number_of_its_entry", condition=Q(id=F("entry"))
            )
        ]

    def __str__(self) -> str:
        return f"Document {self.id} of {self.person_id}"


class Content(PersonRow):
    """The bytes of a document, apart from the row that lists it. Once it is withdrawn no colleague
    is shown them.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    document = models.ForeignKey(Document, models.PROTECT, related_name="+", db_index=False)
    content = models.BinaryField()

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive = frozenset({"content"})
        plain = frozenset({"id", "document"}) | ROW_COLUMNS

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="record_content_has_the_number_of_its_document",
                condition=Q(id=F("document")),
            )
        ]

    def __str__(self) -> str:
        return f"Content of {self.document_id}"


class Draft(PersonRow):
    """What a colleague has typed into a form about a person and not sent yet. Only they see it.

    `key` names the form ("note"). One that was sent or is not wanted any more is empty.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    author = models.ForeignKey("staff.Member", models.PROTECT, related_name="+")
    key = models.TextField()
    content = models.JSONField(default=dict)  # as the form sent it; empty when there is nothing
    version = models.IntegerField(default=0)
    saved_at = models.DateTimeField()

    class Privacy:
        identifying = frozenset({"author"})
        sensitive = frozenset({"content"})
        plain = frozenset({"id", "key", "version", "saved_at"}) | ROW_COLUMNS

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["author", "person", "key"], name="record_draft_one_of_each"
            )
        ]

    def __str__(self) -> str:
        return f"Draft {self.key} of {self.author_id} about {self.person_id}"
