"""Nobody is handed a code of ours where the record has words for it."""

from types import SimpleNamespace
from typing import Any

from throughcare.disclosure.codes import IN_WORDS
from throughcare.foundation.packs import pack

PERSON = SimpleNamespace(preferred_name="", given_name="Dan", family_name="Rees")


def said(table: str, column: str, row: Any, **tables: list[Any]) -> str:
    rows: Any = SimpleNamespace(person=PERSON, by_table=tables)
    return IN_WORDS[table, column](row, rows)


def test_kinds_of_notes_and_lists_are_said_by_their_titles():
    note = SimpleNamespace(note_type="contact-with-others")
    faith = SimpleNamespace(kind="religion")

    assert said("record.entry", "note_type", note) == "Contact with somebody else"
    assert said("people.characteristic", "kind", faith) == "Religion"


def test_an_answer_is_read_as_it_was_asked_and_given():
    version = next(iter(pack().instruments["needs-and-strengths"]))
    assessment = SimpleNamespace(
        pk=1, instrument="needs-and-strengths", instrument_version=version.version
    )
    question = next(one for part in version.section for one in part.question if one.offered)
    option = question.offered[0]
    answer = SimpleNamespace(
        assessment_id=1, question=question.id, state="answered", value=option.id, note=""
    )
    read = {"assessments.assessment": [assessment]}

    assert said("assessments.answer", "question", answer, **read) == question.asked_of("Dan")
    assert said("assessments.answer", "value", answer, **read) == option.says
