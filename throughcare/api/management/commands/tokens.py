"""`throughcare tokens make|list|end`: what lets other programs in."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from throughcare.api import actions, queries
from throughcare.api.access import USES
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.packs import pack
from throughcare.staff import queries as staff


class Command(BaseCommand):
    help = (
        "Make, list and end tokens for the API. A token stands for one colleague, for what it was "
        "made for, for some days; it is shown once."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        words = parser.add_subparsers(dest="what", required=True)
        making = words.add_parser("make", help="make one and show it")
        making.add_argument("email", help="of the colleague, or of the program with --machine")
        making.add_argument("--for", dest="uses", nargs="+", choices=sorted(USES), required=True)
        making.add_argument("--name", required=True, help='what it is for: "Dashboard, Ashwell"')
        making.add_argument(
            "--days",
            type=int,
            default=pack().session_rule.token_days,
            help="how long it lasts (%(default)s)",
        )
        making.add_argument(
            "--machine", action="store_true", help="add an account that only brings messages in"
        )
        words.add_parser("list", help="say which there are")
        ending = words.add_parser("end", help="let nobody in with it any more")
        ending.add_argument("token", type=UUID, help="its number, as list says it")

    def handle(self, *, what: str, **options: Any) -> None:
        with acting_as(SYSTEM):
            getattr(self, what)(**options)

    def make(
        self,
        *,
        email: str,
        uses: list[str],
        name: str,
        days: int,
        machine: bool,
        **options: Any,
    ) -> None:
        longest = pack().session_rule.longest_token_days
        if not 1 <= days <= longest:
            raise CommandError(f"A token lasts from 1 to {longest} days.")
        now = timezone.now()
        member = staff.member_at(email)
        if member is None and machine:
            member = actions.add_machine(
                actor=SYSTEM, name=name, email=email, on=timezone.localdate(now)
            )
        if member is None:
            raise CommandError(f"Nobody signs in as {email}.")
        until = now + timedelta(days=days)
        token, secret = actions.make_token(
            actor=SYSTEM, member=member, name=name, uses=uses, at=now, until=until
        )
        self.stdout.write(
            f"{secret}\n\nIt is shown this once. Its number is {token.pk}; it lets in until"
            f" {timezone.localtime(until):%d %B %Y at %H:%M}, for: {', '.join(token.uses)}."
        )

    def list(self, **options: Any) -> None:
        now = timezone.now()
        for one in queries.tokens():
            until = timezone.localtime(one.until)
            word = "until" if one.until > now else "ended"
            self.stdout.write(
                f"{one.pk}  {one.member.name}  {one.name}  {', '.join(one.uses)}"
                f"  {word} {until:%d %B %Y at %H:%M}"
                + (f"  last used {one.used_on:%d %B %Y}" if one.used_on else "  never used")
            )

    def end(self, *, token: UUID, **options: Any) -> None:
        try:
            actions.end_token(actor=SYSTEM, token=token, at=timezone.now())
        except actions.HasEnded:
            raise CommandError("There is no such token, or it has ended already.") from None
        self.stdout.write("It lets nobody in any more.")
