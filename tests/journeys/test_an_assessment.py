"""Assessing, judging and signing off: alone, together, kept apart, and from one to the next."""

import os
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from playwright.sync_api import expect

from tests.answers import answer_all
from tests.databases import NOW
from tests.journeys.visitor import ROOT, Visitor
from tests.world import SINCE, Cast
from throughcare.assessments import actions
from throughcare.assessments.models import Assessment
from throughcare.assessments.replies import ANSWERED, Reply
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.packs import pack
from throughcare.people import actions as people
from throughcare.people.models import Person
from throughcare.risk import actions as risk
from throughcare.signoff import actions as sign_off
from throughcare.signoff import queries as papers
from throughcare.staff import actions as staff
from throughcare.staff.models import Unit

pytestmark = pytest.mark.journey

EFFORT = """# Effort

Written by `tests/journeys/test_an_assessment.py`, which does the work in a browser and counts.

| work | keys pressed | pages loaded | mouse |
|---|--:|--:|---|
| %s | %s | %s | not touched |
"""
HELD_BY = "N02ALL"  # the unit the message names
SECRET = "The lodge by the canal"


def instrument(id: str) -> Any:
    return pack().instrument(id, on=NOW.date())


def test_an_imported_person_is_assessed_returned_once_and_countersigned(somebody, world, tmp_path):
    person = given_somebody_imported_with_medium_risk(world)
    given_she_is_no_new_starter(world, person)
    assessment = given_all_but_one_section_is_answered(world, person)
    amina, owen = somebody("amina"), somebody("owen")

    amina.opens(f"{assessment}/sections/accommodation")
    answer_the_page(amina)
    amina.presses("Save and next section")
    amina.opens(assessment)
    amina.sees("A responsible officer works with a probation officer")
    amina.chooses("Who is to countersign it?", "Whoever of them is free first")
    amina.presses("Sign, and send it to be countersigned")
    amina.sees("Signed, and waiting to be countersigned")

    owen.opens("/sign-off/")  # and from here on without the mouse
    owen.photographs("to-countersign")
    owen.enters("Take the next")
    owen.sees("Needs, risk and motivation")
    owen.enters("Comment 3 Somewhere to live")
    owen.types("What should be looked at?", "Say since when.")
    owen.enters("Comment")
    owen.goes_by_tab_to("A fact is wrong or missing")
    owen.page.keyboard.press("Space")
    owen.types("What is to be changed", "The date.")
    owen.enters("Return it to Amina Khan")

    amina.opens(f"{assessment}/sections/accommodation")
    amina.sees("Say since when.")
    amina.opens(assessment)
    amina.sees("Returned by Owen Pryce", "The date.")
    amina.chooses("Who is to countersign it?", "Owen Pryce")
    amina.presses("Sign, and send it to be countersigned")

    owen.opens(assessment)
    owen.presses("Countersign")
    owen.sees("It stays as it is", "Save as PDF")
    amina.opens(assessment)
    with amina.page.expect_download() as download:
        amina.page.get_by_role("link", name="Save as PDF", exact=True).first.click()
    download.value.save_as(tmp_path / "assessment.pdf")
    with pikepdf.open(tmp_path / "assessment.pdf") as pdf:
        assert pdf.Root.MarkInfo.Marked


def given_somebody_imported_with_medium_risk(world: Cast) -> Person:
    with acting_as(SYSTEM):
        unit = Unit.objects.get(code=HELD_BY)
        for key, role in (("amina", "responsible-officer"), ("owen", "probation-officer")):
            staff.post(actor=SYSTEM, member=world.member(key), unit=unit, role=role, since=SINCE)
        person = Person.objects.get(given_name="Aadland")
        risk.set_harm_level(
            actor=SYSTEM,
            person=person,
            group="public",
            setting="community",
            level="medium",
            reason="As before",
            assessed_on=NOW.date(),
            at=NOW,
        )
    return person


def given_she_is_no_new_starter(world: Cast, person: Person) -> None:
    amina, motivation = world.amina, instrument("needs-and-strengths")
    for _ in range(3):
        with acting_as(amina):
            begun = actions.start_assessment(
                actor=amina, person=person, instrument=motivation, at=NOW
            )
            answer_all(amina, begun, motivation)
            begun.refresh_from_db()
            actions.sign_assessment(actor=amina, assessment=begun, version=begun.version, at=NOW)


def given_all_but_one_section_is_answered(world: Cast, person: Person) -> str:
    amina, needs = world.amina, instrument("needs-risk")
    hidden = {section.id for section in needs.section if section.marking != "ordinary"}
    with acting_as(amina):
        begun = actions.start_assessment(actor=amina, person=person, instrument=needs, at=NOW)
        answer_all(amina, begun, needs, but={"accommodation", *hidden})
    return address(person, begun)


def address(person: Person, assessment: Assessment) -> str:
    return f"/people/{person.ref}/assessments/{assessment.pk}"


def answer_the_page(visitor: Visitor) -> None:
    """The first answer to every question, also to those an answer calls for."""
    page = visitor.page
    asked = page.locator(".tca-question:visible:has([type=radio]):not(:has(:checked))")
    while asked.count():
        asked.first.get_by_role("radio").first.check()
    for question in page.locator(".tca-question:visible:has(textarea[name^=q-])").all():
        question.locator("textarea[name^=q-]").first.fill("Words")


def test_two_write_one_assessment_together_and_neither_countersigns_it(somebody, world):
    with acting_as(world.tess):
        tc = instrument("tc-assessment")
        begun = actions.start_assessment(actor=world.tess, person=world.erin, instrument=tc, at=NOW)
    one = address(world.erin, begun)
    tess, tom = somebody("tess"), somebody("tom")
    first, second = tc.section[0].id, tc.section[2].id

    tess.opens(f"{one}/sections/{first}")
    tom.opens(f"{one}/sections/{second}")
    for visitor in (tess, tom):
        box = visitor.page.locator("textarea[name^=q-]:visible, input[type=radio]:visible").first
        box.fill("Words") if box.evaluate("one => one.tagName") == "TEXTAREA" else box.check()
        box.blur()
        expect(visitor.saving).to_contain_text("Saved")

    with acting_as(world.tess):
        answer_all(world.tess, begun, tc)
        begun.refresh_from_db()
        actions.sign_assessment(actor=world.tess, assessment=begun, version=begun.version, at=NOW)
    tom.opens(one)
    tom.sees("You wrote in this: somebody else must countersign it.")
    with acting_as(SYSTEM):
        wrote = {row.answered_by.name for row in begun.answers.select_related("answered_by")}
    assert "Tess Okoro" in wrote


def test_a_formulation_is_supervised_and_leaves_no_trace_for_who_is_not_cleared(somebody, world):
    given_the_team_has_taken_him_on(world)
    carys, lena, ben = somebody("carys"), somebody("lena"), somebody("ben")
    before = what_he_finds(ben, world)

    carys.opens(f"/people/{world.dan.ref}/assessments")
    carys.picks("Extremism judgement, worked example: the Lamplighters (fictional)")
    carys.presses("Start")
    one = carys.path.split("/sections/")[0]
    carys.page.get_by_role("radio").first.check()
    expect(carys.saving).to_contain_text("Saved")
    with acting_as(world.carys):
        extremism = instrument("extremism-example")
        begun = Assessment.objects.get(instrument="extremism-example")
        answer_all(world.carys, begun, extremism, given={"how_it_came": SECRET})
    carys.opens(one)
    carys.chooses("Who is to countersign it?", "Lena Novak")
    carys.presses("Sign, and send it to be countersigned")
    lena.opens("/sign-off/")
    lena.sees("Dan Rees")
    lena.opens(one)
    lena.sees(SECRET)
    lena.presses("Countersign")
    lena.sees("Save as PDF", "Countersigned")
    document = lena.page.get_by_role("link", name="Save as PDF").first.get_attribute("href")

    ben.opens(one, answered=404)
    ben.does_not_see("Lamplighters", SECRET)
    assert ben.page.request.get(f"{ben.address}{document}").status == 404
    assert what_he_finds(ben, world) == before


def given_the_team_has_taken_him_on(world: Cast) -> None:
    with acting_as(SYSTEM):
        people.hold(
            actor=SYSTEM,
            person=world.dan,
            kind="specialist",
            unit=world.unit("N50CT"),
            holder=world.member("carys"),
            on=SINCE,
            at=NOW,
        )


def what_he_finds(ben: Visitor, world: Cast) -> list[str]:
    """Every page and answer of the program on which a trace could show, without what varies."""
    dan = f"/people/{world.dan.ref}"
    pages = (
        *("/", "/sign-off/", "/sign-off/returned", f"/notes?words={SECRET.split()[1]}"),
        *(dan, f"{dan}/timeline", f"{dan}/assessments", f"{dan}/plan", f"{dan}/reports"),
        *(f"{dan}/risk", f"{dan}/calculations", f"{dan}/as-it-was"),
    )
    found = []
    for path in pages:
        answer = ben.page.request.get(f"{ben.address}{path}")
        found.append(f"{answer.status} {said(answer.text())}")
    return found


def said(page: str) -> str:
    """The words of a page, without keys and moments."""
    main = page[page.find("<main") : page.find("</main>")]
    words = re.sub(r"<[^>]+>", " ", main)
    return re.sub(r"[0-9a-f-]{32,}|\d+ (seconds?|minutes?) ago|\d\d:\d\d|\s+", " ", words)


def test_a_screening_in_custody_becomes_the_one_before_release(somebody, world):
    gwen = somebody("gwen")
    immediate = instrument("resettlement-immediate")
    hidden = {section.id for section in immediate.section if section.marking != "ordinary"}
    gwen.opens(f"/people/{world.erin.ref}/assessments")
    gwen.picks("Resettlement screening, part 1: immediate needs")
    gwen.presses("Start")
    answer_the_page(gwen)
    gwen.presses("Save and next section")
    with acting_as(world.gwen):
        begun = Assessment.objects.get(instrument="resettlement-immediate")
        answer_all(world.gwen, begun, immediate, but=hidden)
    gwen.opens(address(world.erin, begun))
    gwen.presses("Sign this assessment")
    gwen.sees("Signed by Gwen Hart")

    gwen.opens(f"/people/{world.erin.ref}/assessments")
    gwen.picks("Resettlement screening, part 2: before release")
    gwen.presses("Start")
    gwen.opens(gwen.path.split("/sections/")[0])
    gwen.sees("It began with the answers of “Resettlement screening, part 1: immediate needs”")
    gwen.follows("Change Accommodation")
    gwen.sees("Last time")
    gwen.presses("Save and next section")
    assert Path(gwen.path).name != "accommodation"


def test_a_known_person_is_reviewed_without_the_mouse(somebody, world):
    """Owen, who may read every part, looks at all sections again and changes three answers."""
    needs = given_somebody_known(world)
    owen = somebody("owen")
    owen.opens(f"/people/{world.dan.ref}/assessments")
    effort = Effort(owen)
    effort.goes_by_tab_to("Needs, risk and motivation")
    effort.comes_to_the_next_page("Enter")

    changed = {"accommodation": "1", "lifestyle": "2", "attitudes": "1"}
    seen = []
    while "/sections/" in owen.path and len(seen) < 2 * len(needs.section):
        section = Path(owen.path.split("#")[0]).name
        seen.append(section)
        if key := changed.get(section):
            effort.presses("Control+ArrowDown")
            effort.presses(key)
        effort.comes_to_the_next_page("Control+Enter")

    assert [*dict.fromkeys(seen)] == [section.id for section in needs.section]
    owen.is_at(needs.title)
    effort.is_written(sections=len(needs.section), changed=len(changed))
    owen.follows("Compare with the one before")
    owen.sees(f"{len(changed)} answers have changed", "Earlier", "Later")
    owen.photographs("comparison")
    owen.opens(f"/people/{world.dan.ref}/assessments/over-time")
    owen.sees(needs.title, "Where they were held")
    owen.photographs("over-time")


def given_somebody_known(world: Cast) -> Any:
    """Assessed twice before, in the spring and in the autumn; where he lived got worse."""
    needs = instrument("needs-risk")
    for days_ago, problem in ((200, "0"), (60, "2")):
        at = NOW - timedelta(days=days_ago)
        with acting_as(world.owen):
            begun = actions.start_assessment(
                actor=world.owen, person=world.dan, instrument=needs, at=at
            )
            actions.answer_section(
                actor=world.owen,
                assessment=begun,
                section_id="accommodation",
                replies={"3.4": Reply(ANSWERED, problem)},
                known={"3.4": Reply(ANSWERED, "0").mark},
                at=at,
            )
            answer_all(world.owen, begun, needs)
            begun.refresh_from_db()
            actions.sign_assessment(
                actor=world.owen, assessment=begun, version=begun.version, at=at
            )
        with acting_as(world.ben):
            paper = papers.paper_under_way(actor=world.ben, subject=begun.subject)
            if paper:
                sign_off.countersign_paper(
                    actor=world.ben, paper=paper, version=paper.version, at=at
                )
    return needs


class Effort:
    """What a piece of work costs whoever does it: keys pressed, pages waited for."""

    WRITTEN = ROOT / "docs" / "reference" / "effort.md"

    def __init__(self, visitor: Visitor) -> None:
        self.visitor, self.keys, self.pages = visitor, 0, 0

    def presses(self, key: str) -> None:
        self.keys += 1
        self.visitor.page.keyboard.press(key)

    def comes_to_the_next_page(self, key: str) -> None:
        self.pages += 1
        self.visitor.arrives_by(lambda: self.presses(key))

    def goes_by_tab_to(self, name: str) -> None:
        label = self.visitor.page.get_by_label(name, exact=True)
        for _ in range(60):
            if label.evaluate("one => one === document.activeElement"):
                return
            self.presses("Tab")
        raise AssertionError(f"“{name}” cannot be reached with the Tab key")

    def is_written(self, *, sections: int, changed: int) -> None:
        """The page about it says so; written anew where pictures are too."""
        work = (
            f"Review of a known person on the OASys sections, all {sections} of them, {changed} "
            "answers changed, from the list of assessments to what it comes to"
        )
        text = EFFORT % (work, self.keys, self.pages)
        if os.environ.get("THROUGHCARE_SCREENSHOTS") == "1":
            self.WRITTEN.write_text(text)
        assert self.WRITTEN.read_text() == text
