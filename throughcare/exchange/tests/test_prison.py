"""Notices, rolls, licences and recalls: what these systems really send, and what is made of it."""

import json
from datetime import UTC, date, datetime

import pytest

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
from throughcare.people.models import Holding, Identifier, Name, Restriction
from throughcare.record.models import Entry
from throughcare.risk.models import HarmLevel, Mappa, Score
from throughcare.sentences.models import KeyDate, LicenceCondition


def notice(event: str, **more: object) -> dict[str, object]:
    """A notification of the prison system, its message written into a text."""
    message = {
        "eventType": event,
        "eventDatetime": "2026-02-25T11:24:32.935401",
        "offenderIdDisplay": "A4321CB",
        "offenderId": "1000",
        "nomisEventType": event,
        **more,
    }
    return {
        "Type": "Notification",
        "MessageId": "1",
        "Message": json.dumps(message),
        "Timestamp": "2026-02-25T11:25:16.169Z",
        "MessageAttributes": {"eventType": {"Type": "String", "Value": "SOMETHING-ELSE"}},
    }


def titles(number: str = "A4321CB", **wanted: object) -> list[str]:
    return sorted(one.title for one in rows_of(Entry, number, **wanted))


# Notices


def test_a_notice_becomes_one_line_among_its_like_and_changes_nothing_else(take):
    report = take(a=prisoner(), b=notice("OFFENDER_IDENTIFIER-UPDATED"))

    assert counts(report) == (2, 0, 0, 0)
    assert titles(kind="prison-notice") == ["Numbers changed in NOMIS"]
    [one] = rows_of(Entry, "A4321CB", kind="prison-notice")
    assert one.happened_at == datetime(2026, 2, 25, 11, 24, 32, tzinfo=UTC)


def test_that_a_record_was_deleted_is_for_a_person_to_decide_and_nothing_is_deleted(take):
    take(a=prisoner())

    report = take(a=notice("DATA_COMPLIANCE_DELETE-OFFENDER"))

    assert reasons(report) == ["The other system has deleted this record: should it stay here?"]
    assert report.unknown_codes() == []
    assert known("A4321CB")


def test_an_event_nobody_has_told_us_of_is_kept_as_it_is_called_and_reported(take):
    report = take(a=prisoner(), b=notice("CELL-PAINTED"))

    assert titles(kind="prison-notice") == ["CELL-PAINTED"]
    assert [one["code"] for one in report.unknown_codes()] == ["CELL-PAINTED"]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"offenderIdDisplay": None}, "does not say whom"),
        ({"offenderIdDisplay": None, "bookingId": "999"}, "only by a number we have not met"),
        ({"offenderIdDisplay": "A9999ZZ"}, "Nobody with its number"),
    ],
)
def test_a_notice_about_nobody_we_know_waits_for_a_person(take, more, reason):
    report = take(a=notice("OFFENDER-UPDATED", **more))

    assert counts(report) == (0, 0, 1, 0)
    assert reason in reasons(report)[0]


def test_a_booking_says_whose_the_notice_is_once_another_message_told(take):
    report = take(
        a=notice("OFFENDER_BOOKING-CHANGED", offenderIdDisplay=None, bookingId="77"), b=prisoner()
    )

    assert counts(report) == (2, 0, 0, 0)
    assert titles(kind="prison-notice") == ["Time in prison changed in NOMIS"]


def domain_event(event: str, **about: str) -> dict[str, object]:
    message = {"eventType": event, "additionalInformation": about}
    return {**notice(event), "Message": json.dumps(message)}


def test_the_message_says_what_happened_and_the_envelope_when(take):
    take(
        a=prisoner(),
        b=domain_event("incentives.iep-review.inserted", id="12345", nomsNumber="A4321CB"),
    )

    [one] = rows_of(Entry, "A4321CB", kind="prison-notice")
    assert one.title == "Incentive level reviewed"
    assert one.happened_at == datetime(2026, 2, 25, 11, 25, 16, tzinfo=UTC)


def test_two_numbers_that_were_merged_over_there_are_not_merged_here_by_a_notice(take):
    report = take(
        a=prisoner(),
        b=prisoner("A4321CD", firstName="JOE", bookingId="78"),
        c=domain_event(
            "prison-offender-events.prisoner.merged",
            nomsNumber="A4321CB",
            removedNomsNumber="A4321CD",
        ),
    )

    assert reasons(report) == ["Its numbers belong to more than one person."]
    assert known("A4321CB") != known("A4321CD")


def test_a_notice_that_misses_its_message_costs_the_next_nothing(take):
    bad = {**notice("X"), "Message": "{no"}

    report = take(a=prisoner(), b=[bad, notice("ASSESSMENT-UPDATED")])

    assert counts(report) == (2, 0, 0, 1)
    [refused] = [one for one in report.outcomes if one.state == "refused"]
    assert refused.whole_place == "/0/Message line 1, column 2"


# Rolls


def test_somebody_released_to_a_hospital_is_out_and_the_record_says_where(take):
    take(a=prisoner())

    take(
        a=prisoner(
            prisonId="OUT",
            cellLocation=None,
            restrictedPatient=True,
            supportingPrisonId="MWI",
            dischargeDate="2026-01-17",
            dischargedHospitalDescription="All Saints",
        )
    )

    assert "Restricted patient: discharged to All Saints" in titles(kind="movement")
    assert rows_of(Holding, "A4321CB", kind="custody", until=None) == []


def test_legal_dates_count_also_where_no_sentence_has_begun(take):
    take(a=prisoner(licenceExpiryDate="2027-01-02", conditionalReleaseDate=None))

    assert [(one.kind, one.on) for one in rows_of(KeyDate, "A4321CB")] == [
        ("LED", date(2027, 1, 2))
    ]


def test_a_date_that_a_template_left_empty_refuses_its_prisoner_alone(take):
    report = take(a=[prisoner(licenceExpiryDate="$sled"), prisoner("A4321CD", firstName="BO")])

    assert counts(report) == (1, 0, 0, 1)
    [refused] = [one for one in report.outcomes if one.state == "refused"]
    assert refused.whole_place == "/0/licenceExpiryDate"


# Licences

LICENCE = {
    "id": 7,
    "typeCode": "AP",
    "version": "1.0",
    "statusCode": "IN_PROGRESS",
    "crn": "X111111",
    "licenceStartDate": "07/03/2026",
    "dateLastUpdated": "06/03/2026 10:30",
    "standardLicenceConditions": [{"id": 1, "code": "a", "text": "Behave well"}],
    "additionalLicenceConditions": [],
    "bespokeConditions": [{"id": 2, "text": "Not to enter the park"}],
}


def test_a_licence_that_is_only_being_drawn_up_binds_nobody(take):
    take(a=person(), b=LICENCE)

    [entry] = rows_of(Entry, "X111111", kind="licence")
    assert entry.title == "Licence being drawn up"
    assert "Not to enter the park" in entry.text
    assert rows_of(LicenceCondition, "X111111") == []


def test_the_conditions_of_a_licence_in_force_bind(take):
    take(a=person(), b={**LICENCE, "statusCode": "ACTIVE"})

    in_force = rows_of(LicenceCondition, "X111111", is_active=True)
    assert {one.title for one in in_force} == {"Behave well", "Not to enter the park"}
    assert {one.started_on for one in in_force} == {date(2026, 3, 7)}


def test_a_licence_that_has_ended_takes_its_conditions_back(take):
    ended = {**LICENCE, "statusCode": "INACTIVE", "dateLastUpdated": "09/09/2026 10:30"}

    take(a=person(), b={**LICENCE, "statusCode": "ACTIVE"}, c=ended)

    assert len(rows_of(LicenceCondition, "X111111", is_active=False)) == 2
    assert titles("X111111", kind="licence") == ["Licence in force", "Licence no longer in force"]


def test_a_state_of_a_licence_on_no_list_is_reported_and_binds_nobody(take):
    report = take(a=person(), b={**LICENCE, "statusCode": "HOVERING"})

    assert [one["code"] for one in report.unknown_codes()] == ["HOVERING"]
    assert rows_of(LicenceCondition, "X111111") == []


# Recalls

CASE = {
    "personalDetails": {
        "name": {"forename": "Mo", "surname": "Lewis"},
        "identifiers": {"crn": "X111111", "nomsNumber": "A4321CB"},
        "dateOfBirth": "1991-04-02",
        "gender": "Male",
    }
}


def test_somebody_restricted_comes_without_details_and_loses_none(take):
    take(a=CASE)

    report = take(
        a={
            "personalDetails": {"identifiers": {"crn": "X111111"}, "name": None},
            "userRestricted": True,
        }
    )

    assert counts(report) == (1, 0, 0, 0)
    assert [one.family_name for one in rows_of(Name, "X111111")] == ["Lewis"]
    assert rows_of(Restriction, "X111111")


def test_somebody_restricted_whom_we_do_not_know_is_not_made_up(take):
    report = take(a={"personalDetails": {"identifiers": {"crn": "X222222"}, "name": None}})

    assert counts(report) == (0, 0, 1, 0)
    assert known("X222222") is None


def test_mappa_and_the_history_of_risk_are_kept_with_their_days(take):
    report = take(
        a={
            **CASE,
            "mappa": {"level": 2, "category": 0, "startDate": "2026-02-10"},
            "roshHistory": [
                {"active": True, "type": "RVHR", "startDate": "2026-01-30"},
                {"active": False, "type": "ROUND", "startDate": "2025-01-30"},
            ],
            "lastRelease": {"releaseDate": "2026-01-02", "recallDate": "2026-03-04"},
        }
    )

    [mappa] = rows_of(Mappa, "X111111")
    assert (mappa.level, mappa.category) == ("2", "")
    assert [one.level for one in rows_of(HarmLevel, "X111111")] == ["very-high"]
    assert [one["code"] for one in report.unknown_codes()] == ["ROUND"]
    assert titles("X111111", kind="recall") == ["Recalled to prison"]


def test_the_recall_unit_has_another_name_for_the_same_number_so_a_person_decides(take):
    record = {"id": "1", "familyName": "Else", "firstNames": "Some Body", "status": "Recalled"}

    report = take(
        a=CASE, b=answers({"offender": {**record, "sentences": []}}, url="/offender/X111111")
    )

    assert counts(report)[2] == 1
    assert "another name" in reasons(report)[0]


def test_a_decision_about_recall_is_told_step_by_step_with_who_and_why(take):
    answer = json.loads((SAMPLES / "licences_recalls/sar-api-response.json").read_text())

    report = take(a=answer)

    assert counts(report) == (1, 0, 0, 0)
    assert titles("A12345", kind="recall") == [
        "Manager's decision: recall",
        "Recall considered",
        "Recall countersigned by the assistant chief officer",
        "Recall countersigned by the senior officer",
        "Recall recommended: fixed term",
        "Recall: victims in the contact scheme",
        "Recall: what makes them vulnerable",
        "Recalled to prison",
        "Recalled to prison",
        "Senior officer: recall",
    ]
    [recommended] = rows_of(Entry, "A12345", title="Recall recommended: fixed term")
    assert "State of the recommendation: DRAFT" in recommended.text
    assert "Increasingly violent behaviour" in recommended.text
    [victims] = rows_of(Entry, "A12345", title="Recall: victims in the contact scheme")
    assert victims.marking == 4


# Scores


def test_old_and_new_scores_stand_side_by_side_under_names_of_their_own(take):
    scores = json.loads((SAMPLES / "licences_recalls/current-scores.json").read_text())

    report = take(a=person(), b=answers(scores[:2], url="/scores/X111111"))

    assert counts(report) == (3, 0, 0, 0)
    found = {one.name: (one.value, one.band) for one in rows_of(Score, "X111111")}
    assert {"ogrs3", "ovp", "rsr", "arp", "vrp", "svrp", "csrp", "dc-srp"} <= set(found)
    assert found["dc-srp"][1] == "not-applicable"
    assert float(found["arp"][0]) == 16.8


def test_numbers_in_a_case_are_kept_as_given(take):
    take(a={**CASE, "personalDetails": {**CASE["personalDetails"], "pncNumber": None}})

    assert {one.kind for one in rows_of(Identifier, "X111111")} >= {"crn", "nomis"}
