"""The clock of the tests of the past: the database writes by its own, so this one goes with it."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.utils import timezone


@pytest.fixture
def real_time() -> Iterator[None]:
    now = time_machine.escape_hatch.datetime.datetime.now(tz=UTC)
    with time_machine.travel(now, tick=True):
        yield


@pytest.fixture
def this_moment(real_time: None):
    """What the database's clock says when it is asked."""

    def asked() -> datetime:
        with connection.cursor() as cursor:
            cursor.execute("select clock_timestamp()")
            [found] = cursor.fetchone()
        while timezone.now() <= found:  # on a busy machine this process's clock is a moment behind
            pass
        return found

    return asked
