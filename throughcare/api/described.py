"""The description of the API for whoever must not load django-ninja before it is asked for."""

from typing import Any


def described() -> dict[str, Any]:
    """The whole, as it is committed in docs/reference/api.json."""
    from throughcare.api import endpoints

    return endpoints.described()
