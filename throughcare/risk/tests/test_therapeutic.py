"""Therapeutic risks: written down, said anew, closed; kept inside therapy."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.databases import NOW
from throughcare.foundation.access import AccessDenied, NotVisible, acting_as
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.foundation.events import REACTIONS
from throughcare.record.models import Entry
from throughcare.risk import actions, queries
from throughcare.risk.events import TherapeuticRiskChanged
from throughcare.risk.models import TherapeuticRisk, TherapeuticRiskChange
from throughcare.risk.tests.conftest import marked

LATER = NOW + timedelta(minutes=5)
SAID = {
    "risk": "Leaves the group in anger",
    "brings_out": "Being challenged by men.",
    "addressed": "Drama therapy.",
    "state": "reduced",
}


def change(cast, row, who="tess", **said):
    actor = getattr(cast, who)
    with acting_as(actor):
        given = {**SAID, "version": row.version, "at": LATER, **said}
        return actions.change_risk(actor=actor, row=row, **given)


def test_the_next_look_is_when_the_pack_says_unless_a_day_is_given(therapeutic):
    assert therapeutic().review_on == date(2027, 2, 24)
    assert therapeutic(review_on=date(2026, 12, 1)).review_on == date(2026, 12, 1)


def test_what_it_said_before_stays_readable_and_only_what_changed_is_named(cast, therapeutic):
    change(cast, therapeutic())

    with acting_as(cast.tess):
        [line], closed = queries.therapeutic_register(actor=cast.tess, person=cast.erin)
    assert closed == []
    assert (line.addressed, line.state, line.by) == ("Drama therapy.", "Reduced", "")
    assert [step.what for step in line.history] == ["Changed", "Identified"]
    assert "How it is addressed was: Her small group, every week." in line.history[0].changed
    assert "Colleague was: Tess Okoro" in line.history[0].changed
    assert not any("The risk was" in one for one in line.history[0].changed)


def test_closed_with_a_reason_it_is_over_and_no_report_pulls_it(cast, therapeutic):
    row = therapeutic()
    with acting_as(cast.tess):
        actions.close_risk(actor=cast.tess, row=row, reason="Two years.", version=1, at=NOW)
        assert queries.therapeutic_risks(actor=cast.tess, person=cast.erin) == []
        _open, [line] = queries.therapeutic_register(actor=cast.tess, person=cast.erin)
        assert line.closing_reason == "Two years."
    with pytest.raises(AccessDenied, match="closed"):
        change(cast, row, version=2)


def test_of_two_writers_the_second_is_told(cast, therapeutic):
    row = therapeutic()
    change(cast, row, who="tom")

    with acting_as(cast.tess):
        stale = TherapeuticRisk.objects.select_related("person", "by").get()
    with pytest.raises(ChangedMeanwhile):
        change(cast, stale, version=1)


def test_the_same_form_sent_twice_writes_one_step(cast, therapeutic):
    first, second = uuid4(), uuid4()
    therapeutic(id=first)
    row = therapeutic(id=first)
    change(cast, row, id=second)
    change(cast, row, id=second)

    with acting_as(cast.tess):
        assert TherapeuticRiskChange.objects.count() == 2


def test_every_step_is_on_the_timeline_and_is_news(cast, therapeutic, monkeypatch):
    heard = []
    monkeypatch.setitem(REACTIONS, TherapeuticRiskChanged, [heard.append])
    change(cast, therapeutic())

    assert [(news.what, news.marking) for news in heard] == [("identified", 3), ("changed", 3)]
    with acting_as(cast.tess):
        titles = Entry.objects.filter(kind="therapeutic-risk").values_list("title", flat=True)
        assert sorted(titles) == [
            "Changed: Leaves the group in anger",
            "Identified: Leaves the group in anger",
        ]


def test_it_is_marked_therapy_where_the_writer_may_read_that(cast):
    with acting_as(cast.tess):
        usual = queries.usual_therapeutic_marking(actor=cast.tess, person=cast.erin)
        assert usual == marked("therapy")
    with acting_as(cast.cara):
        assert queries.usual_therapeutic_marking(actor=cast.cara, person=cast.erin) == 0


@pytest.mark.parametrize(
    ("who", "sees"),
    [("tess", True), ("tom", True), ("cara", False), ("sol", False), ("fay", False)],
)
def test_what_is_said_in_therapy_is_nowhere_for_others(cast, client, therapeutic, who, sees):
    row = therapeutic(risk="Zebra finch")
    actor = getattr(cast, who)
    with acting_as(actor):
        assert (len(queries.therapeutic_risks(actor=actor, person=cast.erin)) == 1) is sees
        assert TherapeuticRiskChange.objects.exists() is sees
        assert Entry.objects.filter(kind="therapeutic-risk").exists() is sees
        if not sees:
            with pytest.raises(NotVisible):
                queries.therapeutic_to_change(actor=actor, person=cast.erin, id=row.pk)
    client.force_login(cast.member(who))
    page = client.get(f"/people/{cast.erin.ref}/risk").text
    assert ("Zebra" in page) is sees
    assert ("late" in page.lower() and "Reviews late" in page) is False
    for step in ("", "/close"):
        answer = client.get(f"/people/{cast.erin.ref}/risk/therapeutic/{row.pk}{step}")
        assert answer.status_code == (200 if sees else 404)
        assert sees or "Zebra" not in answer.text


@pytest.mark.parametrize("who", ["sol", "fay"])
def test_who_may_not_is_told_who_can(cast, therapeutic, who):
    with pytest.raises(AccessDenied, match="Only therapy staff, officers and managers"):
        therapeutic(who, marking=0)
