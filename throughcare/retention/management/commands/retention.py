"""`throughcare retention`: what is due; `retention sweep` deletes rows whose time is over."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.retention.actions import sweep
from throughcare.retention.queries import counts_due


class Command(BaseCommand):
    help = (
        "Say how much is due to be deleted under each rule of the pack. With “sweep”, delete what "
        "the program deletes by itself: rows whose own time is over, of people not on hold. "
        "Whole records are deleted by a person who decides, on the page."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", nargs="?", choices=["due", "sweep"], default="due")

    def handle(self, *, what: str, **options: Any) -> None:
        now = timezone.now()
        with acting_as(SYSTEM):
            counts = counts_due(on=timezone.localdate(now), at=now)
            done = sweep(actor=SYSTEM, at=now) if what == "sweep" else {}
        for id, title, count in counts:
            gone = f", deleted {done[id]:,}" if id in done else ""
            self.stdout.write(f"{title} ({id}): due {count:,}{gone}.")
