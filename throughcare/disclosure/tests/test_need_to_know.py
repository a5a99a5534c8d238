"""A request is answered without anybody learning of what they may not read."""

import json
from dataclasses import asdict
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.databases import NOW
from throughcare.disclosure import actions, queries
from throughcare.disclosure.models import Bundle, GoneThrough, Request
from throughcare.disclosure.tests.conftest import CT, entry
from throughcare.foundation.access import SYSTEM, NotVisible, acting_as
from throughcare.foundation.audit.models import Change, Deed
from throughcare.people import actions as people
from throughcare.plans.models import Objective, Plan

HIDDEN = "He met the cell."


@pytest.fixture
def answered(asked):
    """Ben has decided about all he sees, and made his bundle. Carys works with Dan too."""
    with acting_as(SYSTEM):
        people.hold(
            actor=SYSTEM,
            person=asked.cast.dan,
            kind="specialist",
            unit=asked.cast.unit("N50CT"),
            on=NOW.date(),
            at=NOW,
        )
    asked.is_known()
    asked.includes_the_rest()
    asked.agrees("owen")
    asked.finishes()
    return asked


def seen_by_ben(asked):
    """Everything the pages can tell Ben of the request."""
    ben = asked.cast.ben
    with acting_as(ben):
        request = asked.reread()
        page = queries.request_page(actor=ben, request=request)
        listed = queries.requests_page(actor=ben)
        items = queries.items_page(actor=ben, request=request, shown="all", group="", after="")
        deeds = Deed.objects.filter(verb__startswith="disclosure.").order_by("verb")
        changes = Change.objects.filter(table__startswith="disclosure_")
        return [
            [(one.item.key, one.state, one.suggestion) for one in page.lines],
            [(one.title, one.is_mine, bool(one.gone_through)) for one in page.compartments],
            (page.needs_deciding, page.waiting, page.to_check, len(page.bundles)),
            [(one.is_handler, one.mine, one.to_check) for one in listed],
            (items.counts, items.groups),
            sorted({(one.verb, one.marking) for one in deeds}),
            sorted({(one.table, one.marking) for one in changes}),
        ]


def test_what_the_handler_may_not_read_changes_nothing_of_what_they_make(answered):
    entry(answered.cast.dan, HIDDEN, marking=CT)

    answered.finishes()

    first, second = answered.bundles()
    assert first.data_sha256 == second.data_sha256
    assert first.paper_sha256 == second.paper_sha256
    assert HIDDEN not in bytes(second.data).decode()


def test_every_compartment_is_asked_and_answers_alike_whether_it_holds_anything(answered):
    """Lena goes through it: once there is nothing, once there is something she gives to Dan."""
    assert "Counter-terrorism" in lenas(answered)
    before = seen_by_ben(answered)
    answered.finishes("lena")
    with_nothing = seen_by_ben(answered)

    entry(answered.cast.dan, HIDDEN, marking=CT)
    answered.decides(HIDDEN, "include", who="lena")
    assert answered.agrees("carys") == 1
    answered.finishes("lena")

    assert seen_by_ben(answered) == with_nothing
    assert before != with_nothing  # that she has been through it, he may know
    assert lenas(answered) == []


def test_what_was_answered_long_ago_does_not_push_open_requests_off_the_list(asked, monkeypatch):
    monkeypatch.setattr("throughcare.disclosure.queries.requests.LOOKED_AT", 1)
    ben = asked.cast.ben
    long_ago = NOW - timedelta(days=400)
    with acting_as(ben):
        done = Request.objects.create(
            person=asked.cast.dan,
            received_on=long_ago.date(),
            due_on=long_ago.date(),
            state=Request.State.ANSWERED,
            handler_id=ben.staff_id,
            opened_at=long_ago,
        )
        GoneThrough.objects.bulk_create(
            GoneThrough(
                person=done.person, request=done, of_marking=one, by_id=ben.staff_id, at=long_ago
            )
            for one in ben.markings
        )
        listed = queries.requests_page(actor=ben)

    assert [one.request for one in listed] == [asked.request]


def lenas(asked):
    """What the list asks of Lena."""
    lena = asked.cast.lena
    with acting_as(lena):
        [line] = queries.requests_page(actor=lena) or [None]
        return list(line.mine) if line else []


def test_what_a_compartment_gives_is_in_a_bundle_of_its_own(answered):
    hidden = entry(answered.cast.dan, HIDDEN, marking=CT)
    answered.decides(HIDDEN, "include", who="lena")
    answered.agrees("carys")
    answered.finishes("lena")
    answered.finishes("lena", id=uuid4())

    bundles = [one for one in answered.bundles("lena") if one.markings == [CT]]

    document = json.loads(bytes(bundles[0].data))
    assert [one["id"] for one in document["record"]["record"]["entry"]] == [str(hidden.pk)]
    assert answered.bundles("lena") == bundles  # Ben's holds what she may not read
    assert [one.markings for one in answered.bundles()] == [[0, 1, 4, 5, 6]]
    ben, lena = answered.cast.ben, answered.cast.lena
    for actor, id in ((ben, bundles[0].pk), (lena, answered.bundles()[0].pk)):
        with acting_as(actor), pytest.raises(NotVisible):
            queries.bundle_for(actor=actor, request=answered.reread(), id=id)
    with acting_as(ben):
        assert not Bundle.objects.exists()
        assert not Deed.objects.filter(marking=CT).exists()


def test_words_blacked_out_in_a_compartment_are_no_reason_elsewhere(answered):
    entry(answered.cast.dan, "He met Abu Hassan.", marking=CT)
    entry(answered.cast.dan, "A parcel from Abu Hassan.")
    before = answered.lines()["A parcel from Abu Hassan."].suggestion

    answered.decides(
        "He met Abu Hassan.",
        "part",
        who="lena",
        ground="national-security",
        passages=("Abu Hassan",),
    )

    assert answered.lines()["A parcel from Abu Hassan."].suggestion == before
    assert asdict(before)["reasons"] == ()


def test_a_row_that_hangs_on_a_hidden_one_is_nobodys_item(answered):
    dan = answered.cast.dan
    with acting_as(SYSTEM):
        plan = Plan.objects.create(person=dan, opened_on=NOW.date(), marking=CT)
        Objective.objects.create(
            person=dan, plan=plan, title="LOOSE", order=1, changed_at=NOW, marking=0
        )

    assert not any("plans." in one.item.key for one in answered.lines().values())
    assert [one.item.key for one in answered.lines("lena").values()] == [f"plans.plan:{plan.pk}"]


def test_whoever_takes_the_request_over_decides_about_what_they_can_read(answered):
    lena = answered.cast.lena
    entry(answered.cast.dan, HIDDEN, marking=CT)
    with acting_as(lena):
        request = answered.reread()
        actions.take_over(
            actor=lena, request=request, on=NOW.date(), because="Leave", version=request.version
        )

    assert {HIDDEN, "He came on time."} <= set(answered.lines("lena"))
    assert set(answered.lines()) == {"He is ill."}  # health is what she cannot read
