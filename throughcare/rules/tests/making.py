"""Small rules made for one test, and what they come to: for one case, and over columns alike."""

from datetime import date
from typing import Any

from tests.rules.agreeing import differences
from throughcare.rules import Refused
from throughcare.rules.ruleset import RuleSet
from throughcare.rules.steps import Others

ABOUT_IT = {
    "id": "made.up",
    "version": "2026.1",
    "title": "Made up",
    "in_force_from": date(2026, 1, 1),
    "source": "A test",
    "status": "local",
    "about": "Made up.",
}


def no_others(rule: str, version: str, /) -> Any:
    raise ValueError(f"there is no rule {rule} {version}")


def made(
    *inputs: dict[str, Any],
    steps: list[dict[str, Any]],
    results: tuple[str, ...] = ("x",),
    others: Others = no_others,
    **about: Any,
) -> RuleSet:
    """A rule of these inputs and steps; what has no title is called by its name, in capitals."""
    rule = RuleSet.model_validate(
        {
            **ABOUT_IT,
            "input": [titled(one) for one in inputs],
            "step": [titled(one) for one in steps],
            "result": [titled({"name": name, "shown_as": "word"}) for name in results],
            "example": [{"name": "Refused", "given": {}, "refused": "a"}],
            **about,
        }
    )
    rule.hang_together(others)
    return rule


def titled(part: dict[str, Any]) -> dict[str, Any]:
    parts = {
        key: [titled(one) for one in value]
        for key, value in part.items()
        if key in ("field", "step") and isinstance(value, list)  # a step's field is a name
    }
    return {"title": part["name"].upper(), **part, **parts}


def given(name: str, kind: str = "number", **more: Any) -> dict[str, Any]:
    """An input."""
    return {"name": name, "kind": kind, **more}


def step(kind: str, name: str = "x", **more: Any) -> dict[str, Any]:
    """A step, which gives x unless it is called otherwise."""
    return {"kind": kind, "name": name, **more}


def comes_to(rule: RuleSet, case: dict[str, Any], *, others: Others = no_others) -> Any:
    """What a rule comes to, the same both ways; of a rule with one result, that result."""
    assert differences(rule, [case], others) == []
    result = rule.answer(case, others, receipt=False).result
    return next(iter(result.values())) if len(result) == 1 else result


def refused(rule: RuleSet, case: dict[str, Any], *, others: Others = no_others) -> tuple[str, str]:
    """The field refused and what is said, the same both ways."""
    assert differences(rule, [case], others) == []
    try:
        came = rule.answer(case, others).result
    except Refused as error:
        return error.field, error.message
    raise AssertionError(f"not refused, but {came}")


def receipt_of(rule: RuleSet, case: dict[str, Any]) -> dict[str, Any]:
    receipt = rule.answer(case, no_others).receipt
    assert receipt is not None
    return receipt
