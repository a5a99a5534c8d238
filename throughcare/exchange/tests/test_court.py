"""What the courts send: several people in one message, youths, organisations, half a message."""

import json

import pytest

from tests.databases import NOW
from throughcare.exchange.models import Original
from throughcare.exchange.parcels import pieces_in
from throughcare.exchange.tests.conftest import SAMPLES, counts, person, reasons, rows_of
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.record.models import Entry
from throughcare.sentences.models import Hearing

PNC, OTHER_PNC = "20020073319Z", "2012/0052494Q"


def defendant(name="Mo", family="Lewis", born="1991-04-02", **more):
    details = {"firstName": name, "lastName": family, "dateOfBirth": born, "gender": "MALE"}
    offence = {"offenceCode": "TH68010", "offenceTitle": "Theft", "wording": "Stole a hat"}
    return {
        "id": f"id-{name}",
        "masterDefendantId": f"id-{name}",
        "personDefendant": {"personDetails": details},
        "offences": [offence],
        **more,
    }


def case(*defendants, id="case-1", urn="25GD1"):
    return {
        "id": id,
        "prosecutionCaseIdentifier": {"caseURN": urn},
        "defendants": list(defendants),
    }


def hearing(*cases, **more):
    return {
        "id": "hearing-1",
        "type": {"description": "sentence"},
        "courtCentre": {"code": "B14LO", "name": "Ashwell Crown Court", "roomName": "Court 3"},
        "hearingDays": [
            {"sittingDay": "2026-12-09T10:30:00.000Z"},
            {"sittingDay": "2026-12-08T09:00:00.000Z"},
        ],
        "jurisdictionType": "CROWN",
        "prosecutionCases": list(cases),
        **more,
    }


def mo(crn="X111111", pnc=PNC):
    return person(crn, otherIds={"pncNumber": pnc})


def jo(crn="X222222"):
    return person(
        crn, firstName="Jo", surname="King", dateOfBirth="1988-08-08", otherIds={"pncNumber": None}
    )


def libra(**more):
    return {
        "caseNo": "1600032982",
        "hearingId": "h-1",
        "name": {"forename1": "Mo", "surname": "LEWIS"},
        "defendantName": "MR MO LEWIS",
        "defendantType": "P",
        "defendantSex": "M",
        "defendantDob": "02/04/1991",
        "pnc": PNC,
        "courtCode": "B43KB",
        "courtRoom": "00",
        "sessionStartTime": "2026-12-08T09:00:00",
        "offences": [{"seq": 1, "title": "Theft", "code": "TH68010", "summary": "Stole a hat"}],
        **more,
    }


def request(*defendants, **more):
    return {
        "courtCode": "B14LO",
        "caseId": "case-1",
        "hearingId": "hearing-1",
        "source": "COMMON_PLATFORM",
        "hearingDays": [{"courtRoom": "1", "sessionStartTime": "2026-12-08T09:00:00"}],
        "defendants": list(defendants),
        **more,
    }


def listed(crn="X111111", forename="Mo", surname="Lewis", born="1991-04-02", **more):
    name = {"forename1": forename, "surname": surname}
    return {"name": name, "dateOfBirth": born, "type": "PERSON", "crn": crn, "sex": "MALE", **more}


# Several people


def test_a_hearing_of_two_defendants_is_a_message_about_each(take):
    two = hearing(case(defendant(pncId=PNC), defendant("Jo", "King", "1988-08-08")))

    report = take(a=mo(), b={"hearing": two})

    assert counts(report) == (2, 0, 1, 0)
    aside = next(one for one in report.outcomes if one.state == "needs-review")
    assert aside.whole_place == "/hearing/prosecutionCases/0/defendants/1"
    assert aside.reason == "It does not say whom it is about."
    [row] = rows_of(Hearing, "X111111")
    assert (row.court, row.room, row.kind) == ("Ashwell Crown Court", "Court 3", "Sentence")
    assert row.case_number == "25GD1"
    assert row.days == ["2026-12-08T09:00:00+00:00", "2026-12-09T10:30:00+00:00"]
    assert row.offences[0]["title"] == "Theft"


def test_the_original_kept_of_one_defendant_tells_nothing_of_another(take):
    two = case(defendant(pncId=PNC), defendant("Jo", "King", "1988-08-08"))
    attended = [
        {"defendantId": "id-Mo", "attendanceDays": [{"attendanceType": "IN_PERSON"}]},
        {"defendantId": "id-Jo", "attendanceDays": [{"attendanceType": "BY_VIDEO"}]},
    ]
    third = case(defendant("Al", "Third"), id="case-2", urn="25GD2")

    take(a=mo(), b=hearing(two, third, defendantAttendance=attended))

    with acting_as(SYSTEM):
        texts = [bytes(one.content).decode() for one in Original.objects.exclude(person=None)]
    [own] = [text for text in texts if "hearing-1" in text]
    assert "Mo" in own
    assert not any(word in own for word in ("King", "id-Jo", "BY_VIDEO", "Third", "25GD2"))
    assert rows_of(Hearing, "X111111")[0].attendance == "in person"


def test_the_same_person_in_two_cases_of_a_hearing_has_it_once_for_each(take):
    twice = hearing(
        case(defendant(pncId=PNC)), case(defendant(pncId=PNC), id="case-2", urn="25GD2")
    )

    report = take(a=mo(), b=twice)

    assert counts(report) == (3, 0, 0, 0)
    assert {one.case_number for one in rows_of(Hearing, "X111111")} == {"25GD1", "25GD2"}


def test_something_wrong_with_one_defendant_costs_the_other_nothing(take):
    bad = defendant("Jo", "King", "1988-13-08", pncId=PNC)

    report = take(a=mo(), b=hearing(case(bad, defendant(pncId=PNC))))

    assert counts(report) == (2, 0, 0, 1)
    [refused] = [one for one in report.outcomes if one.state == "refused"]
    place = "/prosecutionCases/0/defendants/0/personDefendant/personDetails/dateOfBirth"
    assert refused.whole_place == place


def test_a_control_character_about_one_defendant_costs_the_other_nothing():
    text = json.dumps(hearing(case(defendant("J\u0000"), defendant())))

    bad, good = pieces_in(text.encode(), name="x")

    assert bad.wrong
    assert bad.place.startswith("/prosecutionCases/0/defendants/0/")
    assert not good.wrong
    assert good.whose == "/prosecutionCases/0/defendants/1"


def test_a_message_taken_apart_is_one_message_when_it_is_opened_again():
    whole = json.dumps(hearing(case(defendant(), defendant("Jo")))).encode()

    for piece in pieces_in(whole, name="x"):
        [again] = pieces_in(piece.text, name="x")
        assert (again.text, again.body) == (piece.text, piece.body)


def test_a_hearing_in_a_notification_is_opened_and_taken_apart(take):
    inner = json.dumps({"hearing": hearing(case(defendant(pncId=PNC), defendant("Jo")))})

    report = take(a=mo(), b={"Type": "Notification", "MessageId": "1", "Message": inner})

    assert counts(report) == (2, 0, 1, 0)
    place = report.outcomes[-1].whole_place
    assert place == "/Message/hearing/prosecutionCases/0/defendants/1"


def test_a_row_about_nobody_here_makes_no_message_and_is_not_taken_for_theirs(take):
    strays = [{"defendantId": "id-of-nobody", "attendanceDays": [{"attendanceType": "BY_VIDEO"}]}]

    report = take(a=mo(), b=hearing(case(defendant(pncId=PNC)), defendantAttendance=strays))

    assert counts(report) == (2, 0, 0, 0)
    assert rows_of(Hearing, "X111111")[0].attendance == ""


# Applications


def application(about, *, id="app-1"):
    return {
        "id": id,
        "type": {"code": "BA76504", "type": "Vary bail"},
        "applicationStatus": "UN_ALLOCATED",
        "applicationReceivedDate": "2026-11-20",
        "judicialResults": [{"label": "Granted", "resultText": "until 1 May"}],
        "subject": {
            "masterDefendant": {
                "masterDefendantId": about["masterDefendantId"],
                "pncId": about.get("pncId"),
                "personDefendant": about["personDefendant"],
            }
        },
    }


def test_an_application_stays_with_the_defendant_it_is_about(take):
    one, other = defendant(pncId=PNC), defendant("Jo", "King", "1988-08-08")

    take(a=mo(), b=hearing(case(one, other), courtApplications=[application(other)]))
    assert rows_of(Hearing, "X111111")[0].applications == []

    take(b=hearing(case(one, other), courtApplications=[application(one)], id="hearing-2"))
    [said] = [row.applications[0] for row in rows_of(Hearing, "X111111") if row.applications]
    assert (said["title"], said["status"], said["received_on"]) == (
        "Vary bail",
        "not allocated",
        "2026-11-20",
    )
    assert said["results"] == ["Granted: until 1 May"]


@pytest.mark.parametrize("cases", [None, [], [case(defendant("Jo", "King", "1988-08-08"))]])
def test_an_application_about_somebody_without_a_case_is_theirs(take, cases):
    about = application(defendant(pncId=PNC))

    take(a=mo(), b={**hearing(courtApplications=[about]), "prosecutionCases": cases})

    [row] = rows_of(Hearing, "X111111")
    assert row.applications[0]["title"] == "Vary bail"


# Whom it is about


def test_a_hearing_with_a_valid_pnc_nobody_has_adds_nobody(take):
    report = take(b=hearing(case(defendant(pncId=PNC))))

    assert counts(report) == (0, 0, 1, 0)
    assert "no CRN / NOMIS" in reasons(report)[0]


def test_a_pnc_that_fails_its_own_check_says_nothing_of_who_somebody_is(take):
    report = take(a=person(otherIds={"pncNumber": "2004/0523692W"}), b=libra(pnc="2004/0523692W"))

    assert counts(report) == (1, 0, 1, 0)


def test_a_number_of_somebody_with_another_name_needs_review(take):
    report = take(a=mo(), b=request(listed(forename="John", surname="Peel", born="1958-12-14")))

    assert counts(report) == (1, 0, 1, 0)
    assert "another name" in reasons(report)[0]


@pytest.mark.parametrize(
    "message",
    [
        hearing(case(defendant(legalEntityDefendant={"organisation": {"name": "A Ltd"}}))),
        libra(defendantType="O"),
        request(listed(type="ORGANISATION")),
    ],
)
def test_an_organisation_is_nobody_on_this_record(take, message):
    report = take(a=mo(), b=message)

    assert counts(report) == (1, 0, 0, 1)
    assert "organisation" in reasons(report)[0]


def test_a_court_that_says_youth_in_a_text_is_understood(take):
    take(a=mo(), b=hearing(case(defendant(pncId=PNC, isYouth="true"))))

    assert rows_of(Hearing, "X111111")[0].is_youth is True


# Libra, and requests


def test_libra_writes_the_day_first(take):
    report = take(a=mo(), b=libra(), c=libra(defendantDob="04/02/1991", hearingId="h-2"))

    assert counts(report) == (2, 0, 1, 0)
    [row] = rows_of(Hearing, "X111111")
    assert row.days == ["2026-12-08T09:00:00+00:00"]
    assert row.source_key == "libra:hearing:h-1:case:1600032982"


def test_a_request_and_the_hearing_itself_are_one_hearing(take):
    report = take(
        a=mo(), b=hearing(case(defendant(pncId=PNC))), c=request(listed(awaitingPsr=True))
    )

    assert counts(report) == (3, 0, 0, 0)
    [row] = rows_of(Hearing, "X111111")
    assert row.is_report_awaited is True
    assert row.court == "Ashwell Crown Court"


def test_the_timeline_tells_a_hearing_once(take):
    take(a=mo(), b=hearing(case(defendant(pncId=PNC))))
    take(b=hearing(case(defendant(pncId=PNC))))

    assert [one.title for one in rows_of(Entry, "X111111", kind="court-hearing")] == [
        "Listed for 8 December 2026. Sentence: Ashwell Crown Court"
    ]


@pytest.mark.parametrize(
    ("message", "missing"),
    [
        ({"hearing": {**hearing(case(defendant())), "id": None}}, "id"),
        ({"hearing": hearing()}, "prosecutionCases[].defendants[]"),
        ({"hearing": {**hearing(case(defendant())), "hearingDays": []}}, "sittingDay"),
        ({"courtCentre": {"name": "Ashwell"}}, "id"),
        (libra(caseNo=""), "caseNo"),
        (request(listed(), hearingId=None), "hearingId"),
    ],
)
def test_a_court_message_without_what_makes_it_one_is_refused_with_what_is_missing(
    take, message, missing
):
    report = take(a=message)

    assert counts(report) == (0, 0, 0, 1)
    assert missing in reasons(report)[0]


def test_unknown_words_of_a_court_are_kept_as_given_and_reported(take):
    strange = hearing(case(defendant(pncId=PNC, strange={"a": 1})), jurisdictionType="MOON")

    report = take(a=mo(), b=strange)

    assert rows_of(Hearing, "X111111")[0].jurisdiction == "MOON"
    assert ("jurisdiction", "MOON") in {
        (one["list"], one["code"]) for one in report.as_json()["unknown_codes"]
    }
    paths = {one["path"] for one in report.unmapped() if not one["because"]}
    assert "prosecutionCases[].defendants[].strange.a" in paths


def test_what_is_wrong_with_the_samples_of_the_courts_is_said(cast):
    from throughcare.exchange.actions import import_files

    report = import_files(actor=SYSTEM, paths=[SAMPLES / "court_messages"], at=NOW)

    said = {one.file: (one.state, one.reason, one.place) for one in report.outcomes}
    assert said["case-sns-metadata.json"] == (
        "refused",
        "This is not JSON.",
        "/Message line 1, column 852",
    )
    assert said["case-sns-metadata-invalid.json"][1] == "There is no message in it."
    assert said["case-invalid.json"][1] == "What stands here says no caseNo."
    assert said["court-application-invalid.json"][1] == "What stands here says no id."
    assert not [one for one in report.outcomes if "could not be kept" in one.reason]
