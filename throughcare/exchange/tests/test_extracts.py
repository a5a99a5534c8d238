"""Tables of a database: joined by person, read row by row, taken like any other message."""

import pytest

from tests.databases import NOW
from throughcare.exchange.actions import import_files
from throughcare.exchange.extracts import Extract, Left, extract_in, extracts
from throughcare.exchange.kinds import library
from throughcare.exchange.outcomes import Report
from throughcare.exchange.recognising import recognise
from throughcare.exchange.sheets import BadRow, Nothing, Row, rows_of
from throughcare.exchange.tests.conftest import SAMPLES, counts, known, reasons
from throughcare.exchange.tests.conftest import rows_of as kept
from throughcare.exchange.tests.test_samples import checksums
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.people.models import Identifier
from throughcare.record.models import Entry
from throughcare.risk.models import Flag

NOMIS, OASYS = SAMPLES / "nomis_mini", SAMPLES / "oasys_mini"

PEOPLE = """offender_id,last_name,first_name,offender_id_display,root_offender_id,birth_date
1,KING,JO,A4321CB,1,1988-08-08
2,QUEEN,JO,A4321CB,1,1988-08-08
3,PAGE,AL,B4321CB,3,1979-01-02
"""
BOOKINGS = """offender_book_id,booking_no,offender_id,booking_seq,agy_loc_id,root_offender_id
11,B1,2,1,MDI,1
13,B3,3,1,MDI,3
"""
NOTES = """case_note_id,offender_book_id,contact_time,case_note_type,case_note_sub_type,\
case_note_text
1,11,2024-03-01 10:00:00,GEN,OSE,Came on time.
2,11,02-03-2024 11:30:00,GEN,OSE,"Said ""yes"",
and left."
3,13,2024-03-03 09:00:00,GEN,OSE,Quiet.
"""


@pytest.fixture
def extract(cast, tmp_path):
    """Import an extract with these tables in place of the small ones."""

    def run(folder: str = "extract", **tables: str | bytes) -> Report:
        at = tmp_path / folder
        at.mkdir(exist_ok=True)
        small = {"offenders": PEOPLE, "offender_bookings": BOOKINGS, "offender_case_notes": NOTES}
        for name, content in {**small, **tables}.items():
            raw = content if isinstance(content, bytes) else content.encode()
            (at / f"{name}.csv").write_bytes(raw)
        return import_files(actor=SYSTEM, paths=[at], at=NOW)

    return run


def notes(number: str) -> list[str]:
    return sorted(
        one.text for one in kept(Entry, number) if (one.source_key or "").startswith("nomis:case")
    )


def left(report: Report) -> dict[str, int]:
    return {one["what"]: one["count"] for one in report.left_of_tables()}


def places(report: Report) -> list[str]:
    return [f"{one.file} {one.whole_place}" for one in report.outcomes if one.state == "refused"]


def test_rows_are_joined_into_one_message_a_person_under_the_name_they_go_by_now(extract):
    report = extract()

    assert counts(report) == (2, 0, 0, 0)
    assert known("A4321CB").family_name == "QUEEN"
    assert notes("A4321CB") == ["Came on time.", 'Said "yes",\nand left.']
    assert notes("B4321CB") == ["Quiet."]


def test_a_second_run_changes_nothing_and_neither_does_another_order_of_the_rows(extract):
    extract()
    before = checksums()

    again = extract()
    head, *rows = BOOKINGS.splitlines()
    turned = extract(offender_bookings="\n".join([head, *reversed(rows)]))

    assert counts(again) == counts(turned) == (0, 2, 0, 0)
    assert checksums() == before


def test_a_row_changed_since_changes_only_its_fact(extract):
    extract()
    before = {one.pk: one.text for one in kept(Entry, "A4321CB")}

    report = extract(offender_case_notes=NOTES.replace("Came on time.", "Came late."))

    after = {one.pk: one.text for one in kept(Entry, "A4321CB")}
    assert counts(report) == (1, 1, 0, 0)
    assert before.items() <= after.items()
    assert [after[pk] for pk in set(after) - set(before)] == ["Came late."]


def test_a_row_that_says_something_impossible_is_left_out_alone_with_its_line(extract):
    report = extract(offender_case_notes=NOTES.replace("2024-03-01", "2024-02-31"))

    outcome = next(one for one in report.as_json()["list"] if one["left_out"])
    assert counts(report) == (2, 0, 0, 0)
    assert notes("A4321CB") == ['Said "yes",\nand left.']
    assert [one["place"] for one in outcome["left_out"]] == [
        "offender_case_notes.csv line 2, contact_time"
    ]
    assert "offender_case_notes.csv line 2, contact_time" in report.as_text()


def test_somebody_whose_own_row_is_impossible_costs_nobody_else_anything(extract):
    report = extract(offenders=PEOPLE.replace("1979-01-02", "1979-13-02"))

    assert counts(report) == (1, 0, 0, 1)
    assert places(report) == ["extract offenders.csv line 4, birth_date"]
    assert known("B4321CB") is None
    assert len(notes("A4321CB")) == 2


def test_rows_that_belong_to_nobody_are_counted_by_table(extract):
    orphans = NOTES + "4,99,2024-03-03,GEN,OSE,Whose?\n5,,2024-03-03,GEN,OSE,Whose?\n"

    report = extract(offender_case_notes=orphans)

    assert left(report) == {"offender_case_notes": 2}
    assert "offender_case_notes: Rows that belong to nobody in the extract × 2" in report.as_text()


def test_two_people_with_one_number_are_left_to_a_person(extract):
    report = extract(offenders=PEOPLE.replace("B4321CB", "A4321CB"))

    assert counts(report) == (1, 0, 1, 0)
    assert reasons(report) == ["Its number is known, but with another name."]


def test_a_file_that_is_no_table_of_the_extract_is_said(extract):
    report = extract(weather="day,sky\n1,grey\n")

    assert counts(report) == (2, 0, 0, 1)
    assert places(report) == ["weather.csv line 1, column 1"]


def test_a_table_without_the_column_that_joins_it_is_said_and_the_others_are_taken(extract):
    report = extract(offender_case_notes=NOTES.replace("offender_book_id", "book"))

    assert counts(report) == (2, 0, 0, 1)
    assert reasons(report) == ["It has no column offender_book_id."]
    assert places(report) == ["extract/offender_case_notes.csv line 1"]
    assert notes("A4321CB") == []


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "There is nothing in it."),
        (b"a,b\xff\n", "Its first line does not name its columns."),
        (b"a,,b\n", "Its first line does not name its columns."),
        (b"a,b,A\n", "Two of its columns have the same name."),
        ("case_note_id,x\n".encode("utf-16"), "Its first line does not name its columns."),
    ],
)
def test_a_file_that_is_no_table_at_all_is_said(extract, content, reason):
    report = extract(offender_case_notes=content)

    assert counts(report) == (2, 0, 0, 1)
    assert reasons(report) == [reason]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (b"9,11,2024-03-01,GEN", "It has 4 cells; its table has 6 columns."),
        (b"9,11,2024-03-01,GEN,OSE,a,b", "It has 7 cells; its table has 6 columns."),
        (b"9,11,2024-03-01,GEN,OSE,caf\xe9", "This is not UTF-8 text."),
        (
            b"9,11,2024-03-01,GEN,OSE,a\0b",
            "There is a control character, or half of one, in a text.",
        ),
        (
            b'9,11,2024-03-01,GEN,OSE,"open',
            "A quote in it is opened and not closed, or the other way.",
        ),
        (
            b'9,11,2024-03-01,GEN,OSE,"a"b',
            "A quote in it is opened and not closed, or the other way.",
        ),
        (b"9,11,2024-03-01,GEN,OSE," + b"x" * 10_000_000, "It is longer than a row may be."),
        (b"1,11,2024-03-01,GEN,OSE,again", "Line 2 has the same key."),
        (b",11,2024-03-01,GEN,OSE,whose", "It has no key."),
    ],
)
def test_a_bad_row_costs_only_itself(extract, row, reason):
    first, *rest = NOTES.encode().split(b"\n", 2)
    content = b"\n".join([first, rest[0], row, rest[1]])

    report = extract(offender_case_notes=content)

    assert reasons(report) == [reason]
    assert places(report) == ["extract/offender_case_notes.csv line 3"]
    assert len(notes("A4321CB")) == 2
    assert notes("B4321CB") == ["Quiet."]
    assert counts(extract(offender_case_notes=content)) == (0, 2, 0, 1)


def test_a_byte_order_mark_and_line_ends_of_another_kind_are_nothing_wrong(extract):
    report = extract(offender_case_notes=b"\xef\xbb\xbf" + NOTES.replace("\n", "\r\n").encode())

    assert counts(report) == (2, 0, 0, 0)
    assert len(notes("A4321CB")) == 2


def test_every_line_is_read_once_however_many_quotes_are_left_open(tmp_path):
    path = tmp_path / "t.csv"
    path.write_text("a,b\n" + '1,"x\n' * 300 + "2,y\n")

    found = list(rows_of(path, Nothing(())))

    assert [one.line for one in found] == list(range(2, 303))
    assert [one for one in found if isinstance(one, Row)] == [Row({"a": "2", "b": "y"}, 302)]
    assert all(isinstance(one, BadRow) for one in found[:-1])


def test_an_expression_in_place_of_a_date_is_nothing_and_is_counted(extract):
    report = extract(
        offender_case_notes=NOTES.replace("2024-03-01 10:00:00", "trunc(sysdate) + 1/24")
    )

    assert left(report) == {"offender_case_notes.contact_time": 1}
    assert notes("A4321CB") == ['Said "yes",\nand left.']


def test_a_code_on_no_list_is_reported_and_kept_as_given(extract):
    report = extract(offender_case_notes=NOTES.replace("GEN", "NEWTYPE"))

    assert {one["list"] for one in report.unknown_codes()} == {"nomis/TASK_TYPE"}
    assert {one.title.split(":")[0] for one in kept(Entry, "B4321CB") if one.kind == "note"} == {
        "NEWTYPE"
    }


def test_the_sample_of_nomis_is_taken_with_every_leftover_explained_or_listed(cast):
    report = import_files(actor=SYSTEM, paths=[NOMIS], at=NOW)

    assert sum(counts(report)) == 74
    assert not [one for one in report.outcomes if "could not be kept" in one.reason]
    assert report.count("refused") == 0
    assert "Arsonist" in {one.title for one in kept(Flag, "A1234AA")}
    assert left(report)["offender_beliefs"] == 1
    before = checksums()
    again = import_files(actor=SYSTEM, paths=[NOMIS], at=NOW)
    assert again.count("taken") == 0
    assert checksums() == before


def test_the_sample_of_oasys_is_one_person_with_questions_and_answers_in_words(cast):
    report = import_files(actor=SYSTEM, paths=[OASYS], at=NOW)

    titles = {one.title: one for one in kept(Entry, "X320741")}
    assert counts(report) == (1, 0, 0, 0)
    assert any("accommodation" in title.casefold() for title in titles)
    with acting_as(SYSTEM):
        assert Identifier.objects.filter(kind="crn", value="X320741").count() == 1


def test_an_extract_whose_tables_do_not_hang_together_is_refused():
    good = extracts()[0].model_dump()

    for joins in ([], [{"table": "x", "under": "person", "named": "x", "on": ("a",)}]):
        with pytest.raises(ValueError, match=r"nothing joins|no table x"):
            Extract.model_validate({**good, "join": joins})
    inside_itself = {"table": "offenders", "under": "offenders", "named": "x", "on": ("a",)}
    with pytest.raises(ValueError, match="inside itself"):
        Extract.model_validate({**good, "join": [*good["join"], inside_itself]})


@pytest.mark.parametrize(("folder", "kind"), [(NOMIS, "nomis/tables"), (OASYS, "oasys/tables")])
def test_every_person_of_an_extract_is_of_exactly_one_kind(folder, kind):
    found = extract_in(sorted(folder.iterdir()))

    assert found is not None
    kinds = {recognise(piece.body, "", library()).id for piece in found.pieces(Left())}
    assert kinds == {kind}
