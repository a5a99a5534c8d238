"""Factors of a structured professional judgement, written once each and asked as questions.

A factor is judged in several aspects (whether it is present, how much it matters, how sure the
assessor is), each a choice of the same options for every factor. Evidence for and against is put
beside the first of them. Nothing is added up: the judgement is the assessor's.
"""

from typing import Any

from pydantic import Field

from throughcare.foundation.packs.questions import Called, Option
from throughcare.rules.reading import Part, Words


class AspectOption(Option):
    """An option of an aspect. With one that is `absent`, the other aspects are not asked."""

    absent: bool = False


class Aspect(Part):
    """Something every factor is judged on. The first of them takes the evidence."""

    id: Called
    asks: Words
    options: tuple[AspectOption, ...] = Field(min_length=2)


def spread(written: dict[str, Any]) -> dict[str, Any]:
    """What an instrument says, with each factor of a section written as questions.

    `[[section.factor]]` has an id, what it asks and a hint.
    """
    aspects = [one for one in written.get("aspect", ()) if isinstance(one, dict)]
    return {
        **written,
        "section": [_with_factors(one, aspects) for one in written.get("section", ())],
    }


def _with_factors(section: Any, aspects: list[dict[str, Any]]) -> Any:
    if not isinstance(section, dict) or "factor" not in section:
        return section
    questions = [
        question for factor in section["factor"] for question in _questions(factor, aspects)
    ]
    rest = {key: value for key, value in section.items() if key != "factor"}
    return {**rest, "question": [*questions, *section.get("question", ())]}


def _questions(factor: Any, aspects: list[dict[str, Any]]) -> list[Any]:
    if not isinstance(factor, dict) or "id" not in factor or not aspects:
        return [factor]
    first, *others = aspects
    id = factor["id"]
    there = [one["id"] for one in first.get("options", ()) if not one.get("absent")]
    options = [_plain(one) for one in first.get("options", ())]
    head = {**factor, "factor": id, "id": f"{id}.{first['id']}", "kind": "one", "options": options}
    return [
        head,
        *(
            {
                "id": f"{id}.{aspect['id']}",
                "factor": id,
                "asks": aspect["asks"],
                "kind": "one",
                "options": [_plain(one) for one in aspect.get("options", ())],
                "only_if": {head["id"]: there},
            }
            for aspect in others
        ),
    ]


def _plain(option: Any) -> Any:
    return {key: value for key, value in option.items() if key != "absent"}
