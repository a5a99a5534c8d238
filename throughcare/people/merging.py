"""What merging two people does to the rows about them, and how each row finds its way back.

The tables say themselves which they are (every `PersonRow`) and of what a person may have only one
(their constraints), so that a new table is merged by being there. Steps inside an action, as the
program: rows the actor is not shown go with their person too.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models

from throughcare.foundation.access import Actor, may_read
from throughcare.foundation.access.rows import PersonRow
from throughcare.people import reach
from throughcare.people.models import Grant, Merge, MergedRow, Name, Person, runs

FILLED = ("title", "middle_names", "preferred_name", "born_on", "died_on", "sex")
"""What is taken over from the other where the one that is kept has nothing."""
Key = Any
Columns = dict[str, Any]


@dataclass(frozen=True)
class Meeting:
    """Two people becoming one: who, when, by whom, and the words on what is over by it."""

    merge: Merge
    kept: Person
    other: Person
    at: datetime
    because: str

    @property
    def by(self) -> int | None:
        return self.merge.by_id


@dataclass
class Settled:
    """What cannot simply stand side by side in one table."""

    changed: dict[Key, Columns] = field(default_factory=dict)
    """New values of columns, by row, whoever's it is."""
    aside: dict[Key, Key] = field(default_factory=dict)
    """Rows of the other's that stay aside, each with its like of the one that is kept."""


@cache
def tables() -> tuple[type[PersonRow], ...]:
    """Every table with rows about one person."""
    found = (model for model in apps.get_models() if issubclass(model, PersonRow))
    return tuple(sorted(found, key=lambda model: model._meta.db_table))


def bring_together(meeting: Meeting) -> None:
    """Move every row about the other to the one that is kept, and note of each whose it was."""
    grants = _grants_of_both(meeting)  # while each is still seen by those who see them
    aside: dict[type[PersonRow], dict[Key, Key]] = {}
    for model in tables():
        settled = grants if model is Grant else _settled(model, meeting)
        aside[model] = settled.aside
        _note(model, meeting, settled)
        _change(model, settled.changed)
        rows = model._base_manager.filter(person=meeting.other)
        rows.exclude(pk__in=settled.aside).update(person=meeting.kept)
    _point_at_their_like(meeting, aside)
    _fill(meeting)
    Person.objects.filter(pk=meeting.other.pk).update(merged_into=meeting.kept, open_to_nation=None)
    settle(meeting.kept)


def settle(person: Person) -> None:
    """Let the database work out again to whom somebody is open, and their rows with them."""
    Person.objects.filter(pk=person.pk).update(open_to_nation=models.F("open_to_nation"))


def keys(values: Iterable[Any]) -> list[str]:
    """Keys of rows as they are noted."""
    return [str(value) for value in values]


def plain(column: models.Field, value: Any) -> Any:
    """A value of a column as it is noted in JSON."""
    if isinstance(column, models.JSONField) or isinstance(value, (bool, int, list)):
        return value
    return None if value is None else str(column.get_prep_value(value))


def column_of(model: type[models.Model], name: str) -> models.Field:
    """The column of that name in the database."""
    return next(one for one in model._meta.concrete_fields if one.column == name)


def table_named_by(column: models.Field) -> str:
    """The table a column names a row of; empty where it names none."""
    related = column.related_model
    return "" if related is None or isinstance(related, str) else related._meta.db_table


def _note(model: type[PersonRow], meeting: Meeting, settled: Settled) -> None:
    """Whose each row is, before anything is done to it: the database looks at it as rows move."""
    found = model._base_manager.filter(person__in=[meeting.kept, meeting.other])
    changing = {row.pk: row for row in found.filter(pk__in=settled.changed)}
    MergedRow.objects.bulk_create(
        [
            MergedRow(
                merge=meeting.merge.pk,
                table=model._meta.db_table,
                row=str(pk),
                side=_side(person, meeting),
                stays=pk in settled.aside,
                **_before_and_after(model, changing.get(pk), settled.changed.get(pk)),
            )
            for pk, person in found.values_list("pk", "person_id")
        ],
        batch_size=1000,
    )


def _side(person: int, meeting: Meeting) -> str:
    return MergedRow.Side.KEPT if person == meeting.kept.pk else MergedRow.Side.OTHER


def _before_and_after(
    model: type[models.Model], row: models.Model | None, changed: Mapping[str, Any] | None
) -> dict[str, Any]:
    if row is None or changed is None:
        return {}
    columns = {name: column_of(model, name) for name in changed}
    return {
        "before": {name: plain(one, getattr(row, one.attname)) for name, one in columns.items()},
        "after": {name: plain(one, changed[name]) for name, one in columns.items()},
    }


def _change(model: type[PersonRow], changed: Mapping[Key, Mapping[str, Any]]) -> None:
    for pk, columns in changed.items():
        model._base_manager.filter(pk=pk).update(**columns)


def _settled(model: type[PersonRow], meeting: Meeting) -> Settled:
    """Rows of the other's that cannot stand beside their like: made over, or left aside."""
    found = _names(meeting) if model is Name else Settled()
    for rule in _one_of_a_person(model):
        for pk, like in _alike(model, rule, meeting).items():
            row = model._base_manager.get(pk=pk)
            over = row.made_over(at=meeting.at, by=meeting.by, because=meeting.because)
            if over is None:
                found.aside.setdefault(pk, like)
            else:
                found.changed[pk] = over
    return found


def _one_of_a_person(model: type[PersonRow]) -> list[models.UniqueConstraint]:
    """What a person can have only once."""
    return [
        rule
        for rule in model._meta.constraints
        if isinstance(rule, models.UniqueConstraint) and "person" in rule.fields
    ]


def _alike(
    model: type[PersonRow], rule: models.UniqueConstraint, meeting: Meeting
) -> dict[Key, Key]:
    """Rows of the other's that the rule forbids beside a row of the kept one's, with that row."""
    names = [name for name in rule.fields if name != "person"]
    rows = model._base_manager.filter(rule.condition or models.Q())

    def by_values(person: Person) -> Iterable[tuple[tuple[Any, ...], Key]]:
        for pk, *values in rows.filter(person=person).values_list("pk", *names):
            if None not in values:  # the database compares what is not known with nothing
                yield tuple(values), pk

    known = dict(by_values(meeting.kept))
    return {pk: known[values] for values, pk in by_values(meeting.other) if values in known}


def _names(meeting: Meeting) -> Settled:
    """The other's name becomes one they are also known by, with the other's date of birth."""
    found, other = Settled(), meeting.other
    known = {
        (name.given_key, name.family_key): name for name in Name.objects.filter(person=meeting.kept)
    }
    same_birth = other.born_on in (None, meeting.kept.born_on)
    for name in Name.objects.filter(person=other):
        like = known.get((name.given_key, name.family_key))
        if like and (name.born_on or other.born_on) in (None, meeting.kept.born_on, like.born_on):
            found.aside[name.pk] = like.pk
        elif name.kind == Name.Kind.CURRENT:
            born_on = name.born_on if same_birth else other.born_on
            found.changed[name.pk] = {"kind": Name.Kind.ALIAS, "born_on": born_on}
    return found


def _grants_of_both(meeting: Meeting) -> Settled:
    """Names that were given for one of two let nobody see more than they saw of both."""
    found, sides = Settled(), {meeting.kept.pk: meeting.other, meeting.other.pk: meeting.kept}
    running = list(Grant.objects.filter(runs(meeting.at), person__in=sides))
    readers = {grant.member_id: reader(grant.member_id, at=meeting.at) for grant in running}
    for grant in running:
        opposite, member = sides[grant.person_id], readers[grant.member_id]
        if not reads(member, opposite, 0):
            over = {"until": max(meeting.at, grant.since), "ended_because": meeting.because}
            found.changed[grant.pk] = over
            continue
        markings = [one for one in grant.markings if reads(member, opposite, one)]
        if markings != grant.markings:
            found.changed[grant.pk] = {"markings": markings}
    return found


def reader(member: int, *, at: datetime) -> Actor | None:
    """A colleague as they read today; None for one who has left."""
    try:
        return reach.work_out(staff_id=member, at=at)
    except reach.NoLongerHere:
        return None


def reads(member: Actor | None, person: Person, marking: int) -> bool:
    """Whether a colleague reads what is so marked about a person."""
    return member is not None and may_read(member, Grant(person=person, marking=marking))


def _point_at_their_like(
    meeting: Meeting, aside: Mapping[type[PersonRow], Mapping[Key, Key]]
) -> None:
    """What belonged to a row that stays aside belongs to its like from here on."""
    by_table = {model._meta.db_table: likes for model, likes in aside.items()}
    for model in tables():
        for column in model._meta.concrete_fields:
            likes = by_table.get(table_named_by(column), {})
            if not likes:
                continue
            rows = model._base_manager.filter(person=meeting.kept, **{f"{column.name}__in": likes})
            for pk, was in rows.values_list("pk", column.attname):
                _note_change(meeting, model, pk, column, was, likes[was])
                model._base_manager.filter(pk=pk).update(**{column.attname: likes[was]})


def _note_change(
    meeting: Meeting,
    model: type[PersonRow],
    pk: Key,
    column: models.Field,
    was: Any,
    becomes: Any,
) -> None:
    noted = MergedRow.objects.get(merge=meeting.merge.pk, table=model._meta.db_table, row=pk)
    noted.before = {**(noted.before or {}), column.column: plain(column, was)}
    noted.after = {**(noted.after or {}), column.column: plain(column, becomes)}
    noted.save(update_fields=["before", "after"])


def _fill(meeting: Meeting) -> None:
    """What the one that is kept has nothing of."""
    kept, other = meeting.kept, meeting.other
    filled = {
        name: getattr(other, name)
        for name in FILLED
        if getattr(other, name) and not getattr(kept, name)
    }
    MergedRow.objects.create(
        merge=meeting.merge.pk,
        table=Person._meta.db_table,
        row=str(kept.pk),
        side=MergedRow.Side.KEPT,
        **_before_and_after(Person, kept, filled),
    )
    Person.objects.filter(pk=kept.pk).update(**filled)
