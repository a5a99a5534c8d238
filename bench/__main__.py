"""`python3 start.py bench WORD`: make the load, or measure something on it."""

import argparse
import os
import platform
import sys

from bench.world import Size

WORDS = (
    *("load", "pages", "security", "absent", "moves", "memory", "faults", "fuzz", "seal"),
    *("crowd", "chart", "import", "matching", "draws", "rules", "assessments"),
)
NATION = 330_000  # people in custody and on probation, of England and Wales
BY_SIZE = ("pages", "crowd")  # what is kept in figures.json, for each size


def main() -> int:
    parser = argparse.ArgumentParser(prog="start.py bench", description=__doc__)
    parser.add_argument("word", choices=WORDS)
    parser.add_argument("which", nargs="*", help="of the faults, only these")
    parser.add_argument("--people", type=int, help="20,000; for rules 330,000")
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--train", action="store_true", help="matching: learn its weights anew")
    given = parser.parse_intermixed_args()

    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    if given.word == "rules":  # they need no database
        from bench.rules import measure as measure_rules

        measure_rules(people=given.people or NATION, seed=given.seed)
        return 0
    size = Size(people=given.people or 20_000, entries=given.entries)
    _set_up(size.database)
    if given.word == "load":
        from bench.databases import make_anew
        from bench.load import load

        make_anew(size.database)
        load(size, seed=given.seed)
    elif given.word == "matching":
        from bench.matching import measure

        measure(people=size.people, seed=given.seed, train=given.train)
    else:
        from importlib import import_module

        name = {"import": "imports"}.get(given.word, given.word)
        more = {"which": given.which} if given.word == "faults" else {}
        if given.word in BY_SIZE:
            more["size"] = size
        import_module(f"bench.{name}").measure(rounds=given.rounds, seed=given.seed, **more)
    return 0


def _set_up(name: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughcare.settings")
    os.environ.setdefault("THROUGHCARE_SECOND_STEP", "off")  # its readers have a password alone
    from throughcare.foundation import database

    database.start()
    import django
    from django.db import connection

    django.setup()
    connection.settings_dict["NAME"] = name


if __name__ == "__main__":
    sys.exit(main())
