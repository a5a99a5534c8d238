"""`throughcare compare`: find out who may be on the record twice."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.people.actions import compare_some


class Command(BaseCommand):
    help = (
        "Compare everybody who is new, or whose names or numbers have changed, with everybody "
        "else. Who is the same by the pack becomes one; about others a person is asked."
    )

    def handle(self, **options: object) -> None:
        people = same = asked = 0
        while True:
            with acting_as(SYSTEM):
                done = compare_some(actor=SYSTEM, at=timezone.now())
            if not done.people:
                break
            people, same, asked = people + done.people, same + done.same, asked + done.asked
        self.stdout.write(
            f"{people} compared; {same} put together; {asked} are possibly the same person as "
            "somebody else, and a person is asked."
        )
