"""A pack of one's own to break."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings

from throughcare.foundation.packs import Pack

Edit = Callable[..., Pack]


@pytest.fixture
def copy(tmp_path) -> Path:
    """A copy of the pack that comes with the program."""
    return Path(shutil.copytree(settings.PACK, tmp_path / "pack"))


@pytest.fixture
def edited(copy) -> Edit:
    """Change words in one file of the copy, and read it anew."""

    def edit(file: str, *changes: tuple[str, str]) -> Pack:
        text = (copy / file).read_text()
        for before, after in changes:
            assert before in text, before
            text = text.replace(before, after, 1)
        (copy / file).write_text(text)
        return Pack(copy)

    return edit
