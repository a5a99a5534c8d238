"""The one face: what a rule comes to, for one case or for a whole caseload."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from throughcare.rules.pack import Rules, rules
from throughcare.rules.ruleset import Answer, RuleSet

if TYPE_CHECKING:
    import polars


def evaluate(
    name: str,
    inputs: Mapping[str, Any],
    *,
    on: date | None = None,
    version: str | None = None,
    receipt: bool = True,
    among: Rules | None = None,
) -> Answer:
    """What the version of a rule that governs `on`, or the one named, comes to for one case.

    With neither a day nor a version it is the version that began last: nothing here asks the time.
    The answer has the results by name, and the receipt unless it is not wanted. Raises NoSuchRule,
    and Refused with the field for inputs that cannot be worked with.
    """
    known = among or rules()
    rule = rule_for(name, on=on, version=version, among=known)
    return rule.answer(inputs, known.version, receipt=receipt)


def evaluate_frame(
    name: str,
    frame: "polars.DataFrame",
    *,
    on: date | None = None,
    version: str | None = None,
    among: Rules | None = None,
) -> "polars.DataFrame":
    """The same for every row of a polars frame, without receipts.

    A frame as long as the one given: the results by name, `error_field` and `error_message` where
    a row was refused (its results are null then), and `id` if there was one. An input without a
    column is one that was not asked. Raises NoSuchRule.
    """
    from throughcare.rules.columns import over_frame

    known = among or rules()
    return over_frame(rule_for(name, on=on, version=version, among=known), frame, known.version)


def evaluate_cases(
    rule: RuleSet, cases: list[dict[str, Any]], *, among: Rules
) -> list[dict[str, Any]]:
    """The same for cases as a program keeps them: the results of each, in the order given, with
    `error_field` and `error_message` where it was refused."""
    import polars

    from throughcare.rules.columns import over_frame

    if not cases:
        return []
    frame = polars.DataFrame(cases, infer_schema_length=None, strict=False)
    return over_frame(rule, frame, among.version).rows(named=True)


def rule_for(name: str, *, on: date | None, version: str | None, among: Rules) -> RuleSet:
    """The version named, else the one in force, else the last. Raises NoSuchRule."""
    if version:
        return among.version(name, version)
    return among.in_force(name, on=on) if on else among.newest(name)
