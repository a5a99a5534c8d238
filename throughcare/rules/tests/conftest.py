"""A pack of one's own, of rules as short as can be."""

from collections.abc import Callable
from pathlib import Path

import pytest

from throughcare.rules.pack import Rules

TOML = """
id = "{id}"
version = "{version}"
title = "Made up"
in_force_from = {since}
{until}
source = "A test"
status = "local"
about = "Made up."

[[input]]
name = "a"
title = "A number"
kind = "number"

[[input]]
name = "w"
title = "A word"
kind = "word"

{step}

[[result]]
name = "x"
title = "Result"
shown_as = "points"

[[example]]
name = "One"
given = {{ a = 1 }}
comes_to = {{ x = {comes_to} }}
"""
STEP = """
[[step]]
kind = "sum"
name = "x"
title = "Sum"
term = [{{ of = "a", times = {times} }}]
"""


class MadePack:
    """Writes rules and tables into a folder of its own, and reads them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def rule(
        self,
        id: str = "made.up",
        version: str = "2026.1",
        *,
        since: str = "2026-01-01",
        until: str = "",
        step: str = "",
        times: int = 1,
        edited: Callable[[str], str] = str,
    ) -> Path:
        path = self.folder / "rules" / id / f"{version}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        text = TOML.format(
            id=id,
            version=version,
            since=since,
            until=f"in_force_until = {until}" if until else "",
            step=step or STEP.format(times=times),
            comes_to=times,
        )
        path.write_text(edited(text))
        return path

    def table(self, name: str, text: str) -> None:
        path = self.folder / "rules" / "tables" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    @property
    def rules(self) -> Rules:
        return Rules(self.folder)


@pytest.fixture
def pack(tmp_path: Path) -> MadePack:
    return MadePack(tmp_path)
