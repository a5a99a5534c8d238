"""Working people out again: when something changed, with what changed, and no oftener."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import OperationalError

from tests.databases import NOW
from throughcare.calculations import actions
from throughcare.calculations.actions import recalculating
from throughcare.calculations.models import Calculation, Due
from throughcare.calculations.tests.conftest import score, tell
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.packs.models import PackVersion
from throughcare.people import actions as identity
from throughcare.people import queries as people
from throughcare.people.facts import IdentityFacts
from throughcare.people.models import Person
from throughcare.risk import actions as risk
from throughcare.risk.facts import FlagFacts, HarmLevelFacts, MappaFacts
from throughcare.sentences import actions as sentences
from throughcare.sentences.facts import BreachFacts

LATER = NOW + timedelta(minutes=5)


def results(person: Any, subject: str = "tier") -> list[dict[str, Any] | None]:
    with acting_as(SYSTEM):
        rows = Calculation.objects.filter(person=person, subject=subject, marking=0)
        return [row.result for row in rows.order_by("calculated_at")]


def who_is_due() -> set[int]:
    with acting_as(SYSTEM):
        return set(Due.objects.values_list("person_id", flat=True))


def set_level(cast: Any, level: str) -> None:
    with acting_as(cast.amina):
        risk.set_harm_level(
            actor=cast.amina,
            person=cast.dan,
            group="public",
            setting="community",
            level=level,
            reason="As discussed",
            assessed_on=date(2026, 11, 23),
            at=NOW,
        )


def test_a_case_without_scores_is_there_with_what_is_missing(supervised):
    assert results(supervised) == [{"tier": "MISSING", "provisional": False}]


def test_scores_of_another_system_give_a_tier(scored):
    assert results(scored)[-1] == {"tier": "E", "provisional": True}


def test_a_change_notes_that_the_person_is_due_and_nobody_else(cast, scored):
    set_level(cast, "high")

    assert who_is_due() == {cast.dan.pk}


def test_a_sex_that_becomes_known_notes_the_person_too(cast, scored):
    with acting_as(SYSTEM):
        Person.objects.filter(pk=cast.dan.pk).update(sex="")
        cast.dan.refresh_from_db()
        facts = IdentityFacts(given_name="Dan", family_name="Rees", sex="M")
        identity.learn_identity(actor=SYSTEM, person=cast.dan, facts=facts, source=None, at=NOW)

    assert who_is_due() == {cast.dan.pk}


def test_a_breach_of_the_last_year_counts_in_the_earlier_tier_of_a_woman(cast, scored):
    with acting_as(SYSTEM):
        Person.objects.filter(pk=cast.dan.pk).update(sex="F")
        for key, on in (("1", date(2026, 1, 10)), ("2", date(2020, 1, 10))):
            breach = BreachFacts(key=key, title="Breach", is_pending=False, referred_on=on)
            sentences.learn_breach(actor=SYSTEM, person=cast.dan, facts=breach, source=None, at=NOW)
    actions.work_off(at=LATER)

    assert results(scored, "tier_2")[-1]["protect_points"] == 2


def test_whoever_is_due_is_worked_out_and_due_no_more(cast, scored):
    set_level(cast, "very-high")

    assert actions.work_off(at=LATER) == 1

    assert results(scored)[-1] == {"tier": "C", "provisional": False}
    assert who_is_due() == set()


def test_what_comes_to_the_same_from_the_same_is_not_kept_again(scored):
    before = results(scored), results(scored, "scores")

    actions.recalculate({scored.pk}, at=LATER)

    assert (results(scored), results(scored, "scores")) == before


def test_a_new_day_alone_keeps_nothing(scored):
    before = results(scored)

    actions.recalculate({scored.pk}, at=NOW + timedelta(days=40))

    assert results(scored) == before


def test_what_an_earlier_calculation_gave_goes_into_the_later(scored):
    with acting_as(SYSTEM):
        tier = Calculation.objects.filter(person=scored, subject="tier").latest("calculated_at")

    assert (tier.given["arp"], tier.given["arp_type"]) == (41, "DYNAMIC")


def test_the_receipt_is_kept_and_the_version_is_used_from_then_on(scored):
    with acting_as(SYSTEM):
        row = Calculation.objects.filter(person=scored, subject="tier").latest("calculated_at")

    assert row.receipt["rule"]["version"] == row.rule_version == "2026.1"
    used = PackVersion.objects.filter(rule="tier.v3", version=row.rule_version)
    assert not used.filter(used_at=None).exists()


def test_inputs_that_contradict_each_other_are_kept_as_what_to_put_right(scored):
    tell(scored, score("dc-srp", "0.3", band="medium"))
    actions.work_off(at=LATER)

    with acting_as(SYSTEM):
        row = Calculation.objects.filter(person=scored, subject="tier").latest("calculated_at")
    assert row.result is None
    assert row.refused_field == "dc_srp_score"


def test_one_who_cannot_be_worked_out_stops_nobody(cast, scored, monkeypatch, caplog):
    whole = recalculating.known_of

    def broken(rows: Any, **given: Any) -> Any:
        if rows.person.person.pk == cast.dan.pk:
            raise ZeroDivisionError
        return whole(rows, **given)

    monkeypatch.setattr(recalculating, "known_of", broken)
    with acting_as(SYSTEM):
        actions.note_everybody_due(at=NOW)
        everybody = people.everybody()

    actions.work_off(at=LATER)

    assert len(everybody) > 1
    assert who_is_due() == {cast.dan.pk}
    assert "was not worked out" in caplog.text
    assert actions.work_off(at=LATER) == 0  # tried again an hour later, not at once


def test_a_database_that_does_not_answer_leaves_them_due_and_breaks_nothing(
    cast, scored, monkeypatch, caplog
):
    def gone(**given: Any) -> Any:
        raise OperationalError("the connection is lost")

    set_level(cast, "high")
    monkeypatch.setattr(recalculating, "rows_of", gone)

    assert actions.work_off(at=LATER) == 0

    assert who_is_due() == {cast.dan.pk}
    assert "still due" in caplog.text


def test_a_page_that_changed_something_is_answered_with_it_worked_out(cast, client, scored):
    client.force_login(cast.member("amina"))
    form = {"group": "public", "setting": "community", "level": "very-high", "reason": "As said"}
    sent = {"assessed_on": "23 11 2026", "once": "5a8d1f3e-27f4-4f6e-9d0a-2f1f0b6e3c11"}

    answer = client.post(f"/people/{scored.ref}/risk/level", {**form, **sent})

    assert answer.status_code == 302
    assert results(scored)[-1] == {"tier": "C", "provisional": False}
    assert who_is_due() == set()


def test_a_page_that_failed_leaves_nobody_due(cast, client, scored):
    client.force_login(cast.member("amina"))

    client.post(f"/people/{scored.ref}/risk/level", {"group": "public"})

    assert who_is_due() == set()


def told_of_risk(cast: Any, what: str) -> None:
    """A message changes the person's MAPPA, a flag or a level."""
    facts: dict[str, Any] = {
        "mappa": (risk.learn_mappa, MappaFacts(key="ndelius:mappa:1", category="2", level="2")),
        "flag": (
            risk.learn_flag,
            FlagFacts(key="ndelius:registration:1", type="risk-to-staff", title="Risk to staff"),
        ),
        "level": (
            risk.learn_harm_level,
            HarmLevelFacts(
                key="oasys:1",
                group="public",
                setting="community",
                level="high",
                assessed_on=NOW.date(),
            ),
        ),
    }
    told, says = facts[what]
    with acting_as(SYSTEM):
        told(actor=SYSTEM, person=cast.dan, facts=says, source=None, at=LATER)


@pytest.mark.parametrize("what", ["mappa", "flag", "level"])
def test_whoever_has_another_level_mappa_or_flag_is_due(cast: Any, scored: Any, what: str) -> None:
    assert who_is_due() == set()

    told_of_risk(cast, what)

    assert who_is_due() == {cast.dan.pk}
