"""What people typed, shown without letting it act on the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from throughcare.foundation.ui.text import count, lines, shown


def test_a_blank_line_parts_paragraphs_and_a_new_line_stays():
    text = lines("Rang at 9.\nNo answer.\n\n\nRang again.")

    assert text.count("<p ") == 2
    assert "Rang at 9.<br>\nNo answer.</p>" in text


def test_new_lines_of_every_kind_are_new_lines():
    assert lines("one\r\ntwo\rthree").count("<br>") == 2


def test_markup_sql_and_template_text_are_only_text():
    typed = "<script>alert(1)</script> {{ 7 * 7 }} '; DROP TABLE people; --"

    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7 * 7 }} &#x27;; DROP" in lines(typed)
    assert "<script" not in shown(typed)


def test_a_mark_that_turns_the_writing_round_is_shown_and_does_nothing():
    text = lines("invoice\u202egnp.exe")

    assert "\u202e" not in text
    assert '<span class="tc-sign" title="U+202E">RLO</span>gnp.exe' in text


def test_a_control_character_is_shown_by_its_number():
    assert '<span class="tc-sign" title="U+0007">U+0007</span>' in lines("bell\x07")


@pytest.mark.parametrize(
    "acting", "\x00\x1b\x7f\x85\u202a\u202b\u202c\u202d\u2066\u2067\u2068\u2069"
)
def test_whatever_acts_is_shown_instead_and_markup_before_it_stays_text(acting):
    text = lines(f"<b>{acting}<i>")

    assert acting not in text
    assert f'title="U+{ord(acting):04X}"' in text
    assert "&lt;b&gt;" in text
    assert "&lt;i&gt;" in text


def test_writing_from_right_to_left_is_left_as_it_is():
    assert "שלום\u200f" in lines("שלום\u200f")
    assert 'dir="auto"' in lines("שלום")


def test_a_name_turns_round_within_itself_only():
    assert shown("Dan") == "<bdi>Dan</bdi>"
    assert shown(None) == shown("") == ""


def test_nothing_typed_shows_nothing():
    assert lines(None) == lines("") == lines(" \n \n ") == ""


@given(st.text())
def test_no_text_brings_in_markup_or_anything_that_acts(typed):
    page = lines(typed)
    without_ours = (
        page.replace('<p class="govuk-body tc-text" dir="auto">', "")
        .replace("</p>", "")
        .replace("<br>", "")
        .replace("</span>", "")
        .replace('<span class="tc-sign" title="', "")
        .replace('">', "")
    )

    assert "<" not in without_ours
    assert not set(page) & set("\x00\x07\x1b\u202a\u202d\u202e\u2066\u2068")


def test_big_numbers_are_grouped():
    assert count(12345) == "12,345"
    assert count(0) == "0"
    assert count(None) == ""
