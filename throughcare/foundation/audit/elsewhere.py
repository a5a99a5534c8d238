"""Seals kept in another place: a line of JSON each, which says nothing of anybody.

Whoever can write every table could make all seals anew. They cannot make those that left.
"""

import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TextIO

from django.db import connection

from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.audit.sealing import Head

HEADS = """
    select number, made_at, form, since, until, rows, sha256(entries), previous, digest
    from audit_seal order by number
"""


class UnusableSeals(Exception):
    """What was given is not a file of seals, or is damaged."""


def export(to: TextIO) -> int:
    """Write the heads of all seals, a line each. Returns how many there are."""
    count = 0
    with acting_as(SYSTEM), connection.chunked_cursor() as cursor:
        cursor.execute(HEADS)
        for number, made_at, form, since, until, rows, entries, previous, digest in cursor:
            line = {
                "number": number,
                "made_at": made_at.isoformat(timespec="microseconds"),
                "form": form,
                "since": since,
                "until": until,
                "rows": rows,
                "entries": bytes(entries).hex(),
                "previous": bytes(previous).hex(),
                "digest": bytes(digest).hex(),
            }
            to.write(f"{json.dumps(line)}\n")
            count += 1
    return count


def read(lines: Iterable[str]) -> dict[int, Head]:
    """The seals of such a file. Raises UnusableSeals, also if a line is not as it was written."""
    return {head.number: head for head in _heads(lines)}


def _heads(lines: Iterable[str]) -> Iterator[Head]:
    for place, line in enumerate(lines, start=1):
        try:
            said = json.loads(line)
            head = Head(
                number=int(said["number"]),
                made_at=datetime.fromisoformat(said["made_at"]),
                form=int(said["form"]),
                since=int(said["since"]),
                until=int(said["until"]),
                rows=int(said["rows"]),
                entries=bytes.fromhex(said["entries"]),
                previous=bytes.fromhex(said["previous"]),
            )
            digest = bytes.fromhex(said["digest"])
        except (ValueError, KeyError, TypeError) as error:
            raise UnusableSeals(f"Line {place} is not a seal.") from error
        if head.digest != digest:
            raise UnusableSeals(f"Line {place} is not as it was written: its digest differs.")
        yield head
