"""Parts and pages rendered by themselves, in the real world of templates."""

from collections.abc import Callable, Iterator

import pytest
from django.template import engines
from django.urls import clear_url_caches, set_urlconf


@pytest.fixture(autouse=True)
def _own_addresses(settings: pytest.FixtureRequest) -> Iterator[None]:
    settings.ROOT_URLCONF = "throughcare.foundation.ui.tests.addresses"
    clear_url_caches()
    set_urlconf(None)
    yield
    clear_url_caches()


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
