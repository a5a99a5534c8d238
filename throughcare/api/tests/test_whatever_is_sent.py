"""Whatever a program sends, right or wrong, is answered as the description says."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from throughcare.api.tests.test_api import Caller

EXAMPLES = 8
OPERATIONS = ("GET /whoami", "GET /people", "GET /people/{ref}/record", "POST /messages")


@pytest.fixture
def described(cast, settings) -> Iterator[tuple[Any, dict[str, str]]]:
    """The description as the program gives it, and the headers of a manager's token."""
    settings.API_RATE_LIMITS = {}
    # The connection of the test is in its transaction: a server would close it after each answer.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    headers = Caller(cast.member("ben")).headers
    schema = schemathesis.openapi.from_wsgi(
        "/api/v1/openapi.json", get_wsgi_application(), headers=headers
    )
    yield schema, headers
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def test_the_description_names_every_call(described):
    schema, _ = described

    assert {one.ok().label for one in schema.get_all_operations()} == {
        label.replace(" ", " /api/v1") for label in OPERATIONS
    }


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("label", OPERATIONS)
def test_it_is_answered_as_the_description_says(described, label, mode):
    schema, headers = described
    operation = schema.find_operation_by_label(label.replace(" ", " /api/v1"))

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def answered(case: Any) -> None:
        case.call_and_validate(headers=headers)

    answered()
