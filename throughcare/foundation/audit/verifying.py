"""Whether the audit is as it was sealed, and which entry is the first that is not."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.audit.blanking import DIGEST
from throughcare.foundation.audit.models import Blanked, Seal
from throughcare.foundation.audit.sealing import BEGINNING, ENTRY, LETTERS, Head, Row, entries_of

TABLES = {letter.encode(): table for table, letter in LETTERS.items()}


@dataclass(frozen=True)
class Wrong:
    """The first thing that is not as it was sealed. Names it; says nothing of what is in it."""

    what: str  # altered, missing, added or reordered
    table: str
    id: str
    at: datetime | None
    seal: int | None

    def __str__(self) -> str:
        when = f", {self.at.astimezone(UTC):%-d %B %Y %H:%M:%S.%f} UTC" if self.at else ""
        what = "is missing" if self.what == "missing" else f"was {self.what}"
        if self.table == "audit_seal":
            return f"Seal {self.id}{when}: {what}."
        where = f" It is one of seal {self.seal}." if self.seal else ""
        return f"{self.table} {self.id}{when}: {what}.{where}"


@dataclass(frozen=True)
class Verdict:
    """What was found. `wrong` is None if everything under a seal is as it was sealed."""

    seals: int
    rows: int
    not_sealed: int = 0
    blanked: int = 0
    """Entries whose words were taken out under retention."""
    wrong: Wrong | None = None


def verify(*, kept: Mapping[int, Head] | None = None) -> Verdict:
    """Read all that is sealed again. `kept` are heads of seals that were kept in another place.

    One seal at a time is in memory. Stops at the first thing that is wrong.
    """
    seals = rows = 0
    last: Seal | None = None
    with acting_as(SYSTEM):
        for one in Seal.objects.order_by("number").iterator(chunk_size=1):
            wrong = _of_the_chain(one, last, kept or {}) or _of_the_rows(one, last)
            if wrong:
                return Verdict(seals, rows, wrong=wrong)
            seals, rows, last = seals + 1, rows + one.rows, one
        wrong = _no_longer_there(last, kept or {}) or _from_the_future() or _of_the_blanked()
        if wrong:
            return Verdict(seals, rows, wrong=wrong)
        return Verdict(
            seals, rows, _not_sealed(last.until if last else None), Blanked.objects.count()
        )


def head_of(seal: Seal) -> Head:
    """What a seal says of itself, from its row."""
    return Head(
        number=seal.number,
        made_at=seal.made_at,
        form=seal.form,
        since=seal.since,
        until=seal.until,
        rows=seal.rows,
        entries=hashlib.sha256(seal.entries).digest(),
        previous=bytes(seal.previous),
    )


def _of_the_chain(seal: Seal, last: Seal | None, kept: Mapping[int, Head]) -> Wrong | None:
    """What is wrong with the seal itself or with the one before it."""
    number, until, digest = (last.number, last.until, last.digest) if last else (0, 0, BEGINNING)
    if seal.number != number + 1:
        return _seal(number + 1, "missing", None)
    head = head_of(seal)
    if head.digest != bytes(seal.digest) or seal.rows * ENTRY.size != len(seal.entries):
        return _seal(seal.number, "altered", seal.made_at)
    if head.previous != bytes(digest) or seal.since != until:
        # Whole in itself, and not the one the next was put upon.
        return _seal(number, "altered", last.made_at if last else seal.made_at)
    if seal.number in kept and kept[seal.number].digest != head.digest:
        return _seal(seal.number, "altered", kept[seal.number].made_at)
    return None


def _no_longer_there(last: Seal | None, kept: Mapping[int, Head]) -> Wrong | None:
    gone = [number for number in kept if number > (last.number if last else 0)]
    return _seal(min(gone), "missing", kept[min(gone)].made_at) if gone else None


def _seal(number: int, what: str, at: datetime | None) -> Wrong:
    return Wrong(what, "audit_seal", str(number), at, None)


def _of_the_rows(seal: Seal, last: Seal | None) -> Wrong | None:
    """The first row under this seal that is not as it was."""
    with connection.cursor() as cursor:
        since = seal.since if last else None
        now = entries_of(cursor, seal.form, since, seal.until)
    if now == bytes(seal.entries):
        return None
    sealed, here = list(_read(seal.entries)), _with_words_back(list(_read(now)), seal)
    return None if here == sealed else _first_difference(sealed, here, seal.number)


def _with_words_back(now: list[Row], seal: Seal) -> list[Row]:
    """The entries as they were before words were taken out of some of them under retention."""
    were = set(_read(seal.entries))
    emptied = Blanked.objects.filter(form=seal.form, becomes__in=[_packed(one) for one in now])
    back = {
        becomes: was
        for one in emptied
        for becomes, was in zip(_read(one.becomes), _read(one.was), strict=True)
        if was in were  # or it was sealed as it is now
    }
    return [back.get(one, one) for one in now]


def _packed(row: Row) -> bytes:
    return ENTRY.pack(*row)


def _of_the_blanked() -> Wrong | None:
    """What says that entries were emptied must itself be as the deed of it said."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"select deletion from (select deletion, {DIGEST} as digest from audit_blanked"
            " group by 1) each where not exists (select from audit_deed d where d.person_id is null"
            " and d.details ->> 'deletion' = each.deletion::text"
            " and d.details ->> 'blanked' = each.digest) order by 1 limit 1"
        )
        found = cursor.fetchone()
    return Wrong("altered", "audit_blanked", str(found[0]), None, None) if found else None


def _read(entries: bytes | memoryview) -> Iterator[Row]:
    return (Row(*one) for one in ENTRY.iter_unpack(entries))


def _first_difference(sealed: list[Row], now: list[Row], number: int) -> Wrong:
    """Both are in order; the first pair that differs tells what was done."""
    matching = sum(1 for _ in _same(sealed, now))
    was = sealed[matching] if matching < len(sealed) else None
    here = now[matching] if matching < len(now) else None
    if was and here and was.place == here.place:
        # Another's time, or all that another says: then two have changed places.
        taken = here.time if here.digest == was.digest else here.time + here.digest
        return _row(here, "reordered" if _is_sealed(taken) else "altered", number, was.at)
    if was and (here is None or was.place < here.place):
        return _row(was, "reordered" if _stands_elsewhere(was) else "missing", number)
    assert here is not None, "two lists that differ have a first difference"
    return _row(here, "reordered" if _is_sealed(here.letter + here.key) else "added", number)


def _same(sealed: list[Row], now: list[Row]) -> Iterator[Row]:
    for was, here in zip(sealed, now, strict=False):
        if was != here:
            return
        yield was


def _row(row: Row, what: str, number: int | None, at: datetime | None = None) -> Wrong:
    table = TABLES[row.letter]
    return Wrong(what, table, str(_id(row)), at or row.at, number)


def _id(row: Row) -> Any:
    is_change = TABLES[row.letter] == "audit_change"
    return int.from_bytes(row.key, "big") if is_change else UUID(bytes=row.key)


def _stands_elsewhere(row: Row) -> bool:
    """Whether a row that is not where it was has been put somewhere else."""
    with connection.cursor() as cursor:
        cursor.execute(f"select 1 from {TABLES[row.letter]} where id = %s", [_id(row)])
        return cursor.fetchone() is not None


def _is_sealed(part: bytes) -> bool:
    """Whether any entry of any seal has this in it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select 1 from audit_seal where position(%s::bytea in entries) > 0 limit 1", [part]
        )
        return cursor.fetchone() is not None


def _from_the_future() -> Wrong | None:
    """A row with a number no transaction has had yet would never come under a seal."""
    tables = " union all ".join(
        f"select transaction, '{table}', id::text, at from {table} where transaction >= %s +"
        " greatest(pg_snapshot_xmax(pg_current_snapshot())::text::bigint,"
        " pg_current_xact_id_if_assigned()::text::bigint + 1)"
        for table in LETTERS
    )
    with connection.cursor() as cursor:
        cursor.execute("select app.number_added()")
        [added] = cursor.fetchone()
        cursor.execute(f"{tables} order by 1, 2, 3 limit 1", [added] * len(LETTERS))
        if found := cursor.fetchone():
            _, table, id, at = found
            return Wrong("added", table, id, at, None)
    return None


def _not_sealed(until: int | None) -> int:
    tables = " union all ".join(f"select from {table} where transaction >= %s" for table in LETTERS)
    with connection.cursor() as cursor:
        cursor.execute(f"select count(*) from ({tables}) every", [until or 0] * len(LETTERS))
        [count] = cursor.fetchone()
    return int(count)
