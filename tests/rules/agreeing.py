"""Whether a rule comes to the same for one case and for a caseload."""

from datetime import date
from typing import Any

import polars as pl

from throughcare.rules import Refused, rules
from throughcare.rules.columns import over_frame
from throughcare.rules.ruleset import RuleSet
from throughcare.rules.steps import Others

NEAR = 1e-9


def differences(
    rule: RuleSet, cases: list[dict[str, Any]], others: Others | None = None
) -> list[tuple[Any, ...]]:
    """The cases for which the two differ, with what either says."""
    frame = pl.DataFrame(cases, infer_schema_length=None) if any(cases) else None
    if frame is None:
        return []
    others = others or rules().version
    many = over_frame(rule, frame, others).rows(named=True)
    found = []
    for case, row in zip(cases, many, strict=True):
        one = _one(rule, case, others)
        if not _alike(one, row):
            found.append((case, one, row))
    return found


def share_refused(rule: RuleSet, cases: list[dict[str, Any]]) -> float:
    """Of these cases, the share that the rule refuses."""
    frame = pl.DataFrame(cases, infer_schema_length=None)
    refused = over_frame(rule, frame, rules().version)["error_field"].is_not_null()
    return refused.sum() / len(cases)


def _one(rule: RuleSet, case: dict[str, Any], others: Others) -> dict[str, Any]:
    try:
        known, _ = rule.taken(case)
        rule.run(known, others)
    except Refused as refused:
        return {"error_field": refused.field, "error_message": refused.message}
    return rule.results(known)


def _alike(one: dict[str, Any], row: dict[str, Any]) -> bool:
    return all(_same(one.get(name), value) for name, value in row.items())


def _same(one: Any, many: Any) -> bool:
    if isinstance(one, float) and isinstance(many, (int, float)):
        return abs(one - many) <= NEAR * max(1.0, abs(one))
    if isinstance(one, (list, tuple)) and isinstance(many, list):
        return len(one) == len(many) and all(map(_same, one, many))
    if isinstance(one, date):
        return many == one
    return bool(one == many)
