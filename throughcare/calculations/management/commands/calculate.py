"""`throughcare calculate`: work out whoever is due; with --all, everybody again."""

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from throughcare.calculations.actions import note_everybody_due, work_off
from throughcare.foundation.access import SYSTEM, acting_as


class Command(BaseCommand):
    help = "Work out predictors, needs, tiers, workload and responsibility of whoever is due."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--all", action="store_true", help="everybody who was ever worked out, once more"
        )

    def handle(self, *, all: bool, **options: object) -> None:
        now = timezone.now()
        if all:
            with acting_as(SYSTEM):
                note_everybody_due(at=now)
        people = work_off(at=now)
        self.stdout.write(f"{people} people were worked out.")
