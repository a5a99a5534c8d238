"""A concern from being seen to being decided about: by whom, by when, and who is told."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, AccessDenied, acting_as
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.foundation.events import REACTIONS
from throughcare.people import actions as people
from throughcare.record.models import Entry
from throughcare.risk import actions, queries
from throughcare.risk.events import ConcernClosed, ConcernRecorded
from throughcare.risk.models import Concern, ConcernDecision
from throughcare.risk.queries.inboxes import LATE, MINE, RECORDED, WATCHED
from throughcare.risk.tests.conftest import marked

TODAY = NOW.date()


def decide(cast, row, outcome="no-change", who="amina", **said):
    actor = getattr(cast, who)
    with acting_as(actor):
        given = {"reason": "I rang him.", "version": row.version, "at": NOW, **said}
        return actions.decide_concern(actor=actor, concern=row, outcome=outcome, **given)


def inbox(cast, who, which=MINE, on=TODAY, after=""):
    actor = getattr(cast, who)
    with acting_as(actor):
        return queries.inbox(actor=actor, which=which, today=on, after=after)


def there(cast, who, which=MINE, on=TODAY):
    return [line.concern.what for line in inbox(cast, who, which, on).lines]


@pytest.mark.parametrize("who", ["amina", "owen", "ben", "lena"])
def test_whoever_works_with_the_person_records_one_and_it_is_due_today(concern, who):
    row = concern(who)

    assert row.due_on == TODAY
    assert row.is_open(TODAY)
    assert not row.is_overdue(TODAY)


def test_a_facilitator_and_a_partner_tell_the_case_holder_the_same_day(cast, concern):
    with acting_as(SYSTEM):
        people.hold(
            actor=SYSTEM,
            person=cast.erin,
            kind="provider",
            unit=cast.unit("BRIDGES"),
            on=TODAY,
            at=NOW,
        )
    for who in ("fay", "pia"):
        concern(who, person=cast.erin, what=f"Seen by {who}.")

    assert sorted(there(cast, "cara")) == ["Seen by fay.", "Seen by pia."]
    assert there(cast, "pia", RECORDED) == ["Seen by pia."]
    assert there(cast, "pia") == []
    # What became of it is told to whoever saw it.
    with acting_as(SYSTEM):
        row = Concern.objects.select_related("person").get(author=cast.member("pia"))
    decide(cast, row, "watch", who="cara", watch_until=TODAY + timedelta(days=7))
    [line] = inbox(cast, "pia", RECORDED).lines
    assert (line.concern.outcome, line.concern.reason) == ("Watch", "I rang him.")


@pytest.mark.parametrize("who", ["fay", "pia"])
def test_who_cannot_hold_a_case_does_not_decide_and_is_told_so(cast, concern, who):
    row = concern("cara", person=cast.erin)

    with pytest.raises(AccessDenied, match="Only those who can hold this case"):
        decide(cast, row, who=who)


@pytest.mark.parametrize("outcome", ["no-change", "review-now"])
def test_what_is_decided_closes_it_with_a_reason_on_the_timeline(cast, concern, outcome):
    row = decide(cast, concern(), outcome)

    assert row.is_closed
    assert there(cast, "amina") == []
    with acting_as(cast.amina):
        entries = Entry.objects.filter(link=f"risk.concern:{row.pk}").order_by("recorded_at", "id")
        assert {one.kind for one in entries} == {"concern-recorded", "concern-looked-at"}
        assert ConcernDecision.objects.get().reason == "I rang him."
    with pytest.raises(AccessDenied, match="closed"):
        decide(cast, row)


def test_one_that_is_watched_comes_back_on_its_day(cast, concern):
    until = TODAY + timedelta(days=7)
    row = decide(cast, concern(), "watch", watch_until=until)

    assert there(cast, "amina") == []
    assert there(cast, "amina", WATCHED) == ["Seen with a new partner."]
    assert there(cast, "amina", on=until) == ["Seen with a new partner."]
    decide(cast, row, "no-change")
    assert there(cast, "amina", on=until) == []


def test_of_two_who_decide_at_once_the_second_is_told(cast, concern):
    row = concern()
    decide(cast, row, "review-now", who="owen", version=1)

    with acting_as(cast.amina):
        stale = Concern.objects.select_related("person").get()
    with pytest.raises(ChangedMeanwhile):
        decide(cast, stale, "no-change", version=1)


def test_the_same_form_sent_twice_records_one_and_decides_once(cast, concern):
    once, again = uuid4(), uuid4()
    concern(id=once)
    row = concern(id=once)
    decide(cast, row, id=again)
    decide(cast, row, id=again)

    with acting_as(SYSTEM):
        assert Concern.objects.count() == 1
        assert ConcernDecision.objects.count() == 1


def test_one_nobody_looked_at_is_late_for_the_manager_the_next_day(cast, concern):
    concern()
    tomorrow = TODAY + timedelta(days=1)

    assert there(cast, "ben", LATE) == []
    assert there(cast, "ben", LATE, on=tomorrow) == ["Seen with a new partner."]
    assert there(cast, "lena", LATE, on=tomorrow) == ["Seen with a new partner."]
    assert there(cast, "tom", LATE, on=tomorrow) == []  # answers for another unit
    assert inbox(cast, "amina", on=tomorrow).lines[0].concern.is_overdue


def test_one_about_somebody_nobody_holds_is_the_managers_at_once(cast, concern):
    with acting_as(SYSTEM):
        people.hold(
            actor=SYSTEM,
            person=cast.dan,
            kind="community",
            unit=cast.unit("N50ASHA"),
            on=TODAY,
            at=NOW,
        )
    concern("owen")

    assert there(cast, "ben", LATE) == ["Seen with a new partner."]
    assert there(cast, "owen") == []


def test_whoever_covers_for_a_colleague_looks_at_theirs(cast, concern, monkeypatch):
    concern()
    away = cast.member("amina").pk
    monkeypatch.setattr("throughcare.staff.queries.covered_by", lambda *, member_id, on: (away,))

    assert there(cast, "owen") == ["Seen with a new partner."]
    assert there(cast, "cara") == []  # covering opens nobody's record


def test_what_is_recorded_and_decided_is_news_with_its_marking(cast, concern, monkeypatch):
    heard = []
    for kind in (ConcernRecorded, ConcernClosed):
        monkeypatch.setitem(REACTIONS, kind, [heard.append])
    row = concern(marking=marked("sensitive"))
    decide(cast, row, "review-now")

    recorded, closed = heard
    assert (recorded.concern, recorded.marking, recorded.signal) == (row.pk, 1, "")
    assert (closed.concern, closed.marking, closed.outcome) == (row.pk, 1, "review-now")


def test_the_list_goes_on_from_where_it_ended_and_misses_nothing(cast, concern):
    for n in range(27):
        concern(what=f"No {n:02}", at=NOW + timedelta(seconds=n // 2))

    first = inbox(cast, "amina")
    rest = inbox(cast, "amina", after=first.after)
    shown = [line.concern.what for line in (*first.lines, *rest.lines)]
    assert sorted(shown) == [f"No {n:02}" for n in range(27)]
    assert shown[:2] in (["No 00", "No 01"], ["No 01", "No 00"])
    assert rest.after == ""


WHO = [("amina", False), ("owen", False), ("ben", False), ("lena", True)]


@pytest.mark.parametrize(("who", "sees"), WHO)
def test_a_marked_concern_is_nowhere_for_those_who_may_not_know(cast, client, concern, who, sees):
    later = TODAY + timedelta(days=1)
    row = concern("lena", marking=marked("ct"), what="Zebra finch")
    actor = getattr(cast, who)
    with acting_as(actor):
        told = queries.concerns_of(actor=actor, person=cast.dan, today=later)
        counts = queries.open_concerns_of(actor=actor, people=[cast.dan.pk], today=later)
        lists = [
            queries.inbox(actor=actor, which=which, today=later).lines
            for which in (MINE, WATCHED, LATE, RECORDED)
        ]
        waits = queries.how_many_to_look_at(actor=actor, today=later)
        kinds = Entry.objects.filter(kind="concern-recorded")
        assert kinds.exists() is sees
    assert (len(told.open) == 1) is sees
    assert counts == ({cast.dan.pk: 1} if sees else {})
    assert ("Zebra" in repr(lists)) is sees
    assert waits == 0  # nobody but Amina holds him, and she may not know
    client.force_login(cast.member(who))
    for page in ("", "/risk", "/timeline"):
        assert ("Zebra" in client.get(f"/people/{cast.dan.ref}{page}").text) is sees
    assert sees or "Zebra" not in client.get(f"/people/{cast.dan.ref}/as-it-was").text
    found = client.get(f"/people/{cast.dan.ref}/risk/concerns/{row.pk}")
    assert found.status_code == (200 if sees else 404)
    assert "Zebra" not in client.get("/").text


def test_nobody_marks_one_with_what_they_may_not_read(cast, concern):
    with pytest.raises(AccessDenied, match="may not read"):
        concern("amina", marking=marked("ct"))
