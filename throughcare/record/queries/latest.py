"""The last that is known of somebody, for other modules' pages."""

from collections.abc import Iterable
from typing import Any

from throughcare.foundation.access import Actor
from throughcare.foundation.packs import pack
from throughcare.record.models import Entry
from throughcare.record.queries.lines import Line, lines_of, newest_versions

# One dip into the timeline's index for each person, however long the timelines are.
_LATEST = """
    select newest.* from unnest(%s::bigint[]) as one(person_id) cross join lateral (
        select e.id, e.person_id, e.marking, e.open_to_custody, e.open_to_community,
               e.open_to_nation, e.source_key, e.kind, e.title, e.happened_at, e.recorded_at,
               e.author_id, e.author_text, left(e.text, 400) as text, e.note_type, e.is_important,
               e.link, e.original_id
          from record_entry e
         where e.person_id = one.person_id and e.kind <> all(%s::text[])
           and not exists (select from record_entry later where later.supersedes_id = e.id)
         order by e.happened_at desc, e.id desc limit 1
    ) newest
"""


def last_entries(*, actor: Actor, person: Any, n: int) -> list[Line]:
    """The last few entries about a person, newest first, each in its newest version."""
    rows = newest_versions(Entry.objects.filter(person=person))
    wanted = rows.exclude(kind__in=pack().entry_kinds.noise).order_by("-happened_at", "-id")
    return lines_of(wanted[:n], actor=actor)


def last_notes(*, actor: Actor, person: Any, n: int) -> list[Line]:
    """The last few things colleagues wrote of meeting a person, newest first and whole."""
    rows = newest_versions(Entry.objects.filter(person=person))
    written = rows.filter(kind__in=pack().entry_kinds.in_words).exclude(text="")
    return lines_of(written.order_by("-happened_at", "-id")[:n], actor=actor)


def latest_for(*, actor: Actor, people: Iterable[int]) -> dict[int, Line]:
    """The newest entry about each of these people (by number), of those the actor may see.

    Of a long text only the beginning is there.
    """
    rows = list(Entry.objects.raw(_LATEST, [list(people), list(pack().entry_kinds.noise)]))
    lines = lines_of(rows, actor=actor)
    return {row.person_id: line for row, line in zip(rows, lines, strict=True)}
