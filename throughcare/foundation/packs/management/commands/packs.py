"""`throughcare packs check|list|load`: look after the rules."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.packs import PackError, pack
from throughcare.foundation.packs.checking import problems
from throughcare.foundation.packs.inventory import inventory
from throughcare.foundation.packs.loading import remember_loaded


class Command(BaseCommand):
    help = "Check the rule packs and their worked examples, list them, or load them."
    # `check` and `list` need no database; Django would otherwise look at migrations first.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["check", "list", "load"])

    def handle(self, *, what: str, **options: Any) -> None:
        {"check": self.check_pack, "list": self.list_pack, "load": self.load_pack}[what]()

    def check_pack(self) -> None:
        if wrong := problems(pack()):
            raise CommandError("\n".join(wrong))
        known_until = pack().bank_holiday_rule.known_until
        self.stdout.write("Every rule is well formed and every worked example holds.")
        self.stdout.write(f"Bank holidays are known up to {known_until:%d %B %Y}.")

    def list_pack(self) -> None:
        for listed in inventory(pack().folder, site=pack().site):
            rule = listed.rule
            self.stdout.write(f"{rule.name:36} {rule.in_force_from} {rule.status:12} {rule.title}")

    def load_pack(self) -> None:
        self.check_pack()
        try:
            with acting_as(SYSTEM):
                news = remember_loaded(at=timezone.now())
        except PackError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{len(news)} rules are new or changed.")
