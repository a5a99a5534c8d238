"""The same form sent twice makes one row: its number came with the form."""

from typing import Any, TypeVar
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import Model

from throughcare.foundation.access.rows import PersonRow

M = TypeVar("M", bound=Model)


def there_already(kind: type[M], id: UUID | None, **which: Any) -> M | None:
    """The row an earlier sending of the form has made."""
    return kind._default_manager.filter(pk=id, **which).first() if id else None


def add(row: PersonRow) -> None:
    """Save a new row. A number taken by what the actor may not know of is only a number.

    The database opens the row to whom the person is open to; the object in hand is told as well,
    for steps that decide by it.
    """
    for column in ("open_to_custody", "open_to_community", "open_to_nation"):
        setattr(row, column, getattr(row.person, column))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        row.pk = uuid4()
        row.save(force_insert=True)
