"""Referring a child or an adult at risk; a decision not to is never one person's."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, AccessDenied, NotVisible, acting_as
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.foundation.events import REACTIONS
from throughcare.people import actions as people
from throughcare.record.models import Entry
from throughcare.risk import actions, queries
from throughcare.risk.events import SafeguardingChanged
from throughcare.risk.models import Referral, ReferralStep
from throughcare.risk.queries.inboxes import LATE, MINE
from throughcare.risk.tests.conftest import marked

TODAY = NOW.date()


def line(cast, row, who="amina", on=TODAY):
    actor = getattr(cast, who)
    with acting_as(actor):
        return queries.referral_page(actor=actor, person=cast.dan, id=row.pk, today=on).line


def step(cast, row, kind, **said):
    with acting_as(cast.amina):
        given = {"spoke_to": "Jo Lane", "note": "Taken on.", "happened_at": NOW, "at": NOW, **said}
        return actions.take_step(actor=cast.amina, row=row, kind=kind, version=row.version, **given)


def countersign(cast, row, agrees, who="ben", **said):
    actor = getattr(cast, who)
    with acting_as(actor):
        given = {"note": "Read it.", "version": row.version, "at": NOW, **said}
        return actions.countersign_referral(actor=actor, row=row, agrees=agrees, **given)


def waiting(cast, who, which=MINE, on=TODAY):
    actor = getattr(cast, who)
    with acting_as(actor):
        page = queries.inbox(actor=actor, which=which, today=on)
    return [one.referral.step for one in page.referrals]


def test_it_is_marked_safeguarding_and_goes_to_the_authority_of_who_is_at_risk(referral):
    row = referral()

    assert row.marking == marked("safeguarding")
    assert row.authority == "Children's services"


def test_a_referral_is_followed_up_until_it_is_answered_and_closed(cast, referral):
    row = referral()
    steps = [line(cast, row).step]
    for kind in ("phoned", "written", "chased", "answered"):
        row = step(cast, row, kind)
        steps.append(line(cast, row).step)
    with acting_as(cast.amina):
        given = {"outcome": "enquiry", "note": "A social worker visits.", "version": row.version}
        row = actions.close_referral(actor=cast.amina, row=row, at=NOW, **given)

    assert steps == ["phone", "write", "chase", "escalate", "close"]
    closed = line(cast, row)
    assert closed.outcome == "The authority is enquiring or assessing"
    assert [one.spoke_to for one in closed.steps if one.spoke_to] == ["Jo Lane"] * 4
    with pytest.raises(AccessDenied, match="closed"):
        step(cast, row, "chased")


def test_a_decision_not_to_refer_stands_once_a_manager_has_countersigned_it(cast, referral):
    row = referral(refer=False)
    assert line(cast, row).step == "countersign"
    assert waiting(cast, "ben", LATE) == ["countersign"]

    row = countersign(cast, row, agrees=True)

    done = line(cast, row)
    assert (done.is_open, done.outcome) == (False, "Not referred, and countersigned")
    assert waiting(cast, "ben", LATE) == []


def test_a_manager_who_does_not_agree_has_it_referred(cast, referral):
    row = countersign(cast, referral(refer=False), agrees=False)

    assert line(cast, row).step == "phone"
    with pytest.raises(AccessDenied, match="no decision to countersign"):
        countersign(cast, row, agrees=True)


def test_whoever_decided_never_countersigns_it_themselves(cast, referral):
    row = referral(refer=False, who="ben")

    with pytest.raises(AccessDenied, match="Somebody else"):
        countersign(cast, row, agrees=True, who="ben")
    assert countersign(cast, row, agrees=True, who="lena").countersigned_at == NOW


def test_the_database_refuses_a_countersignature_of_ones_own(cast, referral):
    row = referral(refer=False)
    with pytest.raises(IntegrityError, match="somebody_else"), acting_as(SYSTEM):
        Referral.objects.filter(pk=row.pk).update(
            countersigned_at=NOW, countersigned_by=cast.member("amina")
        )


@pytest.mark.parametrize("who", ["amina", "owen"])
def test_nobody_but_a_manager_countersigns(cast, referral, who):
    row = referral(refer=False, who="lena")

    with pytest.raises(AccessDenied, match="Only managers"):
        countersign(cast, row, agrees=True, who=who)


def test_what_waits_for_a_countersignature_is_neither_closed_nor_followed_up(cast, referral):
    row = referral(refer=False)
    given = {"outcome": "no-action", "note": "So be it.", "version": 1, "at": NOW}

    with acting_as(cast.amina), pytest.raises(actions.NotCountersignedYet):
        actions.close_referral(actor=cast.amina, row=row, **given)
    with pytest.raises(actions.NotCountersignedYet):
        step(cast, row, "phoned")


def test_of_two_who_write_at_once_the_second_is_told(cast, referral):
    row = referral()
    step(cast, row, "phoned")
    with acting_as(cast.amina):
        stale = Referral.objects.select_related("person").get()
    stale.version = 1

    with pytest.raises(ChangedMeanwhile):
        step(cast, stale, "phoned")


def test_the_same_form_sent_twice_takes_one_step_and_is_one_news(cast, referral, monkeypatch):
    heard = []
    monkeypatch.setitem(REACTIONS, SafeguardingChanged, [heard.append])
    row, once = referral(), uuid4()
    step(cast, row, "phoned", id=once)
    step(cast, row, "phoned", id=once)

    assert [(one.what, one.marking) for one in heard] == [("decided", 5), ("phoned", 5)]
    with acting_as(cast.amina):
        assert ReferralStep.objects.count() == 2


def test_what_is_late_stands_with_the_manager_too(cast, referral):
    referral()

    assert waiting(cast, "amina") == ["phone"]
    assert waiting(cast, "ben", LATE) == []
    assert waiting(cast, "ben", LATE, on=TODAY + timedelta(days=1)) == ["phone"]


@pytest.mark.parametrize(
    ("who", "sees"), [("amina", True), ("ben", True), ("pia", False), ("cara", False)]
)
def test_who_knows_of_it(cast, client, referral, who, sees):
    with acting_as(SYSTEM):
        people.hold(
            actor=SYSTEM,
            person=cast.dan,
            kind="provider",
            unit=cast.unit("BRIDGES"),
            holder=cast.member("pia"),
            on=TODAY,
            at=NOW,
        )
    row = referral(concerns="Zebra Finch")
    actor = getattr(cast, who)
    with acting_as(actor):
        found = queries.referrals_of(actor=actor, person=cast.dan, today=TODAY)
        assert (len(found) == 1) is sees
        assert Entry.objects.filter(kind="safeguarding").exists() is sees
        assert ReferralStep.objects.exists() is sees
        if not sees:
            with pytest.raises(NotVisible):
                queries.referral_page(actor=actor, person=cast.dan, id=row.pk, today=TODAY)
    client.force_login(cast.member(who))
    for page in ("/risk", "/timeline", ""):
        assert ("Zebra" in client.get(f"/people/{cast.dan.ref}{page}").text) is sees
    assert sees or "Zebra" not in client.get("/concerns/").text
    for end in ("", "/close", "/countersign"):
        answer = client.get(f"/people/{cast.dan.ref}/risk/safeguarding/{row.pk}{end}")
        assert answer.status_code == (200 if sees else 404)


def test_who_may_not_read_the_marking_is_told_whom_to_tell(cast, client):
    client.force_login(cast.member("pia"))
    with acting_as(SYSTEM):
        people.hold(
            actor=SYSTEM,
            person=cast.dan,
            kind="provider",
            unit=cast.unit("BRIDGES"),
            on=TODAY,
            at=NOW,
        )

    answer = client.get(f"/people/{cast.dan.ref}/risk/safeguarding/new")

    assert answer.status_code == 403
    assert "Tell the case holder or a manager now" in answer.text
    assert "Children and adults at risk" not in client.get(f"/people/{cast.dan.ref}/risk").text
