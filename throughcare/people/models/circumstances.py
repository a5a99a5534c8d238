"""How somebody lives, is reached and is spoken with."""

from uuid import uuid4

from django.db import models
from django.utils.translation import gettext_lazy as _

from throughcare.foundation.access.rows import SOURCED_COLUMNS, SourcedRow


class Characteristic(SourcedRow):
    """An answer on one of the official lists: ethnicity, religion, nationality, disability…

    `code` is empty where what came in is on no list we know; `text` is always as it was said.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.TextField()  # name of a code list of the pack
    code = models.TextField(blank=True)
    text = models.TextField()
    note = models.TextField(blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    version = models.IntegerField(default=1)

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive = frozenset({"kind", "code", "text", "note"})
        plain = frozenset({"id", "since", "until", "version"}) | SOURCED_COLUMNS

    class Meta:
        indexes = [models.Index(fields=["person", "kind"])]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"


class Communication(SourcedRow):
    """The languages somebody speaks and reads with us, and whether an interpreter is needed."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    spoken_language = models.TextField(blank=True)  # code of the pack's list "language"
    written_language = models.TextField(blank=True)
    spoken_text = models.TextField(blank=True)
    written_text = models.TextField(blank=True)
    needs_interpreter = models.BooleanField(null=True)
    concerns = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive = frozenset(
            {"spoken_language", "written_language", "spoken_text", "written_text"}
            | {"needs_interpreter", "concerns"}
        )
        plain = frozenset({"id", "version"}) | SOURCED_COLUMNS

    class Meta:
        constraints = [models.UniqueConstraint(name="people_communication_once", fields=["person"])]

    def __str__(self) -> str:
        return f"Communication with {self.person_id}"


class Adjustment(SourcedRow):
    """What somebody needs done differently: large print, a hearing loop, short words."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    text = models.TextField()
    note = models.TextField(blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    version = models.IntegerField(default=1)

    class Privacy:
        identifying: frozenset[str] = frozenset()
        sensitive = frozenset({"text", "note"})
        plain = frozenset({"id", "since", "until", "version"}) | SOURCED_COLUMNS

    class Meta:
        indexes = [models.Index(fields=["person"])]

    def __str__(self) -> str:
        return f"Adjustment for {self.person_id}"


class Address(SourcedRow):
    """Where somebody lives or lived, or that they have no fixed address."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    status = models.TextField(blank=True)  # code of the pack's list "address-status"
    status_text = models.TextField(blank=True)
    type_text = models.TextField(blank=True)
    no_fixed_abode = models.BooleanField(default=False)
    lines = models.TextField(blank=True)
    postcode = models.TextField(blank=True)
    telephone = models.TextField(blank=True)
    note = models.TextField(blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    version = models.IntegerField(default=1)

    class Privacy:
        identifying = frozenset({"lines", "postcode", "telephone"})
        sensitive = frozenset({"note", "no_fixed_abode"})
        plain = (
            frozenset({"id", "status", "status_text", "type_text", "since", "until", "version"})
            | SOURCED_COLUMNS
        )

    class Meta:
        indexes = [models.Index(fields=["person", "-since"])]

    def __str__(self) -> str:
        return f"Address of {self.person_id}"


class Reachable(SourcedRow):
    """A telephone number or e-mail address of the person."""

    class Kind(models.TextChoices):
        MOBILE = "mobile", _("Mobile")
        TELEPHONE = "telephone", _("Telephone")
        EMAIL = "email", _("E-mail")

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    kind = models.TextField(choices=Kind)
    value = models.TextField()
    may_text = models.BooleanField(null=True)
    version = models.IntegerField(default=1)

    class Privacy:
        identifying = frozenset({"value"})
        sensitive: frozenset[str] = frozenset()
        plain = frozenset({"id", "kind", "may_text", "version"}) | SOURCED_COLUMNS

    class Meta:
        indexes = [models.Index(fields=["person"])]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id}"


class PersonalContact(SourcedRow):
    """Somebody important in the person's life, private or professional."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.TextField()
    relationship = models.TextField(blank=True)
    relationship_type = models.TextField(blank=True)  # code of the list "relationship"
    telephone = models.TextField(blank=True)
    email = models.TextField(blank=True)
    address = models.TextField(blank=True)
    note = models.TextField(blank=True)
    is_emergency_contact = models.BooleanField(default=False)
    is_next_of_kin = models.BooleanField(default=False)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    version = models.IntegerField(default=1)

    class Privacy:
        identifying = frozenset({"name", "telephone", "email", "address"})
        sensitive = frozenset({"relationship", "relationship_type", "note"})
        plain = (
            frozenset({"id", "is_emergency_contact", "is_next_of_kin", "since", "until"})
            | {"version"}
            | SOURCED_COLUMNS
        )

    class Meta:
        indexes = [models.Index(fields=["person"])]

    def __str__(self) -> str:
        return f"Contact of {self.person_id}"


class Dependant(SourcedRow):
    """A child or adult who depends on the person."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.TextField()
    relationship = models.TextField(blank=True)
    born_on = models.DateField(null=True)
    lives_with_person = models.BooleanField(null=True)
    note = models.TextField(blank=True)
    version = models.IntegerField(default=1)

    class Privacy:
        identifying = frozenset({"name", "born_on"})
        sensitive = frozenset({"relationship", "lives_with_person", "note"})
        plain = frozenset({"id", "version"}) | SOURCED_COLUMNS

    class Meta:
        indexes = [models.Index(fields=["person"])]

    def __str__(self) -> str:
        return f"Dependant of {self.person_id}"


def is_one_a_person(kind: type[SourcedRow]) -> bool:
    """Whether somebody has at most one of these, by the table's own rule."""
    rules = (rule for rule in kind._meta.constraints if isinstance(rule, models.UniqueConstraint))
    return any(tuple(rule.fields) == ("person",) for rule in rules)


CIRCUMSTANCES: dict[str, type[SourcedRow]] = {
    "address": Address,
    "reachable": Reachable,
    "contact": PersonalContact,
    "dependant": Dependant,
    "communication": Communication,
    "adjustment": Adjustment,
    "characteristic": Characteristic,
}
"""What can be written down about somebody, by the word in the address of its page."""
