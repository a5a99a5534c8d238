"""Signed answers as rules take them, of any number of people in one query."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from throughcare.assessments.models import Assessment, Result
from throughcare.assessments.replies import ANSWERED
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.instruments import Instrument
from throughcare.foundation.packs.questions import Question
from throughcare.foundation.packs.working_out import NOT_KNOWN, told
from throughcare.rules.errors import NoSuchRule


@dataclass(frozen=True)
class AnsweredForRules:
    """What somebody's newest signed assessment with an instrument says, under one marking."""

    person: int
    instrument: str
    assessment: UUID
    signed_at: datetime
    marking: int
    answers: Mapping[str, Any]
    """By the name of the question, or of the option where several may be chosen: a number as int,
    yes or no as bool, a date as 2026-11-22, what was not known as NOT_KNOWN."""


def answers_for_rules(*, people: list[int]) -> dict[int, list[AnsweredForRules]]:
    """Of each person the newest signed assessment with each instrument under each marking.

    Only what the reader may know, as everywhere. Whoever has none is not among the keys; nor is an
    instrument that the pack no longer has, whose answers nobody could read.
    """
    signed = Assessment.objects.filter(person__in=people, state=Assessment.State.SIGNED)
    newest = (
        signed.order_by("person", "instrument", "marking", "-signed_at", "id")
        .distinct("person", "instrument", "marking")
        .values_list(
            *("person", "instrument", "instrument_version", "id", "signed_at", "marking"),
            *("result__inputs", "result__sections"),
        )
    )
    compartments = (
        Result.objects.filter(person__in=people)
        .order_by("person", "assessment__instrument", "marking", "-assessment__signed_at", "id")
        .distinct("person", "assessment__instrument", "marking")
        .values_list(
            *("person", "assessment__instrument", "assessment__instrument_version"),
            *("assessment", "assessment__signed_at", "marking"),
            *("receipt__inputs", "receipt__sections"),
        )
    )
    found: dict[int, list[AnsweredForRules]] = defaultdict(list)
    for person, id, version, row, at, marking, inputs, sections in (*newest, *compartments):
        try:
            instrument = pack().instrument_version(id, version)
        except NoSuchRule:
            continue
        answers = {**_answers(instrument.questions, inputs), **_points(instrument, sections)}
        found[person].append(AnsweredForRules(person, id, row, at, marking, answers))
    return dict(found)


def _answers(questions: Mapping[str, Question], inputs: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: value
        for id, given in inputs.items()
        for name, value in told(
            questions[id], given["value"] if given["state"] == ANSWERED else NOT_KNOWN
        ).items()
    }


def _points(instrument: Instrument, sections: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The points of sections that are an input themselves, where anything in them was answered."""
    gives = {section.id: section.gives for section in instrument.section if section.gives}
    return {
        gives[one["id"]]: one["points"] for one in sections if one["id"] in gives and one["counted"]
    }
