"""What may be typed after `throughcare`, and what it does."""

import argparse
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from types import FrameType

from throughcare.foundation import database
from throughcare.foundation.database import console

STOPPED_BY_CTRL_C = 130
STOPPED_BY_THE_SYSTEM = 143


@dataclass(frozen=True)
class Passed:
    """A word that one of Django's commands answers; what follows the word is passed on to it."""

    command: str
    about: str
    needs_database: bool = True


PASSED = {
    "import": Passed("import_messages", "Take in messages from today's systems: files or folders"),
    "first-administrator": Passed(
        "first_administrator", "Let a first administrator in: NAME E-MAIL"
    ),
    "audit": Passed("audit", "The audit of deeds, changes and looks: audit seal, verify, export"),
    "tokens": Passed("tokens", "Let other programs in: tokens make, list, end"),
    "export": Passed("export_record", "Write one person's whole record, by CRN or NOMIS number"),
    "compare": Passed(
        "compare", "Compare who is new with everybody: who may be on the record twice"
    ),
    "calculate": Passed(
        "calculate", "Work out predictors, tiers and the rest of whoever is due; --all: everybody"
    ),
    "retention": Passed("retention", "What is due to be deleted; retention sweep deletes old rows"),
    "packs": Passed("packs", "Check, list or load the rules: packs check", False),
    "docs": Passed("write_docs", "Write the reference pages from the code", False),
    "translations": Passed("compile_translations", "Compile the translations", False),
}


def main(typed: list[str] | None = None) -> int:
    """Do what was typed and return the exit status. What goes wrong is said in a sentence."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # also when a script started us
    signal.signal(signal.SIGTERM, _stop)  # so that what was started is stopped, as after Ctrl-C
    signal.signal(signal.SIGHUP, _stop)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "throughcare.settings")
    try:
        return _do(sys.argv[1:] if typed is None else typed)
    except database.DatabaseTrouble as trouble:
        sys.stderr.write(f"{trouble}\n")
        return 1
    except KeyboardInterrupt:
        return STOPPED_BY_CTRL_C


def _do(typed: list[str]) -> int:
    typed = typed or ["--help"]
    word, rest = typed[0], typed[1:]
    if word == "db":
        return console.main(rest)
    if word == "rules":
        return _rules(rest)
    if word == "manage":
        return _ask_django(rest)
    if passed := PASSED.get(word):
        return _pass_on(passed, rest)
    arguments = _parser().parse_args(typed)
    run: Callable[[argparse.Namespace], int] = arguments.run
    return run(arguments)


def _pass_on(passed: Passed, rest: list[str]) -> int:
    if not passed.needs_database and rest[:1] != ["load"]:
        return _ask_django([passed.command, *rest])
    from throughcare.cli import preparing

    with database.running():
        preparing.begin_if_empty()
        return _ask_django([passed.command, *rest])


def _ask_django(rest: list[str]) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["throughcare", *rest])
    return 0


def _rules(rest: list[str]) -> int:
    from throughcare.cli import rules
    from throughcare.foundation.calendar import local_day

    return rules.main(rest, today=local_day(datetime.now(UTC)))


def _demo(arguments: argparse.Namespace) -> int:
    from throughcare.cli import preparing, serving

    os.environ.setdefault("THROUGHCARE_DEMO", "1")
    if arguments.serve and serving.is_taken(arguments.port):
        return _port_is_taken(arguments.port)
    with database.kept_running():
        preparing.bring_up_to_date()
        preparing.load_rules()
        preparing.make_the_fictional_world(people=arguments.people, seed=arguments.seed)
        if arguments.serve:
            serving.serve(host=arguments.host, port=arguments.port)
    return 0


def _serve(arguments: argparse.Namespace) -> int:
    from throughcare.cli import preparing, serving

    if serving.is_taken(arguments.port):
        return _port_is_taken(arguments.port)
    with database.kept_running():
        preparing.load_rules()
        serving.serve(host=arguments.host, port=arguments.port)
    return 0


def _migrate(arguments: argparse.Namespace) -> int:
    from throughcare.cli import preparing

    with database.running():
        changed = preparing.bring_up_to_date()
        preparing.load_rules()
    return _say("The database is up to date." if changed else "There was nothing to change.")


def _migrations_check(arguments: argparse.Namespace) -> int:
    from throughcare.cli import preparing

    missing = preparing.missing_migrations()
    if missing:
        return _complain("Migrations are missing:\n" + "\n".join(f"  {line}" for line in missing))
    return _say("No migration is missing.")


def _house_check(arguments: argparse.Namespace) -> int:
    from throughcare.cli import house

    found = house.sql_out_of_place() + house.packages_out_of_place()
    if found:
        return _complain("\n".join(found))
    return _say("SQL stands where it may; the packages are the lock's.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="throughcare", description="One record from custody to community."
    )
    words = parser.add_subparsers(metavar="word", required=True)

    def word(
        name: str, about: str, run: Callable[[argparse.Namespace], int] | None = None
    ) -> argparse.ArgumentParser:
        added = words.add_parser(name, help=about, description=about)
        added.set_defaults(run=run)
        return added

    demo = word("demo", "Make the fictional world and serve it", _demo)
    demo.add_argument("--people", type=int, default=300, help="how many people (default 300)")
    demo.add_argument("--seed", type=int, default=1, help="another number, another world")
    demo.add_argument(
        "--no-serve", dest="serve", action="store_false", help="prepare everything and return"
    )
    for serves in (demo, word("serve", "Serve the pages", _serve)):
        serves.add_argument("--port", type=int, default=8000, help="default 8000")
        serves.add_argument(
            "--host", default="127.0.0.1", help="default 127.0.0.1: this computer alone"
        )
    for name, passed in PASSED.items():
        word(name, passed.about)
    word("migrate", "Bring the database up to date", _migrate)
    word(
        "migrations-check", "Say whether the models changed without a migration", _migrations_check
    )
    word("house-check", "Say whether SQL and packages are where they belong", _house_check)
    word("rules", "The rules: list them, or work one out for cases: rules list, rules evaluate")
    word("db", "The database server: start, stop, status, psql, backup, archive, restore")
    word("manage", "Any of Django's own commands")
    return parser


def _port_is_taken(port: int) -> int:
    return _complain(
        f"Port {port} is taken by another program. Choose another, for example --port {port + 1}."
    )


def _say(text: str) -> int:
    sys.stdout.write(f"{text}\n")
    return 0


def _complain(text: str) -> int:
    sys.stderr.write(f"{text}\n")
    return 1


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(STOPPED_BY_THE_SYSTEM)
