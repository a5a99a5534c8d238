"""`python3 start.py bench WORD`: make the load, or measure something on it."""

import argparse
import os
import platform
import sys

WORDS = (
    *("load", "pages", "security", "absent", "moves", "memory", "faults", "fuzz", "seal"),
    *("import", "matching"),
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="start.py bench", description=__doc__)
    parser.add_argument("word", choices=WORDS)
    parser.add_argument("which", nargs="*", help="of the faults, only these")
    parser.add_argument("--people", type=int, default=20_000)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--train", action="store_true", help="matching: learn its weights anew")
    given = parser.parse_args()

    _set_up()
    print(f"{platform.platform()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    if given.word == "load":
        from bench.databases import make_anew
        from bench.load import load
        from bench.world import Size

        make_anew()
        load(Size(people=given.people, entries=given.entries), seed=given.seed)
    elif given.word == "matching":
        from bench.matching import measure

        measure(people=given.people, seed=given.seed, train=given.train)
    else:
        from importlib import import_module

        name = {"import": "imports"}.get(given.word, given.word)
        only = {"which": given.which} if given.word == "faults" else {}
        import_module(f"bench.{name}").measure(rounds=given.rounds, seed=given.seed, **only)
    return 0


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughcare.settings")
    os.environ.setdefault("THROUGHCARE_SECOND_STEP", "off")  # its readers have a password alone
    from throughcare.foundation import database

    database.start()
    import django
    from django.db import connection

    from bench.databases import NAME

    django.setup()
    connection.settings_dict["NAME"] = NAME


if __name__ == "__main__":
    sys.exit(main())
