"""What the audit holds of all this: who looked, what was done, which rows changed."""

from bench.world import Size

TABLES = ("audit_look", "audit_deed", "audit_change")
MINUTES = 1_500_000  # nearly three years, spread over whoever and whomever
WHO = "n / 5000, 1 + n * 7919 % {staff}, 1 + n * 104729 % {people}, 0"
WHEN = f"timestamptz '2026-11-24 09:30+00' - (n * 31 % {MINUTES}) * interval '1 minute'"


def statements(size: Size) -> tuple[str, ...]:
    """One for each of the three tables."""
    who = f"{WHO.format(staff=size.staff, people=size.people)}, {WHEN}"
    number = "('{:02x}000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid"
    return (
        "insert into audit_look (transaction, staff_id, person_id, marking, at, id, actor, page)"
        f" select {who}, {number.format(9)}, 'Colleague', 'Overview'"
        f" from generate_series(1, {size.looks}::bigint) n",
        "insert into audit_deed (transaction, staff_id, person_id, marking, at, id, actor, verb,"
        f" refused, details) select {who}, {number.format(10)}, 'Colleague', 'record.note_written',"
        " '', jsonb_build_object('entry', gen_random_uuid())"
        f" from generate_series(1, {size.deeds}::bigint) n",
        'insert into audit_change (transaction, staff_id, person_id, marking, at, "table", row,'
        f" operation, before, after) select {who}, 'supervision_appointment',"
        ' gen_random_uuid()::text, \'update\', \'{"place": "Room 1", "version": 1}\','
        ' \'{"place": "Room 2", "version": 2}\''
        f" from generate_series(1, {size.deeds}::bigint) n",
    )
