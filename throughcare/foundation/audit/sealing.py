"""Seals upon the audit: what it said then, so that nobody can change it unseen, whoever they are.

A seal covers everything numbered from one transaction up to another (see `Seal`). Up to the oldest
transaction that is still running nothing can be added any more, so sealing waits for no writer and
no writer for it; what was written in transactions still open is sealed the next time.

An entry of a seal is where a row stands (transaction, table, id, time) and the digest of the rest.
"""

import hashlib
import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection

from throughcare.foundation.access import SYSTEM, acting_as

# Which columns the digest of a row is made of, besides those that say where it stands. A form that
# was used is never edited: a column added to a table makes a new one.
FORMS: Mapping[int, Mapping[str, tuple[str, ...]]] = {
    1: {
        "audit_change": (
            *("person_id", "marking", "staff_id"),
            *("table", "row", "operation", "before", "after"),
        ),
        "audit_deed": (
            *("person_id", "marking", "staff_id"),
            *("actor", "verb", "refused", "details"),
        ),
        "audit_look": ("person_id", "marking", "staff_id", "actor", "page"),
    }
}
PLACE = frozenset({"transaction", "id", "at"})
LETTERS = {"audit_change": "c", "audit_deed": "d", "audit_look": "l"}

ENTRY = struct.Struct(">qc16s8s32s")
BEGINNING = bytes(32)  # what the first seal is put upon
IN_A_SEAL = 10_000  # about as many; one transaction's rows are never parted
ONE_AT_A_TIME = 771003  # the lock whoever seals holds


class Row(NamedTuple):
    """One entry of a seal, read."""

    transaction: int
    letter: bytes
    key: bytes
    time: bytes
    digest: bytes

    @property
    def place(self) -> tuple[int, bytes, bytes]:
        return self.transaction, self.letter, self.key

    @property
    def at(self) -> datetime:
        return datetime(2000, 1, 1, tzinfo=UTC) + timedelta(
            microseconds=int.from_bytes(self.time, "big", signed=True)
        )


@dataclass(frozen=True)
class Head:
    """What a seal says of itself; its digest covers all of it and every seal before it."""

    number: int
    made_at: datetime
    form: int
    since: int
    until: int
    rows: int
    entries: bytes  # their digest
    previous: bytes

    @property
    def digest(self) -> bytes:
        said = [
            *(self.number, self.made_at.astimezone(UTC).isoformat(timespec="microseconds")),
            *(self.form, self.since, self.until, self.rows),
            *(self.entries.hex(), self.previous.hex()),
        ]
        return hashlib.sha256(json.dumps(said).encode()).digest()


@dataclass(frozen=True)
class Sealed:
    """What a call has sealed. `is_held`: somebody else is sealing at this moment."""

    seals: int = 0
    rows: int = 0
    is_held: bool = False


def seal(*, in_a_seal: int = IN_A_SEAL) -> Sealed:
    """Seal whatever is closed and not sealed yet. Waits for nobody."""
    seals = rows = 0
    is_last = False
    while not is_last:
        with acting_as(SYSTEM):
            made = _seal_some(in_a_seal)
        if made is None:
            return Sealed(seals, rows, is_held=True)
        newly, is_last = made
        seals, rows = seals + (newly > 0), rows + newly
    return Sealed(seals, rows)


def _seal_some(most: int) -> tuple[int, bool] | None:
    """Make the next seal; None while somebody else seals.

    Returns how many rows it covers and whether it reached what is still open: going on from there
    would be running after those who write.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [ONE_AT_A_TIME])
        if not cursor.fetchone()[0]:
            return None
        cursor.execute("select number, until, digest from audit_seal order by number desc limit 1")
        number, since, previous = cursor.fetchone() or (0, 0, BEGINNING)
        cursor.execute("select app.number_added()")
        [added] = cursor.fetchone()
        # From here on the set is closed: whatever is seen later sees no more of it.
        cursor.execute(
            "select %s + pg_snapshot_xmin(pg_current_snapshot())::text::bigint, clock_timestamp()",
            [added],
        )
        closed, now = cursor.fetchone()
        until = _cut(cursor, since, closed, most)
        form = max(FORMS)
        entries = entries_of(cursor, form, since, until)
        if not entries:
            return 0, True
        rows = len(entries) // ENTRY.size
        of_entries = hashlib.sha256(entries).digest()
        head = Head(number + 1, now, form, since, until, rows, of_entries, bytes(previous))
        cursor.execute(
            "insert into audit_seal (number, made_at, form, since, until, rows, entries, previous,"
            " digest) values (%s, %s, %s, %s, %s, %s, %s, %s, %s)",
            [*(head.number, now, form, since, until, rows), entries, head.previous, head.digest],
        )
    return rows, until == closed


def _cut(cursor: Any, since: int, closed: int, most: int) -> int:
    """Where this seal ends: after about so many rows, between two transactions."""
    numbers = " union all ".join(
        f"select transaction from {table} where transaction >= %s and transaction < %s"
        for table in LETTERS
    )
    cursor.execute(
        f"select min(transaction), (array_agg(transaction order by transaction))[%s] from"
        f" (select transaction from ({numbers}) every order by 1 limit %s) nearest",
        [most + 1, *(since, closed) * len(LETTERS), most + 1],
    )
    first, beyond = cursor.fetchone()
    return closed if beyond is None else max(beyond, first + 1)


def entries_of(cursor: Any, form: int, since: int | None, until: int) -> bytes:
    """The entries of all rows from one transaction up to another, as they are now.

    Without `since` also those with a number that no transaction ever had, or none.
    """
    if since is None:
        span, values = "transaction < %s or transaction is null", [until]
    else:
        span, values = "transaction >= %s and transaction < %s", [since, until]
    tables = " union all ".join(_entries(table, FORMS[form][table], span) for table in LETTERS)
    cursor.execute(
        f"select string_agg(entry, ''::bytea order by entry) from ({tables}) every",
        values * len(LETTERS),
    )
    return bytes(cursor.fetchone()[0] or b"")


def _entries(table: str, columns: tuple[str, ...], span: str) -> str:
    """The question for the entries of one table. Only the server reads what the rows say."""
    return f"select {entry_of(table, columns)} as entry from {table} where {span}"


def entry_of(
    table: str, columns: tuple[str, ...], *, instead: Mapping[str, str] | None = None
) -> str:
    """The entry of a row as SQL; with other values in place of those of some columns.

    The digest is of a JSON list of texts, so that no value can pass for two, nor null for empty.
    """
    key = "uuid_send(id)"
    if table == "audit_change":
        key = "int8send(0) || int8send(id)"
    said = {column: f'"{column}"' for column in columns} | dict(instead or {})
    texts = ", ".join(f"({value})::text" for value in said.values())
    return (
        f"int8send(coalesce(transaction, -1)) || '{LETTERS[table]}'::bytea || {key}"
        " || coalesce(timestamptz_send(at), int8send(0))"
        f" || sha256(convert_to(json_build_array('{table}', {texts})::text, 'UTF8'))"
    )
