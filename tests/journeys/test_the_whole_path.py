"""From a message of today's systems to a signed report, in the hands of those who do the work."""

import re

import pikepdf
import pytest
from playwright.sync_api import expect

from tests.journeys.visitor import Visitor
from tests.world import SINCE, Cast
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.staff import actions as staff
from throughcare.staff.models import Unit

pytestmark = pytest.mark.journey

CRN, NAME = "X320741", "Aadland"
HELD_BY = "N02ALL"  # the unit the message names
WRITTEN = "He is doing well, and keeps what he promises."


def test_somebody_who_arrived_as_messages_is_assessed_met_planned_with_and_reported_on(
    somebody, world, tmp_path
):
    given_a_team_where_the_message_says_the_case_is(world)
    amina, ben = somebody(), somebody("ben")
    amina.signs_in("amina")

    person = when_she_finds_him_by_his_number(amina)
    then_she_reads_all_there_is(amina, person)
    when_she_assesses_him_and_signs(amina, person)
    and_plans_from_what_it_shows(amina)
    and_records_a_meeting(amina, person)

    report = when_she_writes_a_report_and_submits_it(amina, person)
    and_her_manager_asks_for_a_change(ben)
    and_she_submits_it_again(amina, report)
    and_her_manager_countersigns(ben)
    then_it_can_be_read_as_pdf_and_word(amina, report, tmp_path)

    then_a_partner_finds_no_trace(somebody("pia"), person, report)


def given_a_team_where_the_message_says_the_case_is(world: Cast) -> None:
    with acting_as(SYSTEM):
        unit = Unit.objects.get(code=HELD_BY)
        for key, role in (("amina", "responsible-officer"), ("ben", "team-manager")):
            staff.post(actor=SYSTEM, member=world.member(key), unit=unit, role=role, since=SINCE)


def when_she_finds_him_by_his_number(amina: Visitor) -> str:
    amina.follows("Find a person")
    amina.writes("Name or number", CRN)
    amina.presses("Find")
    amina.arrives_by(amina.page.locator("main table").get_by_role("link").first.click)
    amina.sees(NAME, CRN)
    amina.photographs("overview")
    return amina.path


def then_she_reads_all_there_is(amina: Visitor, person: str) -> None:
    for page in ("timeline", "sentence", "risk", "details", "access"):
        amina.opens(f"{person}/{page}")
        amina.sees(NAME, CRN)
        amina.photographs(page)


def when_she_assesses_him_and_signs(amina: Visitor, person: str) -> None:
    amina.opens(f"{person}/assessments")
    amina.picks("Needs and strengths")
    amina.presses("Start")
    amina.picks("Nowhere, or it is not known")
    said = amina.page.get_by_role("textbox", name="What does Aadland say about where they live?")
    said.fill("On a sofa.")
    said.blur()
    expect(amina.saving).to_contain_text("Saved")
    amina.photographs("assessment")
    answer_what_is_asked(amina)
    amina.presses("Save and next section")
    while "/sections/" in amina.path:
        answer_what_is_asked(amina)
        last = amina.page.get_by_role("button", name="Save and see what it comes to")
        amina.presses(last.text_content().strip() if last.count() else "Save and next section")
    amina.sees("How much help is needed", "Find somewhere settled to live")
    amina.presses("Sign this assessment")
    amina.sees("It stays as it is")


def answer_what_is_asked(amina: Visitor) -> None:
    """The first answer to every question, also to those an answer calls for."""
    asked = amina.page.locator(".tca-question:visible:has([type=radio]):not(:has(:checked))")
    while asked.count():
        asked.first.get_by_role("radio").first.check()
    several = amina.page.locator(".tca-question:visible:has([type=checkbox]):not(:has(:checked))")
    for question in several.all():
        if not question.locator("textarea[name^=q-]").count():
            question.get_by_role("checkbox").first.check()


def and_plans_from_what_it_shows(amina: Visitor) -> None:
    amina.follows("See the plan, or make one from these needs")
    amina.presses("Plan from these needs")
    amina.presses("Put into the plan")
    amina.sees("Find somewhere settled to live")
    amina.photographs("plan")
    amina.arrives_by(amina.page.get_by_role("link", name="Change or stop").first.click)
    amina.writes("What is to be done?", "Ring the council together")
    amina.presses("Save")
    amina.sees("Ring the council together")


def and_records_a_meeting(amina: Visitor, person: str) -> None:
    amina.opens(f"{person}/appointments/new")
    amina.page.locator("#id_type").select_option("COAP")
    amina.writes("Date", "yesterday")
    amina.writes("Time", "10am")
    amina.writes("Where", "Room 2")
    amina.presses("Book")
    amina.picks("Attended and complied")
    amina.writes("Note", "He came on time and had rung the council.")
    amina.page.locator("#id_next_at_day").fill("1 12 26")
    amina.page.locator("#id_next_at_time").fill("10am")
    amina.photographs("outcome")
    amina.presses("Save the outcome")
    amina.opens(f"{person}/timeline")
    amina.sees("He came on time and had rung the council.")


def when_she_writes_a_report_and_submits_it(amina: Visitor, person: str) -> str:
    amina.opens(f"{person}/reports")
    amina.presses("Start the report")
    report = amina.path
    amina.presses("Go on writing")
    amina.photographs("report")
    while "/parts/" in amina.path:
        amina.page.locator("[contenteditable=true]").fill(WRITTEN)
        amina.page.locator("[contenteditable=true]").blur()
        expect(amina.saving).to_contain_text("Saved")
        button = amina.page.get_by_role("button", name=re.compile("^Save( and go on to .*)?$"))
        amina.arrives_by(button.first.click)
    amina.opens(report)
    submit(amina)
    return report


def submit(amina: Visitor) -> None:
    amina.arrives_by(amina.page.locator("a.govuk-button", has_text="Submit").click)
    amina.chooses("Who is to countersign it?", "Ben Adeyemi")
    amina.presses("Submit")
    amina.sees("Submitted to Ben Adeyemi")


def and_her_manager_asks_for_a_change(ben: Visitor) -> None:
    go_to_what_waits(ben)
    ben.photographs("countersign")
    ben.page.get_by_label("A fact is wrong or missing").check()
    ben.writes("What is to be changed", "Say where he is going to live.")
    ben.presses("Return it to Amina Khan")
    ben.sees("Returned to its author")


def go_to_what_waits(ben: Visitor) -> None:
    ben.opens("/")
    ben.follows("To countersign")
    ben.arrives_by(ben.page.locator("main table").get_by_role("link").first.click)


def and_she_submits_it_again(amina: Visitor, report: str) -> None:
    amina.opens(report)
    amina.sees("Say where he is going to live.")
    submit(amina)


def and_her_manager_countersigns(ben: Visitor) -> None:
    go_to_what_waits(ben)
    ben.presses("Countersign")
    ben.sees("It is final")


def then_it_can_be_read_as_pdf_and_word(amina: Visitor, report: str, tmp_path) -> None:
    amina.opens(report)
    kept = {}
    for kind in ("PDF", "Word"):
        with amina.page.expect_download() as download:
            amina.page.get_by_role("link", name=f"Save as {kind}", exact=True).click()
        kept[kind] = tmp_path / kind
        download.value.save_as(kept[kind])
    assert kept["PDF"].read_bytes().startswith(b"%PDF")
    assert kept["Word"].read_bytes().startswith(b"PK")
    with pikepdf.open(kept["PDF"]) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in pdf.Root


def then_a_partner_finds_no_trace(pia: Visitor, person: str, report: str) -> None:
    pia.opens(f"/people/find?text={CRN}")
    pia.sees("Nobody you can see fits")
    for address in (person, f"{person}/timeline", report, f"{report}/document.pdf"):
        pia.opens(address, answered=404)
        pia.does_not_see(NAME)
