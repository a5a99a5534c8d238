"""Homes for clusters of these tests' own, apart from the one the rest of the suite uses."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from throughcare.foundation.database.cluster import Cluster
from throughcare.foundation.database.server import stop


@pytest.fixture(scope="session")
def made_once() -> Iterator[Path]:
    """A home with a cluster at rest, to copy: quicker than making one for each test."""
    with folder_open_to_all() as folder:
        home = folder / "home"
        cluster = Cluster(home, {})
        cluster.start(for_tests=True)
        cluster.stop()
        yield home


@pytest.fixture
def open_folder() -> Iterator[Path]:
    with folder_open_to_all() as folder:
        yield folder


@pytest.fixture
def environ(open_folder: Path) -> Iterator[dict[str, str]]:
    """An environment that names a home of its own; whatever was started there is stopped."""
    ours = {"DATABASE_URL", "THROUGHCARE_POSTGRES"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    environ = kept | {"THROUGHCARE_HOME": str(open_folder / "home")}
    yield environ
    stop(environ)


@pytest.fixture
def unmade(environ: dict[str, str]) -> Cluster:
    """A cluster whose home does not exist yet."""
    return Cluster(Path(environ["THROUGHCARE_HOME"]), environ)


@pytest.fixture
def cluster(unmade: Cluster, made_once: Path) -> Cluster:
    """A cluster for tests, made and at rest."""
    subprocess.run(["cp", "-a", made_once, unmade.home], check=True)
    return unmade


@contextmanager
def folder_open_to_all() -> Iterator[Path]:
    """A folder other accounts may pass through, unlike pytest's own when we are root."""
    folder = Path(tempfile.mkdtemp(prefix="tc-", dir="/tmp"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)
