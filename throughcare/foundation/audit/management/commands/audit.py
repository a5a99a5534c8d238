"""`throughcare audit seal|verify|export`: seals upon the audit."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from throughcare.foundation.audit import elsewhere
from throughcare.foundation.audit.months import make_months
from throughcare.foundation.audit.sealing import Head, seal
from throughcare.foundation.audit.verifying import Verdict, verify


class Command(BaseCommand):
    help = (
        "Seal the audit of deeds, changes and looks, verify that it is as it was sealed, or export "
        "the seals to keep them elsewhere. The exit code of verify is 1 when something is not as "
        "it was."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        words = parser.add_subparsers(dest="what", required=True)
        words.add_parser(
            "seal", help="seal what is closed and not sealed yet, and make room for new months"
        )
        checking = words.add_parser("verify", help="say whether all is as it was sealed")
        checking.add_argument(
            "--against", type=Path, metavar="FILE", help="seals that were exported before"
        )
        leaving = words.add_parser("export", help="write the seals to a new file")
        leaving.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *, what: str, **options: Any) -> None:
        if what == "seal":
            self.seal()
        elif what == "verify":
            self.verify(options["against"])
        else:
            self.export(options["file"])

    def seal(self) -> None:
        make_months(at=timezone.now())
        done = seal()
        if done.is_held:
            self.stdout.write("Somebody else is sealing at this moment.")
        elif done.rows:
            self.stdout.write(f"Entries sealed: {done.rows:,}. Seals made: {done.seals:,}.")
        else:
            self.stdout.write("There was nothing to seal.")

    def verify(self, against: Path | None) -> None:
        kept = self._kept(against) if against else {}
        verdict = verify(kept=kept)
        if verdict.wrong:
            self.stdout.write(f"The audit is not as it was sealed. {verdict.wrong}")
            sys.exit(1)
        self.stdout.write(_in_words(verdict, len(kept)))

    def export(self, file: Path) -> None:
        try:
            with file.open("x", encoding="utf-8") as to:
                count = elsewhere.export(to)
        except FileExistsError as error:
            raise CommandError(
                f"{file} exists already; seals never overwrite anything.", returncode=2
            ) from error
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{file} holds all seals: {count:,}.")

    def _kept(self, file: Path) -> dict[int, Head]:
        try:
            with file.open(encoding="utf-8") as lines:
                return elsewhere.read(lines)
        except (elsewhere.UnusableSeals, UnicodeDecodeError) as error:
            raise CommandError(f"{file} cannot be used. {error}", returncode=2) from error
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.", returncode=2) from error


def _in_words(verdict: Verdict, kept: int) -> str:
    elsewhere_too = f", of which kept elsewhere: {kept:,}" if kept else ""
    blanked = f" Content deleted under retention: {verdict.blanked:,}." if verdict.blanked else ""
    return (
        f"Every sealed entry is as it was sealed: {verdict.rows:,} (seals: {verdict.seals:,}"
        f"{elsewhere_too}).{blanked} Not sealed yet: {verdict.not_sealed:,}."
    )
