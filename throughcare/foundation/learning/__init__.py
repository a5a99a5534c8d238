"""Keeping what messages from other systems say, beside what people here have changed since.

A row remembers what its last message said. The next message changes only what it says differently:
the same message again changes nothing, and a flag ended or a number put right here is not undone by
a system that has not heard of it.
"""

from throughcare.foundation.learning.foresight import Shelf
from throughcare.foundation.learning.learning import (
    Learnt,
    begin,
    learn,
    record_learnt,
    said_in,
    standing,
)
from throughcare.foundation.learning.offered import Offered, offered
from throughcare.foundation.learning.provenance import Provenance, provenance_of
from throughcare.foundation.learning.rows import LEARNT_COLUMNS, LEARNT_SENSITIVE, LearntRow

__all__ = [
    "LEARNT_COLUMNS",
    "LEARNT_SENSITIVE",
    "Learnt",
    "LearntRow",
    "Offered",
    "Provenance",
    "Shelf",
    "begin",
    "learn",
    "offered",
    "provenance_of",
    "record_learnt",
    "said_in",
    "standing",
]
