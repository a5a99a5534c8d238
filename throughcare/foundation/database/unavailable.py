"""Telling a database that cannot answer or write just now from a mistake of ours."""

import psycopg
from django.db import InterfaceError, OperationalError

AGAIN_AFTER = 30
"""Seconds after which it is worth trying again: a database that fell over is back in less."""
_NO_ROOM = "53100"
_PASSING = ("08", "53", "57P", "58")
"""What the database says where it is its own state: connections, room and memory, shutting down,
reading and writing files. What it says of a question is ours (https://www.postgresql.org/docs,
appendix A).
"""


def cannot_answer(error: BaseException | None) -> bool:
    """Whether this came of a database that cannot be reached, or cannot write, and may soon."""
    if isinstance(error, (InterfaceError, psycopg.InterfaceError)):
        return True  # the connection was lost before this was asked
    if not isinstance(error, (OperationalError, psycopg.OperationalError)):
        return False
    state = _state(error)
    return not state or state.startswith(_PASSING)  # who cannot be reached says nothing


def has_no_room(error: BaseException | None) -> bool:
    """Whether it is that its disk is full."""
    return _state(error) == _NO_ROOM


def _state(error: BaseException | None) -> str:
    """PostgreSQL's code for what happened; Django keeps it behind its own error."""
    for one in (error, error.__cause__ if error else None):
        if isinstance(one, psycopg.Error) and one.sqlstate:
            return one.sqlstate
    return ""
