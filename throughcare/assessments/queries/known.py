"""What the record knows of a question already, with where it is from: to be taken or corrected.

Facts have names that instruments use (`known = { fact = "no-fixed-abode" }`); the modules that keep
them give them. `answered.<instrument>.<question>` is the newest signed answer there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from throughcare.assessments.models import Answer, Assessment
from throughcare.assessments.queries.kept import in_words, question_of, reply_of, title_of
from throughcare.assessments.replies import ANSWERED, Reply
from throughcare.foundation.calendar import local_day
from throughcare.foundation.learning import Offered
from throughcare.foundation.packs import badge_of
from throughcare.foundation.packs.questions import PICKED, Question
from throughcare.people import queries as people
from throughcare.risk import queries as risk
from throughcare.sentences import queries as sentences

OF_RISK = ("flag.", "harm.", "mappa-level", "score.")
OF_SENTENCES = (
    *("current-offence", "offence", "offence-date"),
    *("sentence-date", "sentence-kind", "release-date"),
)
ANSWERED_THERE = "answered."
# Of which facts the answer to a question of this kind is picked.
TO_PICK = {"person": "contact", "offence": "offence"}


@dataclass(frozen=True)
class Suggested:
    """What the record says to a question. With a reply it can be taken over in one keystroke."""

    says: str
    origin: str
    on: date | None
    badge: str
    reply: Reply | None


def facts_known(
    *, assessment: Assessment, questions: Iterable[Question], today: date
) -> Mapping[str, list[Offered]]:
    """The facts these questions ask for, by name; only what the reader may know."""
    wanted = {one.known.fact for one in questions if one.known}
    wanted |= {TO_PICK[one.kind] for one in questions if one.kind in PICKED}
    found: list[Offered] = []
    person = assessment.person
    if any(name.startswith(OF_RISK) for name in wanted):
        found += risk.facts_offered(person=person, today=today)
    if wanted & {*OF_SENTENCES}:
        found += sentences.facts_offered(person=person, today=today)
    if answered := [name for name in wanted if name.startswith(ANSWERED_THERE)]:
        found += _answered(assessment, answered)
    if any(not name.startswith((*OF_RISK, *OF_SENTENCES, ANSWERED_THERE)) for name in wanted):
        found += people.facts_offered(person=person, today=today)
    by_name: dict[str, list[Offered]] = {}
    for one in found:
        by_name.setdefault(one.fact, []).append(one)
    return by_name


def suggested(
    question: Question, known: Mapping[str, list[Offered]], *, marking: int
) -> Suggested | None:
    """What the record says to a question whose answer bears this marking.

    What is marked otherwise is shown to whoever may read it, but not carried over: others read the
    answer.
    """
    if question.known is None or not (facts := known.get(question.known.fact)):
        return None
    fact = facts[0]
    may_take = fact.marking in (0, marking)
    return Suggested(
        says=fact.says,
        origin=fact.origin,
        on=fact.on,
        badge=badge_of(fact.marking),
        reply=_reply(question, fact) if may_take else None,
    )


def _reply(question: Question, fact: Offered) -> Reply | None:
    """The fact as an answer to the question; None where it is none of the answers there are."""
    assert question.known
    value: Any = question.known.means.get(fact.value, fact.value)
    if question.kind in PICKED:
        value = {"says": fact.says, "link": fact.link}
    elif question.kind == "several":
        value = [value]
    try:
        question.check(value)
    except ValueError:
        return None
    return Reply(ANSWERED, value)


def _answered(assessment: Assessment, names: list[str]) -> list[Offered]:
    """The newest signed answers to questions of other instruments."""
    asked = [name.split(".", 2)[1:] for name in names]
    rows = (
        Answer.objects.filter(
            person=assessment.person_id,
            assessment__state=Assessment.State.SIGNED,
            assessment__instrument__in={instrument for instrument, _question in asked},
            question__in={question for _instrument, question in asked},
            state=ANSWERED,
        )
        .select_related("assessment")
        .order_by("-assessment__signed_at", "id")
    )
    found: dict[str, Offered] = {}
    for row in rows:
        name = f"{ANSWERED_THERE}{row.assessment.instrument}.{row.question}"
        if name in names and name not in found:
            found[name] = _told(name, row)
    return list(found.values())


def _told(name: str, row: Answer) -> Offered:
    signed_at = row.assessment.signed_at
    return Offered(
        fact=name,
        value=row.value if isinstance(row.value, str) else "",
        says=in_words(question_of(row.assessment, row.question), reply_of(row)),
        origin=_("Assessment “%(title)s”") % {"title": title_of(row.assessment)},
        on=local_day(signed_at) if signed_at else None,
        marking=row.marking,
    )
