"""A document on somebody's record: added on a telephone without a script, found, opened, hidden."""

import pytest

from throughcare.foundation.files.tests import samples

pytestmark = pytest.mark.journey


def test_a_document_is_added_found_and_opened_and_a_partner_finds_nothing(
    somebody, world, tmp_path
):
    order = tmp_path / "order.pdf"
    order.write_bytes(samples.pdf())
    amina = somebody("amina", script=False, width=320, height=800)
    amina.opens(f"/people/{world.dan.ref}/documents")
    amina.follows("Add the first")

    amina.presses("Add the document")
    amina.sees("Choose the file", "Choose what kind of document it is", "Write what it is")
    amina.field("File").set_input_files(order)
    amina.chooses("Kind of document", "Court order")
    amina.writes("What it is", "Community order of the court")
    amina.writes("Date of the document", "12 11 2025")
    amina.presses("Add the document")

    amina.sees("Document added", "Community order of the court")
    amina.opens(f"/people/{world.dan.ref}/timeline?group=documents")
    link = amina.page.get_by_role("link", name="Download")
    with amina.page.expect_download() as downloading:
        link.click()
    assert downloading.value.suggested_filename == "court-order-2025-11-12.pdf"
    assert downloading.value.path().read_bytes() == order.read_bytes()

    pia = somebody("pia")
    pia.opens(f"/people/{world.dan.ref}/documents", answered=404)
    pia.opens(link.get_attribute("href"), answered=404)
    pia.does_not_see("Community order", "Dan Rees")
