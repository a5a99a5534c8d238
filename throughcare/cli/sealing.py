"""While pages are served the audit is sealed now and then, and room made for the months to come.

By whoever serves and comes first.
"""

import logging
from collections.abc import Callable
from threading import Event, Thread

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone

from throughcare.foundation.audit.months import make_months
from throughcare.foundation.audit.sealing import seal

log = logging.getLogger(__name__)


def keep_sealing(over: Event | None = None) -> Thread | None:
    """Seal now and at the interval of the settings, in a thread of its own, until `over` is set.

    The first time also finds out, before anybody writes, how this server's numbers count on.
    """
    every = settings.SEAL_SECONDS
    if not every:
        return None
    keeper = Thread(target=_keep, args=(every, over or Event()), daemon=True)
    keeper.start()
    return keeper


def _keep(every: float, over: Event) -> None:
    while True:
        _try(seal, "The audit was not sealed: %s")
        _try(lambda: make_months(at=timezone.now()), "No room was made for a new month: %s")
        connection.close()
        if over.wait(every):
            return


def _try(something: Callable[[], object], otherwise: str) -> None:
    """What could not be done now is done the next time."""
    try:
        something()
    except DatabaseError as error:
        log.warning(otherwise, error)
