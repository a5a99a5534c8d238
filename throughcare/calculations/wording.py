"""Saying what a calculation came to. The words for codes are the pack's."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughcare.calculations.models import Calculation
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.calculations import Calculation as Worked
from throughcare.foundation.ui.receipts import said
from throughcare.rules.ruleset import Result, RuleSet


def row_says(row: Calculation) -> str:
    """A calculation and what it came to, for whoever has only the row: "Tier: B"."""
    rule = pack().rules.version(row.rule, row.rule_version)
    one = pack().calculation_rule.by_id.get(row.subject)
    if one is None:
        return rule.title
    return _("%(what)s: %(says)s") % {"what": one.title, "says": result_says(one, rule, row)}


def result_says(one: Worked, rule: RuleSet, row: Calculation) -> str:
    """What it came to in a line: "B, provisional"; or what has to be put right."""
    if row.result is None:
        return _("not worked out: %(what)s %(message)s") % {
            "what": rule.called(row.refused_field).lower(),
            "message": row.refused_message,
        }
    results = {result.name: result for result in rule.result}
    words = []
    for names in one.shown:
        name = next((n for n in names if row.result.get(n) is not None), None)
        if name is not None and (text := value_says(results[name], row.result[name])):
            words.append(text)
    says = ", ".join(words) or _("nothing")
    if missing := missing_in(one, rule, row):
        return _("%(says)s, missing: %(what)s") % {"says": says, "what": "; ".join(missing)}
    return says


def calls(one: Worked, row: Calculation) -> bool:
    """Whether somebody has to do something: it was refused, or came to what the pack calls so."""
    if row.result is None:
        return True
    return any(row.result.get(name) == value for name, value in one.urgent.items())


def missing_in(one: Worked, rule: RuleSet, row: Calculation) -> list[str]:
    """What a calculation that calls for somebody wants and was not given, in words."""
    if row.result is None or not calls(one, row):
        return []
    return [rule.called(name) for name in one.wants if row.given.get(name) is None]


def value_says(result: Result, value: Any) -> str:
    """One result in words; of what is yes or no only what is yes, by its title."""
    if result.shown_as == "points" and isinstance(value, int):
        return ngettext("%(n)s point", "%(n)s points", value) % {"n": value}
    if result.shown_as == "yes-no":
        return result.title.lower() if value else ""
    if isinstance(value, str):
        return pack().calculation_rule.said_as.get(value) or said(value, result.shown_as)
    return said(value, result.shown_as)
