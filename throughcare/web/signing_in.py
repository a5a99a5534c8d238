"""Signing in, through allauth: who may, and what the pages are made of."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Colleagues are added by an administrator; nobody signs themselves up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def add_message(self, request: HttpRequest, *given: Any, **named: Any) -> None:
        """No "You have signed in": the page that follows says so by being there."""
