"""The mapping tables as a page of the reference: what is taken from which field of a message."""

from collections.abc import Iterator, Mapping
from typing import Any

from throughcare.exchange.kinds import Kind, Refers, library
from throughcare.exchange.rules import rules

_HEAD = """# What is taken from messages

Made from the tables under `packs/england-and-wales/exchange/` by `throughcare docs`: change those,
not this page. How to read and write a table: [add a message kind](../howto/add-a-message-kind.md).

A message is told by its shape, and taken whole or put aside whole. What a table neither takes nor
leaves out with a reason is listed, by field and count, in the report of the import. So is what a
message points at (a conviction, a colleague, what stands under *points at*) where nothing on record
answers to it when the import is done.
"""


def mapping_reference() -> str:
    """The whole page, as Markdown."""
    parts = [_HEAD, _matching(), _envelopes(), _contents()]
    return "\n".join([*parts, *map(_kind, library().kinds)])


def _matching() -> str:
    lines = ["## Whom a message is about", ""]
    for rule in rules().number:
        name = f", in names as `{rule.in_names}`" if rule.in_names else ""
        lines.append(f"- {rule.kind.upper()}: trusted {rule.trusted}{name}")
    needs = ", ".join(rules().new_person_needs)
    one_of = " or ".join(number.upper() for number in rules().new_person_needs_one_of)
    lines += ["", f"Somebody new needs {needs} and a {one_of}.", ""]
    return "\n".join(lines)


def _envelopes() -> str:
    lines = ["## Envelopes", ""]
    for envelope in rules().envelope:
        inside = ", ".join(f"`{part}`" for part in envelope.parts or envelope.alone)
        inside += ", each with what is around it" if envelope.alone else ""
        body = f", the message in its `{envelope.body}`" if envelope.body else ""
        lines.append(f"- {envelope.title}: {inside}{body}")
    return "\n".join([*lines, ""])


def _contents() -> str:
    rows = [
        f"| [{kind.table.title}](#{_anchor(kind)}) | {kind.system.title} | {_takes(kind)} |"
        for kind in library().kinds
    ]
    return "\n".join(["## Kinds", "", "| message | from | holds |", "|---|---|---|", *rows, ""])


def _takes(kind: Kind) -> str:
    if kind.table.refuse:
        return "nothing for the record"
    return ", ".join(dict.fromkeys(line.to for line in kind.facts)) or "whom it is about"


def _anchor(kind: Kind) -> str:
    return kind.id.replace("/", "")


def _kind(kind: Kind) -> str:
    table = kind.table
    lines = [f"## {kind.id}", "", f"{table.title}. Version {table.version}, {table.status}.", ""]
    lines += [f"Source: {table.source}.", "", f"Recognised by {_recognised(kind)}.", ""]
    if table.refuse:
        return "\n".join([*lines, f"Refused: {table.refuse}", ""])
    if table.requires:
        lines += [f"Refused without {', '.join(f'`{one}`' for one in table.requires)}.", ""]
    if kind.who:
        named = kind.system.who[table.person_as] if table.person_as else {}
        lines += ["| who | from |", "|---|---|", *_rows({**named, **table.person}), ""]
    for fact in table.fact:
        head = {name: fact[name] for name in ("each", "when", "repeat") if name in fact}
        rest = {name: line for name, line in fact.items() if name not in {"to", *head}}
        said = "; ".join(f"{name} {_said(value)}" for name, value in head.items())
        lines += [f"| {fact['to']} | {said} |", "|---|---|", *_rows(rest), ""]
    if table.refers:
        lines += ["| points at | from | if |", "|---|---|---|"]
        lines += [f"| {one.to} | {_place(one)} | {_said(one.when)} |" for one in table.refers]
        lines.append("")
    if table.ignored:
        lines += ["| left out | because |", "|---|---|"]
        lines += [f"| `{path}` | {reason} |" for path, reason in table.ignored.items()]
        lines.append("")
    return "\n".join(lines)


def _place(one: Refers) -> str:
    return f"`{one.path}`" if one.each == "." else f"`{one.each}.{one.path}`"


def _recognised(kind: Kind) -> str:
    asked = kind.table.recognise
    words = [f"`{path}`" for path in asked.needs]
    words += [" or ".join(f"`{path}`" for path in asked.some)] if asked.some else []
    words += [f"no `{path}`" for path in asked.lacks]
    words += [f"the address `{asked.url}`"] if asked.url else []
    words += [f"{_said(asked.when)}"] if asked.when else []
    words += ["nothing else"] if asked.only else []
    return ", ".join(words)


def _rows(lines: Mapping[str, Any]) -> Iterator[str]:
    for name, line in lines.items():
        yield f"| {name} | {_said(line)} |"


def _said(line: Any) -> str:
    """A line of a table in one cell."""
    if isinstance(line, str):
        return f"`{_cell(line)}`"
    if isinstance(line, list):
        return ", ".join(_said(one) for one in line)
    if isinstance(line, dict):
        return "; ".join(f"{name} {_said(value)}" for name, value in line.items())
    return f"`{str(line).lower()}`" if isinstance(line, bool) else str(line)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", "⏎")
