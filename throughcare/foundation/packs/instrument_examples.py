"""The worked examples of an instrument, worked out."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from throughcare.foundation.packs.questionnaire import Example
from throughcare.foundation.packs.questions import AnswerNotOffered
from throughcare.foundation.packs.working_out import chosen_by, worked_out
from throughcare.rules.pack import Rules
from throughcare.rules.ruleset import alike

if TYPE_CHECKING:
    from throughcare.foundation.packs.instruments import Instrument


def wrong_examples(instrument: "Instrument", *, among: Rules) -> list[str]:
    """What is wrong with each example that does not come out as it says."""
    return [
        f"example {example.name!r}: {wrong}"
        for example in instrument.example
        for wrong in _wrong_with(instrument, example, among)
    ]


def _wrong_with(instrument: "Instrument", example: Example, among: Rules) -> Iterator[str]:
    for id, answer in example.given.items():
        try:
            instrument.questions[id].check(answer)
        except AnswerNotOffered as refused:
            yield str(refused)
            return
    came_to = worked_out(
        instrument,
        example.given,
        about=example.about,
        on=instrument.in_force_from,
        among=among,
    )
    result = instrument.result_of(example.given, came_to=chosen_by(came_to))
    came_out: dict[str, tuple[object, object]] = {
        "needs": ({need.id for need in result.needs}, example.needs),
        "strengths": ({each.id for each in result.strengths}, example.strengths),
    }
    scored = {section.id: section for section in result.sections}
    for id, level in example.levels.items():
        came_out[f"level of {id}"] = (scored[id].level.id if id in scored else None, level)
    for id, points in example.points.items():
        came_out[f"points of {id}"] = (scored[id].points if id in scored else None, points)
    for what, (came, wanted) in came_out.items():
        if wanted is not None and came != wanted:
            yield f"{what}: {_said(came)}, not {_said(wanted)}"
    results = {one.rule: one for one in came_to}
    for rule, values in example.comes_to.items():
        one = results.get(rule)
        for name, value in values.items():
            value_came = one.results.get(name) if one else None
            if not alike(value_came, value):
                why = f" ({one.refused})" if one and one.refused else ""
                yield f"{rule}, {name}: {value_came!r}, not {value!r}{why}"


def _said(came: object) -> str:
    if isinstance(came, Iterable) and not isinstance(came, str):
        return ", ".join(sorted(map(str, came))) or "none"
    return str(came)
