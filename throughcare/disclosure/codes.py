"""What the codes of a record say in words, for whoever reads their own."""

from collections.abc import Callable, Mapping
from typing import Any

from throughcare.assessments import queries as assessments
from throughcare.exchange.queries import Rows
from throughcare.foundation.packs import pack
from throughcare.plans import queries as plans

Says = Callable[[Any, Rows], str]


def _listed(name: str, column: str) -> Says:
    """A code of one of the pack's lists; as it is where the list has it not."""

    def says(row: Any, rows: Rows) -> str:
        codes, code = pack().code_list(name), getattr(row, column)
        return codes.title_of(code) if code in codes else str(code)

    return says


def _note_type(row: Any, rows: Rows) -> str:
    known = pack().note_types.get(row.note_type)
    return str(known.title if known else row.note_type)


def _characteristic(row: Any, rows: Rows) -> str:
    lists = pack().code_lists
    return str(lists[row.kind].rule.title if row.kind in lists else row.kind)


def _question(row: Any, rows: Rows) -> str:
    question = _asked(row, rows)
    return str(question.asked_of(assessments.called(rows.person)) if question else row.question)


def _answer(row: Any, rows: Rows) -> str:
    return assessments.in_words(_asked(row, rows), assessments.reply_of(row))


def _asked(row: Any, rows: Rows) -> Any:
    """The question a reply is to."""
    read = rows.by_table.get("assessments.assessment", [])
    assessment = next((one for one in read if one.pk == row.assessment_id), None)
    return assessments.question_of(assessment, row.question) if assessment else None


IN_WORDS: Mapping[tuple[str, str], Says] = {
    ("record.entry", "note_type"): _note_type,
    ("people.characteristic", "kind"): _characteristic,
    ("sentences.keydate", "kind"): _listed("sentence-date", "kind"),
    ("risk.harmlevel", "group"): _listed("rosh-group", "group"),
    ("risk.harmlevel", "level"): _listed("rosh-level", "level"),
    ("assessments.assessment", "instrument"): lambda row, rows: assessments.title_of(row),
    ("assessments.assessment", "result"): lambda row, rows: assessments.came_to(row),
    ("assessments.answer", "question"): _question,
    ("assessments.answer", "value"): _answer,
    ("assessments.rival", "question"): _question,
    ("assessments.rival", "value"): _answer,
    ("plans.step", "who"): lambda row, rows: plans.who_says(row, rows.person),
}
"""By table and column; a value that is free text, or a choice, reads by itself."""
