"""Parts and pages rendered by themselves, in the real world of templates."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.urls import clear_url_caches, set_urlconf
from django.utils.translation import trans_real

from throughcare.foundation.ui.jinja import address_with_gaps
from throughcare.foundation.ui.translations import compile_stale


@pytest.fixture(scope="session", autouse=True)
def _both_languages() -> None:
    """The catalogues as they are now: nobody may have started the program since they changed."""
    if compile_stale(Path(folder) for folder in settings.LOCALE_PATHS):
        trans_real._translations.clear()  # what was read before


@pytest.fixture(autouse=True)
def _own_addresses(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(settings, "ROOT_URLCONF", "throughcare.foundation.ui.tests.addresses")
    _forget_addresses()
    set_urlconf(None)
    yield
    _forget_addresses()


def _forget_addresses() -> None:
    clear_url_caches()
    address_with_gaps.cache_clear()


@pytest.fixture
def shown() -> Callable[..., str]:
    """Show a piece of template text: `shown("{{ 3 | count }}")`."""

    def show(template: str, **context: object) -> str:
        start = '{% import "ui/components.html" as ui with context %}'
        return engines["jinja2"].from_string(start + template).render(context).strip()

    return show


@pytest.fixture
def page() -> Callable[..., str]:
    """Show a whole template."""

    def show(template: str, **context: object) -> str:
        return engines["jinja2"].get_template(template).render(context)

    return show
