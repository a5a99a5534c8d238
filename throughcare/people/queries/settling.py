"""The word to the database that lets places follow at once."""

from django.db import connection

from throughcare.foundation.actions.scope import write_waiting
from throughcare.foundation.learning.foresight import who_moved
from throughcare.people.models import Holding, Restriction


def settle_places() -> None:
    """Let the triggers work that wait for the transaction's end to say where people are open to.

    These alone: rows of other tables may name some that still wait to be written.
    """
    write_waiting(Holding, Restriction)
    with connection.cursor() as cursor:
        if moved := sorted(who_moved()):
            # All at once: what waits then finds each of them where they are already.
            cursor.execute(
                "update people_person set open_to_nation = open_to_nation where id = any(%s)",
                [moved],
            )
        cursor.execute("set constraints resettle immediate; set constraints resettle deferred")
