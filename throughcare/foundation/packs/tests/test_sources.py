"""What was copied says where from, is what it was, and names no place it should not."""

import csv
import hashlib
import re
from pathlib import Path

from django.conf import settings

PACKS = Path(settings.PACK).parent
SAMPLES = PACKS.parent / "samples"

# A machine's folders and addresses have no place in what everybody gets.
PLACES = re.compile(r"/(?:home|root|tmp|work|Users|mnt)/|\b(?:10|192\.168)(?:\.\d+){2,3}\b")


def listed():
    with (SAMPLES / "SOURCES.csv").open(encoding="utf-8", newline="") as file:
        return {row["file"]: row for row in csv.DictReader(file)}


def test_every_sample_has_a_source_a_licence_and_its_own_hash():
    copied = (*SAMPLES.rglob("*.json*"), *SAMPLES.glob("*/*.csv"))
    files = {str(path.relative_to(SAMPLES)): path for path in copied}

    assert set(files) == set(listed())
    for name, row in listed().items():
        assert hashlib.sha256(files[name].read_bytes()).hexdigest() == row["sha256"], name
        assert row["source_repository"], name
        assert row["licence"].startswith("MIT"), name


def test_every_folder_of_the_pack_says_where_it_comes_from():
    for folder in PACKS.iterdir():
        for inner in (folder, *folder.iterdir()) if folder.is_dir() else ():
            if inner.is_dir():
                assert (inner / "SOURCES.md").exists(), inner


def test_the_licence_notice_stands_with_what_was_copied():
    for folder in (PACKS, SAMPLES):
        assert "Crown Copyright (Ministry of Justice)" in (folder / "LICENCE").read_text()


def test_nothing_copied_names_a_machine():
    for path in filter(Path.is_file, (*PACKS.rglob("*.*"), *SAMPLES.rglob("*.*"))):
        found = PLACES.search(path.read_text(encoding="utf-8"))
        assert found is None, (path, found)
