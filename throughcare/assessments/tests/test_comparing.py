"""Two assessments side by side: twins, words that changed, and nothing a reader may not know."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.databases import NOW
from throughcare.assessments import actions, queries
from throughcare.assessments.comparing import by_words, twins
from throughcare.assessments.models import Answer, Assessment
from throughcare.assessments.tests.conftest import INSTRUMENT, answer, answer_everything, reply
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.packs import pack

NEEDS_RISK = pack().instrument("needs-risk", on=NOW.date())
CT = pack().markings["ct"].number


def begun(actor, person, *, instrument=INSTRUMENT, days=1, marking=0):
    with acting_as(actor):
        return actions.start_assessment(
            actor=actor,
            person=person,
            instrument=instrument,
            at=NOW + timedelta(days=days),
            marking=marking,
        )


def signed_again(cast, *, days=1):
    """The same answers a day later, but for where Dan lives and what he says of it."""
    found = begun(cast.amina, cast.dan, days=days)
    with acting_as(cast.amina):
        answer_everything(cast.amina, found)
        answer(cast.amina, found, "accommodation", {"home": reply("short").mark}, home="none")
        answer(cast.amina, found, "accommodation", home_words="He sleeps at a friend's house.")
        found.refresh_from_db()
        return actions.sign_assessment(
            actor=cast.amina,
            assessment=found,
            version=found.version,
            at=NOW + timedelta(days=days),
        )


def compared(cast, one, other, *, by="amina", person=None):
    actor = getattr(cast, by)
    with acting_as(actor):
        return queries.comparison(
            actor=actor, person=person or cast.dan, one=one.pk, other=other.pk, on=NOW.date()
        )


def address(name, cast, *parts, person=None):
    return reverse(f"assessments:{name}", args=[(person or cast.dan).ref, *parts])


def test_only_the_words_that_changed_are_marked():
    before, after = by_words(
        "He drinks at weekends, mostly beer, with friends from work.",
        "He drinks every evening, mostly beer, with friends from work.",
    )

    assert [run.text for run in before if run.is_only_here] == ["at weekends,"]
    assert [run.text for run in after if run.is_only_here] == ["every evening,"]
    assert "".join(run.text for run in after).startswith("He drinks every evening, mostly")


@pytest.mark.parametrize(
    "before, after",
    [
        ("one two three", "wholly other words stand here"),
        ("a " * 3000, "b " * 3000),  # too long to be set against each other
        ("\n x  y\n", "\n x  z\n"),
        ("same", "same"),
        ("", "new"),
    ],
)
def test_no_word_is_lost_whatever_is_compared(before, after):
    was, now = by_words(before, after)

    assert "".join(run.text for run in was) == before
    assert "".join(run.text for run in now) == after
    assert any(run.is_only_here for run in (*was, *now)) is (before != after)


def test_a_question_is_set_beside_the_one_it_was():
    section = INSTRUMENT.section[0]
    first, second, *others = section.question
    renamed = first.model_copy(update={"id": "where", "was": ("gone-long-ago", first.id)})
    living = section.model_copy(update={"question": (renamed, *others)})
    fields = {name: getattr(INSTRUMENT, name) for name in type(INSTRUMENT).model_fields}
    later = type(INSTRUMENT).model_construct(**{**fields, "section": (living,)})

    found = twins(INSTRUMENT, later)

    assert found["where"] == first.id
    assert found[others[0].id] == others[0].id
    assert second.id not in found.values()


def test_levels_needs_and_answers_say_what_became_of_them(cast, signed):
    found = compared(cast, signed_again(cast), signed)  # whichever is named first

    assert found.earlier.id == signed.pk
    [level] = [one for one in found.levels if not one.is_same]
    assert level.title == "Somewhere to live"
    assert level.change == "2 points more; from “Some need” to “High need”"
    assert [need.is_same for need in found.needs] == [True]
    [living] = [section for section in found.sections if section.changed]
    changed = {one.id: one for one in living.changed}
    assert set(changed) >= {"home", "home_words"}
    assert changed["home"].before.says != changed["home"].after.says
    assert changed["home_safe"].after.was_asked is False
    assert changed["home_safe"].before.says == "Yes"
    assert found.changed == len(changed)


def test_what_is_the_same_is_one_click_away(cast, client, signed):
    later = signed_again(cast)
    client.force_login(cast.member("amina"))
    page = address("compare", cast, later.pk, signed.pk)

    shown = client.get(page).content.decode()
    everything = client.get(f"{page}?all=1").content.decode()

    assert "a friend&#x27;s house" in shown
    assert "(put in:" in shown
    assert INSTRUMENT.questions["debt"].asked_of("Dan") not in shown
    assert INSTRUMENT.questions["debt"].asked_of("Dan") in everything


def test_unless_it_is_said_an_assessment_is_compared_with_the_one_before(cast, client, signed):
    later = signed_again(cast)
    client.force_login(cast.member("amina"))

    leads = client.get(address("compare-with-before", cast, later.pk)).url
    first = client.get(address("compare-with-before", cast, signed.pk))

    assert leads == address("compare", cast, later.pk, signed.pk)
    assert first.url == address("compare-two", cast) + f"?one={signed.pk}"
    assert "No earlier one" in client.get(first.url).content.decode()


def test_what_cannot_be_compared_is_said(cast, client, signed):
    client.force_login(cast.member("amina"))
    other = begun(cast.amina, cast.dan, instrument=NEEDS_RISK)

    unrelated = client.get(address("compare", cast, signed.pk, other.pk))
    itself = client.get(address("compare", cast, signed.pk, signed.pk))
    twice = client.get(
        address("compare-two", cast), {"one": str(signed.pk), "other": str(signed.pk)}
    )

    assert "ask different things" in unrelated.content.decode()
    assert itself.status_code == 404
    assert "Choose another one than the first" in twice.content.decode()


def test_a_compartment_is_in_the_comparison_for_its_readers_alone(cast, client):
    """Answers about victims: Owen reads them; Amina is told that there is such a part, no more."""
    one = begun(cast.owen, cast.dan, instrument=NEEDS_RISK, days=0)
    with acting_as(cast.owen):
        answer(cast.owen, one, "victims", **{"2.5": "She moved away."})
        one.refresh_from_db()
        actions.withdraw_assessment(
            actor=cast.owen, assessment=one, why="Begun again", version=one.version, at=NOW
        )
    two = begun(cast.owen, cast.dan, instrument=NEEDS_RISK, days=1)
    with acting_as(cast.owen):
        answer(cast.owen, two, "victims", **{"2.5": "She moved away and came back."})

    for_owen, for_amina = (compared(cast, one, two, by=who) for who in ("owen", "amina"))
    client.force_login(cast.member("amina"))
    page = client.get(address("compare", cast, one.pk, two.pk) + "?all=1").content.decode()

    assert [section.id for section in for_owen.sections if section.changed] == ["victims"]
    assert NEEDS_RISK.sections["victims"].title not in for_owen.kept_apart
    assert "victims" not in [section.id for section in for_amina.sections]
    assert for_amina.changed == 0
    assert NEEDS_RISK.sections["victims"].title in for_amina.kept_apart
    assert "moved away" not in page
    assert "What did it do to them" not in page
    assert "2 Those who were harmed" in page


def test_an_assessment_kept_from_somebody_is_not_there_to_compare(cast, client, signed):
    hidden = begun(cast.amina, cast.dan, days=2)
    with acting_as(SYSTEM):
        Assessment.objects.filter(pk=hidden.pk).update(marking=CT)
    client.force_login(cast.member("amina"))

    beside = client.get(address("compare", cast, signed.pk, hidden.pk))
    before = client.get(address("compare-with-before", cast, hidden.pk))
    offered = client.get(address("compare-two", cast)).content.decode()

    assert (beside.status_code, before.status_code) == (404, 404)
    assert str(hidden.pk) not in offered
    assert "no two assessments" in offered


def test_however_much_is_answered_the_queries_are_as_many(cast, signed):
    few = begun(cast.amina, cast.dan, days=1)
    with acting_as(cast.amina):
        with CaptureQueriesContext(connection) as of_few:
            queries.comparison(
                actor=cast.amina, person=cast.dan, one=few.pk, other=signed.pk, on=NOW.date()
            )
        answer_everything(cast.amina, few)
        assert Answer.objects.filter(assessment=few).count() > 15
        with CaptureQueriesContext(connection) as of_many:
            queries.comparison(
                actor=cast.amina, person=cast.dan, one=few.pk, other=signed.pk, on=NOW.date()
            )

    assert len(of_many) == len(of_few) <= 7
