"""Somebody asks for their record, and gets what they may have."""

import json

import pytest
from playwright.sync_api import expect

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.people.models import PersonalContact
from throughcare.record.models import Entry

pytestmark = pytest.mark.journey


@pytest.fixture
def written(world):
    """Something plain, something somebody else told us, something about his health."""
    said = {"person": world.dan, "kind": "note", "happened_at": NOW, "recorded_at": NOW}
    with acting_as(SYSTEM):
        Entry.objects.create(text="He came on time.", **said)
        Entry.objects.create(text="Mair Parry told us where he is.", **said)
        Entry.objects.create(text="He is ill.", marking=6, **said)
        PersonalContact.objects.create(person=world.dan, name="Mair Parry", relationship="mother")


@pytest.mark.parametrize(("script", "width"), [(True, 320), (False, 1280)])
def test_somebody_asks_for_their_record_and_gets_it(somebody, world, written, script, width):
    ben = somebody("ben", script=script, width=width)
    ben.opens(f"/people/{world.dan.ref}/details")
    ben.follows("They ask for their record")
    ben.presses("Open the request")
    ben.is_at("Request for this record")
    request = ben.path
    ben.follows("Write down what happened")
    ben.picks("We know that it is they who ask")
    ben.writes("On which day?", "today")
    ben.writes("How do we know, or why?", "Known to me")
    ben.presses("Save")

    ben.follows("What needs a decision")
    ben.sees("Names somebody from their life", "Suggested: black words out.", "Marked health")
    if width == 1280:
        ben.photographs("subject-access")
    told = ben.page.locator("[data-item]", has_text="told us where he is")
    if script:
        told.get_by_text("Mair Parry told us", exact=False).first.select_text()
        told.get_by_role("button", name="Black out the words I have selected").click()
        expect(told.get_by_label("Words to black out")).to_have_value(
            "Mair Parry told us where he is."
        )
    else:
        ben.picks("Black out words", within=told)
    ben.writes("Words to black out", "Mair Parry", within=told)
    contact = ben.page.locator("[data-item]", has_text="Important person")
    ben.picks("Withhold it", within=contact)
    ben.picks("Include it", within=ben.page.locator("[data-item]", has_text="He is ill."))
    ben.presses("Save what I have decided")
    ben.sees("3 decisions are kept.", "Nothing here needs a second look.")
    ben.follows("Go on to what nothing speaks against")
    ben.sees("He came on time.")
    ben.arrives_by(ben.page.get_by_role("button", name="Save these").click)

    owen = somebody("owen", script=script, width=width)
    owen.opens("/subject-access")
    owen.arrives_by(owen.page.get_by_text("1 decision to check").click)
    owen.sees("He is ill.", "Include it")
    owen.picks("Yes, so it should be")
    owen.presses("Save my answers")
    owen.sees("Nothing here waits for you.")

    ben.opens(request)
    ben.presses("I have been through everything: make what they get")
    with ben.page.expect_download() as downloading:
        ben.page.get_by_role("link", name="The same as data (JSON)").click()
    document = json.loads(downloading.value.path().read_text())
    texts = {one["text"] for one in document["record"]["record"]["entry"]}
    assert {"He came on time.", "[blacked out] told us where he is.", "He is ill."} <= texts
    assert "Mair" not in json.dumps(document)
    with ben.page.expect_download() as downloading:
        ben.page.get_by_role("link", name="The record on paper (PDF)").click()
    assert downloading.value.path().read_bytes().startswith(b"%PDF")
    ben.follows("Write down Handed out")
    ben.writes("How, and to whom?", "In the office, in person")
    ben.presses("Save")
    ben.sees("Answered", "In the office, in person", "Counter-terrorism", "Not yet")

    lena = somebody("lena", script=script, width=width)
    lena.opens("/subject-access")
    lena.arrives_by(lena.page.get_by_text("To go through").click)
    lena.sees("whether there is anything or not")
    lena.presses("I have been through everything")
    ben.opens(request)
    ben.sees("Gone through by Lena Novak")
