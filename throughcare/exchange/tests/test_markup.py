"""Messages in XML: read as JSON is, and never a way in."""

import json

import pytest

from throughcare.exchange.parcels import pieces_in
from throughcare.exchange.tests.conftest import counts, person, rows_of
from throughcare.sentences.models import Hearing

CASE = """<case><caseno>{no}</caseno><h_id>{no}</h_id><def_type>{type}</def_type>
<name><forename1>{name}</forename1><surname>Lewis</surname></name>
<def_dob>02/04/1991</def_dob><pnc>{pnc}</pnc>
<offences><offence><code>TH68010</code><title>Theft &amp; so</title></offence></offences></case>"""
LIST = """<?xml version="1.0" encoding="UTF-8"?>
<x:ExternalDocumentRequest xmlns:x="urn:x"><documents><x:document>
<info><source_file_name>5_08122026_2577_B01OK00_ADULT_COURT_LIST_DAILY</source_file_name></info>
<data><job><sessions><session><doh>08/12/2026</doh><court>Wimbledon</court><room>05</room>
<sstart>09:00</sstart><send>12:00</send><blocks><block><cases>{cases}</cases></block></blocks>
</session></sessions></job></data></x:document></documents></x:ExternalDocumentRequest>"""


def court_list(*cases):
    return LIST.format(cases="".join(cases)).encode()


def case(no="1600", name="Mo", pnc="20020073319Z", type="P"):
    return CASE.format(no=no, name=name, pnc=pnc, type=type)


def test_a_court_list_is_a_message_about_each_of_its_cases(take):
    mo = person(otherIds={"pncNumber": "20020073319Z"})

    report = take(a=mo, b=court_list(case(), case("1601", "Jo", ""), case("1602", type="O")))

    assert counts(report) == (2, 0, 1, 1)
    [row] = rows_of(Hearing, "X111111")
    assert (row.court_code, row.court, row.room) == ("B01OK", "Wimbledon", "05")
    assert (row.days, row.session) == (["2026-12-08T09:00:00+00:00"], "09:00 to 12:00")
    assert row.offences[0]["title"] == "Theft & so"


def test_the_message_kept_of_one_case_tells_nothing_of_another():
    one, other = pieces_in(court_list(case(), case("1601", "Jo", "")), name="x")

    assert '"Jo"' not in one.text.decode()
    assert '"Mo"' not in other.text.decode()
    [again] = pieces_in(other.text, name="x")
    assert again.body == other.body


def test_xml_written_into_a_text_of_a_notification_is_read():
    message = {"Type": "Notification", "MessageId": "1", "Message": court_list(case()).decode()}

    [one] = pieces_in(json.dumps(message).encode(), name="x")

    assert one.body["info"]


@pytest.mark.parametrize(
    ("content", "reason", "place"),
    [
        ("<a><b></a>", "not XML", "line 1"),
        ("<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>", "document type", ""),
        ("<!DOCTYPE a><a/>", "document type", "line 1"),
        ("<a>&unknown;</a>", "not XML", "line 1"),
        ("<a><b>1</b>\n<b>2</b></a>", "twice", "line 2"),
        ("<a>" * 200 + "</a>" * 200, "too deep", "line 1"),
        ("<a", "not XML", "line 1"),
    ],
)
def test_xml_that_is_not_read_is_refused_with_its_place(content, reason, place):
    [one] = pieces_in(content.encode(), name="x")

    assert reason in one.wrong
    assert one.place.startswith(place)


def test_no_entity_is_ever_expanded():
    bomb = '<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>'

    [one] = pieces_in(bomb.encode(), name="x")

    assert one.wrong
    assert one.body is None
