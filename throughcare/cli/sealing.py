"""While pages are served the audit is sealed now and then, by whoever serves and comes first."""

import logging
from threading import Event, Thread

from django.conf import settings
from django.db import DatabaseError, connection

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
        try:
            seal()
        except DatabaseError as error:
            # What could not be sealed now is sealed the next time.
            log.warning("The audit was not sealed: %s", error)
        finally:
            connection.close()
        if over.wait(every):
            return
