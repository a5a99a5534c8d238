"""`throughcare export`: one person's whole record as one document."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from throughcare.exchange.actions import export_record
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.people import identifiers
from throughcare.people.queries.matching import people_known_by


class Command(BaseCommand):
    help = (
        "Write everything known of one person as JSON, to FILE or to the screen. Whoever can run "
        "this reads everything: each run is written to the audit."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", metavar="CRN-or-NOMIS", help="a number they are known by")
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE")
        parser.add_argument(
            "--originals", action="store_true", help="with every message exactly as it came"
        )

    def handle(self, *, number: str, file: Path | None, originals: bool, **options: object) -> None:
        if file and file.exists():
            raise CommandError(f"There is a {file} already.", returncode=2)
        with acting_as(SYSTEM):
            document = export_record(
                actor=SYSTEM, person=_known_by(number), at=timezone.now(), with_originals=originals
            )
        text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
        if file:
            # Only whoever ran this may read it.
            file.touch(mode=0o600)
            file.write_text(text, encoding="utf-8")
        else:
            sys.stdout.write(text)


def _known_by(number: str) -> Any:
    read = (identifiers.read(kind, number) for kind in ("crn", "nomis", "pnc", "cro"))
    known = people_known_by({(one.kind, one.value) for one in read if one and one.is_valid})
    if len(known) != 1:
        said = "Nobody" if not known else "More than one person"
        raise CommandError(f"{said} on the record has this number.", returncode=2)
    return known[0].person
