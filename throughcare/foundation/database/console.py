"""`throughcare db …`: the database from the command line."""

import argparse
import os
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from throughcare.foundation.database import server
from throughcare.foundation.database.trouble import UnableToRestore

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
    kept = word("archive", "Keep everything the database writes, until Ctrl-C", _archive)
    kept.add_argument("folder", type=Path)
    kept.add_argument("--copy", action="store_true", help="only take a whole copy into it now")
    kept.add_argument("--keep", type=int, metavar="N", help="with --copy: remove all but N copies")
    back = word("restore", "Bring back a copy; or an archive, as it was at any moment", _restore)
    back.add_argument("folder", type=Path)
    back.add_argument("--replace", action="store_true", help="a copy: remove what is held now")
    back.add_argument("--into", type=Path, metavar="HOME", help="an archive: a new home for it")
    back.add_argument("--to", metavar="MOMENT", help='an archive: for example "2026-11-22 10:15"')
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


def _archive(arguments: argparse.Namespace) -> int:
    from throughcare.foundation.database.archives import Archive

    archive = Archive(arguments.folder.absolute(), os.environ)
    with server.running():
        made = archive.begin()
        if arguments.copy:
            made = archive.copy(keep=arguments.keep)
        if made:
            _say(f"Copied whole on {_in_words(made.made_at)}: {arguments.folder}")
        if arguments.copy:
            return 0
        _say("Everything the database writes is kept from now on. Ctrl-C stops it.")
        over = threading.Event()
        try:
            archive.keep_up(over)
        finally:
            over.set()
    return 0


def _restore(arguments: argparse.Namespace) -> int:
    if arguments.into:
        return _recover(arguments)
    from throughcare.foundation.database.backups import restore

    if arguments.to:
        raise UnableToRestore("Say with --into which new folder that moment shall come back to.")
    with server.running():
        manifest = restore(arguments.folder.absolute(), replace=arguments.replace)
    return _say(
        f"Restored {manifest.total:,} rows of {len(manifest.rows)} tables,"
        f" as they were on {manifest.made_at:%d %B %Y at %H:%M} UTC. Every table was counted."
    )


def _recover(arguments: argparse.Namespace) -> int:
    from throughcare.foundation.database.recoveries import recover

    to = _moment(arguments.to) if arguments.to else None
    done = recover(arguments.folder.absolute(), into=arguments.into.absolute(), to=to)
    if done.ended_before:
        _say("The archive holds nothing that was saved as late as that.")
    until = f"up to what was saved on {_in_words(done.until)}" if done.until else "nothing since"
    return _say(
        f"Restored into {done.home}: the whole copy of {_in_words(done.copy.made_at)}, {until}.\n"
        "Bring the secret key along, then look:\n"
        f"  THROUGHCARE_HOME={done.home} throughcare audit verify\n"
        f"  THROUGHCARE_HOME={done.home} throughcare serve"
    )


def _moment(typed: str) -> datetime:
    """What was typed, by the clock on the wall unless it says otherwise. Raises UnableToRestore."""
    from django.conf import settings

    try:
        moment = datetime.fromisoformat(typed)
    except ValueError:
        raise UnableToRestore(
            f"“{typed}” is not a moment. It looks like 2026-11-22 10:15, or 2026-11-22 10:15:30."
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(settings.TIME_ZONE))


def _in_words(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%d %B %Y at %H:%M:%S} UTC"


def _say(text: str) -> int:
    sys.stdout.write(f"{text}\n")
    return 0
