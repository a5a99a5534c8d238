"""`throughcare db …`: the database from the command line."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from throughcare.foundation.database import server

CHECKOUT = Path(__file__).resolve().parents[3]


def main(typed: list[str]) -> int:
    """Do what the words after `throughcare db` say, and return the exit status."""
    if typed[:1] == ["psql"]:  # everything after it is psql's own
        with server.running():
            return server.psql(typed[1:])
    arguments = _parser().parse_args(typed)
    run: Callable[[argparse.Namespace], int] = arguments.run
    return run(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="throughcare db", description="The database server.")
    words = parser.add_subparsers(metavar="word", required=True)

    def word(
        name: str, about: str, run: Callable[[argparse.Namespace], int] | None = None
    ) -> argparse.ArgumentParser:
        added = words.add_parser(name, help=about, description=about)
        added.set_defaults(run=run)
        return added

    for name, about, run in (
        ("start", "Start the database server and leave it running", _start),
        ("stop", "Stop the database server", _stop),
        ("status", "Say whether the database can be reached, and where it is", _status),
    ):
        word(name, about, run).add_argument(
            "--for-tests", action="store_true", help="the server of the test suite instead"
        )
    word("psql", "Open PostgreSQL's console; what follows is passed on to it")
    copy = word("backup", "Copy everything into a new folder", _backup)
    copy.add_argument("folder", type=Path)
    back = word("restore", "Bring back a copy, proved whole before it takes the place", _restore)
    back.add_argument("folder", type=Path)
    back.add_argument("--replace", action="store_true", help="remove what is held now")
    return parser


def _start(arguments: argparse.Namespace) -> int:
    started = server.start_for_tests(CHECKOUT) if arguments.for_tests else server.start()
    return _say("Started." if started else "It runs already.")


def _stop(arguments: argparse.Namespace) -> int:
    if arguments.for_tests:
        server.choose_home_for_tests(CHECKOUT)
    return _say("Stopped." if server.stop() else "There was nothing to stop.")


def _status(arguments: argparse.Namespace) -> int:
    if arguments.for_tests:
        server.choose_home_for_tests(CHECKOUT)
    seen = server.status()
    _say(f"{'Running' if seen.running else 'Not running'}: {seen.address}")
    if seen.home is not None:
        _say(f"Data folder: {seen.home}\nPrograms: {seen.programs}")
    return 0 if seen.running else 3  # 3 as for services: not running


def _backup(arguments: argparse.Namespace) -> int:
    from throughcare.foundation.database.backups import backup

    with server.running():
        manifest = backup(arguments.folder.absolute())
    return _say(
        f"Copied {manifest.total:,} rows of {len(manifest.rows)} tables: {arguments.folder}"
    )


def _restore(arguments: argparse.Namespace) -> int:
    from throughcare.foundation.database.backups import restore

    with server.running():
        manifest = restore(arguments.folder.absolute(), replace=arguments.replace)
    return _say(
        f"Restored {manifest.total:,} rows of {len(manifest.rows)} tables,"
        f" as they were on {manifest.made_at:%d %B %Y at %H:%M} UTC. Every table was counted."
    )


def _say(text: str) -> int:
    sys.stdout.write(f"{text}\n")
    return 0
