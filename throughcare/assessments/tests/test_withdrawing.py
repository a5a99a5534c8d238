"""An assessment begun in error is put aside, and stays to be read."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from tests.databases import NOW
from tests.faults.sheets import sheet
from throughcare.assessments import actions, queries
from throughcare.assessments.access import (
    SIGN_ASSESSMENT,
    START_ASSESSMENT,
    WITHDRAW_ASSESSMENT,
)
from throughcare.assessments.models import Answer, Assessment
from throughcare.assessments.tests.conftest import INSTRUMENT, answer
from throughcare.foundation.access import SYSTEM, AccessDenied, acting_as, decide
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.foundation.audit.models import Deed
from throughcare.foundation.packs import pack
from throughcare.record.models import Entry

WHY = "Begun for the wrong person."


def now(assessment):
    with acting_as(SYSTEM):
        return Assessment.objects.select_related("person").get(pk=assessment.pk)


def withdraw(cast, assessment, who="amina", version=None):
    actor, read = getattr(cast, who), now(assessment)
    with acting_as(actor):
        return actions.withdraw_assessment(
            actor=actor,
            assessment=read,
            version=version or read.version,
            why=WHY,
            at=NOW,
        )


def test_a_withdrawn_assessment_says_who_withdrew_it_when_and_why(cast, assessment):
    withdraw(cast, assessment, "owen")

    with acting_as(cast.amina):
        (line,) = queries.assessments_of(actor=cast.amina, person=cast.dan)
    assert not line.is_open
    assert not line.is_signed
    assert (line.withdrawn_by, line.withdrawn_at, line.withdrawn_because) == (
        "Owen Pryce",
        NOW,
        WHY,
    )


def test_it_is_on_the_record_and_in_the_audit(cast, assessment):
    withdraw(cast, assessment)

    with acting_as(SYSTEM):
        entry = Entry.objects.get(kind="assessment-withdrawn")
        deed = Deed.objects.get(verb="assessments.assessment_withdrawn")
    assert (entry.title, entry.text) == (INSTRUMENT.title, WHY)
    assert (entry.author_text, entry.link) == (
        "Amina Khan",
        f"assessments.assessment:{assessment.pk}",
    )
    assert deed.person_id == cast.dan.pk


def test_it_is_told_only_to_those_who_could_read_it(cast, therapy):
    hidden = therapy()
    withdraw(cast, hidden, "tess")

    with acting_as(SYSTEM):
        assert Entry.objects.get(kind="assessment-withdrawn").marking == hidden.marking
    for who, sees in (("tess", True), ("cara", False), ("sol", False)):
        with acting_as(getattr(cast, who)):
            assert Entry.objects.filter(kind="assessment-withdrawn").exists() is sees


def test_a_withdrawn_assessment_counts_for_nothing_and_a_new_one_can_begin(cast, assessment):
    withdraw(cast, assessment)

    with acting_as(cast.amina):
        assert queries.latest_signed(actor=cast.amina, person=cast.dan) is None
        again = actions.start_assessment(
            actor=cast.amina, person=cast.dan, instrument=INSTRUMENT, at=NOW
        )
    assert again.pk != assessment.pk


def test_nobody_answers_signs_or_withdraws_what_was_withdrawn(cast, assessment):
    withdraw(cast, assessment)

    for policy in (START_ASSESSMENT, SIGN_ASSESSMENT, WITHDRAW_ASSESSMENT):
        assert "was withdrawn" in decide(cast.amina, policy, now(assessment)).reason
    with acting_as(cast.amina), pytest.raises(AccessDenied):
        answer(cast.amina, assessment, "accommodation", home="short")


def test_the_database_keeps_what_was_withdrawn_as_it_was(cast, assessment):
    with acting_as(cast.amina):
        answer(cast.amina, assessment, "accommodation", home="short")
    withdraw(cast, assessment)

    with acting_as(SYSTEM):
        for change in (
            lambda: Answer.objects.update(note="-"),
            lambda: Answer.objects.all().delete(),
            lambda: Assessment.objects.update(state="open", withdrawn_at=None),
            lambda: Assessment.objects.all().delete(),
        ):
            with pytest.raises(DatabaseError), transaction.atomic():
                change()


def test_a_signed_assessment_is_never_withdrawn(cast, signed):
    with pytest.raises(AccessDenied, match="is signed and stays as it is"):
        withdraw(cast, signed)


def test_what_a_colleague_answered_meanwhile_is_read_before_it_is_withdrawn(cast, assessment):
    with acting_as(cast.owen):
        answer(cast.owen, assessment, "accommodation", home="short")

    with pytest.raises(ChangedMeanwhile):
        withdraw(cast, assessment, version=1)
    assert now(assessment).is_open


@pytest.mark.parametrize(
    ("who", "may"), [("amina", True), ("ben", True), ("cara", False), ("pia", False)]
)
def test_who_may_withdraw(cast, assessment, who, may):
    assert decide(getattr(cast, who), WITHDRAW_ASSESSMENT, assessment).allowed is may


def test_every_role_that_signs_assessments_withdraws_them():
    for role in pack().roles.values():
        assert ("assessments.sign_assessment" in role.powers) is (
            "assessments.withdraw_assessment" in role.powers
        ), role.id


# The page


def address(name, person, *parts):
    return reverse(f"assessments:{name}", args=[person.ref, *parts])


def filled(client, page, **changed):
    return {**sheet(client.get(page).content.decode(), page=page, to=page), "why": WHY, **changed}


def test_withdrawing_leads_to_the_list_where_it_stands_with_the_reason(client, cast, assessment):
    client.force_login(cast.member("amina"))
    page = address("withdraw", cast.dan, assessment.pk)
    for shown in ("assessment", "assessments"):
        parts = [assessment.pk] if shown == "assessment" else []
        assert page in client.get(address(shown, cast.dan, *parts)).content.decode()

    answered = client.post(page, filled(client, page), follow=True)

    assert answered.redirect_chain == [(address("assessments", cast.dan), 302)]
    text = answered.content.decode()
    assert WHY in text
    assert page not in text
    whole = client.get(address("assessment", cast.dan, assessment.pk)).content.decode()
    assert "It counts for nothing" in whole
    assert WHY in whole
    assert "Sign this assessment" not in whole
    assert "How much help is needed" not in whole


def test_withdrawing_needs_a_reason(client, cast, assessment):
    client.force_login(cast.member("amina"))
    page = address("withdraw", cast.dan, assessment.pk)

    text = client.post(page, filled(client, page, why=" ")).content.decode()

    assert text.count("Write why it is withdrawn") == 2
    assert now(assessment).is_open


def test_who_is_told_of_a_colleagues_answer_may_withdraw_all_the_same(client, cast, assessment):
    client.force_login(cast.member("amina"))
    page = address("withdraw", cast.dan, assessment.pk)
    form = filled(client, page)
    with acting_as(cast.owen):
        answer(cast.owen, assessment, "accommodation", home="short")

    told = client.post(page, form).content.decode()

    assert "A colleague has answered something" in told
    assert WHY in told
    assert now(assessment).is_open
    assert client.post(page, sheet(told, page=page, to=page)).status_code == 302
    assert not now(assessment).is_open


def test_withdrawing_twice_is_withdrawing_once(client, cast, assessment):
    client.force_login(cast.member("amina"))
    page = address("withdraw", cast.dan, assessment.pk)
    form = filled(client, page)

    first, second = (client.post(page, form) for _ in range(2))

    assert first.status_code == second.status_code == 302
    with acting_as(SYSTEM):
        assert Entry.objects.filter(kind="assessment-withdrawn").count() == 1


def test_who_was_still_answering_is_told_and_keeps_what_they_typed(client, cast, assessment):
    client.force_login(cast.member("amina"))
    page = address("section", cast.dan, assessment.pk, "accommodation")
    form = sheet(client.get(page).content.decode(), page=page, to=page)
    withdraw(cast, assessment, "ben")

    text = client.post(page, {**form, "note-home": "With a cousin."}).content.decode()

    assert "Somebody has withdrawn this assessment" in text
    assert "With a cousin." in text


def test_a_signed_assessment_offers_no_way_to_withdraw_it(client, cast, signed):
    client.force_login(cast.member("amina"))
    page = address("withdraw", cast.dan, signed.pk)

    whole = client.get(address("assessment", cast.dan, signed.pk)).content.decode()
    answered = client.post(page, {"why": WHY, "version": str(signed.version)})

    assert page not in whole
    assert answered.url == address("assessment", cast.dan, signed.pk)
    assert now(signed).signed_at == NOW


def test_a_facilitator_elsewhere_finds_nothing_to_withdraw(client, cast, assessment):
    client.force_login(cast.member("fay"))

    assert client.get(address("withdraw", cast.dan, assessment.pk)).status_code == 404
