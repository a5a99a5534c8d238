"""The harness for entries and documents: row security, search and `may_read` give one answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.databases import NOW
from tests.world import STAFF, Cast
from throughcare.foundation.access import SYSTEM, acting_as, decide, may_read
from throughcare.foundation.packs import pack
from throughcare.people import actions as people
from throughcare.record import actions, queries
from throughcare.record.access import RAISE_MARKING
from throughcare.record.actions.documents import keep_file
from throughcare.record.models import Content, Document, Entry
from throughcare.record.narrower import narrower_than
from throughcare.record.queries.filters import sought
from throughcare.record.queries.searching import NEWEST
from throughcare.record.tests.conftest import LETTER

NUMBERS = sorted(marking.number for marking in pack().markings.values())
EVERYONE = [row[0] for row in STAFF]
SAID = ["housing", "work", "housing and work", ATTACHED := "a letter about housing"]
WRITTEN = ("note", "document")


@dataclass(frozen=True)
class World:
    """What is on the record of Dan and of Erin, and who besides their units may see them."""

    entries: list[tuple[str, int, str, int]]  # about whom, marking, words, hours ago
    granted: list[tuple[str, str, frozenset[int]]]
    excluded: list[tuple[str, str]]
    restricted: frozenset[str]
    with_specialists: frozenset[str]
    raised: list[tuple[str, int]]  # by whom, to which marking: the first entry they may


who = st.sampled_from(EVERYONE)
about = st.sampled_from(["dan", "erin"])
some = st.frozensets(about, max_size=1)
worlds = st.builds(
    World,
    entries=st.lists(
        st.tuples(about, st.sampled_from(NUMBERS), st.sampled_from(SAID), st.integers(0, 3)),
        min_size=5,
        max_size=40,
    ),
    granted=st.lists(
        st.tuples(who, about, st.frozensets(st.sampled_from(NUMBERS), min_size=1)),
        max_size=4,
        unique_by=lambda one: one[:2],
    ),
    excluded=st.lists(st.tuples(who, about), max_size=2, unique=True),
    restricted=some,
    with_specialists=some,
    raised=st.lists(st.tuples(who, st.sampled_from(NUMBERS)), max_size=6),
)


@given(
    world=worlds,
    readers=st.lists(who, min_size=3, max_size=5, unique=True),
    words=st.sampled_from(["housing", "work", "housing work", "work or housing", "house -working"]),
)
@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],  # shrinking takes minutes and says little more
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_row_security_the_search_and_the_python_rule_agree(world, readers, words, db):
    with undone_afterwards():
        cast = put_on_record(world)
        with acting_as(SYSTEM):
            entries = list(Entry.objects.filter(kind__in=WRITTEN).select_related("person"))
            attached = {entry.pk for entry in entries if entry.kind == "document"}
            matching = set(Entry.objects.filter(search=sought(words)).values_list("pk", flat=True))

        for one in {*readers, *(grant[0] for grant in world.granted)}:
            actor = cast.actor(one)
            readable = {entry.pk for entry in entries if may_read(actor, entry)}
            named = {entry.pk for entry in entries if may_read(actor, entry.person)}
            with acting_as(actor):
                shown = set(Entry.objects.filter(kind__in=WRITTEN).values_list("pk", flat=True))
                listed = set(Document.objects.values_list("pk", flat=True))
                opened = set(Content.objects.values_list("pk", flat=True))
                searched, hits = everything_found(words), every_hit(actor, words)

            assert shown == readable, one
            assert listed == opened == readable & attached, one
            assert sorted(searched) == sorted(readable & matching), one
            # Who was given what is marked but not the person themselves is shown no name.
            assert sorted(hits) == sorted(readable & matching & named), one


def everything_found(words):
    with connection.cursor() as cursor:
        cursor.execute(
            "select entry from app.search_entries(%s, %s, %s, 1000)", [words, NEWEST.at, NEWEST.id]
        )
        return [row[0] for row in cursor.fetchall()]


def every_hit(actor, words):
    seen, before = [], None
    while True:
        hits = queries.search_notes(actor=actor, words=words, before=before)
        seen += [hit.line.id for hit in hits.hits]
        before = hits.older
        if before is None:
            return seen


@contextmanager
def undone_afterwards() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def put_on_record(world: World) -> Cast:
    cast = Cast()
    with acting_as(SYSTEM):
        for name in world.with_specialists:
            people.hold(
                actor=SYSTEM,
                person=getattr(cast, name),
                kind="specialist",
                unit=cast.unit("N50CT"),
                on=NOW.date(),
                at=NOW,
            )
        for name in world.restricted:
            people.restrict_person(
                actor=SYSTEM, person=getattr(cast, name), named=[], reason="Press", at=NOW
            )
        for member, name, markings in world.granted:
            people.grant_access(
                actor=SYSTEM,
                person=getattr(cast, name),
                member=cast.member(member),
                markings=sorted(markings),
                reason="Cover",
                at=NOW,
            )
        for member, name in world.excluded:
            people.exclude_colleague(
                actor=SYSTEM,
                person=getattr(cast, name),
                member=cast.member(member),
                reason="Kin",
                at=NOW,
            )
        for name, marking, text, hours in world.entries:
            entry = Entry.objects.create(
                person=getattr(cast, name),
                kind="document" if text == ATTACHED else "note",
                text=text,
                marking=marking,
                happened_at=NOW - timedelta(hours=hours),
                recorded_at=NOW,
            )
            if text == ATTACHED:
                keep_file(entry, "letter", LETTER)
    for name, marking in world.raised:
        mark_for_fewer(cast.actor(name), marking)
    return cast


def mark_for_fewer(actor, marking):
    """Raise the first entry this colleague may; whether they can read it afterwards or not."""
    with acting_as(actor):
        rows = Entry.objects.filter(kind__in=WRITTEN)
        for entry in rows.select_related("person").order_by("id"):
            narrower = {one.number for one in narrower_than(entry.marking)}
            if marking in narrower and decide(actor, RAISE_MARKING, entry).allowed:
                actions.raise_marking(
                    actor=actor,
                    entry=entry,
                    marking=marking,
                    reason="-",
                    at=NOW,
                    knows_it_will_be_hidden=True,
                )
                return
