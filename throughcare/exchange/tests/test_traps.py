"""What the systems of today really send: several names for one thing, half of it, or nothing."""

import json
from datetime import date

import pytest

from throughcare.exchange.models import Doubt, Original
from throughcare.exchange.tests.conftest import (
    SAMPLES,
    answers,
    counts,
    found,
    known,
    person,
    prisoner,
    reasons,
    requirements,
    rows_of,
)
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.people.models import (
    Address,
    Characteristic,
    Communication,
    Holding,
    Identifier,
    Name,
    Person,
    Restriction,
)
from throughcare.risk.models import Flag
from throughcare.sentences.models import Requirement, SupervisionTerm
from throughcare.staff.models import Member, Unit
from throughcare.supervision.models import Appointment

ALERT = {
    "alertId": 1,
    "alertType": "H",
    "alertTypeDescription": "Self Harm",
    "alertCode": "HA",
    "alertCodeDescription": "ACCT Open (HMPS)",
    "comment": "Text",
    "dateCreated": "2024-03-01",
    "expired": False,
    "active": True,
}
MANAGER = {
    "fromDate": "2024-01-08",
    "active": True,
    "softDeleted": False,
    "probationArea": {"code": "Q1", "description": "Somewhere"},
    "team": {
        "code": "Q1T",
        "description": "Team T",
        "borough": {"code": "Q1D", "description": "District"},
    },
    "staff": {"code": "Q1T001", "forenames": "Jim", "surname": "Snow"},
}


def sample(name):
    return (SAMPLES / name).read_bytes()


# One number under many names


def test_one_prison_number_has_four_names(take):
    detail = {
        "offenderNo": "A4321CB",
        "bookingId": 77,
        "rootOffenderId": 1,
        "firstName": "JO",
        "lastName": "KING",
        "dateOfBirth": "1988-08-08",
        "agencyId": "MWI",
        "assignedLivingUnit": {"agencyId": "MWI", "description": "H-1-2"},
    }
    files = {
        "a": person(
            otherIds={"nomsNumber": "A4321CB"},
            firstName="Jo",
            surname="King",
            dateOfBirth="1988-08-08",
        ),
        "b": prisoner(),
        "c": detail,
        "d": [{**ALERT, "bookingId": 77, "offenderNo": "A4321CB"}],
    }

    report = take(**files)

    assert report.count("needs-review") == report.count("refused") == 0
    with acting_as(SYSTEM):
        assert Identifier.objects.filter(kind="nomis", value="A4321CB").count() == 1
    assert known("X111111") == known("A4321CB")


def test_whom_a_message_is_about_may_stand_in_the_name_of_its_file_only(take):
    report = take(a=person("X320741"), GET_requirements_X320741=requirements(1))

    assert counts(report) == (2, 0, 0, 0)
    with acting_as(SYSTEM):
        assert {str(one) for one in Original.objects.values_list("named", flat=True)} == {
            "",
            "crn:X320741",
        }


def test_whom_a_message_is_about_may_stand_in_the_address_it_answered(take):
    report = take(a=person(), b=answers(requirements(1), url="/case/X111111/requirements?x=1"))

    assert counts(report) == (2, 0, 0, 0)
    assert len(rows_of(Requirement, "X111111")) == 1


def test_a_message_in_an_answer_to_a_question_about_somebody_else_needs_review(take):
    report = take(a=answers(person(), url="/case/X222222/person"))

    assert reasons(report) == ["Its CRN is not the one in its address or the name of its file."]


# Who is who


def test_numbers_of_two_people_in_one_message_need_review(take):
    take(a=person(), b=prisoner())

    report = take(c=person(otherIds={"nomsNumber": "A4321CB"}))

    assert reasons(report) == ["Its numbers belong to more than one person."]
    assert known("X111111") != known("A4321CB")


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"firstName": "Somebody", "surname": "Else"}, "another name"),
        ({"dateOfBirth": "1991-04-03"}, "another date of birth"),
    ],
)
def test_a_known_number_with_another_name_or_birth_date_needs_review(take, other, reason):
    take(a=person())

    report = take(b=person(**other))

    assert reasons(report) == [f"Its number is known, but with {reason}."]
    [name] = rows_of(Name, "X111111")
    assert (name.given_name, name.family_name) == ("Mo", "Lewis")
    [doubt] = rows_of(Doubt, "X111111")
    assert (doubt.given_name, doubt.family_name) == (
        other.get("firstName", "Mo"),
        other.get("surname", "Lewis"),
    )


def test_the_same_name_and_birth_date_alone_never_make_it_the_same_person(take):
    take(a=person())

    report = take(b=person("X222222"))

    assert counts(report) == (1, 0, 0, 0)
    assert known("X111111") != known("X222222")


def test_an_alias_has_a_date_of_birth_of_its_own(take):
    alias = {"firstName": "Al", "surname": "Ias", "dateOfBirth": "1980-01-01"}
    take(a=person(offenderAliases=[alias]))

    report = take(b=person(firstName="Al", surname="Ias", dateOfBirth="1980-01-01"))

    assert report.count("needs-review") == 0


@pytest.mark.parametrize(
    "less", [{"firstName": ""}, {"surname": None}, {"dateOfBirth": None}, {"firstName": "string"}]
)
def test_nobody_is_added_of_whom_too_little_is_said(take, less):
    report = take(a=person(**less))

    assert counts(report) == (0, 0, 1, 0)
    assert reasons(report)[0].startswith("Nobody with its number is known")
    assert known("X111111") is None


def test_somebody_whose_record_was_deleted_elsewhere_is_for_a_person_to_decide(take):
    report = take(a=person(softDeleted=True))

    assert counts(report) == (0, 0, 1, 0)
    assert "deleted" in reasons(report)[0]


# Restricted and excluded


@pytest.mark.parametrize("flag", ["currentRestriction", "currentExclusion"])
def test_somebody_restricted_elsewhere_is_restricted_here(take, flag):
    take(a=person(**{flag: True}))

    assert known("X111111").is_restricted
    assert len(rows_of(Restriction, "X111111")) == 1


def test_a_restricted_person_without_details_is_not_put_on_the_record_half(take):
    report = take(
        a={
            "otherIds": {"crn": "X111111"},
            "currentRestriction": True,
            "restrictionMessage": "This is a restricted record",
        }
    )

    assert counts(report) == (0, 0, 1, 0)
    assert known("X111111") is None


def test_a_restriction_without_details_reaches_somebody_we_know(take):
    take(a=person())

    report = take(b={"otherIds": {"crn": "X111111"}, "currentRestriction": True})

    assert counts(report) == (1, 0, 0, 0)
    assert known("X111111").is_restricted


# Values that are none


def test_what_stands_in_for_nothing_is_nothing(take):
    address = dict.fromkeys(["streetName", "town", "notes", "telephoneNumber"], "string")
    take(
        a=person(
            title="string",
            offenderProfile={"ethnicity": "string", "notes": "string"},
            contactDetails={
                "addresses": [{**address, "postcode": "LE2 1TG", "from": "2020-01-01"}]
            },
        )
    )

    assert known("X111111").title == ""
    assert not rows_of(Characteristic, "X111111")
    [lives] = rows_of(Address, "X111111")
    assert (lives.lines, lives.note, lives.telephone) == ("", "", "")


def test_an_impossible_date_refuses_the_whole_message_with_its_place(take):
    report = take(
        a=person(contactDetails={"addresses": [{"postcode": "LE2 1TG", "from": "2020-02-30"}]})
    )

    assert counts(report) == (0, 0, 0, 1)
    assert report.as_json()["list"][0]["place"] == "/contactDetails/addresses/0/from"
    assert known("X111111") is None


def test_a_reason_never_repeats_what_the_message_says(take):
    report = take(a=person(dateOfBirth="Mo Lewis of Leeds"))

    assert "Lewis" not in json.dumps(report.as_json())


# Codes, labels, words


@pytest.mark.parametrize(
    "gender", ["Male", "male", "M", {"code": "M", "description": "Male"}, {"description": "Male"}]
)
def test_a_code_may_come_as_code_as_label_or_as_both(take, gender):
    take(a=person(gender=gender))

    assert known("X111111").sex == "M"


def test_a_code_on_no_list_is_reported_and_the_words_kept(take):
    report = take(a=person(offenderProfile={"religion": "Pastafarian"}))

    assert counts(report) == (1, 0, 0, 0)
    assert report.unknown_codes() == [
        {"list": "religion", "code": "Pastafarian", "text": "", "count": 1}
    ]
    [religion] = rows_of(Characteristic, "X111111")
    assert (religion.code, religion.text) == ("", "Pastafarian")


def test_a_field_no_table_knows_is_listed_with_its_path_and_count(take):
    report = take(a=person(shoes=[{"size": 43}, {"size": 44}]), b=person("X222222", shoes=[]))

    assert {"kind": "ndelius/person", "path": "shoes[].size", "count": 2, "because": None} in (
        report.unmapped()
    )


def test_a_field_left_out_on_purpose_is_listed_with_its_reason(take):
    [one] = take(a=person(partitionArea="Area")).unmapped()

    assert (one["path"], one["because"]) == ("partitionArea", "Part of the source's database")


def test_keys_that_are_numbers_of_people_are_not_repeated_in_the_report(take):
    report = take(a=person(byPerson={"X999999": {"shoe": 1}}))

    assert [one["path"] for one in report.unmapped()] == ["byPerson.{}.shoe"]


# Several things under one number


def test_two_terms_with_one_number_are_two_terms(take):
    """requirement 635 stands twice in the sample, as two different ones."""
    take(
        a=person("X320741"),
        GET_pss_requirements_X320741=sample("ndelius_case/GET_pss_requirements_X320741.json"),
    )

    codes = [one.code for one in rows_of(SupervisionTerm, "X320741")]
    assert {"S05", "S08"} <= set(codes)
    assert len(codes) == len(
        json.loads(sample("ndelius_case/GET_pss_requirements_X320741.json"))["pssRequirements"]
    )


def test_a_unit_whose_code_stands_for_every_level_is_one_unit(take):
    """ASPUAT is a team, its district, its borough and its type in the sample."""
    take(
        a=person("X320741"),
        GET_offender_managers_X320741=sample("ndelius_case/GET_offender_managers_X320741.json"),
    )

    with acting_as(SYSTEM):
        assert Unit.objects.filter(code="ASPUAT").count() == 1


# Who holds the case, and where somebody is


def test_a_manager_becomes_a_holder_who_cannot_sign_in_in_units_made_from_their_codes(take):
    take(a=person(offenderManagers=[MANAGER]))

    [holding] = rows_of(Holding, "X111111")
    assert (holding.kind, holding.unit.code, holding.holder.name) == (
        "community",
        "Q1T",
        "Jim Snow",
    )
    with acting_as(SYSTEM):
        tree = dict(Unit.objects.filter(code__startswith="Q1").values_list("code", "parent__code"))
        assert (tree["Q1T"], tree["Q1D"]) == ("Q1D", "Q1")
        jim = Member.objects.get(code="Q1T001")
    assert (jim.is_active, jim.email, jim.has_usable_password()) == (False, None, False)


def test_a_manager_who_is_no_more_holds_nothing(take):
    take(
        a=person(offenderManagers=[{**MANAGER, "active": False}, {**MANAGER, "softDeleted": True}])
    )

    assert not rows_of(Holding, "X111111")


def test_somebody_in_prison_is_held_where_their_cell_is(take):
    take(a=prisoner())

    [holding] = rows_of(Holding, "A4321CB")
    assert (holding.kind, holding.unit.code, holding.place) == ("custody", "MWI-H", "H-1-2")


def test_somebody_who_left_prison_is_held_there_no_more(take):
    take(a=prisoner())
    take(b=prisoner(prisonId="OUT", cellLocation=None))

    [holding] = rows_of(Holding, "A4321CB")
    assert holding.until is not None


def test_a_prison_on_no_list_is_reported_and_holds_nobody(take):
    report = take(a=prisoner(prisonId="QQQ"))

    assert counts(report) == (1, 0, 0, 0)
    assert not rows_of(Holding, "A4321CB")
    assert [one["code"] for one in report.unknown_codes()] == ["QQQ"]


# Where messages lie in files


def test_a_search_answer_holds_a_message_for_each_person(take):
    report = take(a=found(person(), person("X222222"), person("X333333", dateOfBirth="?")))

    assert counts(report) == (2, 0, 0, 1)
    assert report.outcomes[2].whole_place == "/hits/hits/2/_source/dateOfBirth"


def test_each_line_of_a_file_is_a_message(take):
    lines = [json.dumps(person()), "{", json.dumps(person("X222222"))]

    report = take(a_lines="\n".join(lines))

    assert counts(report) == (2, 0, 0, 1)
    assert report.outcomes[1].whole_place.startswith("line 2")


def test_a_list_of_alerts_is_a_message_for_each(take):
    report = take(
        a=prisoner(),
        b=[
            {**ALERT, "bookingId": 77, "offenderNo": "A4321CB"},
            {**ALERT, "alertId": 2, "alertCode": "ZZZ", "bookingId": 77, "offenderNo": "A4321CB"},
        ],
    )

    assert counts(report) == (3, 0, 0, 0)
    assert len(rows_of(Flag, "A4321CB")) == 2
    assert ("flag-type", "ZZZ") in {(one["list"], one["code"]) for one in report.unknown_codes()}


# Later news


def test_a_new_name_makes_the_old_one_a_former_one(take):
    take(a=person())

    take(b=person(surname="Married", previousSurnames=["Lewis"]))

    names = {(one.kind, one.family_name) for one in rows_of(Name, "X111111")}
    assert names == {("current", "Married"), ("former", "Lewis")}


def test_an_address_that_ended_is_the_same_address_with_its_last_day(take):
    lives = {"postcode": "LE2 1TG", "streetName": "High Street", "from": "2020-01-01"}
    take(a=person(contactDetails={"addresses": [lives]}))
    take(b=person(contactDetails={"addresses": [{**lives, "to": "2024-05-01"}]}))

    [address] = rows_of(Address, "X111111")
    assert address.until == date(2024, 5, 1)


def test_a_message_silent_on_something_takes_nothing_away(take):
    take(a=person(title="Mr", offenderProfile={"offenderLanguages": {"primaryLanguage": "Welsh"}}))
    take(b=person())

    assert known("X111111").title == "Mr"
    [language] = rows_of(Communication, "X111111")
    assert language.spoken_text == "Welsh"


def test_what_a_colleague_changed_here_stays_as_they_left_it(take):
    lives = {"postcode": "LE2 1TG", "streetName": "High Street", "from": "2020-01-01"}
    take(a=person(contactDetails={"addresses": [lives]}))
    with acting_as(SYSTEM):
        Address.objects.update(source=None, note="Top floor")

    take(b=person(contactDetails={"addresses": [{**lives, "notes": "Ground floor"}]}))

    [address] = rows_of(Address, "X111111")
    assert address.note == "Top floor"


def test_nobody_is_doubled_by_messages_that_come_at_the_same_time(take):
    take(a=person(), b=person(title="Mr"), c=found(person(title="Mr", gender="Male")))

    with acting_as(SYSTEM):
        assert Person.objects.filter(family_name="Lewis").count() == 1


def test_a_type_of_appointment_on_no_list_is_reported_and_kept_as_it_came(take):
    attended = {
        "contactId": 5,
        "attendanceDate": "2026-05-12",
        "attended": True,
        "complied": True,
        "contactType": {"code": "ZZZZ", "description": "Walk by the river"},
    }

    report = take(a=person(), b_X111111={"attendances": [attended]})

    [row] = rows_of(Appointment, "X111111")
    assert (row.type, row.type_text) == ("", "Walk by the river")
    codes = [(one["list"], one["code"]) for one in report.unknown_codes()]
    assert ("appointment-type", "ZZZZ") in codes
