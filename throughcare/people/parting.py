"""How two people who were merged become two again, row by row. Steps inside an action.

Rows that were the other's go back, and so does what messages brought for the other, and what cannot
be without a row that goes back. Columns that were settled are as they were, unless somebody has
changed them since.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from psycopg.errors import UniqueViolation

from throughcare.foundation.access.rows import PersonRow
from throughcare.people.merging import (
    Key,
    column_of,
    plain,
    settle,
    tables,
)
from throughcare.people.models import (
    Arrival,
    Exclusion,
    Merge,
    MergedRow,
    Name,
    Person,
    Restriction,
)

Rows = dict[type[PersonRow], set[Key]]


@dataclass(frozen=True)
class Parting:
    """Two who were one: who, when, and which rows written since are the other's as well."""

    merge: Merge
    kept: Person
    other: Person
    at: datetime
    chosen: frozenset[tuple[str, str]]


def part(parting: Parting) -> None:
    """Move back whatever is the other's."""
    kept, other = parting.kept, parting.other
    noted = noted_rows(parting.merge)
    Person.objects.filter(pk=other.pk).update(merged_into=None)
    limits = _limits_since(parting, noted)
    chosen = _by_table(parting.chosen, since(kept, noted))
    going = with_what_hangs_on_it(kept, noted, chosen)
    for model, rows in going.items():
        _note_as_the_others(model, rows, parting.merge, noted)
        model._base_manager.filter(person=kept, pk__in=rows).update(person=other)
    _undo_what_came(parting, noted)
    _unsettle(noted)
    _hold_for_both(limits, other)
    settle(kept)
    settle(other)


def noted_rows(merge: Merge) -> dict[type[models.Model], dict[Key, MergedRow]]:
    """Every row a merge found, and what messages brought since for the other."""
    by_name: dict[str, type[models.Model]] = {one._meta.db_table: one for one in tables()}
    by_name[Person._meta.db_table] = Person
    found: dict[type[models.Model], dict[Key, MergedRow]] = defaultdict(dict)
    for one in MergedRow.objects.filter(merge=merge.pk):
        model = by_name[one.table]
        found[model][model._meta.pk.to_python(one.row)] = one
    return found


def since(kept: Person, noted: Mapping[type[models.Model], Mapping[Key, MergedRow]]) -> Rows:
    """Rows about the one that was kept that the merge did not find and no message brought."""
    return {
        model: set(
            model._base_manager.filter(person=kept)
            .exclude(pk__in=noted.get(model, {}))
            .values_list("pk", flat=True)
        )
        for model in tables()
        if model is not Merge
    }


def with_what_hangs_on_it(
    kept: Person,
    noted: Mapping[type[models.Model], Mapping[Key, MergedRow]],
    chosen: Rows,
) -> Rows:
    """The other's rows and those chosen, with every later row that hangs on one of them."""
    going: Rows = {model: set(chosen.get(model, ())) for model in tables()}
    for model in tables():
        for pk, one in noted.get(model, {}).items():
            if one.side == MergedRow.Side.OTHER and not one.stays:
                going[model].add(pk)
    later = {model: rows for model, rows in since(kept, noted).items() if rows}
    grows = True
    while grows:
        grows = False
        for model, rows in later.items():
            hanging = _hanging(model, rows - going[model], going)
            going[model] |= hanging
            grows |= bool(hanging)
    return going


def belonging_to(model: type[PersonRow], rows: set[Key], others: Rows) -> set[Key]:
    """Those of these rows that are nothing without one of the others, or tell of one."""
    return _hanging(model, rows, others, loosely=False)


def _hanging(
    model: type[PersonRow], rows: set[Key], going: Rows, *, loosely: bool = True
) -> set[Key]:
    """Those of these rows that belong to a row that goes; loosely, if they name one and no other
    row they cannot be without."""
    columns = [one for one in model._meta.concrete_fields if one.related_model in going]
    needed = [one for one in columns if not one.null] or (columns if loosely else [])
    by_label = {one._meta.label_lower: set(map(str, keys)) for one, keys in going.items()}
    found: set[Key] = set()
    links = ["link"] if any(one.name == "link" for one in model._meta.fields) else []
    if not rows or not (needed or links):
        return found
    names = [one.attname for one in needed]
    asked = model._base_manager.filter(pk__in=rows).values_list("pk", *names, *links)
    for pk, *values in asked:
        label, _, key = (values[len(names)] if links else "").partition(":")
        hangs = any(
            value in going[one.related_model]  # type: ignore[index]
            for one, value in zip(needed, values, strict=False)
        )
        if hangs or key in by_label.get(label, ()):
            found.add(pk)
    return found


def _by_table(named: frozenset[tuple[str, str]], later: Rows) -> Rows:
    """Rows named by table and key, of those that may be chosen."""
    return {
        model: {pk for pk in rows if (model._meta.db_table, str(pk)) in named}
        for model, rows in later.items()
    }


def _note_as_the_others(
    model: type[PersonRow],
    rows: set[Key],
    merge: Merge,
    noted: Mapping[type[models.Model], Mapping[Key, MergedRow]],
) -> None:
    """The database lets go of a finished row only if it is noted."""
    MergedRow.objects.bulk_create(
        MergedRow(
            merge=merge.pk,
            table=model._meta.db_table,
            row=str(pk),
            side=MergedRow.Side.OTHER,
        )
        for pk in rows - set(noted.get(model, {}))
    )


def _undo_what_came(
    parting: Parting, noted: Mapping[type[models.Model], Mapping[Key, MergedRow]]
) -> None:
    """What messages for the other changed of rows that are not theirs; the last comes first."""
    by_name = {model._meta.db_table: model for model in tables()}
    for arrival in Arrival.objects.filter(merge=parting.merge.pk).order_by("-id"):
        for change in reversed(arrival.changes):
            if change["table"] == Person._meta.db_table:
                if change["restores"]:
                    _restore(Person, parting.kept.pk, change["before"], change["after"])
                continue
            model = by_name[change["table"]]
            pk = model._meta.pk.to_python(change["row"])
            one = noted[model].get(pk)
            if one is not None and one.side == MergedRow.Side.KEPT:
                _restore(model, pk, change["before"], change["after"])
    for arrival in Arrival.objects.filter(merge=parting.merge.pk).order_by("id"):
        for change in arrival.changes:
            if change["table"] == Person._meta.db_table and change["writes"]:
                _write(Person, parting.other.pk, change["after"])


def _unsettle(noted: Mapping[type[models.Model], Mapping[Key, MergedRow]]) -> None:
    """Columns the merge changed are as they were, where they are still as it left them."""
    for model, rows in noted.items():
        for pk, one in rows.items():
            if one.before:
                _restore(model, pk, one.before, one.after or {})


def _restore(
    model: type[models.Model], pk: Key, before: Mapping[str, Any], after: Mapping[str, Any]
) -> None:
    row = model._base_manager.filter(pk=pk).first()
    if row is None:
        return
    as_left = {
        name: value
        for name, value in before.items()
        if plain(column_of(model, name), getattr(row, column_of(model, name).attname))
        == _noted(model, name, after.get(name))
    }
    if not as_left or _is_called_otherwise_now(row, as_left):
        return
    try:
        with transaction.atomic():
            _write(model, pk, as_left)
    except IntegrityError as error:
        # It would stand beside one that came since, of which a person has only one: it stays over.
        if not isinstance(error.__cause__, UniqueViolation):
            raise


def _noted(model: type[models.Model], name: str, value: Any) -> Any:
    """A noted value in the one way values are noted: the audit writes some of them otherwise."""
    column = column_of(model, name)
    return plain(column, column.to_python(value))


def _write(model: type[models.Model], pk: Key, values: Mapping[str, Any]) -> None:
    columns = {column_of(model, name): value for name, value in values.items()}
    named = {one.attname: one.to_python(value) for one, value in columns.items()}
    model._base_manager.filter(pk=pk).update(**named)


def _is_called_otherwise_now(row: models.Model, values: Mapping[str, Any]) -> bool:
    """Whether a message brought a name they go by since: the one before it is not theirs now."""
    if not isinstance(row, Name) or values.get("kind") != Name.Kind.CURRENT:
        return False
    current = Name.objects.filter(person=row.person_id, kind=Name.Kind.CURRENT)
    return current.exclude(pk=row.pk).exists()


def _limits_since(
    parting: Parting, noted: Mapping[type[models.Model], Mapping[Key, MergedRow]]
) -> list[PersonRow]:
    """Limits on who sees the record that were set since, and hold still."""
    found: list[PersonRow] = []
    for model in (Exclusion, Restriction):
        rows = model.objects.filter(person=parting.kept).exclude(pk__in=noted.get(model, {}))
        found += rows.filter(models.Q(until=None) | models.Q(until__gt=parting.at))
    return found


def _hold_for_both(limits: list[PersonRow], other: Person) -> None:
    """They were set for both, so they go on holding for both."""
    for row in limits:
        open_one = {"person": other, "until": None}
        if isinstance(row, Restriction) and Restriction.objects.filter(**open_one).exists():
            continue
        row.pk, row.person = None, other
        row._state.adding = True
        row.pk = row._meta.pk.get_default()
        row.save(force_insert=True)
