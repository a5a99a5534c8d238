"""An assessment as it is printed: what everybody who may read it reads, or one part kept apart."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from throughcare.assessments.models import Answer, Assessment, Result
from throughcare.assessments.printed import Answered, CameTo, Fact, Printed, PrintedSection
from throughcare.assessments.queries.evidence import EvidenceShown, evidence_of
from throughcare.assessments.queries.kept import (
    called,
    in_words,
    instrument_of,
    named,
    replies_to,
    reply_of,
)
from throughcare.assessments.receipts import Receipt
from throughcare.assessments.replies import answers
from throughcare.foundation.access import SYSTEM
from throughcare.foundation.packs import badge_of, pack
from throughcare.foundation.packs.instruments import Instrument
from throughcare.foundation.packs.questionnaire import ORDINARY
from throughcare.foundation.packs.questions import Question
from throughcare.foundation.ui.dates import written_day
from throughcare.foundation.ui.receipts import said
from throughcare.people import queries as people
from throughcare.signoff import queries as signoff


def printed_assessment(assessment: Assessment, paper: Any, *, marking: str) -> Printed:
    """Everything on the paper of one compartment; a fixed number of queries.

    Asked as the program, for a document that is kept under that marking.
    """
    instrument = instrument_of(assessment)
    line = people.lines_of([assessment.person])[0]
    is_whole = marking == ORDINARY
    number = assessment.marking if is_whole else pack().markings[marking].number
    receipt = _receipt(assessment, marking)
    return Printed(
        title=instrument.title,
        about=line.name,
        author=named(assessment.signed_by),
        language=(get_language() or "en")[:2],
        marking=badge_of(number),
        apart="" if is_whole else _("A part kept apart from the rest"),
        footer=" · ".join(part for part in (instrument.title, line.name, line.crn) if part),
        number=_("Assessment %(number)s, by %(rule)s")
        % {"number": assessment.pk, "rule": instrument.name},
        head=_head(assessment, line),
        came_to=_came_to(receipt) if receipt else (),
        sections=_sections(assessment, instrument, marking, number),
        signed=_signed(assessment, paper),
        words={
            "page": _("Page"),
            "of": _("of"),
            "came_to": _("What it comes to"),
            "asks": _("Question"),
            "says": _("Answer"),
            "nothing": _("No answer"),
            "signed": _("Signed"),
        },
    )


def _receipt(assessment: Assessment, marking: str) -> Receipt | None:
    if marking == ORDINARY:
        return assessment.result
    number = pack().markings[marking].number
    found = Result.objects.filter(assessment=assessment, marking=number).first()
    return found.receipt if found else None


def _head(assessment: Assessment, line: Any) -> tuple[Fact, ...]:
    facts = (
        (_("Name"), line.name),
        (_("Date of birth"), written_day(line.born_on) if line.born_on else _("not known")),
        (_("CRN"), line.crn),
        (_("NOMIS number"), line.nomis),
        (_("Where"), line.where or _("In the community")),
        (_("Begun"), written_day(assessment.started_at)),
        (_("Why it was begun"), assessment.begun_because),
    )
    return tuple(Fact(label, value) for label, value in facts if value)


def _came_to(receipt: Receipt) -> tuple[CameTo, ...]:
    parts = (
        (_("Levels"), [(one["title"], one["level_title"]) for one in receipt["sections"]]),
        (_("Needs"), [(one["title"], _because(one)) for one in receipt["needs"]]),
        (_("Strengths"), [(one["title"], _because(one)) for one in receipt["strengths"]]),
        *(
            (
                rule["title"],
                [(came["title"], said(came["value"], came["shown_as"])) for came in rule["shown"]]
                or [(_("Not worked out"), rule["refused"])],
            )
            for rule in receipt.get("worked_out", ())
        ),
    )
    return tuple(
        CameTo(title, tuple(Fact(label, value) for label, value in lines))
        for title, lines in parts
        if lines
    )


def _because(shown: dict[str, Any]) -> str:
    """The answers, or the level, that made a need or strength show."""
    return "; ".join(one.get("says") or one.get("level", "") for one in shown["because"])


def _sections(
    assessment: Assessment, instrument: Instrument, marking: str, number: int
) -> tuple[PrintedSection, ...]:
    rows = Answer.objects.filter(assessment=assessment, marking=number)
    kept = {row.question: row for row in rows}
    chosen = instrument.chosen(answers(replies_to(assessment)))
    evidence = evidence_of(actor=SYSTEM, assessment=assessment)
    name = called(assessment.person)
    found = []
    for section in instrument.section:
        if section.marking != marking:
            continue
        asked = [q for q in section.question if q.is_asked(chosen)]
        lines = tuple(
            _answered(q, kept.get(q.id), evidence.get(q.id, []), name, number) for q in asked
        )
        if lines and any(one.says for one in lines):
            found.append(PrintedSection(section.title, lines))
    return tuple(found)


def _answered(
    question: Question,
    row: Answer | None,
    evidence: list[EvidenceShown],
    name: str,
    number: int,
) -> Answered:
    reply = reply_of(row)
    beside = [reply.note] if reply.note else []
    for one in evidence:
        if one.marking in (0, number):  # what else is pointed at not every reader may know
            side = _("Against") if one.speaks_against else _("Evidence")
            says = f": {one.says}" if one.says else ""
            beside.append(f"{side}: {one.title}, {written_day(one.at)}{says}")
    return Answered(question.asked_of(name), in_words(question, reply), tuple(beside))


def _signed(assessment: Assessment, paper: Any) -> tuple[Fact, ...]:
    words = {
        "submitted": _("Signed by"),
        "signed": _("Signed by"),
        "countersigned": _("Countersigned by"),
    }
    return tuple(
        Fact(
            words[line.kind],
            ", ".join(part for part in (line.by, line.by_role, written_day(line.at)) if part),
        )
        for line in signoff.way_since_submitted(paper)
        if line.kind in words
    )
