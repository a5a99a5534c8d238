"""Reference pages made from the program: who may do what, events, addresses, the pack in force."""

import json
from collections.abc import Callable, Iterator

from django.utils import translation

from throughcare.api.described import described
from throughcare.exchange import queries as exchange
from throughcare.foundation.access import POLICIES
from throughcare.foundation.events import REACTIONS, Event
from throughcare.foundation.packs import pack
from throughcare.foundation.ui.addresses import Address, addresses
from throughcare.reference.rules import rules_page, rules_table
from throughcare.reference.security import security_page
from throughcare.staff.powers import powers_of_roles

MADE = "<!-- Written by `python3 start.py docs`. Change the program, not this page. -->\n\n"
REACH = {
    "none": "nobody",
    "own": "the unit the role is held in, and what lies in it",
    "establishment": "the whole establishment",
    "delivery-unit": "the whole delivery unit",
    "region": "the whole region",
    "nation": "the whole nation",
}


def pages() -> dict[str, str]:
    """Every page's text by file name."""
    writers: dict[str, Callable[[], str]] = {
        "powers.md": _powers,
        "events.md": _events,
        "addresses.md": _addresses,
        "packs.md": _packs,
        "rules.md": rules_page,
        "mapping.md": exchange.mapping_reference,
        "api.md": _api,
    }
    with translation.override("en-gb"):
        written = {name: MADE + write().strip() + "\n" for name, write in writers.items()}
    written["../security.md"] = MADE + security_page() + "\n"
    return {
        **written,
        "record.schema.json": json.dumps(exchange.record_schema(), indent=1) + "\n",
        "api.json": json.dumps(described(), indent=1, ensure_ascii=False) + "\n",
    }


def _powers() -> str:
    lines = ["# Who may do what", ""]
    for role in powers_of_roles():
        lines += [
            f"## {role.title}",
            "",
            role.description,
            "",
            f"- Sees the people of: {REACH[role.reach]}.",
            f"- Reads: {', '.join(role.markings) or 'nothing'}.",
            "- May:",
            *(f"  - {about} (`{name}`)" for name, about in role.powers),
            "",
        ]
    lines += ["## What a refused person reads", "", "| power | sentence |", "|---|---|"]
    lines += [f"| `{name}` | {policy.otherwise} |" for name, policy in sorted(POLICIES.items())]
    return "\n".join(lines)


def _events() -> str:
    lines = [
        "# Events",
        "",
        "News a module gives, and what others do on it in the same transaction. Each is also"
        " written to the outbox.",
        "",
        "| event | when | who reacts |",
        "|---|---|---|",
    ]
    for kind in sorted(_events_known(), key=lambda event: event.name):
        reacting = ", ".join(
            f"`{one.__module__.removeprefix('throughcare.')}.{one.__name__}`"
            for one in REACTIONS.get(kind, [])
        )
        when = (kind.__doc__ or "").strip().splitlines()[0]
        lines.append(f"| `{kind.name}` | {when} | {reacting or 'nobody yet'} |")
    return "\n".join(lines)


def _events_known() -> Iterator[type[Event]]:
    waiting = list(Event.__subclasses__())
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.endswith(".events"):  # and none that a test made up
            yield kind


def _addresses() -> str:
    lines = ["# Addresses", "", "| address | name | what it answers |", "|---|---|---|"]
    lines += sorted(f"| `/{one.route}` | `{one.name}` | {_answers(one)} |" for one in addresses())
    return "\n".join(lines)


def _answers(address: Address) -> str:
    about = (address.view.__doc__ or "").strip().splitlines()
    return about[0] if about and address.view.__module__.startswith("throughcare.") else ""


def _packs() -> str:
    found = pack()
    lines = ["# The pack in force", "", f"`{found.folder.name}`", ""]
    lines += [
        "## Instruments",
        "",
        "| id | version | in force from | source |",
        "|---|---|---|---|",
    ]
    for versions in found.instruments.values():
        lines += [
            f"| {one.id} | {one.version} | {one.in_force_from} | {one.source} |" for one in versions
        ]
    lines += [
        "",
        "## Rules that are worked out",
        "",
        "What each is given: [rules.md](rules.md).",
        "",
    ]
    lines += rules_table()
    lines += ["", "## Code lists", "", "| list | entries | status | source |", "|---|---|---|---|"]
    for id, listed in sorted(found.code_lists.items()):
        lines.append(
            f"| {id} | {len(listed.codes)} | {listed.rule.status} | {listed.rule.source} |"
        )
    return "\n".join(lines)


def _api() -> str:
    """What there is under /api/v1/, for people; `api.json` says the same to programs."""
    document = described()
    lines = [
        "# The API",
        "",
        f"{document['info']['description']} The whole in OpenAPI {document['openapi']}:"
        " [api.json](api.json).",
        "",
        "Every call carries `Authorization: Bearer TOKEN`. A token is made on the server and shown"
        ' once: `throughcare tokens make ben@example.org --for find record --name "Dashboard"`;'
        " `--machine` adds an account for a program that brings messages in. It lets in for 90 days"
        " unless `--days` says otherwise, until `throughcare tokens end NUMBER`.",
        "",
        "Refusals are JSON with one sentence, `detail`. A hidden person, an absent one and an"
        " address that is not there are answered alike, byte for byte. More than 300 calls a minute"
        " with one token are answered with 429.",
        "",
        "| call | what | made for | answers |",
        "|---|---|---|---|",
    ]
    for path, methods in document["paths"].items():
        for method, one in methods.items():
            lines.append(
                f"| `{method.upper()} {path}` | {one['summary']} | {one['x-use'] or 'any use'}"
                f" | {', '.join(str(code) for code in one['responses'])} |"
            )
    return "\n".join(lines)
