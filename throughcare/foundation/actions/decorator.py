"""The rule behind `@action`."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

from throughcare.foundation.actions.scope import Scope, UnfinishedAction, running

P = ParamSpec("P")
R = TypeVar("R")


def action(function: Callable[P, R]) -> Callable[P, R]:
    """One transaction; undone, with UnfinishedAction, if nobody was asked or nothing recorded."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        scope = Scope(f"{function.__module__}.{function.__name__}")
        token = running.set(scope)
        try:
            with transaction.atomic():
                result = function(*args, **kwargs)
                if not (scope.decisions and scope.audited):
                    raise UnfinishedAction(str(scope))
            return result
        finally:
            running.reset(token)

    return run
