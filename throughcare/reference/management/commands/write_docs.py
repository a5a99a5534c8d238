"""`throughcare docs`: the reference pages, written from the program itself."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from throughcare.reference.pages import pages


class Command(BaseCommand):
    help = "Write docs/reference/ from the program, or with --check say what is out of date."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true")

    def handle(self, *, check: bool, **options: Any) -> None:
        folder = Path(settings.FOLDER) / "docs" / "reference"
        written = pages()
        stale = [
            name
            for name, text in written.items()
            if not (folder / name).exists() or (folder / name).read_text() != text
        ]
        if check and stale:
            raise CommandError(f"Out of date: {', '.join(stale)}. Run: python3 start.py docs")
        folder.mkdir(parents=True, exist_ok=True)
        for name in stale:
            (folder / name).write_text(written[name])
        if not check:
            self.stdout.write(f"{len(stale)} pages written, the others were up to date.")
