"""Numbers, dates and codes, typed on the pages."""

from urllib.parse import urlsplit

import pytest

from tests.databases import NOW
from throughcare.assessments import actions
from throughcare.assessments.models import Answer
from throughcare.assessments.tests.conftest import answer
from throughcare.assessments.tests.test_for_rules import ANSWERS, INSTRUMENT
from throughcare.assessments.tests.test_views import address, kept, section
from throughcare.foundation.access import acting_as
from throughcare.foundation.packs import pack

TYPED = {
    "q-date_last_sanction": "2 10 26",
    "q-actuarial_category": "THEFT_NON_MOTOR",
    "q-offence_code": "03901",
    "q-age_at_first_sanction": "17",
    "q-total_sanctions": "1,009",
    "q-violent_sanctions": "2",
}


@pytest.fixture
def amina(cast, client):
    client.force_login(cast.member("amina"))
    return client


@pytest.fixture
def asked(cast):
    """What the predictors need of Dan, begun by Amina."""
    with acting_as(cast.amina):
        return actions.start_assessment(
            actor=cast.amina, person=cast.dan, instrument=INSTRUMENT, at=NOW
        )


def test_what_is_typed_is_kept_as_rules_take_it_and_read_as_people_say_it(cast, amina, asked):
    typed = {**TYPED, "q-total_sanctions": "9"}
    amina.post(section(cast, asked, "sanctions"), typed)
    again = amina.get(section(cast, asked, "sanctions")).content.decode()
    page = amina.get(address("assessment", cast, asked.pk)).content.decode()

    assert kept("date_last_sanction")[1] == "2026-10-02"
    assert kept("total_sanctions")[1] == "9"
    assert kept("offence_code")[1] == "03901"
    assert 'value="2/10/2026"' in again
    assert 'value="9"' in again
    assert again.count('inputmode="numeric"') == 4  # three numbers and the code
    assert '<option value="THEFT_NON_MOTOR" selected' in again
    assert "2 October 2026" in page
    assert "How much help is needed" not in page


def test_a_wrong_number_is_said_at_the_question_and_all_that_was_typed_stays(cast, amina, asked):
    page = amina.post(section(cast, asked, "sanctions"), TYPED).content.decode()

    assert "must be 999 or less" in page
    assert 'href="#id_q-total_sanctions"' in page
    assert 'value="1,009"' in page
    assert 'value="2 10 26"' in page
    assert '<option value="THEFT_NON_MOTOR" selected' in page
    assert kept("violent_sanctions") is None


def test_a_wrong_number_keeps_no_other_answer_from_saving_itself(cast, amina, asked):
    save = section(cast, asked, "sanctions", "save-section")
    known = ",".join(f"{name[2:]}:-" for name in TYPED)
    first = amina.post(save, {**TYPED, "version": known})
    assert kept("violent_sanctions")[1] == "2"
    assert kept("total_sanctions") is None
    mended = {**TYPED, "q-total_sanctions": "9", "q-violent_sanctions": "3"}
    second = amina.post(save, {**mended, "version": first.json()["version"]})

    assert first.status_code == 422
    assert "must be 999 or less" in first.json()["wrong"][0]
    assert second.status_code == 200  # and nobody contradicted themselves
    assert (kept("total_sanctions")[1], kept("violent_sanctions")[1]) == ("9", "3")


@pytest.mark.parametrize(
    ("question", "typed", "said"),
    [
        ("total_sanctions", "nine", "in figures"),
        ("total_sanctions", "1.5", "whole number"),
        ("total_sanctions", "-1", "must be 1 or more"),
        ("date_last_sanction", "somewhen", "Enter a date"),
        ("offence_code", "391", "as 5 digits"),
    ],
)
def test_what_cannot_be_an_answer_says_what_to_type(cast, amina, asked, question, typed, said):
    page = amina.post(section(cast, asked, "sanctions"), {f"q-{question}": typed})

    assert said in page.content.decode()
    with acting_as(cast.amina):
        assert not Answer.objects.exists()


def test_a_number_that_is_not_known_says_so_by_its_box(cast, amina, asked):
    amina.post(section(cast, asked, "sanctions"), {"unknown-total_sanctions": "?"})

    assert kept("total_sanctions") == ("not-known", None, "")


def test_two_days_typed_at_once_stand_side_by_side_in_words(cast, amina, asked):
    with acting_as(cast.ben):
        answer(cast.ben, asked, "sanctions", date_last_sanction="2026-10-02")
    answered = amina.post(
        section(cast, asked, "sanctions"),
        {"version": "date_last_sanction:-", "q-date_last_sanction": "3/10/26"},
    )
    page = amina.get(urlsplit(answered.url).path).content.decode()

    assert "2 October 2026" in page
    assert "3 October 2026" in page


def test_counts_of_sexual_sanctions_are_asked_only_where_there_are_any(cast, amina, asked):
    amina.post(section(cast, asked, "sexual"), {"q-sexual_offence_history": "no"})
    page = amina.get(section(cast, asked, "sexual")).content.decode()

    assert page.split('id="ask-contact_adult"')[1].split(">")[0].count(" hidden") == 1


def test_a_signed_one_is_listed_without_levels_and_says_nothing_of_needs(cast, amina, asked):
    with acting_as(cast.amina):
        for id, values in ANSWERS.items():
            answer(cast.amina, asked, id, **values)
        asked.refresh_from_db()
        actions.sign_assessment(actor=cast.amina, assessment=asked, version=asked.version, at=NOW)
    listed = amina.get(address("assessments", cast)).content.decode()
    page = amina.get(address("assessment", cast, asked.pk)).content.decode()

    assert "1 not known yet" in listed
    assert "No needs shown" not in listed
    assert "Needs that follow" not in page
    assert pack().instrument("reoffending", on=NOW.date()).title in listed
