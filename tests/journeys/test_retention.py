"""A record whose time is over: held for an inquiry, let go, and deleted for good."""

import pytest

from tests.databases import NOW
from throughcare.retention.tests.conftest import let_go, records_manager

pytestmark = pytest.mark.journey


@pytest.mark.parametrize(("script", "width"), [(True, 320), (False, 1280)])
def test_a_record_is_held_then_deleted(somebody, world, script, width):
    records_manager(world)
    erin = world.erin
    let_go(erin)

    rhys = somebody("rhys", script=script, width=width)
    rhys.opens("/retention")
    rhys.sees("Due to be deleted", "Erin Vaughan", "Nothing has been deleted yet.")
    hers = rhys.page.get_by_role("row").filter(has_text="Erin Vaughan")
    rhys.arrives_by(hers.get_by_role("link", name="Decide").click)
    rhys.chooses("What for?", "Public inquiry")
    rhys.writes("Reason", "The inquiry’s letter of 3 March")
    rhys.writes("When is it looked at again?", f"1 6 {NOW.year + 2}")
    rhys.presses("Put it on hold")
    rhys.sees("The record is on hold.", "Public inquiry")
    rhys.does_not_see("Delete this record")

    rhys.opens("/retention")
    rhys.sees("Public inquiry", "Rhys Vaughan-Cole")
    assert hers.get_by_role("link", name="Decide").count() == 0
    rhys.opens(f"/people/{erin.ref}/access/retention/delete/after-the-case")
    rhys.picks("Delete everything about this person")
    rhys.writes("Who has agreed, and anything else to be kept about this decision", "Nobody")
    rhys.presses("Delete this record for good")
    rhys.sees("This record is not due, or something stops its deletion")

    rhys.opens(f"/people/{erin.ref}/access")
    rhys.follows("How long this record is kept")
    rhys.follows("End this hold")
    rhys.writes("Why does it end?", "The inquiry has reported.")
    rhys.presses("End this hold")
    rhys.follows("Delete this record")
    rhys.sees("Backups keep it until they are replaced.")
    rhys.picks("Delete everything about this person")
    rhys.writes(
        "Who has agreed, and anything else to be kept about this decision",
        "The data protection officer",
    )
    rhys.presses("Delete this record for good")
    rhys.sees("The record is deleted.", "The whole record, after the case ended")
    rhys.does_not_see("Erin Vaughan")
    rhys.opens(f"/people/{erin.ref}", answered=404)
