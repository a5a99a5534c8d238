"""The last that is known of somebody, for other modules' pages."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

from django.db.models import QuerySet

from throughcare.foundation.access import Actor
from throughcare.foundation.database.kept import kept
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
           and not exists (select from record_entry later
                            where later.person_id = one.person_id and later.supersedes_id = e.id)
         order by e.happened_at desc, e.id desc limit 1
    ) newest
"""


def last_entries(*, actor: Actor, person: Any, n: int) -> list[Line]:
    """The last few entries about a person, newest first, each in its newest version."""
    noise = list(pack().entry_kinds.noise)
    return lines_of(_last_but(n)(person=person.pk, kinds=noise), actor=actor)


def last_notes(*, actor: Actor, person: Any, n: int) -> list[Line]:
    """The last few things colleagues wrote of meeting a person, newest first and whole."""
    in_words = list(pack().entry_kinds.in_words)
    return lines_of(_last_written(n)(person=person.pk, kinds=in_words), actor=actor)


@cache
def _last_but(n: int) -> Callable[..., list[Entry]]:
    @kept
    def rows(*, person: int, kinds: list[str]) -> QuerySet[Entry]:
        every = newest_versions(Entry.objects.filter(person=person))
        return every.exclude(kind__among=kinds).order_by("-happened_at", "-id")[:n]

    return rows


@cache
def _last_written(n: int) -> Callable[..., list[Entry]]:
    @kept
    def rows(*, person: int, kinds: list[str]) -> QuerySet[Entry]:
        every = newest_versions(Entry.objects.filter(person=person))
        written = every.filter(kind__among=kinds).exclude(text="")
        return written.order_by("-happened_at", "-id")[:n]

    return rows


def latest_for(*, actor: Actor, people: Iterable[int]) -> dict[int, Line]:
    """The newest entry about each of these people (by number), of those the actor may see.

    Of a long text only the beginning is there.
    """
    rows = list(Entry.objects.raw(_LATEST, [list(people), list(pack().entry_kinds.noise)]))
    lines = lines_of(rows, actor=actor)
    return {row.person_id: line for row, line in zip(rows, lines, strict=True)}
