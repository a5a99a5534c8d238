"""The record as it stood at a moment, and what that says in plain words.

`history` takes rows back to a moment by what the audit keeps of every change; `telling` says a row
in words, by what its module wrote down for its table; `comparing` holds two moments side by side.
"""

from throughcare.foundation.past.comparing import Change, Changed, Difference, difference
from throughcare.foundation.past.history import Hand, History, Past, Stood
from throughcare.foundation.past.telling import Fact, Names, Telling, Then, Told, tell, where_so

__all__ = [
    "Change",
    "Changed",
    "Difference",
    "Fact",
    "Hand",
    "History",
    "Names",
    "Past",
    "Stood",
    "Telling",
    "Then",
    "Told",
    "difference",
    "tell",
    "where_so",
]
