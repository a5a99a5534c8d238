"""A form of the list, opened and filled in by whoever sends it."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.faults.forms import Form
from tests.faults.sending import Sending, open_form
from tests.world import Cast


@pytest.fixture
def opened(client: Client, cast: Cast) -> Callable[[Form], Sending]:
    return lambda form: open_form(client, cast, form)
