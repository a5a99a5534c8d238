"""What other systems call the entries on record."""

from collections.abc import Collection

from throughcare.record.models import Entry


def keys_entered(wanted: Collection[tuple[int, str]]) -> set[tuple[int, str]]:
    """Which of these are on record as entries, by their person and what the other system says."""
    people, keys = {person for person, _key in wanted}, {key for _person, key in wanted}
    rows = Entry.objects.filter(person__in=people, source_key__in=keys)
    return set(rows.values_list("person_id", "source_key")) & set(wanted)
