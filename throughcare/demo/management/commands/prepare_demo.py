"""`prepare_demo`: make the fictional world if it is not there yet, and show the sign-ins."""

import shutil
import textwrap

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from throughcare.demo import actions, queries
from throughcare.demo.models import World
from throughcare.demo.population import fewest
from throughcare.demo.reference import reference_page
from throughcare.foundation.ui.dates import day

_WIDEST, _INDENT = 100, "    "
_SECOND_STEP = {
    False: "Here a password is enough. In earnest managers, counter-terrorism staff and "
    "administrators need a second step as well: start with THROUGHCARE_SECOND_STEP=on to try it.",
    True: "Managers, counter-terrorism staff and administrators are asked for a second step.",
}


class Command(BaseCommand):
    help = "Make the fictional world if it is not there yet, and show who can sign in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--people", type=int, default=300, help="how many (default 300)")
        parser.add_argument("--seed", type=int, default=1, help="another number, another world")
        parser.add_argument(
            "--page", action="store_true", help="print docs/reference/demo.md and do nothing else"
        )

    def handle(self, *, people: int, seed: int, page: bool, **options: object) -> None:
        if page:
            self.stdout.write(reference_page(), ending="")
            return
        if not settings.DEMO:
            raise CommandError("The fictional world needs THROUGHCARE_DEMO=1.")
        if people < fewest():
            raise CommandError(f"A fictional world has {fewest()} people or more.")
        world = queries.the_world()
        if world is None or world.finished_at is None:
            self.stdout.write(f"Making a fictional area with {people} people…")
            world = self._make(people, seed)
        elif (world.people, world.seed) != (people, seed):
            self.stdout.write(self._another(world, people, seed))
        self.stdout.write(self._sign_ins())

    def _make(self, people: int, seed: int) -> World:
        with translation.override("en-gb"):
            try:
                return actions.make_world(people=people, seed=seed, at=timezone.now())
            except actions.RealPeople:
                raise CommandError(
                    "There are people in this database who are not fictional, so no fictional "
                    "world is made in it. Set THROUGHCARE_HOME to another folder, or DATABASE_URL "
                    "to another database."
                ) from None

    def _another(self, world: World, people: int, seed: int) -> str:
        return (
            f"This is the world of {world.people} people from seed {world.seed}, made on "
            f"{day(world.made_at)}; it stays as it is. One of {people} people from seed {seed} "
            "needs a database of its own: set THROUGHCARE_HOME to another folder and start again."
        )

    def _sign_ins(self) -> str:
        width = min(_WIDEST, shutil.get_terminal_size((_WIDEST, 0)).columns)
        lines = ["", f"Sign in as any of these; the password is  {actions.PASSWORD}", ""]
        for one in queries.sign_ins():
            lines.append(f"{one.address}  {one.name}, {one.role}")
            lines += textwrap.wrap(
                one.to_try, width, initial_indent=_INDENT, subsequent_indent=_INDENT
            )
        lines += ["", *textwrap.wrap(_SECOND_STEP[settings.SECOND_STEP_ASKED], width)]
        return "\n".join([*lines, "", "Nobody in this area is real."])
