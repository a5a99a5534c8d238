"""Each kind of field: what it takes, what it says when it objects, how it stands on the page."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from throughcare.foundation.ui.forms import (
    Choice,
    Day,
    File,
    Form,
    LongText,
    ManyChoices,
    Moment,
    Number,
    Once,
    OneChoice,
    Select,
    Text,
    Time,
    Version,
    YesNo,
)

COLOURS = [("r", "Red"), ("b", "Blue")]


def form_of(field, data=None, files=None, initial=None):
    """A form that asks one thing, `it`."""
    made = type("OneQuestion", (Form,), {"it": field})
    return made(data, files, initial=initial or {})


def answer(field, data, files=None):
    form = form_of(field, data, files)
    assert form.is_valid(), form.errors
    return form.cleaned_data["it"]


def objection(field, data, files=None):
    form = form_of(field, data, files)
    assert not form.is_valid()
    return form["it"].error


@pytest.mark.parametrize(
    ("field", "typed", "read"),
    [
        (Text("Name"), "  Dan Rees ", "Dan Rees"),
        (LongText("Note"), "  kept\n as typed \n", "  kept\n as typed \n"),
        (OneChoice("Colour", options=COLOURS), "r", "r"),
        (Select("Colour", options=COLOURS), "b", "b"),
        (ManyChoices("Colours", options=COLOURS), ["r", "b"], ["r", "b"]),
        (YesNo("Sure?"), "yes", True),
        (YesNo("Sure?"), "no", False),
        (Day("When?"), "24 11 26", date(2026, 11, 24)),
        (Day("When?"), "tomorrow", date(2026, 11, 25)),
        (Day("When?"), "1 12", date(2026, 12, 1)),
        (Day("When?", lies="past"), "1 12", date(2025, 12, 1)),
        (Time("When?"), "230pm", time(14, 30)),
        (Number("Hours"), " 1,200.50 ", Decimal("1200.50")),
        (Number("Hours", whole=True), "12", 12),
        (Version(), "3", 3),
    ],
)
def test_what_is_typed_is_read(field, typed, read):
    got = answer(field, {"it": typed})

    assert got == read
    assert type(got) is type(read)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        (Text("Name"), "", "Fill in “Name”"),
        (Text("Who was there?"), " ", "Answer “Who was there?”"),
        (Text("Name", missing="Write their name"), "", "Write their name"),
        (Text("Name", longest=5), "Daniel", "can be 5 characters long; this is 6. Shorten it"),
        (LongText("Note"), " \n ", "Fill in “Note”"),
        (LongText("Note"), "x" * 200_001, "can be 200,000 characters long; this is 200,001"),
        (OneChoice("Colour", options=COLOURS), "", "Choose an answer: Colour"),
        (OneChoice("Colour", options=COLOURS), "green", "Choose one of the answers offered"),
        (Select("Colour", options=COLOURS), "green", "Choose one of the answers offered"),
        (ManyChoices("Colours", options=COLOURS), [], "Choose an answer: Colours"),
        (ManyChoices("Colours", options=COLOURS), ["r", "x"], "Choose one of the answers offered"),
        (YesNo("Sure?"), "perhaps", "Choose one of the answers offered"),
        (Day("When?"), "31 2 26", ""),
        (Day("When?"), "someday", "Enter a date, like"),
        (Day("When?", lies="past"), "25 11 2026", "Wednesday 25 November 2026 is still to come"),
        (Day("When?", lies="future"), "23 11 2026", "Monday 23 November 2026 is already past"),
        (Time("When?"), "25:00", ""),
        (Number("Hours"), "twelve", "Enter “Hours” in figures, like 12"),
        (Number("Hours"), "1e999999999", "Enter “Hours” in figures, like 12"),
        (Number("Hours"), "NaN", "Enter “Hours” in figures, like 12"),
        (Number("Hours"), "١٢", "Enter “Hours” in figures, like 12"),
        (Number("Hours", whole=True), "1.5", "“Hours” must be a whole number"),
        (Number("Hours", least=1), "0", "“Hours” must be 1 or more"),
        (Number("Hours", most=Decimal("2.5")), "3", "“Hours” must be 2.5 or less"),
        (Version(), "three", "no longer knows what it was changing"),
        (Version(), "-1", "no longer knows what it was changing"),
    ],
)
def test_an_objection_says_what_to_do(field, typed, said):
    assert said in objection(field, {"it": typed})
    assert objection(field, {"it": typed})


@pytest.mark.parametrize(
    ("field", "nothing"),
    [
        (Text("Name", required=False), ""),
        (LongText("Note", required=False), ""),
        (OneChoice("Colour", options=COLOURS, required=False), ""),
        (ManyChoices("Colours", options=COLOURS, required=False), []),
        (YesNo("Sure?", required=False), None),
        (Day("When?", required=False), None),
        (Time("When?", required=False), None),
        (Moment("When?", required=False), None),
        (Number("Hours", required=False), None),
        (File("Letter", required=False), None),
    ],
)
def test_what_need_not_be_answered_can_be_left_open(field, nothing):
    assert answer(field, {}) == nothing
    assert "(optional)" in str(form_of(field)["it"])


def test_text_keeps_everything_but_what_no_database_can_hold():
    typed = "caf\u00e9 \u202e \x07 \U0001f600 \x00 \ud800 '; DROP"

    assert answer(LongText("Note"), {"it": typed}) == (
        "caf\u00e9 \u202e \x07 \U0001f600 \ufffd \ufffd '; DROP"
    )


def test_new_lines_arrive_as_they_were_typed_not_as_browsers_send_them():
    assert answer(LongText("Note"), {"it": "one\r\ntwo"}) == "one\ntwo"


def test_a_long_text_comes_back_from_the_page_letter_for_letter():
    typed = "\n\n  first\n\n    second &amp; <b>\n"

    page = str(form_of(LongText("Note"), {"it": typed})["it"])

    assert ">&#10;&#10;&#10;  first&#10;&#10;    second &amp;amp; &lt;b&gt;&#10;</textarea>" in page


def test_a_moment_is_read_on_the_clock_here():
    typed = {"it_day": "1 7 26", "it_time": "230pm"}

    assert answer(Moment("When?"), typed) == datetime(2026, 7, 1, 13, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "said", "leads_to"),
    [
        ({"it_day": "", "it_time": ""}, "Answer “When?”", "#id_it_day"),
        ({"it_day": "", "it_time": "230pm"}, "Enter the date as well", "#id_it_day"),
        ({"it_day": "today", "it_time": ""}, "Enter the time as well", "#id_it_time"),
        ({"it_day": "today", "it_time": "late"}, "Enter a time", "#id_it_time"),
        ({"it_day": "never", "it_time": "2pm"}, "Enter a date", "#id_it_day"),
    ],
)
def test_half_a_moment_is_asked_for_where_it_is_missing(typed, said, leads_to):
    form = form_of(Moment("When?"), typed)

    assert not form.is_valid()
    assert said in form["it"].error
    assert f'href="{leads_to}"' in form.error_summary
    assert f'value="{typed["it_day"]}"' in str(form["it"])


@pytest.mark.parametrize(
    ("field", "value", "on_page"),
    [
        (Day("When?"), date(2026, 3, 4), 'value="4/3/2026"'),
        (Time("When?"), time(9, 5), 'value="9.05am"'),
        (Number("Hours"), Decimal("2.50"), 'value="2.5"'),
        (Number("Hours"), Decimal("100"), 'value="100"'),
        (Number("Hours"), 0, 'value="0"'),
        (Text("Name"), '"Dan" & <Rees>', 'value="&#34;Dan&#34; &amp; &lt;Rees&gt;"'),
        (YesNo("Sure?"), False, 'value="no" checked'),
        (OneChoice("Colour", options=COLOURS), "b", 'value="b" checked'),
        (ManyChoices("Colours", options=COLOURS), ["r"], 'value="r" checked'),
        (Select("Colour", options=COLOURS), "b", 'value="b" selected'),
        (Version(), 7, 'value="7"'),
    ],
)
def test_what_is_known_already_stands_in_the_field(field, value, on_page):
    assert on_page in str(form_of(field, initial={"it": value})["it"])


def test_a_moment_known_already_is_shown_on_the_clock_here():
    page = str(
        form_of(Moment("When?"), initial={"it": datetime(2026, 7, 1, 13, 30, tzinfo=UTC)})["it"]
    )

    assert 'value="1/7/2026"' in page
    assert 'value="2.30pm"' in page


def test_what_was_known_already_can_be_sent_back_unchanged():
    known = {"it_day": "1/7/2026", "it_time": "midday"}

    assert answer(Moment("When?"), known) == datetime(2026, 7, 1, 11, 0, tzinfo=UTC)


def test_what_was_typed_wrongly_stays_in_the_field():
    assert 'value="31 2 26"' in str(form_of(Day("When?"), {"it": "31 2 26"})["it"])
    assert 'value="twelve"' in str(form_of(Number("Hours"), {"it": "twelve"})["it"])


def test_none_of_these_cannot_go_with_another():
    field = ManyChoices("Colours", options=[*COLOURS, Choice("none", "None of these", alone=True)])

    assert "cannot go together" in objection(field, {"it": ["r", "none"]})
    assert answer(field, {"it": ["none"]}) == ["none"]
    assert 'data-behaviour="exclusive"' in str(form_of(field)["it"])


def test_options_can_be_set_on_one_form_without_touching_the_next():
    made = type("Colours", (Form,), {"it": OneChoice("Colour", options=COLOURS)})
    first, second = made({"it": "g"}), made({"it": "g"})

    first.fields["it"].options = [("g", "Green")]

    assert first.is_valid()
    assert not second.is_valid()


def test_options_can_be_looked_up_when_they_are_needed():
    offered = []
    field = OneChoice("Colour", options=lambda: offered)
    offered.append(("g", "Green"))

    assert answer(field, {"it": "g"}) == "g"


def test_every_showing_of_a_form_has_a_mark_of_its_own():
    form = form_of(Once())
    mark = form["it"].answer

    assert f'value="{mark}"' in str(form["it"])
    assert form_of(Once())["it"].answer != mark


@pytest.mark.parametrize("rubbish", ["", "not a uuid"])
def test_a_sending_without_its_mark_counts_as_a_new_one(rubbish):
    assert isinstance(answer(Once(), {"it": rubbish}), UUID)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (None, "Choose a file: Letter"),
        (SimpleUploadedFile("letter.pdf", b""), "That file is empty"),
        (SimpleUploadedFile("letter.pdf", b"x" * 101), "larger than 100"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_with_the_reason(file, said):
    field = File("Letter", accepts=(".pdf", ".docx"), largest=100)

    assert said in objection(field, {}, {"it": file} if file else {}).replace("\xa0", " ")


def test_a_file_is_taken():
    letter = SimpleUploadedFile("letter.PDF", b"x")

    assert answer(File("Letter", accepts=(".pdf",)), {}, {"it": letter}) is letter
    assert form_of(File("Letter"))["it"].form.is_multipart()
