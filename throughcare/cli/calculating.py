"""While pages are served, whoever is due to be worked out soon is; and everybody on a new day.

Most are worked out by whoever answered what changed them. This is for the rest: imports that were
broken off, changes of other programs, and what the passing of days changes by itself.
"""

import logging
from datetime import date
from threading import Event, Thread

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from throughcare.calculations.actions import note_everybody_due, work_off
from throughcare.calculations.actions.recalculating import AT_ONCE
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.calendar import local_day

log = logging.getLogger(__name__)


def keep_calculating(over: Event | None = None) -> Thread | None:
    """Look now and then, as the settings say, whether anybody is due; until `over` is set."""
    every = settings.CALCULATE_SECONDS
    if not every:
        return None
    keeper = Thread(target=_keep, args=(every, over or Event()), daemon=True)
    keeper.start()
    return keeper


def _keep(every: float, over: Event) -> None:
    # The first look comes after the first pages: a start has enough to do.
    day = local_day(timezone.now())
    while not over.wait(every):
        try:
            day = calculate_some(since=day)
        except DatabaseError as error:
            log.warning("Nobody was worked out: %s", error)
        finally:
            connection.close()


def calculate_some(*, since: date) -> date:
    """Work out some of those who are due; everybody is on a day after `since`. The day it is."""
    now = timezone.now()
    if local_day(now) > since:
        with acting_as(SYSTEM):
            note_everybody_due(at=now)
    work_off(at=now, most=AT_ONCE)
    return local_day(now)
