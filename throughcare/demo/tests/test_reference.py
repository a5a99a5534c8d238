"""The reference page says what the files say."""

from tests.databases import ROOT
from throughcare.demo.content import content
from throughcare.demo.reference import reference_page


def test_the_reference_page_is_up_to_date():
    kept = (ROOT / "docs" / "reference" / "demo.md").read_text()

    assert kept == reference_page(), "write it anew: throughcare manage prepare_demo --page"


def test_every_share_stands_on_the_page_with_where_it_comes_from():
    page = reference_page()

    for share in content().shares.values():
        assert f"| {share.about} |" in page
        assert share.source in page
