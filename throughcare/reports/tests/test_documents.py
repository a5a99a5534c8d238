"""The paper: a tagged PDF and an editable Word document."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from docx import Document as WordDocument

from throughcare.reports.pdf import pdf_of
from throughcare.reports.printed import Fact, Printed, PrintedSection, Source, groups_of
from throughcare.reports.word import word_of
from throughcare.reports.writing import blocks_of_markup

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TEXT = """## A subheading first

He has been **on time** and *calm* [1]; not [9].
A second line.

- work
- home

1. first
2. second

> I did it

# Then a heading

## And a subheading
"""
WORDS = {
    "page": "Page",
    "of": "of",
    "what": "What",
    "says": "What the record says",
    "origin": "Where from",
    "nothing": "Nothing was written here.",
    "sources": "Sources",
    "signed": "Signed",
}


def printed(text: str = TEXT, **other: Any) -> Printed:
    facts = tuple(Fact(f"Fact {n}", "4 of 20 days", "Requirements") for n in range(60))
    whole = Printed(
        title="Progress report",
        about="Dan Rees",
        author="Amina Khan",
        language="en",
        standing="Draft: not countersigned",
        marking="Sensitive",
        footer="Progress report · Dan Rees",
        number="Report 1",
        head=(Fact("Name", "Dan Rees"), Fact("CRN", "X123456")),
        sections=(
            PrintedSection("Summary", (), groups_of(blocks_of_markup(text), sources=[1])),
            PrintedSection("Attendance", facts, ()),
        ),
        sources=(Source(1, "Note, 23 November 2026, Amina Khan"),),
        signed=(Fact("Written by", "Amina Khan"),),
        words=WORDS,
    )
    return replace(whole, **other)


class Tags:
    """The tag tree of a PDF: every element's kind, what is in it, and the words it marks."""

    def __init__(self, body: bytes) -> None:
        self.pdf = pikepdf.open(BytesIO(body))
        self.root = self.pdf.Root.StructTreeRoot
        self.kinds: list[str] = []
        self.tables: list[list[str]] = []
        self._walk(self.root.K, None)

    def _walk(self, node: Any, table: list[str] | None) -> None:
        if isinstance(node, pikepdf.Array):
            for child in node:
                self._walk(child, table)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            kind = str(node.S)[1:]
            self.kinds.append(kind)
            if kind == "Table":
                table = []
                self.tables.append(table)
            elif table is not None:
                table.append(kind)
            if "/K" in node:
                self._walk(node.K, table)


@pytest.fixture(scope="module")
def tags() -> Tags:
    return Tags(pdf_of(printed(), made_at=AT))


def test_the_pdf_is_tagged_and_says_it_was_built_to_pdf_ua_1(tags: Tags) -> None:
    assert bool(tags.pdf.Root.MarkInfo.Marked)
    with tags.pdf.open_metadata() as about:
        assert str(about["pdfuaid:part"]) == "1"


def test_the_pdf_has_a_title_that_is_shown_and_a_language(tags: Tags) -> None:
    assert str(tags.pdf.docinfo["/Title"]) == "Progress report: Dan Rees"
    assert bool(tags.pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert str(tags.pdf.Root.Lang) == "en-GB"


def test_a_welsh_report_says_that_it_is_welsh() -> None:
    assert str(Tags(pdf_of(printed(language="cy"), made_at=AT)).pdf.Root.Lang) == "cy-GB"


def test_headings_never_skip_a_level(tags: Tags) -> None:
    levels = [int(kind[1]) for kind in tags.kinds if kind[0] == "H" and kind[1:].isdigit()]

    assert levels.count(1) == 4  # two parts, the sources, who signed
    assert 2 in levels
    assert 3 in levels
    assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))


def test_lists_quotes_and_paragraphs_are_what_they_are(tags: Tags) -> None:
    assert tags.kinds.count("L") == 2
    assert tags.kinds.count("LI") == 4
    assert "BlockQuote" in tags.kinds
    assert "P" in tags.kinds
    assert "Link" in tags.kinds


def test_a_table_over_several_pages_is_one_table_with_its_headings(tags: Tags) -> None:
    (table,) = tags.tables

    assert len(tags.pdf.pages) >= 3
    assert table.count("THead") == 1
    assert table.count("TH") == 3
    assert table.count("TR") == 61
    assert table.count("TD") == 180


def test_every_page_names_its_order_for_the_keyboard(tags: Tags) -> None:
    assert all(str(page.Tabs) == "/S" for page in tags.pdf.pages if "/Annots" in page)


def test_the_same_report_at_the_same_moment_is_the_same_bytes() -> None:
    assert pdf_of(printed(), made_at=AT) == pdf_of(printed(), made_at=AT)


@pytest.mark.parametrize(
    "text",
    [
        '#eval("1") #{ sys.inputs } $x^2$ @ref <label> \\ *a* _b_ `c` = h',
        "{{ 7*7 }} {% for %} ${x} <script>alert(1)</script>",
        "مرحبا שלום Привет ŵŷ \u202egnp.exe \u200b",
        "山田太郎 and 😀 and ਪੰਜਾਬੀ and ✓ ☐ 𝔘",
        "\x00\x01\x0b\x7f\ufffe tab\there",
        "word " * 5000,
        "x" * 3000,
    ],
)
def test_any_words_can_be_printed(text: str) -> None:
    awkward = printed(text, about=text[:60], head=(Fact(text[:40], text[:200]),))

    assert pdf_of(awkward, made_at=AT).startswith(b"%PDF")
    assert word_of(awkward, made_at=AT).startswith(b"PK")


def test_letters_the_pdf_cannot_show_are_named_and_kept_in_word() -> None:
    pdf = pdf_of(printed("ਪੰਜਾਬੀ 😀"), made_at=AT)
    word = WordDocument(BytesIO(word_of(printed("ਪੰਜਾਬੀ 😀"), made_at=AT)))

    assert pdf.startswith(b"%PDF")
    assert "ਪੰਜਾਬੀ 😀" in " ".join(one.text for one in word.paragraphs)


def test_the_word_document_has_words_own_headings_lists_and_table() -> None:
    word = WordDocument(BytesIO(word_of(printed(), made_at=AT)))

    styles = [one.style.name for one in word.paragraphs]
    assert [one.text for one in word.paragraphs if one.style.name == "Heading 1"] == [
        "Summary",
        "Attendance",
        "Sources",
        "Signed",
    ]
    assert {"Title", "Heading 2", "Heading 3", "List Bullet", "Quote"} <= set(styles)
    (table,) = word.tables
    assert [cell.text for cell in table.rows[0].cells] == [
        "What",
        "What the record says",
        "Where from",
    ]
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert len(table.rows) == 61


def test_the_word_document_says_its_title_and_language() -> None:
    word = WordDocument(BytesIO(word_of(printed(language="cy"), made_at=AT)))

    assert word.core_properties.title == "Progress report: Dan Rees"
    assert word.core_properties.language == "cy-GB"
    assert 'w:val="cy-GB"' in word.styles["Normal"].element.xml


def test_a_draft_says_so_on_every_page_of_both() -> None:
    word = WordDocument(BytesIO(word_of(printed(), made_at=AT)))

    assert "Draft: not countersigned" in word.sections[0].header.paragraphs[0].text
    assert "SENSITIVE" in word.sections[0].header.paragraphs[0].text


def test_only_a_number_that_has_a_source_refers_to_one() -> None:
    (group, *_rest) = groups_of(blocks_of_markup("Told me [1], not [9] nor [x]."), sources=[1])

    assert [run.text for run in group.lines[0] if run.source] == ["[1]"]
    assert "".join(run.text for run in group.lines[0]) == "Told me [1], not [9] nor [x]."
