"""What a message points at and nothing on record answers to: said with its place, never fatal."""

import json

import pytest
from django.core.management import call_command

from throughcare.exchange.kinds import load
from throughcare.exchange.tests.conftest import answers, counts, person, requirements, rows_of
from throughcare.foundation.packs import PackError
from throughcare.sentences.models import Conviction
from throughcare.supervision.models import Appointment

SUMMARY = {
    "crn": "X111111",
    "name": {"forename": "Mo", "surname": "Lewis"},
    "dateOfBirth": "1991-04-02",
}


def appointment(id: int = 5, **more):
    """One appointment, as the service that manages supervision answers."""
    return answers(
        {
            "personSummary": SUMMARY,
            "appointment": {
                "id": id,
                "type": "Office visit",
                "startDateTime": "2026-11-02T10:00:00Z",
                "isSensitive": False,
                **more,
            },
        }
    )


def compliance(number: str):
    """The event of that number, told of by its own message."""
    sentence = {"eventNumber": number, "order": {"description": "ORA", "startDate": "2026-01-05"}}
    return {"personSummary": SUMMARY, "currentSentences": [sentence], "previousOrders": {}}


def nowhere(report):
    return [
        (one["to"], one["said"], one["place"])
        for listed in report.as_json()["list"]
        for one in listed["leads_nowhere"]
    ]


AT = "/responses/0/body/appointment"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"eventNumber": "9"}, ("event", "9", f"{AT}/eventNumber")),
        (
            {"component": {"id": 31, "type": "REQUIREMENT"}},
            ("requirement", "31", f"{AT}/component/id"),
        ),
        ({"nsiId": 77}, ("enforcement", "77", f"{AT}/nsiId")),
        ({"officer": {"code": "N50XX"}}, ("colleague", "N50XX", AT)),
        ({"officer": {"teamCode": "N50QQQ"}}, ("unit", "N50QQQ", f"{AT}/officer/teamCode")),
        ({"officer": {"providerCode": "Q99"}}, ("unit", "Q99", f"{AT}/officer/providerCode")),
    ],
)
def test_what_an_appointment_points_at_in_vain_is_said_with_its_place(take, more, expected):
    report = take(a=person(), b=appointment(**more))

    assert counts(report) == (2, 0, 0, 0)
    assert len(rows_of(Appointment, "X111111")) == 1
    assert nowhere(report) == [expected]


@pytest.mark.parametrize(
    "more",
    [
        {"eventNumber": ""},
        {"nsiId": 0},
        {"component": {"id": 0, "type": "REQUIREMENT"}},
        {"component": {"id": 31, "type": "LICENCE_CONDITION"}},
        {"officer": {"teamCode": "N50ASHA", "providerCode": "N50"}},
    ],
)
def test_what_leads_somewhere_or_says_nothing_is_not_reported(take, more):
    assert nowhere(take(a=person(), b=appointment(**more))) == []


def test_a_later_message_of_the_same_import_may_tell_of_it(take):
    """The appointment is read first; what it names comes two files on."""
    report = take(
        a=person(),
        b=appointment(eventNumber="9", component={"id": 31, "type": "REQUIREMENT"}),
        c=compliance("9"),
        d_X111111=requirements(31),
    )

    assert counts(report) == (4, 0, 0, 0)
    assert nowhere(report) == []


def test_an_event_of_somebody_else_is_no_answer(take):
    other = {**compliance("9"), "personSummary": {**SUMMARY, "crn": "X222222"}}

    report = take(a=person(), b=person("X222222"), c=other, d=appointment(eventNumber="9"))

    assert [(to, said) for to, said, _place in nowhere(report)] == [("event", "9")]


def test_a_conviction_only_named_by_what_hangs_on_it_is_said_to_be_missing(take):
    sentence = {
        "name": SUMMARY["name"],
        "mainOffence": {"description": "Theft", "code": "03900"},
        "additionalOffences": [],
    }
    asked = answers(sentence, url="/mas/sentence/X111111/offences/9")

    report = take(a=person(), b=asked)
    [(to, said, place)] = nowhere(report)

    assert (to, said) == ("conviction", "ndelius:event:9")
    assert place.endswith("/mainOffence")
    assert [row.number for row in rows_of(Conviction, "X111111")] == [""]


def test_it_is_said_again_until_it_is_told_and_then_no_more(take):
    take(a=person(), b=appointment(eventNumber="9"))

    again = take(b=appointment(eventNumber="9"))
    told = take(b=appointment(eventNumber="9"), c=compliance("9"))

    assert (counts(again), len(nowhere(again))) == ((0, 1, 0, 0), 1)
    assert nowhere(told) == []


def test_a_message_put_aside_points_at_nothing_yet(take):
    report = take(a=person(), b=appointment(eventNumber="9", startDateTime="some day"))

    assert counts(report) == (1, 0, 0, 1)
    assert nowhere(report) == []


def test_a_holder_without_a_unit_is_said_to_be_left_out(take):
    manager = {"active": True, "softDeleted": False, "fromDate": "2026-01-05", "staff": {}}

    report = take(a=person(offenderManagers=[manager]))

    assert nowhere(report) == [("unit", "", "/offenderManagers/0")]
    [one] = report.as_json()["list"][0]["leads_nowhere"]
    assert one["reason"] == "Names no unit."


def test_no_number_of_a_person_reaches_the_report(take):
    report = take(a=person(), b=appointment(eventNumber="X111111"))

    [(_to, said, _place)] = nowhere(report)
    assert said == "…"
    assert "X111111" not in report.as_text().replace("b.json", "")


def test_a_value_that_is_no_text_is_reported_and_not_fatal(take):
    report = take(a=person(), b=appointment(eventNumber={"odd": True}))

    assert counts(report) == (2, 0, 0, 0)
    assert nowhere(report) == [("event", "", f"{AT}/eventNumber")]


def test_the_report_for_people_lists_them_and_says_how_much_is_left_out(cast, tmp_path, capsys):
    (tmp_path / "a.json").write_text(json.dumps(person(age=35)))
    (tmp_path / "b.json").write_text(json.dumps(appointment(eventNumber="9")))

    call_command("import_messages", str(tmp_path))

    said = capsys.readouterr().out.splitlines()
    assert "Pointing at nothing on record (1)" in said
    assert f"  b.json {AT}/eventNumber: No event on record is called 9." in said
    assert said[-1].endswith("why stands in --json and in docs/reference/mapping.md.")


def test_a_table_that_refers_to_nothing_we_could_look_for_is_said_with_its_file(tmp_path):
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "system.toml").write_text('id = "x"\ntitle = "X"\n')
    (tmp_path / "x" / "kind.toml").write_text(
        'title = "T"\nversion = "2026.1"\nsource = "s"\nstatus = "verified"\n'
        '[recognise]\nneeds = ["a"]\n[[refers]]\nto = "weather"\npath = "a"\n'
    )

    with pytest.raises(PackError, match=r"kind\.toml.*weather"):
        load(tmp_path)
