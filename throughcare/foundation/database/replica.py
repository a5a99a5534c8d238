"""Reading from a replica, where it has everything that was written before it was asked.

A replica follows its server some milliseconds behind, or seconds, or it is gone. So each time
somebody reads, the server says how far it has written, and the replica is asked only if it has come
that far: nobody reads behind their own writing, nor behind anybody else's, least of all behind what
closed a record to them (decision 21). It costs the server one short question a page.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DEFAULT_DB_ALIAS, InterfaceError, InternalError, OperationalError, connections

log = logging.getLogger(__name__)

REPLICA = "replica"
SECONDS_LEFT_ALONE = 5
"""How long a replica that did not answer is not asked again: each try may take seconds."""
LOOKS = 10
"""How often a page looks whether the replica is there now, rather than burden the server."""
MILLISECOND = 0.001

# With synchronous_commit off, others see what was written before it is on the server's disk.
WRITTEN = """
    select case current_setting('synchronous_commit') when 'off' then pg_current_wal_insert_lsn()
           else pg_current_wal_flush_lsn() end::text
"""
HAS_READ = "select pg_is_in_recovery() and pg_last_wal_replay_lsn() >= %s::pg_lsn"

_not_before = 0.0


class NotFromHere(Exception):
    """The replica cannot answer this: it is behind, gone, or was to write something."""


def is_there() -> bool:
    """Whether a replica is named, and none has just failed to answer."""
    return REPLICA in connections.settings and time.monotonic() >= _not_before


@contextmanager
def reading_from_it() -> Iterator[None]:
    """Within this block the replica is what answers. Raises NotFromHere; nothing was written then.

    Not within a transaction.
    """
    global _not_before
    written = _one(DEFAULT_DB_ALIAS, WRITTEN)
    try:
        if not _has_come_as_far_as(written):
            raise NotFromHere("it is behind")
    except (OperationalError, InterfaceError) as error:
        _not_before = time.monotonic() + SECONDS_LEFT_ALONE
        connections[REPLICA].close()
        log.warning("The replica does not answer: %s", error)
        raise NotFromHere("it is gone") from error
    server, replica = connections[DEFAULT_DB_ALIAS], connections[REPLICA]
    connections[DEFAULT_DB_ALIAS] = replica
    try:
        yield
    except (OperationalError, InternalError, InterfaceError) as error:
        # It was to write, which it refuses; it went; or it had to catch up and sent us away.
        raise NotFromHere(str(error)) from error
    finally:
        connections[DEFAULT_DB_ALIAS] = server


def _has_come_as_far_as(written: str) -> bool:
    for _ in range(LOOKS):
        if _one(REPLICA, HAS_READ, [written]):
            return True
        time.sleep(MILLISECOND)
    return False


def _one(alias: str, question: str, values: list[str] | None = None) -> Any:
    with connections[alias].cursor() as cursor:
        cursor.execute(question, values)
        [answer] = cursor.fetchone()
    return answer
