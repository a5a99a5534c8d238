"""The record is read as it stood, two moments are compared, and a review gets its bundle."""

import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

pytestmark = pytest.mark.journey

REASON = "Serious further offence review 12 of 2026."


def typed(moment: Any) -> tuple[str, str]:
    """A moment as somebody types it: its day, and the minute it lies in."""
    shown = timezone.localtime(moment)
    return f"{shown:%d %m %y}", f"{shown:%H:%M}"


@pytest.mark.parametrize(("script", "width"), [(True, 320), (False, 1280)])
def test_the_record_as_it_was(somebody, world, script, width):
    dan = f"/people/{world.dan.ref}"
    amina = somebody("amina", script=script, width=width)
    amina.opens(f"{dan}/risk")
    raise_a_flag = amina.page.get_by_role("link", name="Raise a flag")
    amina.arrives_by(raise_a_flag.first.click)
    amina.chooses("What is the flag?", "Risk to staff")
    amina.writes("Why, and what should colleagues do?", "See in pairs.")
    amina.presses("Raise flag")
    amina.follows("End Risk to staff")
    amina.writes("Why is this flag no longer needed?", "He apologised.")
    amina.presses("End this flag")

    # From what was recorded to the record as it stood then, and back.
    amina.follows("Timeline")
    amina.follows("Risk to staff")
    amina.follows("Read the record as it stood then")
    amina.is_at("As it was")
    amina.sees("You are reading the past", "Risk to staff", "by Amina Khan")
    if width == 1280:
        amina.photographs("as-it-was")
    amina.follows("Back to now")
    amina.is_at("Overview")

    # Before any of it, as typed.
    amina.follows("As it was")
    amina.presses("Read the record")
    amina.sees("Enter the date and the time you want to read the record at")
    day, minute = typed(timezone.now() - timedelta(days=400))
    amina.writes("Date", day)
    amina.writes("Time", minute)
    amina.presses("Read the record")
    amina.sees("You are reading the past", "This system has held the record since")
    amina.does_not_see("Risk to staff", "Make the bundle")

    amina.follows("What has changed from then until now")
    amina.is_at("Two moments compared")
    amina.sees("Added", "Risk to staff", "He apologised.", "Entries recorded between")


def test_a_review_gets_its_bundle(somebody, world):
    ben = somebody("ben")
    ben.opens(f"/people/{world.dan.ref}/as-it-was")
    ben.follows("Make the bundle for the review of a serious incident")
    ben.presses("Make the bundle")
    ben.sees("Write what the bundle is for")
    day, minute = typed(timezone.now() - timedelta(minutes=1))
    ben.writes("Date", day)
    ben.writes("Time", minute)
    ben.writes("How long before it should the chronology begin?", "90")
    ben.writes("What is it for?", REASON)
    with ben.page.expect_download() as download:
        ben.page.get_by_role("button", name="Make the bundle").click()
    with zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes())) as bundle:
        assert bundle.read("review.pdf").startswith(b"%PDF")
        said = json.loads(bundle.read("review.json"))
    assert (said["reason"], said["person"]["name"]) == (REASON, "Dan Rees")

    ben.opens(f"/people/{world.dan.ref}/access/looks")
    ben.sees("Ben Adeyemi")
