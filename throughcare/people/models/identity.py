"""Who somebody is: names, date of birth, the numbers other systems know them by."""

from uuid import uuid4

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access.rows import SOURCED_COLUMNS, SourcedRow


class Person(models.Model):
    """Somebody in custody or under supervision, once, whatever systems know them.

    `open_to_…` say which units, and which nation, may see them now; the database keeps them and
    `is_restricted` from
    the holdings and from `is_restricted`. `ref` is the number in addresses; `id` never leaves.
    One who was found to be another (`merged_into`) is open to nobody: what is about them is there.
    """

    id = models.BigAutoField(primary_key=True)
    ref = models.UUIDField(unique=True, default=uuid4, editable=False)
    title = models.TextField(blank=True)
    given_name = models.TextField()
    middle_names = models.TextField(blank=True)
    family_name = models.TextField()
    preferred_name = models.TextField(blank=True)
    sort_key = models.TextField(editable=False)
    born_on = models.DateField(null=True)
    birth_is_estimated = models.BooleanField(default=False)
    died_on = models.DateField(null=True)
    sex = models.TextField(blank=True)  # code of the pack's list "sex"
    is_restricted = models.BooleanField(default=False, editable=False)
    is_fictional = models.BooleanField(default=False)
    version = models.IntegerField(default=1)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", editable=False
    )
    open_to_custody = models.IntegerField(null=True, editable=False)
    open_to_community = models.IntegerField(null=True, editable=False)
    open_to_nation = models.IntegerField(null=True, editable=False)

    class Privacy:
        identifying = frozenset(
            {"title", "given_name", "middle_names", "family_name", "preferred_name", "sort_key"}
            | {"born_on"}
        )
        sensitive = frozenset({"died_on", "sex", "is_restricted"})
        plain = frozenset(
            {"id", "ref", "birth_is_estimated", "is_fictional", "version", "merged_into"}
            | {"open_to_custody", "open_to_community", "open_to_nation"}
        )

    class Meta:
        indexes = [
            models.Index(fields=["sort_key", "id"]),
            models.Index(fields=["born_on"]),
            models.Index(fields=["open_to_community"]),
            models.Index(fields=["open_to_custody"]),
        ]

    def __str__(self) -> str:
        return f"Person {self.ref}"

    @property
    def full_name(self) -> str:
        """The name as colleagues say it: given name first."""
        return f"{self.given_name} {self.family_name}".strip()


class Name(SourcedRow):
    """A name somebody goes or went by. The keys are the name as it is compared in a search.

    Their collation is the plain one, so that a prefix finds its way through the index.
    """

    class Kind(models.TextChoices):
        CURRENT = "current", _("Name")
        FORMER = "former", _("Former name")
        ALIAS = "alias", _("Also known as")

    id = models.BigAutoField(primary_key=True)
    kind = models.TextField(choices=Kind)
    given_name = models.TextField(blank=True)
    middle_names = models.TextField(blank=True)
    family_name = models.TextField(blank=True)
    born_on = models.DateField(null=True)  # some aliases come with a date of birth of their own
    given_key = models.TextField(editable=False, db_collation="C")
    family_key = models.TextField(editable=False, db_collation="C")

    class Privacy:
        identifying = frozenset(
            {"given_name", "middle_names", "family_name", "born_on", "given_key", "family_key"}
        )
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "kind"}) | SOURCED_COLUMNS

    class Meta:
        indexes = [
            models.Index(fields=["family_key", "given_key"]),
            models.Index(fields=["given_key"]),
            models.Index(fields=["person"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} name of {self.person_id}"

    @property
    def full_name(self) -> str:
        return f"{self.given_name} {self.family_name}".strip()


class Identifier(SourcedRow):
    """A number another system knows the person by, in its one canonical form and as it was given.

    Unique for the person only: a number that two people share is a question for matching, and a
    database that refused it would tell that somebody hidden has it.
    """

    id = models.BigAutoField(primary_key=True)
    kind = models.TextField()
    value = models.TextField()
    as_given = models.TextField()
    is_valid = models.BooleanField(
        default=True
    )  # false: kept as it came, its check letter is wrong

    class Privacy:
        identifying = frozenset({"value", "as_given"})
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "kind", "is_valid"}) | SOURCED_COLUMNS

    class Meta:
        indexes = [models.Index(fields=["value", "kind"])]
        constraints = [
            models.UniqueConstraint(
                name="people_identifier_once_a_person", fields=["person", "kind", "value"]
            ),
            models.CheckConstraint(name="people_identifier_has_a_value", condition=~Q(value="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"
