from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, AccessDenied, acting_as
from throughcare.foundation.packs import pack
from throughcare.signoff import actions, queries
from throughcare.signoff.queries import queue as queueing
from throughcare.signoff.tests.conftest import SUBJECT, reread
from throughcare.staff import actions as staff

TODAY = NOW.date()
THERAPY = pack().markings["therapy"].number


def subject(number):
    return f"{SUBJECT[:-2]}{number:02}"


def queue_of(cast, key):
    actor = cast.actor(key)
    with acting_as(actor):
        return queries.waiting_for(actor=actor, on=TODAY)


def test_the_queue_says_whose_it_is_how_old_and_why(opened, submit, cast):
    submit(opened(subject=subject(1)), to="owen", at=NOW - timedelta(days=3))
    submit(opened(subject=subject(2)))

    owens, bens = queue_of(cast, "owen"), queue_of(cast, "ben")

    assert [(one.whose, one.days_waiting) for one in owens.lines] == [("mine", 3), ("anybody", 0)]
    assert [one.whose for one in bens.lines] == ["colleague", "anybody"]
    assert bens.lines[0].waits_for == "Owen Pryce"
    assert "probation officer" in owens.lines[0].because[0]
    assert owens.has_next


def test_what_one_wrote_or_has_no_role_for_is_in_nobodys_queue(opened, submit, cast):
    submit(opened(), written_by=frozenset({cast.member("owen").pk}))

    assert [len(queue_of(cast, key).lines) for key in ("amina", "owen", "cara", "sol")] == [0] * 4
    assert len(queue_of(cast, "ben").lines) == 1


def test_for_a_colleague_who_is_away_whoever_covers_may_take_it(opened, submit, cast, monkeypatch):
    submit(opened(), to="owen")
    away = cast.member("owen").pk
    assert not queue_of(cast, "ben").has_next

    monkeypatch.setattr(queueing, "covered_by", lambda *, member_id, on: (away,))

    assert [one.whose for one in queue_of(cast, "ben").lines] == ["covering"]
    ben = cast.ben
    with acting_as(ben):
        assert actions.take_next(actor=ben, at=NOW).waits_for_id == ben.staff_id


def test_however_much_one_may_not_sign_what_one_may_is_reached(
    opened, submit, decide, cast, monkeypatch
):
    monkeypatch.setattr(queueing, "_AT_MOST", 2)
    with acting_as(SYSTEM):
        member, unit, since = cast.member("ben"), cast.unit("N50ASHA"), date(2026, 11, 1)
        staff.post(actor=SYSTEM, member=member, unit=unit, role="probation-officer", since=since)
    for number in range(2):  # Ben gave the first signature, so the second is somebody else's
        paper = opened(subject=subject(number), route="two-steps")
        decide(submit(paper, at=NOW - timedelta(days=1)), "ben")
    last = submit(opened(subject=subject(2)))

    assert [one.id for one in queue_of(cast, "ben").lines] == [last.pk]
    ben = cast.ben
    with acting_as(ben):
        assert actions.take_next(actor=ben, at=NOW) == last


def test_what_is_marked_shows_to_nobody_who_may_not_know_it(opened, submit, cast):
    """Erin's plan in therapy: a probation officer posted to the wing does not read therapy."""
    with acting_as(SYSTEM):
        wing, since = cast.unit("MWI-H"), date(2026, 11, 1)
        staff.post(
            actor=SYSTEM,
            member=cast.member("owen"),
            unit=wing,
            role="probation-officer",
            since=since,
        )
    submit(opened("tess", person=cast.erin, marking=THERAPY, route="two-steps"), "tess")

    assert [one.title for one in queue_of(cast, "tom").lines] == ["Sentence plan"]
    assert queue_of(cast, "owen").lines == ()
    owen = cast.owen
    with acting_as(owen):
        assert queries.standing_of(actor=owen, subject=SUBJECT, on=TODAY) is None
        with pytest.raises(actions.NothingWaits):
            actions.take_next(actor=owen, at=NOW)


def test_the_queue_and_a_standing_ask_no_more_for_more(opened, submit, cast):
    owen = cast.owen

    def asked():
        with acting_as(owen), CaptureQueriesContext(connection) as found:
            queries.waiting_for(actor=owen, on=TODAY)
            queries.standings_of(actor=owen, subjects=[subject(n) for n in range(9)], on=TODAY)
        return len(found)

    submit(opened(subject=subject(1)))
    few = asked()
    for number in range(2, 6):
        submit(opened(subject=subject(number)))

    assert asked() == few


def returned(opened, submit, decide, times, reasons):
    for number in range(times):
        paper = submit(opened(subject=subject(number)))
        decide(paper, "ben", reasons=reasons, comment="x")


def test_reasons_are_counted_and_small_counts_kept_back(opened, submit, decide, cast):
    returned(opened, submit, decide, 5, ["risk"])
    returned(opened, submit, decide, 1, ["facts"])
    ben = cast.ben

    with acting_as(ben):
        counted = queries.returns_counted(actor=ben, since=TODAY, until=TODAY)
        before = queries.returns_counted(
            actor=ben, since=TODAY - timedelta(9), until=TODAY - timedelta(1)
        )

    assert [(one.id, one.times) for one in counted.lines] == [("risk", 5), ("facts", None)]
    assert counted.returned is None  # with the sum, the one kept back could be worked out
    assert (before.lines, before.returned) == ((), 0)


def test_returns_are_counted_by_managers_of_what_they_may_read(opened, submit, decide, cast):
    returned(opened, submit, decide, 5, ["risk"])
    amina, tom = cast.amina, cast.tom

    with acting_as(tom):
        assert queries.returns_counted(actor=tom, since=TODAY, until=TODAY).lines == ()
    with acting_as(amina), pytest.raises(AccessDenied):
        queries.returns_counted(actor=amina, since=TODAY, until=TODAY)


def test_the_caseload_says_what_is_mine_to_sign_to_review_and_to_do_again(
    opened, submit, decide, cast
):
    paper = submit(opened(), to="owen")
    amina, owen = cast.amina, cast.owen
    with acting_as(amina):
        asked = {"of": cast.member("owen"), "due_on": TODAY, "at": NOW}
        actions.ask_peer_review(actor=amina, paper=reread(paper, amina), **asked)
    with acting_as(owen):
        mine = queries.for_me(actor=owen)
    decide(paper, "owen", reasons=["risk"], comment="x")
    with acting_as(amina):
        hers = queries.for_me(actor=amina)

    assert (mine.to_sign, mine.to_review) == (1, 1)
    assert [(one.title, one.person) for one in hers.returned] == [("Sentence plan", "Dan Rees")]
