"""Why a rule came to what it did: inputs, what was taken for missing ones, steps, rule, source."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from throughcare.rules.inputs import Input, State
from throughcare.rules.steps import Step
from throughcare.rules.steps.scores import Scores
from throughcare.rules.values import Kinds, Known, plain

if TYPE_CHECKING:
    from throughcare.rules.ruleset import RuleSet

Receipt = dict[str, Any]


def receipt_of(
    rule: "RuleSet", given: Mapping[str, Any], known: Known, states: Mapping[str, State]
) -> Receipt:
    """The receipt of one case, as plain data: to be kept, and read by a page years later."""
    kinds = rule.kinds  # asked for once: a private attribute of a model is dear to reach
    return {
        "rule": {
            "id": rule.id,
            "version": rule.version,
            "title": rule.title,
            "source": rule.source,
            "status": rule.status,
            "in_force_from": rule.in_force_from.isoformat(),
            "notes": list(rule.note),
        },
        "results": [
            {"name": one.name, "says": one.title, "shown_as": one.shown_as} for one in rule.result
        ],
        "inputs": [
            {
                "name": name,
                "says": rule.called(name),
                "value": plain(value),
                **_word(rule, name, value),
            }
            for one in rule.input
            for name, value in _values(one, known)
            if name not in states and value is not None
        ],
        "missing": [
            {
                "name": name,
                "says": rule.called(name),
                "state": state,
                **_default(rule, name),
            }
            for name, state in states.items()
        ],
        "steps": [_step(rule, kinds, step, known) for step in rule.step],
    }


def _step(rule: "RuleSet", kinds: Kinds, step: Step, known: Known) -> dict[str, Any]:
    """What a step came to and why; several scores are called by what each is for."""
    told = {
        "name": step.name,
        "says": step.title,
        "value": _shown(kinds, step.name, known),
        "because": step.why(known, rule.called),
    }
    if isinstance(step, Scores):
        told["gives"] = {name: rule.serves(name) for name in step.gives}
        told["compared_as"] = step.compared_as
    return told


def _shown(kinds: Kinds, name: str, known: Known) -> Any:
    """What a step gave under its own name; nothing where it gives several, or only refuses."""
    if name not in kinds:
        return None
    value = known[name]
    return int(value) if kinds[name] == "whole" and value is not None else plain(value)


def _word(rule: "RuleSet", name: str, value: Any) -> dict[str, str]:
    """The word that a number was given as."""
    words = rule.words.get(name)
    return {"word": words[value]} if words and value in words else {}


def _values(one: Input, known: Known) -> list[tuple[str, Any]]:
    return [(name, known[name]) for name in one.kinds]


def _default(rule: "RuleSet", name: str) -> dict[str, Any]:
    one = next((one for one in rule.input if one.name == name), None)
    if one is None or one.default_because is None:
        return {}
    return {"taken_as": [] if one.is_list else one.default, "because": one.default_because}
