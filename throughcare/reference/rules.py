"""The rules that are worked out, as a page: what each is given and what it comes to."""

from collections.abc import Iterator

from throughcare.foundation.packs import pack
from throughcare.foundation.packs.aloud import InputAloud, input_aloud
from throughcare.rules.ruleset import RuleSet

ABOUT = """# Rules

What the program works out about a case, in every version it knows: what a rule is given, and what
it comes to. The same by name on the command line: `throughcare rules evaluate tier.v3`. What a rule
does in between stands on its page under *Rules*, and in its file."""


def rules_page() -> str:
    """Every rule in every version, a chapter each."""
    return "\n".join([ABOUT, *(line for rule in pack().rules for line in _rule(rule))])


def rules_table() -> list[str]:
    """Every version of every rule as a line."""
    lines = ["| id | version | in force from | status | source |", "|---|---|---|---|---|"]
    for rule in pack().rules:
        facts = (rule.id, rule.version, str(rule.in_force_from), rule.status, rule.source)
        lines.append(f"| {' | '.join(map(_cell, facts))} |")
    return lines


def _rule(rule: RuleSet) -> Iterator[str]:
    until = f" until {rule.in_force_until}" if rule.in_force_until else ""
    yield f"\n## {rule.id} {rule.version}\n"
    yield f"{rule.title}. {rule.about}\n"
    yield f"In force from {rule.in_force_from}{until}, {rule.status}. Source: {rule.source}\n"
    yield "| given | what it is | kind | where it is missing |"
    yield "|---|---|---|---|"
    for one in rule.input:
        yield from _input(input_aloud(one, rule.called, rule.kinds))
    yield "\n| comes to | what it is | shown as |"
    yield "|---|---|---|"
    for result in rule.result:
        yield f"| `{result.name}` | {_cell(result.title)} | {result.shown_as} |"


def _input(one: InputAloud, within: str = "") -> Iterator[str]:
    name = f"{within}{one.name}"
    words = ["; ".join(one.words)] if one.words else []
    kind = ". ".join([one.kind, *one.may_be, *words])
    yield f"| `{name}` | {_cell(one.title)} | {_cell(kind)} | {_cell(one.missing)} |"
    for field in one.fields:
        yield from _input(field, f"{name}.")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
