"""Showing the second of two writers both versions, with nothing they typed lost."""

from typing import Any

from django.http import QueryDict


def with_version(typed: QueryDict, theirs: Any) -> QueryDict:
    """What was typed, now to be saved over the version its writer has been shown."""
    again = typed.copy()
    again["version"] = str(theirs.version)
    return again
