"""What happened to everybody: one entry in ten is a full note, one in two hundred a correction."""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from bench.people import Place, numbered
from bench.world import Size, Writer

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
BLOCK = 50_000  # entries; written at once, from a chance of their own
MINUTES = 1_500_000  # nearly three years

COLUMNS = (
    "id, person_id, kind, title, text, happened_at, recorded_at, author_text, note_type,"
    " is_important, link, supersedes_id, original_id, marking, open_to_custody, open_to_community,"
    " open_to_nation"
)


def copy_block(cursor: Any, size: Size, seed: int, block: int, places: list[Place]) -> None:
    """Write these entries."""
    random = Random(f"{seed}.{block}")
    writer = Writer(random)
    with cursor.copy(f"copy record_entry ({COLUMNS}) from stdin") as copy:
        for n in range(block, min(block + BLOCK, size.entries)):
            copy.write(_row(size, random, writer, places, n))


def _row(size: Size, random: Random, writer: Writer, places: list[Place], n: int) -> str:
    """One row as COPY reads it. Nothing the writer knows needs escaping."""
    # How many entries somebody has differs as it does in life.
    person = 1 + int(size.people * random.random() ** 1.5)
    is_full = random.random() < 0.1
    text = writer.note(random.randrange(7, 34) if is_full else 1)
    at = NOW - timedelta(minutes=random.randrange(MINUTES))
    marking = 0 if random.random() < 0.93 else random.choice((1, 1, 3, 5, 6))
    corrected = r"\N"
    if n % 200 == 199:  # the entry before it, said better
        person, corrected = 1 + n * 7919 % size.people, str(numbered(7, n - 1))
    elif n % 200 == 198:
        person = 1 + (n + 1) * 7919 % size.people
    custody, community, nation = places[person]
    said = (
        *(numbered(7, n), person, "note" if is_full else "contact", writer.title(), text, at, at),
        *("Colleague", "", "f", "", corrected, corrected),
        *(marking, custody, community, nation),
    )
    return "\t".join([r"\N" if one is None else str(one) for one in said]) + "\n"
