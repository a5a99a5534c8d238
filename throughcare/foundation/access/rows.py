"""The columns row security compares, for every table about a person."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Lookup


@models.Field.register_lookup
@models.ForeignKey.register_lookup
class Among(Lookup):
    """`filter(person__among=ids)`: as `__in`, with all of them as one value.

    The statement is the same for ten and for eighty, so that its plan is kept.
    """

    lookup_name = "among"

    def get_prep_lookup(self) -> Any:
        return self.rhs if hasattr(self.rhs, "resolve_expression") else list(self.rhs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, given = self.process_lhs(compiler, connection)
        field = self.lhs.output_field
        while isinstance(field, models.ForeignKey):
            field = field.target_field
        return f"{column} = any(%s::{field.rel_db_type(connection)}[])", (*given, self.rhs)


class PersonRow(models.Model):
    """A row about one person. The database fills `open_to_…` from the person, on every insert and
    whenever the person is held elsewhere or restricted; nobody else writes them.

    `open_to_custody` and `open_to_community` name the units that hold the person now (the wing, the
    team); `open_to_nation` the nation they are in. All three are empty for a restricted person, who
    is visible by name only. `marking` is the number of a marking of the pack, 0 for ordinary.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+")
    marking = models.SmallIntegerField(default=0)
    open_to_custody = models.IntegerField(null=True, editable=False)
    open_to_community = models.IntegerField(null=True, editable=False)
    open_to_nation = models.IntegerField(null=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *given: Any, **named: Any) -> None:
        """A new row knows its place at once, as the database has just given it."""
        is_new = self._state.adding
        super().save(*given, **named)
        if is_new and "person" in self._state.fields_cache:
            self.open_to_custody = self.person.open_to_custody
            self.open_to_community = self.person.open_to_community
            self.open_to_nation = self.person.open_to_nation

    def made_over(self, *, at: datetime, by: int | None, because: str) -> dict[str, Any] | None:
        """What makes this row one that is over, where a person may have only one that is not.

        Asked when two people turn out to be one and both have such a row. None: there is no way to
        end it, and it stays aside.
        """
        return None


class SourcedRow(PersonRow):
    """A fact about a person that may have come in a message from another system.

    `source` is the message it was last learnt from, `source_key` what the other system calls the
    fact ("ndelius:registration:2500120717"), so that learning it again changes the same row.
    """

    source = models.UUIDField(null=True, editable=False)
    source_key = models.TextField(null=True, editable=False)

    class Meta:
        abstract = True


ROW_COLUMNS = frozenset(
    {"person", "marking", "open_to_custody", "open_to_community", "open_to_nation"}
)
"""For a model's `Privacy.plain`: what PersonRow brings with it."""
SOURCED_COLUMNS = ROW_COLUMNS | {"source", "source_key"}
