"""`throughcare first-administrator`: somebody who can sign in where nobody can yet."""

import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import IntegrityError
from django.utils import timezone

from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.staff import actions


class Command(BaseCommand):
    help = (
        "Let a first administrator in, who then adds everybody else on the page Staff. "
        "Refused where somebody can sign in already. The password is asked for and not shown."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", help='for example "Ada Finch"')
        parser.add_argument("email", help="the address to sign in with")

    def handle(self, *, name: str, email: str, **options: Any) -> None:
        try:
            validate_email(email)
            password = getpass.getpass("Password: ")
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        try:
            with acting_as(SYSTEM):
                actions.let_first_administrator_in(
                    actor=SYSTEM,
                    name=name,
                    email=email,
                    password=password,
                    on=timezone.localdate(),
                )
        except actions.SomebodyIsHere:
            raise CommandError(
                "Somebody can sign in already. Administrators add colleagues on the page Staff."
            ) from None
        except IntegrityError:
            raise CommandError("That address is somebody's already.") from None
        self.stdout.write(f"{name} can sign in as {email}.")
