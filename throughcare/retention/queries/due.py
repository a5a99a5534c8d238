"""What is due by the rules of the pack. Asked as the program, which sees what would stop it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import Max, Q, QuerySet

from throughcare.foundation.calendar import local_day, months_after
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.retention import RecordRule, RowsRule
from throughcare.retention.models import Hold

_LOCK = 771005
_OF_THE_AUDIT = frozenset({"audit.deed", "audit.change", "audit.look"})


def one_at_a_time(person: int) -> None:
    """Deleting somebody's record, and putting it on hold, wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [_LOCK, person % 2**31])


def held(at: datetime) -> QuerySet[Any, Any]:
    """The people who are on hold."""
    return Hold.objects.filter(Q(until=None) | Q(until__gt=at)).values("person_id")


def records_due(*, rule: RecordRule, on: date, at: datetime) -> QuerySet[Any, Any]:
    """People whose record is due, with the `last` of the days it is counted from; one query.

    Whoever has no day in the first of the columns is never due: nothing is counted from nothing.
    """
    before = months_after(on, -12 * rule.years)
    first, *others = rule.after
    model, column = _column(first)
    due = model.objects.values("person_id").annotate(last=Max(column)).filter(last__lte=before)
    for other in others:
        model, column = _column(other)
        later = model.objects.filter(**{f"{column}__gt": before})
        due = due.exclude(person_id__in=later.values("person_id"))
    for still in rule.while_open:
        model, column = _column(still)
        running = model.objects.filter(**{f"{column}__isnull": True})
        due = due.exclude(person_id__in=running.values("person_id"))
    found: QuerySet[Any, Any] = due.exclude(person_id__in=held(at))
    return found.order_by("last", "person_id")


def is_due(*, person: int, rule: RecordRule, at: datetime) -> bool:
    """Whether this person's record is due at this moment."""
    return records_due(rule=rule, on=local_day(at), at=at).filter(person_id=person).exists()


def rows_due(*, rule: RowsRule, on: date, at: datetime) -> QuerySet[Any, Any]:
    """Rows whose own time is over, but for those of people on hold."""
    model: Any = apps.get_model(rule.table)
    rows = model._base_manager.filter(
        **{f"{rule.since}__date__lte": months_after(on, -rule.months)}
    )
    if rule.blank:
        rows = rows.exclude(**{rule.blank: None})
    found: QuerySet[Any, Any] = rows.exclude(person_id__in=held(at))
    return found


def counts_due(*, on: date, at: datetime) -> list[tuple[str, str, int]]:
    """For each rule its id, its title and how much is due."""
    rule = pack().retention_rule
    records = [
        (one.id, one.title, records_due(rule=one, on=on, at=at).count()) for one in rule.record
    ]
    rows = [(one.id, one.title, rows_due(rule=one, on=on, at=at).count()) for one in rule.rows]
    return [*records, *rows]


def all_they_were(person: int) -> list[int]:
    """The numbers of everybody found to be this person, theirs first."""
    people: Any = apps.get_model("people.person")
    found, newly = [person], [person]
    while newly:
        rows = people.objects.filter(merged_into__in=newly).exclude(pk__in=found)
        newly = list(rows.values_list("pk", flat=True))
        found += newly
    return found


def every_row_of(people: list[int]) -> Iterator[tuple[str, QuerySet[Any, Any]]]:
    """Everything that names these people, by table; themselves last. Not the audit, which stays.

    Some tables name nobody, and go with what they belong to: messages with the originals they came
    as, and what two who were merged had before with the merge.
    """
    came = _keys("exchange.original", "message_id", Q(person_id__in=people))
    merges = _keys("people.merge", "pk", Q(person_id__in=people) | Q(other_id__in=people))
    for model in apps.get_models():
        label, names = model._meta.label_lower, names_of_people(model)
        if names and label not in _OF_THE_AUDIT:
            which = Q(*((f"{name}__in", people) for name in names), _connector=Q.OR)
            yield label, model._base_manager.filter(which)
    for label, belongs in (
        ("people.mergedrow", Q(merge__in=merges)),
        ("people.arrival", Q(merge__in=merges)),
        ("exchange.message", Q(pk__in=came)),
        ("people.person", Q(pk__in=people)),
    ):
        yield label, apps.get_model(label)._base_manager.filter(belongs)


def names_of_people(model: Any) -> list[str]:
    """The columns of a table that name somebody on the record, by number or as a key."""
    if model._meta.label == "people.Person":
        return []
    return [
        one.attname
        for one in model._meta.concrete_fields
        if one.attname == "person_id"
        or (one.related_model and one.related_model._meta.label == "people.Person")
    ]


def _keys(label: str, column: str, which: Q) -> list[Any]:
    rows = apps.get_model(label)._base_manager.filter(which)
    return list(rows.values_list(column, flat=True))


def _column(named: str) -> tuple[Any, str]:
    """A column the pack names: the table and the column."""
    label, _, column = named.rpartition(".")
    return apps.get_model(label), column
