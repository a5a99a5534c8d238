"""What sealing the audit costs: whoever writes, whoever seals, whoever verifies, and the disk."""

from time import perf_counter

from django.db import connection, transaction

from bench.databases import make_anew
from throughcare.foundation.access import as_owner
from throughcare.foundation.audit.sealing import seal
from throughcare.foundation.audit.verifying import verify

NAME = "throughcare_bench_seal"
ROWS = 1_000  # in a transaction, as an import would write them
CHANGE = """
    insert into audit_change (at, person_id, marking, staff_id, transaction, "table", row,
                              operation, before, after)
    select clock_timestamp(), n, 0, 7, 0, 'people_identifier', gen_random_uuid()::text, 'update',
           '{"text": "2012/0464884Q", "until": null}',
           jsonb_build_object('text', n || '/1234567Q', 'until', '2026-11-24',
                              'note', repeat('word ', 20))
    from generate_series(1, %s) n
"""


def measure(*, rounds: int, seed: int) -> None:
    """Print the figures, in a database of its own with `rounds` thousand changes."""
    make_anew(NAME)
    with as_owner():
        plain, numbered = _writing(rounds)
    count = rounds * ROWS
    print(f"{count:,} changes written, microseconds each: {plain:.1f} without a number,")
    print(f"  {numbered:.1f} with the number the database gives")
    began = perf_counter()
    done = seal()
    print(f"sealed: {done.rows / (perf_counter() - began):,.0f} a second, in {done.seals} seals")
    began = perf_counter()
    found = verify()
    assert found.wrong is None
    print(f"verified: {found.rows / (perf_counter() - began):,.0f} a second")
    rows, seals = _sizes()
    print(f"bytes an entry: {rows / count:.0f} in the audit with its indexes,")
    print(f"  {seals / done.rows:.1f} in the seals")
    connection.close()


def _writing(rounds: int) -> tuple[float, float]:
    """Microseconds a row, without the trigger and with it, turn and turn about."""
    spent = {"disable": 0.0, "enable": 0.0}
    with connection.cursor() as cursor:
        for turn in range(2 * rounds):
            how = "enable" if turn % 2 else "disable"
            cursor.execute(f"alter table audit_change {how} trigger number_entry")
            began = perf_counter()
            with transaction.atomic():
                cursor.execute(CHANGE, [ROWS])
                transaction.set_rollback(how == "disable")
            spent[how] += perf_counter() - began
    each = 1e6 / (rounds * ROWS)
    return spent["disable"] * each, spent["enable"] * each


def _sizes() -> tuple[int, int]:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(
            "select pg_total_relation_size('audit_change'), pg_total_relation_size('audit_seal')"
        )
        rows, seals = cursor.fetchone()
    return int(rows), int(seals)
