"""What messages have told of sentences so far: whether a reference to it leads anywhere."""

from collections.abc import Collection

from throughcare.foundation.learning import LearntRow
from throughcare.sentences.models import (
    Breach,
    Conviction,
    LicenceCondition,
    Requirement,
    SupervisionTerm,
)

_KINDS: tuple[type[LearntRow], ...] = (
    Conviction,
    Requirement,
    LicenceCondition,
    SupervisionTerm,
    Breach,
)


def keys_told(wanted: Collection[tuple[int, str]]) -> set[tuple[int, str]]:
    """Which of these facts are on record, by their person and what the other system calls them.

    A conviction of which nothing is known but that something hangs on it is not told of.
    """
    people, keys = {person for person, _key in wanted}, {key for _person, key in wanted}
    found: set[tuple[int, str]] = set()
    for kind in _KINDS:
        rows = kind._default_manager.filter(
            person__in=people, source_key__in=keys, learnt_at__isnull=False
        )
        said = rows.values_list("person_id", "source_key")
        found |= {(person, key or "") for person, key in said}
    return found & set(wanted)


def events_numbered(wanted: Collection[tuple[int, str]]) -> set[tuple[int, str]]:
    """Which of these events are on record, by their person and the number officers use."""
    people, numbers = {person for person, _n in wanted}, {number for _p, number in wanted}
    rows = Conviction.objects.filter(person__in=people, number__in=numbers, learnt_at__isnull=False)
    return set(rows.values_list("person_id", "number")) & set(wanted)
