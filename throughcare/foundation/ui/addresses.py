"""Every address of the program: the one place that walks them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Address:
    """One address: "people:details", "people/<uuid:ref>/details", and what answers it."""

    name: str
    route: str
    view: Callable[..., Any]


@cache
def addresses() -> tuple[Address, ...]:
    """All of them, in the order they are tried."""
    return tuple(_below(get_resolver(), "", ""))


def _below(resolver: URLResolver, before: str, module: str) -> Iterator[Address]:
    for one in resolver.url_patterns:
        route = f"{before}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from _below(one, route, f"{one.namespace}:" if one.namespace else module)
        elif isinstance(one, URLPattern):
            yield Address(f"{module}{one.name}", route, one.callback)
