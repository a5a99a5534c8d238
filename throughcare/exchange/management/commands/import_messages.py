"""`throughcare import`: take in messages from the systems in use today."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from throughcare.calculations.actions import work_off
from throughcare.exchange.actions import import_files, retry_all
from throughcare.foundation.access import SYSTEM


class Command(BaseCommand):
    help = (
        "Take in messages: files, or folders with everything in them. Ends with one report. "
        "The exit code is 0 also when some were put aside, and 2 when the arguments cannot be used."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="*", type=Path, metavar="FILE|FOLDER")
        parser.add_argument(
            "--json", action="store_true", dest="as_json", help="the report as one JSON object"
        )
        parser.add_argument(
            "--retry", action="store_true", help="try again everything that was put aside"
        )
        parser.add_argument(
            "--fictional", action="store_true", help="mark whoever is added as fictional"
        )

    def handle(
        self, *, paths: list[Path], as_json: bool, retry: bool, fictional: bool, **options: object
    ) -> None:
        if retry is bool(paths):
            raise CommandError("Name files or folders to import, or --retry.", returncode=2)
        for path in paths:
            if not path.exists():
                raise CommandError(f"There is no {path}.", returncode=2)
        at = timezone.now()
        if retry:
            report = retry_all(actor=SYSTEM, at=at)
        else:
            report = import_files(actor=SYSTEM, paths=paths, at=at, is_fictional=fictional)
        self.stdout.write(
            json.dumps(report.as_json(), ensure_ascii=False) if as_json else report.as_text()
        )
        work_off(at=at)  # what rules come to for those of whom something new is known
