"""`throughcare rules list|evaluate`: what rules there are, and what one comes to for a case.

Reads and writes JSON, one case a line, so that other programs can use the rules as they stand here.
No database is needed, and nothing is kept.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, TextIO

from throughcare.rules import NoSuchRule, PackError, Refused, rules
from throughcare.rules.evaluating import rule_for
from throughcare.rules.ruleset import RuleSet


def main(typed: list[str], *, today: date) -> int:
    """Do what was typed and return the exit status."""
    arguments = _parser(today).parse_args(typed)
    try:
        if arguments.what == "list":
            _list(sys.stdout, today=today)
        else:
            _evaluate(arguments, sys.stdin, sys.stdout)
    except (NoSuchRule, PackError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


def _parser(today: date) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="throughcare rules", description="What rules there are, and what they come to."
    )
    what = parser.add_subparsers(dest="what", required=True)
    what.add_parser("list", help="every rule: version, since when in force, source")
    evaluate = what.add_parser(
        "evaluate", help="work a rule out: JSON objects in, one a line, and one out for each"
    )
    evaluate.add_argument("name", help="as in the list: tier.v3")
    evaluate.add_argument(
        "--on", type=date.fromisoformat, default=today, help="the day that governs (today)"
    )
    evaluate.add_argument("--version", help="this version, whatever the day")
    evaluate.add_argument("--no-receipt", dest="receipt", action="store_false", help="results only")
    return parser


def _list(to: TextIO, *, today: date) -> None:
    for rule in rules():
        until = f"until {rule.in_force_until}" if rule.in_force_until else ""
        now = "in force" if rule.is_in_force(today) else ""
        to.write(
            f"{rule.id:32} {rule.version:8} from {rule.in_force_from} {until:16} {now:8} "
            f"{rule.status:11} {rule.title}. Source: {rule.source}\n"
        )


def _evaluate(arguments: argparse.Namespace, lines: TextIO, to: TextIO) -> None:
    known = rules()
    rule = rule_for(arguments.name, on=arguments.on, version=arguments.version, among=known)
    for answer in answers(rule, lines, receipt=arguments.receipt):
        to.write(json.dumps(answer, ensure_ascii=False) + "\n")
        to.flush()  # a program that asks one line after another waits for it


def answers(rule: RuleSet, lines: TextIO, *, receipt: bool) -> Iterator[dict[str, Any]]:
    """One answer for each line that is not empty: what it comes to, or what is wrong with it."""
    for line in lines:
        if line.strip():
            yield _answer(rule, line, receipt=receipt)


def _answer(rule: RuleSet, line: str, *, receipt: bool) -> dict[str, Any]:
    try:
        given = json.loads(line)
    except (ValueError, RecursionError) as error:
        return {"error": {"field": "", "message": f"is not JSON: {error}"}}
    if not isinstance(given, Mapping):
        return {"error": {"field": "", "message": "must be an object with named fields"}}
    id = {"id": given["id"]} if "id" in given else {}
    try:
        answer = rule.answer(given, rules().version, receipt=receipt)
    except Refused as refused:
        return {**id, "error": {"field": refused.field, "message": refused.message}}
    why = {"receipt": answer.receipt} if receipt else {}
    return {**id, "result": answer.result, **why}
