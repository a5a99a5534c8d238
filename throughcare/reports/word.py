"""A report as an editable Word document, with the styles Word itself knows."""

from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from throughcare.foundation.printing import printable
from throughcare.reports.printed import Fact, Group, Printed, PrintedRun

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_STYLES = {
    "heading": "Heading 2",
    "subheading": "Heading 3",
    "text": "Normal",
    "bullet": "List Bullet",
    "quote": "Quote",
}
_LANGUAGES = {"en": "en-GB", "cy": "cy-GB"}


def word_of(printed: Printed, *, made_at: datetime) -> bytes:
    """The report as a .docx file."""
    document = Document()
    _set_up(document, printed, made_at)
    document.add_paragraph(printable(printed.title), style="Title")
    document.add_paragraph(printable(printed.about), style="Subtitle")
    _pairs(document, printed.head)
    for section in printed.sections:
        document.add_heading(printable(section.title), level=1)
        if section.facts:
            _facts(document, section.facts, printed.words)
        for group in section.groups:
            _group(document, group)
        if not section.groups and not section.facts:
            document.add_paragraph(style="Normal").add_run(printed.words["nothing"]).italic = True
    if printed.sources:
        document.add_heading(printed.words["sources"], level=1)
        for source in printed.sources:
            line = document.add_paragraph(style="Normal")
            line.add_run(f"[{source.number}] ").bold = True
            line.add_run(printable(source.says))
    document.add_heading(printed.words["signed"], level=1)
    _pairs(document, printed.signed)
    document.add_paragraph(printed.number, style="Normal").runs[0].font.size = Pt(9)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _set_up(document: Any, printed: Printed, made_at: datetime) -> None:
    about = document.core_properties
    about.title = printable(f"{printed.title}: {printed.about}")
    about.author = printable(printed.author)
    about.last_modified_by, about.comments = printable(printed.author), ""
    about.language = _LANGUAGES[printed.language]
    about.created = about.modified = made_at.replace(tzinfo=None)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Arial", Pt(12)
    normal.paragraph_format.space_after = Pt(8)
    _speak(normal, _LANGUAGES[printed.language])
    for level in ("Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3"):
        style = document.styles[level]
        style.font.name = "Arial"
        style.font.color.rgb = None
        style.element.rPr.rFonts.attrib.clear()
        style.element.rPr.rFonts.set(qn("w:ascii"), "Arial")
        style.element.rPr.rFonts.set(qn("w:hAnsi"), "Arial")
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.4)
    above = " · ".join(part for part in (printed.standing, printed.marking.upper()) if part)
    page.header.paragraphs[0].add_run(printable(above)).bold = True
    page.footer.paragraphs[0].text = printable(printed.footer)


def _speak(style: Any, language: str) -> None:
    """Spelling is checked, and the text read out, in this language."""
    spoken = style.element.get_or_add_rPr().find(qn("w:lang"))
    if spoken is None:
        spoken = OxmlElement("w:lang")
        style.element.get_or_add_rPr().append(spoken)
    spoken.set(qn("w:val"), language)


def _pairs(document: Any, facts: tuple[Fact, ...]) -> None:
    for fact in facts:
        line = document.add_paragraph(style="Normal")
        line.paragraph_format.space_after = Pt(2)
        line.add_run(f"{printable(fact.label)}: ").bold = True
        line.add_run(printable(fact.value))


def _facts(document: Any, facts: tuple[Fact, ...], words: dict[str, str]) -> None:
    table = document.add_table(rows=1, cols=3, style="Table Grid")
    table.autofit = False
    heading = table.rows[0]
    _repeat_on_every_page(heading)
    for cell, word in zip(heading.cells, ("what", "says", "origin"), strict=True):
        _fill(cell, words[word], bold=True)
    for fact in facts:
        row = table.add_row()
        for cell, text in zip(row.cells, (fact.label, fact.value, fact.origin), strict=True):
            _fill(cell, text)
    for column, width in zip(table.columns, (Cm(4.3), Cm(7.6), Cm(4.3)), strict=True):
        for cell in column.cells:
            cell.width = width
    document.add_paragraph(style="Normal").paragraph_format.space_after = Pt(2)


def _fill(cell: Any, text: str, *, bold: bool = False) -> None:
    line = cell.paragraphs[0]
    line.paragraph_format.space_after = Pt(2)
    line.alignment = WD_ALIGN_PARAGRAPH.LEFT
    written = line.add_run(printable(text))
    written.font.size, written.bold = Pt(10), bold


def _repeat_on_every_page(row: Any) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _group(document: Any, group: Group) -> None:
    for number, line in enumerate(group.lines, 1):
        if group.kind == "number":
            # Written out: Word's own numbering would go on counting in the next list.
            paragraph = document.add_paragraph(style="Normal")
            paragraph.paragraph_format.left_indent = Cm(1)
            paragraph.paragraph_format.first_line_indent = Cm(-0.7)
            paragraph.add_run(f"{number}.\t")
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(1))
        else:
            paragraph = document.add_paragraph(style=_STYLES[group.kind])
        for run in line:
            _write(paragraph, run)


def _write(paragraph: Any, run: PrintedRun) -> None:
    written = paragraph.add_run(printable(run.text))
    written.bold, written.italic = run.strong or None, run.emphasis or None
    if run.source is not None:
        written.font.superscript = True
