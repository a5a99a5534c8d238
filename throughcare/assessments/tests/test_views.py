"""The pages: what each sending of a form comes to, without a script too."""

from uuid import uuid4

import pytest
from django.urls import reverse

from throughcare.assessments.forms import NOT_KNOWN_YET
from throughcare.assessments.models import Answer, Assessment, Rival
from throughcare.assessments.tests.conftest import ANSWERS, answer, answer_everything, reply
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.audit.models import Look


@pytest.fixture
def amina(cast, client):
    client.force_login(cast.member("amina"))
    return client


def address(name, cast, *parts, person=None):
    return reverse(f"assessments:{name}", args=[(person or cast.dan).ref, *parts])


def section(cast, assessment, id="accommodation", name="section"):
    return address(name, cast, assessment.pk, id)


def start(client, cast, **fields):
    given = {"instrument": "needs-and-strengths", "marking": "0", "once": str(uuid4()), **fields}
    return client.post(address("assessments", cast), given)


def kept(question):
    with acting_as(SYSTEM):
        found = Answer.objects.filter(question=question).first()
    return found and (found.state, found.value, found.note)


def test_starting_leads_to_the_first_section(cast, amina):
    answered = start(amina, cast)

    with acting_as(SYSTEM):
        started = Assessment.objects.get()
    assert answered.url == section(cast, started)


def test_starting_twice_with_one_form_starts_once(cast, amina):
    once = str(uuid4())
    start(amina, cast, once=once)
    start(amina, cast, once=once)

    with acting_as(SYSTEM):
        assert Assessment.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"instrument": "crystal-ball"},
        {"instrument": ""},
        {"marking": "3"},  # therapy, which Amina could not read
        {"marking": "x"},
        {"marking": "99999999999999999999"},
    ],
)
def test_what_was_not_offered_is_not_started(cast, amina, fields):
    answered = start(amina, cast, **fields)

    assert answered.status_code == 200
    with acting_as(SYSTEM):
        assert not Assessment.objects.exists()


def test_every_page_writes_the_look(cast, amina, assessment):
    amina.get(address("assessments", cast))
    amina.get(section(cast, assessment))
    amina.get(address("assessment", cast, assessment.pk))
    # What a page saves by itself is no further look.
    amina.post(address("save-section", cast, assessment.pk, "work"), {})

    with acting_as(SYSTEM):
        assert set(Look.objects.values_list("page", flat=True)) == {
            "assessments:assessments",
            "assessments:section",
            "assessments:assessment",
        }


@pytest.mark.parametrize("name", ["assessments", "assessment", "section", "choose"])
def test_a_colleague_of_another_team_finds_nothing(cast, client, assessment, name):
    client.force_login(cast.member("cara"))
    parts = {
        "assessments": [],
        "assessment": [assessment.pk],
        "section": [assessment.pk, "work"],
        "choose": [assessment.pk, "work"],
    }[name]

    assert client.get(address(name, cast, *parts)).status_code == 404


def test_a_section_is_saved_and_leads_to_the_next(cast, amina, assessment):
    answered = amina.post(
        section(cast, assessment, "finance"),
        {
            "version": "income:-,debt:-,bank_account:-",
            "q-income": "enough",
            "q-debt": NOT_KNOWN_YET,
            "note-debt": "asks his brother",
        },
    )

    assert answered.url == section(cast, assessment, "health")
    assert kept("income") == ("answered", "enough", "")
    assert kept("debt") == ("not-known", None, "asks his brother")
    assert kept("bank_account") is None


def test_without_a_script_a_question_called_for_shows_once_saved(cast, amina, assessment):
    before = amina.get(section(cast, assessment)).content.decode()
    answered = amina.post(section(cast, assessment), {"version": "home:-", "q-home": "short"})
    after = amina.get(answered.url).content.decode()

    assert 'id="ask-home_safe"' in before
    assert answered.url == section(cast, assessment) + "#ask-home_safe"
    assert after.split('id="ask-home_safe"')[1].split(">")[0].count(" hidden") == 0
    assert before.split('id="ask-home_safe"')[1].split(">")[0].count(" hidden") == 1
    assert "2 more questions" in after


def test_the_last_section_leads_to_what_it_comes_to(cast, amina, assessment):
    answered = amina.post(
        section(cast, assessment, "thinking"), {"version": "anger:-", "q-anger": "mostly"}
    )

    assert answered.url == address("assessment", cast, assessment.pk)


def test_a_page_saves_itself_and_learns_what_is_saved(cast, amina, assessment):
    save = section(cast, assessment, "accommodation", "save-section")
    first = amina.post(save, {"version": "home:-,home_words:-", "q-home": "short"}).json()
    second = amina.post(
        save, {"version": first["version"], "q-home": "none", "q-home_words": "On the sofa"}
    ).json()

    assert first["saved_at"] == "9.30am"
    assert first["version"] != second["version"]
    assert kept("home") == ("answered", "none", "")
    assert kept("home_words") == ("answered", "On the sofa", "")


def test_a_page_that_saves_itself_over_a_colleague_is_shown_both(cast, amina, assessment):
    with acting_as(cast.ben):
        answer(cast.ben, assessment, "accommodation", home="none")

    answered = amina.post(
        section(cast, assessment, "accommodation", "save-section"),
        {"version": "home:-", "q-home": "short"},
    )
    choose = section(cast, assessment, "accommodation", "choose")
    page = amina.get(choose).content.decode()

    assert (answered.status_code, answered.json()) == (409, {"conflict": choose})
    assert "Nowhere, or it is not known" in page
    assert "Somewhere for a short time" in page
    assert "Ben Adeyemi" in page


def test_choosing_ones_own_answer_saves_it(cast, amina, assessment):
    with acting_as(cast.ben):
        answer(cast.ben, assessment, "accommodation", home="none")
    answered = amina.post(section(cast, assessment), {"version": "home:-", "q-home": "short"})
    with acting_as(SYSTEM):
        mine = Rival.objects.get()
    shown = f"home:{reply('none').mark}"

    done = amina.post(answered.url, {"known_marks": shown, "keep-home": str(mine.pk)})

    assert answered.url == section(cast, assessment, "accommodation", "choose")
    assert done.url == address("assessment", cast, assessment.pk)
    assert kept("home") == ("answered", "short", "")


def test_choosing_nothing_says_what_to_choose(cast, amina, assessment):
    with acting_as(cast.ben):
        answer(cast.ben, assessment, "accommodation", home="none")
    amina.post(section(cast, assessment), {"version": "home:-", "q-home": "short"})

    page = amina.post(
        section(cast, assessment, "accommodation", "choose"), {"known_marks": "home:-"}
    )

    assert "Choose which answer to keep" in page.content.decode()


def test_an_answer_not_offered_is_said_and_not_saved(cast, amina, assessment):
    typed = {"version": "home:-,home_words:-", "q-home": "palace", "q-home_words": "I & me"}
    page = amina.post(section(cast, assessment), typed).content.decode()
    quiet = amina.post(section(cast, assessment, "accommodation", "save-section"), typed)

    assert "Choose one of the answers offered" in page
    assert "I &amp; me" in page
    assert quiet.status_code == 422
    assert kept("home") is None
    assert kept("home_words") == ("answered", "I & me", "")  # the script's own saving keeps it


NASTY = "<script>alert(1)</script> {{ 7*7 }} '; drop table people_person; -- \u202e\x07 ŵŷ 🙂"


def test_what_was_typed_is_kept_to_the_letter_and_shown_harmless(cast, amina, assessment):
    amina.post(section(cast, assessment), {"version": "home_words:-", "q-home_words": NASTY})
    page = amina.get(address("assessment", cast, assessment.pk)).content.decode()

    assert kept("home_words")[1] == NASTY
    assert "<script>alert(1)" not in page
    assert "{{ 7*7 }}" in page


@pytest.mark.parametrize("version", ["", "home", "home:", ",,,:", "home:zzz", "x" * 5000, "\x00"])
def test_a_page_that_does_not_say_what_it_knew_overwrites_nothing(cast, amina, assessment, version):
    with acting_as(cast.ben):
        answer(cast.ben, assessment, "accommodation", home="none")

    amina.post(section(cast, assessment), {"version": version, "q-home": "short"})

    assert kept("home") == ("answered", "none", "")


def test_text_left_open_with_its_box_ticked_is_not_known_yet(cast, amina, assessment):
    ticked = {"version": "home_words:-", "q-home_words": " ", "unknown-home_words": NOT_KNOWN_YET}
    amina.post(section(cast, assessment), ticked)
    assert kept("home_words") == ("not-known", None, "")

    with acting_as(SYSTEM):
        Answer.objects.all().delete()
    amina.post(section(cast, assessment), ticked | {"q-home_words": "A sofa"})
    assert kept("home_words") == ("answered", "A sofa", "")


@pytest.mark.parametrize("id", ["nowhere", "accommodation%0a", "..", "x" * 300])
def test_there_is_no_page_for_a_section_that_is_not_there(cast, amina, assessment, id):
    where = section(cast, assessment, "work").replace("/work", f"/{id}")

    assert amina.get(where).status_code == 404


def sign(client, cast, assessment, version):
    return client.post(
        address("sign", cast, assessment.pk), {"answers": str(version), "version": "1"}
    )


def test_signing_leads_to_the_signed_page_and_pressing_twice_does_no_harm(cast, amina, assessment):
    with acting_as(cast.amina):
        answer_everything(cast.amina, assessment)
        assessment.refresh_from_db()

    first = sign(amina, cast, assessment, assessment.version)
    second = sign(amina, cast, assessment, assessment.version)
    page = amina.get(first.url).content.decode()

    assert first.url == second.url == address("assessment", cast, assessment.pk)
    assert "Signed by" in page
    assert "Sign this assessment" not in page


def test_signing_too_early_says_what_is_missing(cast, amina, assessment):
    page = sign(amina, cast, assessment, 1).content.decode()

    assert "still need an answer" in page
    assert "Where is Dan living" in page


@pytest.mark.parametrize("version", ["1", "", "x", "-1"])
def test_signing_what_was_not_read_asks_to_read_it_again(cast, amina, assessment, version):
    with acting_as(cast.amina):
        answer_everything(cast.amina, assessment)

    page = sign(amina, cast, assessment, version).content.decode()

    assert "There is a problem" in page
    with acting_as(SYSTEM):
        assert Assessment.objects.get().is_open


def test_what_is_typed_while_a_colleague_signs_is_still_on_the_page(cast, amina, signed):
    page = amina.post(
        section(cast, signed), {"version": "home_words:-", "q-home_words": "Moved out today"}
    ).content.decode()

    assert "Somebody has signed this assessment" in page
    assert "Moved out today" in page
    assert kept("home_words") is None


def test_a_signed_assessment_is_read_not_answered(cast, amina, signed):
    assert amina.get(section(cast, signed)).url == address("assessment", cast, signed.pk)


def test_someone_who_may_read_but_not_answer_is_told_who_can(cast, client):
    client.force_login(cast.member("sol"))
    list_of_erin = address("assessments", cast, person=cast.erin)

    page = client.get(list_of_erin).content.decode()
    refused = client.post(
        list_of_erin, {"instrument": "needs-and-strengths", "marking": "0", "once": str(uuid4())}
    )

    assert "Only officers, facilitators" in page
    assert refused.status_code == 403
    assert "Only officers, facilitators" in refused.content.decode()


def test_the_whole_instrument_can_be_answered_without_a_script(cast, amina, assessment):
    for id, values in ANSWERS.items():
        amina.post(
            section(cast, assessment, id),
            {"version": ",".join(f"{q}:-" for q in values)}
            | {f"q-{question}": value for question, value in values.items()},
        )
    page = amina.get(address("assessment", cast, assessment.pk)).content.decode()

    assert "Sign this assessment" in page
    assert "Find somewhere settled to live" in page
