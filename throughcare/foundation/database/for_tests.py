"""A pytest plugin: the test server runs before Django's settings are read.

Named in pytest's options as `-p throughcare.foundation.database.for_tests`. The server is left
running, so that the next run starts at once; `start.py test` stops it again.
"""

from collections.abc import Generator
from pathlib import Path

import pytest

from throughcare.foundation.database.server import start_for_tests


@pytest.hookimpl(wrapper=True)  # a wrapper comes before pytest-django, which reads the settings
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    start_for_tests(Path(early_config.rootpath))
    return (yield)
