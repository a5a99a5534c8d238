"""Make the catalogues that are missing or out of date. Run at every start."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from throughcare.foundation.ui.translations import compile_stale


class Command(BaseCommand):
    help = "Compile the translations whose source has changed."
    requires_system_checks: list[str] = []

    def handle(self, *args: object, **options: object) -> None:
        for made in compile_stale(Path(folder) for folder in settings.LOCALE_PATHS):
            self.stdout.write(f"Compiled {made.parent.parent.name}/{made.name}")
