"""The words for who may know."""

import pytest

from throughcare.foundation.packs import badge_of, pack


def test_what_everybody_may_read_has_no_badge():
    assert badge_of(0) == ""


@pytest.mark.parametrize("marking", [one for one in pack().markings.values() if one.number])
def test_every_other_marking_says_its_own_words(marking):
    assert badge_of(marking.number) == marking.badge


def test_a_marking_no_pack_knows_is_still_said_to_be_one():
    assert badge_of(63) == "Marked"
