"""Two moments side by side, in plain words."""

from django.utils import timezone

from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.past import Fact, Told, difference
from throughcare.moments import queries
from throughcare.moments.tests.test_reading import move, raise_flag
from throughcare.people.models import Address, Person
from throughcare.risk import actions as risk


def told(key, *, title="Flag", is_over=False, **facts):
    return Told(
        key=key,
        what="Flag",
        title=title,
        facts=tuple(Fact(label, value) for label, value in facts.items()),
        more=(),
        more_is="",
        is_over=is_over,
        marking="",
        source="",
        recorded_at=None,
        recorded_by="",
        changed_at=None,
        changed_by="",
    )


def test_rows_are_added_changed_and_ended():
    found = difference(
        [told("a", level="low"), told("b", level="low"), told("c"), told("d", note="x")],
        [
            told("b", level="high", place="home"),
            told("c", is_over=True),
            told("d", note="x"),
            told("e"),
        ],
    )

    assert [one.key for one in found.added] == ["e"]
    (changed,) = found.changed
    assert [(one.label, one.before, one.after) for one in changed.changes] == [
        ("level", "low", "high"),
        ("place", "", "home"),
    ]
    assert [one.told.key for one in found.ended] == ["c", "a"]


def test_what_stayed_as_it_was_is_no_difference():
    assert difference([told("a", level="low")], [told("a", level="low")]).is_empty


def test_what_became_of_the_rows_is_said_by_section(cast, this_moment):
    flag = raise_flag(cast, timezone.now())
    address = move(cast, "1 High Street")
    then = this_moment()
    with acting_as(SYSTEM):
        Address.objects.filter(pk=address.pk).update(telephone="0123 456", note="Key safe")
    with acting_as(cast.amina):
        risk.end_flag(
            actor=cast.amina, flag=flag, reason="It passed.", version=1, at=timezone.now()
        )
    raise_flag(cast, timezone.now(), type="suicide-self-harm")

    with acting_as(cast.amina):
        person = Person.objects.get(pk=cast.dan.pk)
        page = queries.compared(actor=cast.amina, person=person, since=then, until=this_moment())

    found = {one.id: one.difference for one in page.sections}
    assert [one.title for one in found["risk"].added] == ["Suicide or self-harm"]
    (ended,) = found["risk"].ended
    assert ("Reason for ending", "", "It passed.") in [
        (one.label, one.before, one.after) for one in ended.changes
    ]
    (changed,) = found["details"].changed
    assert [(one.label, one.before, one.after) for one in changed.changes] == [
        ("Telephone", "", "0123 456"),
        ("Note", "", "Key safe"),
    ]
    assert {"Sentence", "Plan"} <= set(page.same)
    assert len(page.entries.lines) == 2


def test_the_page_shows_before_and_after(client, cast, real_time):
    client.force_login(cast.member("amina"))
    address = move(cast, "1 High Street")
    with acting_as(SYSTEM):
        Address.objects.filter(pk=address.pk).update(telephone="0123 456")

    answer = client.get(
        f"/people/{cast.dan.ref}/as-it-was/compare", {"since_day": "1 2 2026", "since_time": "noon"}
    )

    assert "Two moments compared" in answer.text
    assert "0123 456" in answer.text
    assert "This system has held the record since" in answer.text
