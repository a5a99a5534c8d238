"""What pages read of risk: the level that counts, flags that warn, in a fixed number of looks."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.risk import actions, queries
from throughcare.risk.facts import FlagFacts, HarmLevelFacts, MappaFacts, NoteFacts, ScoreFacts
from throughcare.risk.models import Flag

TODAY = NOW.date()


def learn_flag(person, key, *, type="risk-to-staff", title="Risk to Staff", **more):
    with acting_as(SYSTEM):
        facts = FlagFacts(key=f"ndelius:registration:{key}", type=type, title=title, **more)
        actions.learn_flag(actor=SYSTEM, person=person, facts=facts, source=uuid4(), at=NOW)


def learn_level(person, group, setting, level, on, *, at=NOW):
    with acting_as(SYSTEM):
        facts = HarmLevelFacts(
            key=f"oasys:{on}:{group}:{setting}",
            group=group,
            setting=setting,
            level=level,
            assessed_on=on,
        )
        actions.learn_harm_level(actor=SYSTEM, person=person, facts=facts, source=uuid4(), at=at)


def badges(cast):
    with acting_as(cast.amina):
        return queries.badges_for(actor=cast.amina, person=cast.dan.pk, today=TODAY)


def page(cast, who="amina"):
    actor = getattr(cast, who)
    with acting_as(actor):
        return queries.risk_page(actor=actor, person=cast.dan, today=TODAY)


def test_the_highest_of_the_current_levels_is_the_one_in_the_bar(cast):
    learn_level(cast.dan, "public", "community", "medium", date(2026, 6, 10))
    learn_level(cast.dan, "known-adult", "community", "very-high", date(2026, 6, 10))

    assert badges(cast).level == "very-high"
    assert badges(cast).levels[0].text == "Risk of serious harm: very high"
    assert badges(cast).levels[0].note == "Very high: Known adult, in the community"


def test_a_level_that_has_been_assessed_anew_no_longer_counts(cast):
    learn_level(cast.dan, "public", "community", "very-high", date(2025, 6, 10))
    learn_level(cast.dan, "public", "community", "low", date(2026, 6, 10))

    assert badges(cast).level == "low"
    assert [line.level for line in page(cast).level_history] == ["Very high"]


def test_an_assessment_that_arrives_late_does_not_displace_a_newer_one(cast):
    learn_level(cast.dan, "public", "community", "low", date(2026, 6, 10))
    learn_level(
        cast.dan, "public", "community", "very-high", date(2025, 6, 10), at=NOW + timedelta(days=1)
    )

    assert badges(cast).level == "low"


def test_one_level_for_all_counts_only_where_nobody_was_assessed_after_it(cast):
    learn_level(cast.dan, "overall", "", "very-high", date(2020, 4, 14))
    assert badges(cast).level == "very-high"

    learn_level(cast.dan, "public", "community", "medium", date(2026, 6, 10))
    assert badges(cast).level == "medium"
    assert page(cast).overall.level == "Very high"

    learn_level(cast.dan, "overall", "", "high", date(2026, 7, 1))
    assert badges(cast).level == "high"


def test_the_flags_of_the_first_rank_have_the_two_places_and_the_rest_are_counted(cast):
    learn_flag(cast.dan, 1, type="domestic-abuse-perpetrator", started_on=date(2026, 11, 1))
    learn_flag(cast.dan, 2, type="restraining-order", started_on=date(2026, 11, 2))
    learn_flag(cast.dan, 3, type="suicide-self-harm", started_on=date(2020, 1, 1))
    learn_flag(cast.dan, 4, type="risk-to-staff", started_on=date(2026, 1, 1))

    found = badges(cast).flags

    assert [badge.text for badge in found] == [
        "Risk to staff",
        "Suicide or self-harm",
        "2 more warnings",
    ]
    assert found[2].note == "Domestic abuse perpetrator, Restraining order"


def test_the_same_warning_from_two_systems_is_one_badge(cast):
    learn_flag(cast.dan, 1)
    learn_flag(cast.dan, 2)

    assert [badge.text for badge in badges(cast).flags] == ["Risk to staff"]


@pytest.mark.parametrize(
    "more",
    [
        {"type": "street-gangs"},
        {"is_active": False},
        {"ended_on": TODAY},
        {"type": ""},
    ],
    ids=["does not warn", "taken down", "run out today", "unknown to the pack"],
)
def test_what_does_not_warn_now_is_not_in_the_bar(cast, more):
    learn_flag(cast.dan, 1, **more)

    assert badges(cast).flags == ()


def test_a_flag_runs_until_the_day_it_is_to_end(cast):
    learn_flag(cast.dan, 1, ended_on=TODAY + timedelta(days=1))

    assert len(badges(cast).flags) == 1
    assert page(cast).ended == []


def test_a_flag_the_pack_does_not_know_is_on_the_page_in_its_own_words(cast):
    learn_flag(cast.dan, 1, type="", title="Gwarchod", register="Cofrestr")

    [(category, [line])] = page(cast).flags
    assert (category, line.title, line.register) == ("Other flags", "Gwarchod", "Cofrestr")


def test_the_note_of_the_last_review_comes_before_the_reason_it_was_raised_with(cast):
    notes = (NoteFacts(text="See in pairs.", by="Paul Smith", on=date(2026, 4, 14)),)
    learn_flag(cast.dan, 1, notes=notes)
    with acting_as(cast.amina):
        actions.review_flag(
            actor=cast.amina,
            flag=Flag.objects.get(),
            note="Calm since October.",
            review_on=date(2027, 2, 1),
            version=1,
            at=NOW + timedelta(hours=1),
        )

    [(_, [line])] = page(cast).flags
    assert (line.note.text, line.note.by) == ("Calm since October.", "Amina Khan")
    assert [note.text for note in line.notes] == ["See in pairs."]
    assert [step.what for step in line.history] == ["Reviewed", "Came in a message"]


def test_a_review_that_is_late_is_counted_for_the_overview(cast):
    learn_flag(cast.dan, 1, review_on=TODAY - timedelta(days=1))
    learn_flag(cast.dan, 2, type="street-gangs", review_on=TODAY)

    with acting_as(cast.amina):
        found = queries.risk_overview(actor=cast.amina, person=cast.dan, today=TODAY)

    assert found.reviews_due == 1


def test_mappa_is_said_in_the_bar_while_it_is_in_force(cast):
    with acting_as(SYSTEM):
        for key, level, ended in (("1", "3", date(2025, 1, 1)), ("2", "2", None)):
            facts = MappaFacts(
                key=f"ndelius:mappa:{key}", category="2", level=level, ended_on=ended
            )
            actions.learn_mappa(actor=SYSTEM, person=cast.dan, facts=facts, source=None, at=NOW)

    assert [badge.text for badge in badges(cast).levels] == ["MAPPA category 2, level 2"]
    assert [line.in_force for line in page(cast).mappa] == [True, False]


def test_old_and_new_predictors_stand_side_by_side_the_newer_kind_first(cast):
    with acting_as(SYSTEM):
        for name, value, on in (
            ("ogrs3", "22", date(2024, 6, 10)),
            ("ogrs3", "12", date(2026, 6, 10)),
            ("ogrs4g", "1.23", date(2026, 6, 10)),
            ("a-new-one", "7", date(2026, 6, 10)),
        ):
            facts = ScoreFacts(
                key=f"oasys:{on}:{name}",
                name=name,
                value=Decimal(value),
                band="low",
                period="2-years",
                scored_on=on,
            )
            actions.learn_score(actor=SYSTEM, person=cast.dan, facts=facts, source=None, at=NOW)

    (predicts, lines), (other, unknown) = page(cast).scores
    assert predicts == "Any reoffending"
    assert [(line.name, line.says) for line in lines] == [
        ("OGRS4/G", "1.23%, low"),
        ("OGRS3", "12%, low"),
    ]
    assert lines[1].earlier == ("22%, low (10 Jun 2024)",)
    assert (other, unknown[0].name) == ("", "a-new-one")


def test_the_bulk_answer_and_the_single_one_agree(cast):
    learn_flag(cast.dan, 1)
    learn_level(cast.erin, "public", "community", "high", date(2026, 6, 10))

    with acting_as(cast.lena):
        people = [cast.dan.pk, cast.erin.pk]
        found = queries.badges_of(actor=cast.lena, people=people, today=TODAY)
        one = {pk: queries.badges_for(actor=cast.lena, person=pk, today=TODAY) for pk in people}

    assert found == one
    assert set(found) == set(people)


def fill(person, n):
    for i in range(n):
        learn_flag(person, f"{person.pk}-{i}", started_on=TODAY)
        learn_level(person, "public", "community", "high", TODAY - timedelta(days=i))


def looks(actor, ask):
    with (
        acting_as(actor),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        ask()
    return len([one for one in asked if "set_config" not in one["sql"]])


def test_no_page_asks_more_of_the_database_the_more_there_is(cast):
    actor, people = cast.lena, [cast.dan.pk, cast.erin.pk]

    def everything():
        asks = [
            lambda: queries.risk_page(actor=actor, person=cast.dan, today=TODAY),
            lambda: queries.risk_overview(actor=actor, person=cast.dan, today=TODAY),
            lambda: queries.badges_of(actor=actor, people=people, today=TODAY),
        ]
        return [looks(actor, ask) for ask in asks]

    fill(cast.dan, 1)
    few = everything()
    fill(cast.dan, 12)
    fill(cast.erin, 12)

    assert everything() == few
    assert few == [6, 4, 3]
