"""The rule behind `@action`."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from throughcare.foundation.actions.scope import Scope, UnfinishedAction, running, together

P = ParamSpec("P")
R = TypeVar("R")


def action(function: Callable[P, R]) -> Callable[P, R]:
    """One transaction; undone, with UnfinishedAction, if nobody was asked or nothing recorded.

    An action within an action is a part of it: if it fails, so does the whole. What they record
    and announce is written at the end of the outermost, in the same transaction.
    """
    name = f"{function.__module__}.{function.__name__}"

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        scope = Scope(name)
        token = running.set(scope)
        try:
            with together(is_of_many=False):
                result = function(*args, **kwargs)
                if not (scope.decisions and scope.audited):
                    raise UnfinishedAction(str(scope))
            return result
        finally:
            running.reset(token)

    return run
