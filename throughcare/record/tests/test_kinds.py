"""The kinds of entries the pack names, and what a broken list of them says."""

from uuid import uuid4

import pytest
from django.urls import reverse

from throughcare.foundation.packs import PackError, pack
from throughcare.foundation.packs.entries import EntryKinds
from throughcare.rules.reading import read_toml

BEGINNING = """
id = "entry-kinds"
version = "2026.1"
title = "Kinds"
in_force_from = 2026-01-01
source = "A test"
status = "local"
system = []

[[group]]
id = "notes"
title = "Notes"

[[kind]]
id = "note"
title = "Note"
group = "notes"

[[kind]]
"""


@pytest.mark.parametrize("page", sorted({k.page for k in pack().entry_kinds.kind if k.page}))
def test_every_kind_leads_to_a_page_there_is(page):
    assert reverse(page, kwargs={"ref": uuid4()})


def test_every_group_has_a_kind():
    rules = pack().entry_kinds

    assert [group.id for group in rules.group if not rules.kinds_of(group.id)] == []


def test_what_is_folded_says_what_several_are_called():
    noise = [pack().entry_kinds.kinds[id] for id in pack().entry_kinds.noise]

    assert noise
    assert all(kind.folded_as and kind.folded_as != kind.title for kind in noise)


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ('id = "note"\ntitle = "Again"\ngroup = "notes"', "same id"),
        ('id = "visit"\ntitle = "Visit"\ngroup = "visits"', "group that is not there: visit"),
        ('id = "visit"\ntitle = ""\ngroup = "notes"', "title"),
        ('id = "visit"\ntitle = "Visit"\ngroup = "notes"\nicon = "x"', "icon"),
    ],
)
def test_a_broken_list_of_kinds_is_refused_with_the_reason(tmp_path, kind, says):
    path = tmp_path / "entry-kinds.toml"
    path.write_text(BEGINNING + kind)

    with pytest.raises(PackError, match=says):
        read_toml(path, EntryKinds)
