"""Reading what is kept: replies as pure values, their instrument, names as pages say them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from throughcare.assessments.compartments import read_by
from throughcare.assessments.models import Answer, Assessment, Replied
from throughcare.assessments.replies import ANSWERED, NOT_KNOWN, NOTHING, Reply
from throughcare.foundation.access import Actor
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.instruments import Instrument
from throughcare.foundation.packs.questions import Column, Question
from throughcare.foundation.ui.dates import written_day
from throughcare.rules.errors import NoSuchRule


def instrument_of(assessment: Assessment) -> Instrument:
    """The version the answers belong to."""
    return pack().instrument_version(assessment.instrument, assessment.instrument_version)


def instrument_read_by(actor: Actor, assessment: Assessment) -> Instrument:
    """The same without the sections whose compartment the actor may not read."""
    return read_by(actor, assessment, instrument_of(assessment))


def title_of(assessment: Any) -> str:
    """What its instrument is called; by its id where a pack no longer has it."""
    try:
        return str(instrument_of(assessment).title)
    except NoSuchRule:
        return str(assessment.instrument)


def came_to(assessment: Any) -> str:
    """The levels its parts came to, when it was signed."""
    sections = (assessment.result or {}).get("sections", [])
    return "; ".join(f"{one['title']}: {one['level_title']}" for one in sections)


def question_of(assessment: Any, id: str) -> Question | None:
    """A question as it was asked; None where a pack no longer has it."""
    try:
        sections = instrument_of(assessment).section
    except NoSuchRule:
        return None
    return next((one for part in sections for one in part.question if one.id == id), None)


def reply_of(kept: Replied | None) -> Reply:
    """A stored reply as a value."""
    return reply_from(kept.state, kept.value, kept.note) if kept else NOTHING


def reply_from(state: str, value: Any, note: str) -> Reply:
    """The same from its columns."""
    if state == "answered":
        return Reply(ANSWERED, value, note)
    if state == "not-known":
        return Reply(NOT_KNOWN, None, note)
    return Reply(note=note)


def replies_to(assessment: Assessment) -> dict[str, Reply]:
    """Every reply given so far, by question."""
    return replies_and_versions(assessment)[0]


def replies_and_versions(assessment: Assessment) -> tuple[dict[str, Reply], dict[str, int]]:
    """Every reply given so far, and how often it has changed; of long ones no rows are made."""
    rows = Answer.objects.filter(assessment=assessment).values_list(
        "question", "state", "value", "note", "version"
    )
    replies: dict[str, Reply] = {}
    versions: dict[str, int] = {}
    for question, state, value, note, version in rows:
        replies[question] = reply_from(state, value, note)
        versions[question] = version
    return replies, versions


def last_time(assessment: Assessment, *among: str) -> Assessment | None:
    """The newest signed with the same instrument, or with those named, under the same marking,
    before this one."""
    signed = Assessment.objects.filter(
        person=assessment.person_id,
        instrument__in=among or [assessment.instrument],
        marking=assessment.marking,
        state=Assessment.State.SIGNED,
        signed_at__lte=assessment.started_at,
    )
    return signed.order_by("-signed_at", "id").first()


def begun_with(assessment: Assessment, instrument: Instrument) -> Assessment | None:
    """Whose answers it begins with: its own of last time, else those of another instrument."""
    if instrument.begins_with_last_time and (earlier := last_time(assessment)):
        return earlier
    return last_time(assessment, *instrument.begins_with) if instrument.begins_with else None


def in_words(question: Question | None, reply: Reply) -> str:
    """The reply as it reads on a page; empty for none."""
    if reply.is_not_known:
        return _("Not known yet")
    if not reply.is_answered or reply.value is None:
        return ""
    if isinstance(reply.value, Mapping):  # picked from the record, or said of what it has not
        return reply.value["says"]
    if question is not None and question.kind == "table":
        return "\n".join(_row_says(question, row) for row in reply.value)
    if question is not None and question.kind == "date" and isinstance(reply.value, str):
        return written_day(date.fromisoformat(reply.value))
    ids = [reply.value] if isinstance(reply.value, str) else [str(one) for one in reply.value]
    says = {option.id: option.says for option in question.offered} if question else {}
    return "; ".join(says.get(id, id) for id in ids)


def _row_says(question: Question, row: Any) -> str:
    return ", ".join(
        cell_says(column, row[column.id]) for column in question.column if row.get(column.id)
    )


def cell_says(column: Column, cell: str) -> str:
    """What stands in one cell of a table, as it reads on a page."""
    if column.kind == "date":
        return written_day(date.fromisoformat(cell))
    return next((option.says for option in column.options if option.id == cell), cell)


def called(person: Any) -> str:
    """The name a question uses."""
    return str(person.preferred_name or person.given_name or person.family_name)


def signer_of(assessment: Assessment) -> str:
    """Who signed it: a colleague, or whoever made it in another system; empty while it is open."""
    if not assessment.signed_at:
        return ""
    return assessment.made_elsewhere or named(assessment.signed_by)


def named(member: Any) -> str:
    """Who did it; the program itself where no colleague did."""
    return member.name if member else _("Throughcare")
