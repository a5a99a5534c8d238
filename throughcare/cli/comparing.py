"""While pages are served, whoever is new on the record is soon compared with everybody else.

In a process of its own, which is gone afterwards: it needs much that pages do not.
"""

import logging
import subprocess
import sys
from threading import Event, Thread

from django.conf import settings
from django.db import DatabaseError, connection

from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.people.queries.alike import is_anybody_uncompared

log = logging.getLogger(__name__)


def keep_comparing(over: Event | None = None) -> Thread | None:
    """Look now and then, as the settings say, whether anybody waits; until `over` is set."""
    every = settings.COMPARE_SECONDS
    if not every:
        return None
    keeper = Thread(target=_keep, args=(every, over or Event()), daemon=True)
    keeper.start()
    return keeper


def _keep(every: float, over: Event) -> None:
    # The first look comes after the first pages: a start has enough to do.
    while not over.wait(every):
        try:
            waits = does_anybody_wait()
        except DatabaseError as error:
            # Whoever could not be compared now is compared the next time.
            log.warning("Nobody was compared: %s", error)
        else:
            if waits:
                compare()
        finally:
            connection.close()


def does_anybody_wait() -> bool:
    with acting_as(SYSTEM):
        return is_anybody_uncompared()


def compare() -> None:
    """Run `throughcare compare`; what it says goes to the log where it fails."""
    command = [sys.executable, "-m", "throughcare.cli", "manage", "compare"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        log.warning("Comparing failed: %s", done.stderr.strip().splitlines()[-1:])
