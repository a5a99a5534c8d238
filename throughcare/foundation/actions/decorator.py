"""The rule behind `@action`."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

from throughcare.foundation.actions.scope import Scope, UnfinishedAction, running, write

P = ParamSpec("P")
R = TypeVar("R")


def action(function: Callable[P, R]) -> Callable[P, R]:
    """One transaction; undone, with UnfinishedAction, if nobody was asked or nothing recorded.

    An action within an action is a part of it: if it fails, so does the whole. What they record
    and announce is written at the end of the outermost, in the same transaction.
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        whole = running.get()
        scope = Scope(f"{function.__module__}.{function.__name__}")
        token = running.set(scope)
        try:
            with transaction.atomic(savepoint=whole is None):
                result = function(*args, **kwargs)
                if not (scope.decisions and scope.audited):
                    raise UnfinishedAction(str(scope))
                if whole is None:
                    write(scope.kept)
                else:
                    whole.kept += scope.kept
            return result
        finally:
            running.reset(token)

    return run
