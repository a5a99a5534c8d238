"""What services send: unpaid work, referrals and programmes, joined-up answers, resettlement."""

import json
from datetime import UTC, date, datetime

import pytest

from tests.databases import NOW
from throughcare.exchange.actions import import_files
from throughcare.exchange.tests.conftest import (
    SAMPLES,
    answers,
    counts,
    known,
    person,
    prisoner,
    reasons,
    rows_of,
)
from throughcare.foundation.access import SYSTEM
from throughcare.foundation.calendar import local_day
from throughcare.people.models import Address, Identifier, Restriction
from throughcare.record.models import Entry
from throughcare.risk.models import Score
from throughcare.sentences.models import (
    Conviction,
    Hearing,
    LicenceCondition,
    Offence,
    Order,
    SupervisionTerm,
)
from throughcare.supervision.models import Appointment, Recording

# Taken, unchanged, needing review, refused: one after the other, into an empty system.
EXPECTED = {
    "community_payback": (13, 0, 1, 5),
    "interventions": (2, 0, 10, 4),
    "integration_api_expected": (0, 0, 11, 0),
    "resettlement_person": (40, 14, 2, 0),
}
HEALTH, SENSITIVE = 6, 1


def sample(name):
    return json.loads((SAMPLES / name).read_text())


def unpaid_work(**more):
    """An appointment for unpaid work of the person X949351."""
    return {**sample("community_payback/appointment-3500628309-200-response.json"), **more}


def named(crn="X111111"):
    """The part of an appointment that says whom it is for."""
    return {
        "crn": crn,
        "name": {"forename": "Mo", "surname": "Lewis", "middleNames": []},
        "dateOfBirth": "1991-04-02",
        "currentExclusion": False,
        "currentRestriction": False,
    }


def titles(number, **wanted):
    return sorted(one.title for one in rows_of(Entry, number, **wanted))


def test_court_cases_become_convictions_offences_sentences_and_hearings(take):
    """The sample with numbers and codes where it has placeholders, as one is really sent."""
    text = (SAMPLES / "integration_api/SentencedCourtCasesResponse.json").read_text()
    said = {
        "courtCaseUuid": "c1",
        "courtCaseReference": "T20261234",
        "prisonerId": "A4321CB",
        "offenceCode": "TH68036",
        "offenceDescription": "Theft from a shop",
        "sentenceCalcType": "ADIMP",
        "sentenceTypeDesc": "Standard determinate",
        "warrantType": "SENTENCING",
    }
    for name, value in said.items():
        text = text.replace(f'"{name}": "string"', f'"{name}": "{value}"')
    text = text.replace('"years": 0', '"years": 2').replace('"bookingId": 0', '"bookingId": 77')

    assert counts(take(prisoner=prisoner(), cases=text)) == (2, 0, 0, 0)

    [conviction] = rows_of(Conviction, "A4321CB")
    [offence] = rows_of(Offence, "A4321CB")
    [order] = rows_of(Order, "A4321CB")
    begin = sorted(one.begins_at for one in rows_of(Hearing, "A4321CB"))
    assert (conviction.number, conviction.convicted_on) == ("T20261234", date(2026, 7, 24))
    assert (offence.title, offence.conviction_id) == ("Theft from a shop", conviction.pk)
    assert (order.kind, order.length_text) == ("custodial", "2 years")
    assert local_day(begin[0]) == date(2025, 7, 24)
    assert begin[1] == datetime(2026, 7, 24, 6, 44, 26, tzinfo=UTC)


def test_every_message_of_the_services_is_taken_or_says_why_not(cast):
    found = {}
    for name in EXPECTED:
        report = import_files(actor=SYSTEM, paths=[SAMPLES / name], at=NOW)
        found[name] = counts(report)
        assert all(one.kind or "JSON" in one.reason for one in report.outcomes)
        assert not [one for one in report.outcomes if "could not be kept" in one.reason]

    assert found == EXPECTED


# Unpaid work


def test_unpaid_work_is_an_appointment_with_its_outcome_and_what_was_seen(take):
    take(a=unpaid_work(hiVisWorn=False, workQuality="POOR"))

    (booked,) = rows_of(Appointment, "X949351")
    (outcome,) = rows_of(Recording, "X949351")
    notes = "\n".join(one.text for one in rows_of(Entry, "X949351"))
    assert booked.type_text == "Unpaid work: Cleaning Streets"
    assert booked.starts_at == datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    assert booked.ends_at == datetime(2026, 3, 1, 17, 0, tzinfo=UTC)
    assert (outcome.outcome_text, outcome.is_failure) == ("Unacceptable Absence", True)
    assert "Time taken off (penalty): 120:30" in notes
    assert "Wore hi-vis: No" in notes
    assert "POOR" in notes


def test_an_outcome_no_list_has_is_kept_in_words_and_reported(take):
    report = take(a=unpaid_work(outcome={"code": "ZZZZ", "description": "Swept away"}))

    (outcome,) = rows_of(Recording, "X949351")
    assert (outcome.outcome, outcome.outcome_text) == ("", "Swept away")
    assert "ZZZZ" in json.dumps(report.as_json())


def test_a_list_that_leaves_most_out_takes_nothing_off_an_appointment(take):
    whole = unpaid_work(id=7, case=named(), sensitive=True)
    short = {
        "id": 7,
        "contactOutcome": None,
        "requirementProgress": {
            "requiredMinutes": 400,
            "completedMinutes": 60,
            "adjustments": 0,
        },
        "case": named(),
        "date": "2026-03-01",
        "startTime": "10:00",
        "endTime": "17:00",
    }

    take(a=whole, b={"content": [short], "page": {}})

    (booked,) = rows_of(Appointment, "X111111")
    assert booked.starts_at == datetime(2026, 3, 1, 10, 0, tzinfo=UTC)
    assert booked.marking == SENSITIVE
    assert booked.place == "90 Peter Street, Salford, M5 560"
    assert titles("X111111", kind="requirement-progress") == ["Unpaid work: 60 of 400 minutes done"]


def test_a_session_is_about_each_of_its_people_and_a_project_about_nobody(take):
    session = sample("community_payback/N56123456-20250915-session-200-response.json")

    report = take(a=session, b=sample("community_payback/project-TEST02-200-response.json"))

    assert counts(report) == (3, 0, 0, 1)
    assert titles("X948762", kind="requirement-progress") == [
        "Unpaid work: 3000 of 12000 minutes done"
    ]
    assert not rows_of(Appointment, "X948762")


def test_an_appointment_without_its_day_is_refused_with_its_place(take):
    report = take(a=unpaid_work(date="soon"))

    (reason,) = reasons(report)
    assert "date" in reason
    assert known("X949351") is None


# Referrals, and news of them


def test_a_referral_told_of_again_changes_what_stands(take):
    name = "interventions/sar-api-response.json"
    first, second = sample(name), sample(name)
    first["content"]["crn"] = second["content"]["crn"] = "X111111"
    second["content"]["referral"][0]["status"] = "COMPLETED"

    report = take(a=person("X111111"), b=first, c=second)

    assert counts(report) == (3, 0, 0, 0)
    told = rows_of(Entry, "X111111", title__startswith="Referral SP0001: Harmony")
    before, now = sorted(told, key=lambda one: one.recorded_at)
    assert before.title == "Referral SP0001: Harmony Living (ASSIGNED)"
    assert now.title == "Referral SP0001: Harmony Living (COMPLETED)"
    assert now.supersedes_id == before.pk
    assert "Referral SP0001: end of service report" in titles("X111111", kind="referral")
    (session,) = rows_of(Appointment, "X111111")
    assert session.starts_at == datetime(2024, 2, 10, 9, 5, tzinfo=UTC)
    (needs,) = rows_of(Entry, "X111111", title="Referral SP0001: accessibility needs")
    assert needs.marking == HEALTH


def test_a_draft_of_a_referral_is_not_on_the_record(take):
    draft = {"crn": "X111111", "referral": [], "draft_referral": [{"created_at": "1 May 2024"}]}

    report = take(a=person("X111111"), b={"content": draft})

    assert report.count("needs-review") == report.count("refused") == 0
    assert not titles("X111111", kind="referral")


@pytest.mark.parametrize(
    ("event", "kind"),
    [("interventions.community-referral.created", "referral"), ("x.y.z", "details-received")],
)
def test_news_of_a_referral_comes_in_a_notification(take, event, kind):
    news = sample("interventions/communityReferralCreatedEvent.json")
    news["Message"] = news["Message"].replace("interventions.community-referral.created", event)

    report = take(a=person("X945794"), b=news)

    assert counts(report) == (2, 0, 0, 0)
    assert len(titles("X945794", kind=kind)) == 1
    assert (event in json.dumps(report.as_json()["unknown_codes"])) is (kind != "referral")


def test_programme_referrals_without_a_number_are_for_a_person_to_place(take):
    told = sample("interventions/2_sar-api-response.json")

    report = take(a=prisoner(), programmes=told, programmes_A4321CB=told)

    assert counts(report) == (2, 0, 1, 0)
    assert "Referral to a programme: WITHDRAWN, HMP Brixton" in titles("A4321CB")
    (hidden, _other) = rows_of(Entry, "A4321CB", marking=HEALTH)
    assert hidden.title.startswith("Learning disability")


def test_programme_sessions_become_appointments(take):
    text = (SAMPLES / "interventions/3_sar-api-response.json").read_text()
    text = text.replace("<UUID>", "7f").replace("<DATE_TIME>", "2026-01-02T10:00:00")

    take(a=person(), programme_X111111=text)

    booked = [one.type_text for one in rows_of(Appointment, "X111111")]
    assert "Programme session: Future me plan" in booked
    assert "Referral: Scheduled" in titles("X111111")


# Joined-up answers


def test_a_joined_up_person_has_every_number_and_name(take):
    report = take(a=sample("integration_api/core-person-record-response.json"))

    assert counts(report) == (1, 0, 0, 0)
    numbers = {one.kind for one in rows_of(Identifier, "A123123")}
    assert {"crn", "nomis", "cro", "national-insurance", "arrest-summons"} <= numbers
    assert known("A123123") == known("G2996UX")
    (home,) = rows_of(Address, "A123123")
    assert (home.postcode, home.until) == ("SW1H 9AJ", date(2023, 7, 15))


def test_a_limit_on_access_is_seen_by_whoever_decides_and_closes_the_record_until_then(take):
    limits = sample("integration_api/GetAccessLimitationsResponse.json")

    take(a=person(), limits_X111111=limits)

    (entry,) = rows_of(Entry, "X111111", title="Restricted in nDelius")
    assert (entry.marking, entry.text) == (SENSITIVE, "May see it: user4824@example.invalid")
    assert len(rows_of(Restriction, "X111111")) == 1


def test_an_answer_that_nobody_is_kept_out_closes_nothing(take):
    take(a=person(), limits_X111111={"excludedFrom": [], "restrictedTo": []})

    assert not rows_of(Restriction, "X111111")


def test_health_is_marked_as_health(take):
    told = sample("integration_api/GetHealthAndMedicationResponse.json")

    take(a=prisoner(), health_A4321CB=told)

    entries = rows_of(Entry, "A4321CB", kind="details-received")
    assert len(entries) == 4
    assert {one.marking for one in entries} == {HEALTH}


def test_supervisions_bring_sentences_offences_and_mappa(take):
    told = sample("integration_api/GetSupervisionsResponse.json")

    take(a=person(), b=answers(told, url="/case/X111111/supervisions"))

    assert {one.title for one in rows_of(Order, "X111111")} == {
        "CJA - Community Order",
        "CJA - Suspended Sentence Order",
    }
    assert len(rows_of(Offence, "X111111")) == 5


def test_old_scores_and_new_stand_side_by_side(take):
    told = sample("integration_api_expected/person-risk-scores-v1-and-v2.json")

    take(a=person(), scores_X111111=told)

    found = {(one.name, one.band) for one in rows_of(Score, "X111111")}
    assert {("arp", "low"), ("vrp", "medium"), ("ogp", "low"), ("ovp", "medium")} <= found
    assert len(found) == 12


def test_placeholders_where_a_number_should_be_are_no_facts(take):
    report = take(a=sample("integration_api/GetOffenderResponse.json"))

    assert counts(report) == (1, 0, 0, 0)


# Resettlement


def test_a_licence_brings_its_conditions_as_they_were_filled_in(take):
    take(a=sample("resettlement_person/cvl-api-getLicenceById-A8731DY-200-response.json"))

    conditions = rows_of(LicenceCondition, "U328968")
    assert len(conditions) == 10
    assert [one for one in conditions if one.title.startswith("Not to enter the area of Leeds")]
    assert len(rows_of(SupervisionTerm, "A8731DY")) == 6


@pytest.mark.parametrize(
    ("more", "marking"),
    [
        ({"subType": "ACCOM"}, 0),
        ({"subType": "HEALTH"}, HEALTH),
        ({"subType": "HEALTH", "sensitive": True}, SENSITIVE),
    ],
)
def test_a_case_note_is_read_by_those_it_is_for(take, more, marking):
    note = sample("resettlement_person/case-notes-api-get-case-notes-A8731DY-200-response.json")
    one = {**note["content"][0], **more, "offenderIdentifier": "A4321CB"}
    one["amendments"] = [
        {
            "creationDateTime": "2024-05-01T10:00:00",
            "authorName": "User4, Test",
            "additionalNoteText": "And more.",
        }
    ]

    take(a=prisoner(), b={"content": [one]})

    entries = rows_of(Entry, "A4321CB", kind="resettlement")
    assert [entry.marking for entry in entries] == [marking, marking]
    assert {entry.text for entry in entries} >= {"And more."}


def test_two_prisoners_with_one_police_number_are_for_a_person_to_tell_apart(cast):
    folder = SAMPLES / "resettlement_person"

    report = import_files(actor=SYSTEM, paths=[folder], at=NOW)

    assert "Its numbers belong to more than one person." in reasons(report)
    assert known("A8731DY") != known("B1234ZX")


def test_a_referral_without_a_number_is_known_by_when_it_was_made(take):
    name = "interventions-service-api-getPrisonerReferrals-A8731DY-200-response"
    referrals = sample(f"resettlement_person/{name}.json")

    take(a=prisoner("A8731DY"), referrals_A8731DY=referrals)

    assert (
        titles("A8731DY", kind="referral") == ["Referral: Accommodation Services - South West"] * 2
    )
