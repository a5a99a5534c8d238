"""The tables of the pack: each can be read, knows its messages, and is written up."""

from collections import Counter
from pathlib import Path

import pytest

from tests.databases import NOW
from throughcare.exchange.kinds import library, load
from throughcare.exchange.outcomes import PutAside
from throughcare.exchange.parcels import pieces_of
from throughcare.exchange.recognising import recognise
from throughcare.exchange.tests.conftest import EVERY_FOLDER
from throughcare.exchange.understanding import understand
from throughcare.foundation.packs import PackError

SYSTEM = 'id = "x"\ntitle = "X"\n'
HEAD = """
title = "T"
version = "2026.1"
source = "s"
status = "verified"
[recognise]
needs = ["a"]
"""


def samples():
    """Every message of the samples that can be opened."""
    for folder in EVERY_FOLDER:
        for file in sorted(folder.iterdir()):
            for piece in pieces_of(file):
                is_error = piece.status is not None and piece.status >= 400
                if piece.body and not piece.wrong and not is_error:
                    yield piece


def test_every_message_of_the_samples_is_of_exactly_one_kind():
    kinds = Counter(recognise(piece.body, piece.url, library()).id for piece in samples())

    assert sum(kinds.values()) > 300
    assert {kind.id for kind in library().kinds} - set(kinds) == {
        # Like their siblings, which do occur: the same section in the other of its two forms.
        "oasys/accommodation",
        "oasys/emotional-wellbeing-list",
        "oasys/health-list",
        "oasys/offence-list",
        # Written from their siblings: no sample has an organisation, or an application alone.
        "court/application",
        "court/court-case-organisation",
        "court/libra-list",
        "court/libra-list-organisation",
        "court/libra-organisation",
        "court/organisation",
        # Made of tables: test_extracts.py has them.
        "nomis/tables",
        "oasys/tables",
        # Recorded as a template only, which is no JSON.
        "services/user-access",
    }


def test_no_sample_has_a_field_that_is_dropped_without_a_word():
    """What no table reads is listed; here is the whole list, so that it cannot grow unseen."""
    from throughcare.exchange.leftovers import reason_for

    left = set()
    for piece in samples():
        try:
            reading = understand(piece, received_at=NOW)
        except PutAside:
            continue
        kind = reading.kind
        left |= {(kind.id, path) for path in reading.unmapped if not reason_for(kind, path)}

    assert left == {
        ("ndelius/no-sentence", "unpaidWorkProgress"),
        ("ndelius/person", "offenderProfile.previousConviction.convictionDate"),
        ("ndelius/person", "offenderProfile.previousConviction.detail.documentName"),
        ("ndelius/person", "offenderProfile.remandStatus"),
        ("ndelius/requirements", "requirements[].ignoredIntFieldForTest"),
        ("ndelius/requirements", "requirements[].ignoredStrFieldForTest"),
        ("nomis/prisoner", "birthCountryCode"),
        ("nomis/prisoner", "sentenceTerms[].fineAmount"),
    }


def test_a_table_in_a_new_folder_is_a_new_kind(tmp_path):
    fact = '[[fact]]\nto = "reachable"\nkey = "x:{b}"\nkind = { is = "email" }\nvalue = "b"\n'

    kinds = _loaded(tmp_path, HEAD + '[person]\ncrn = "a"\n' + fact).kinds

    assert [kind.id for kind in kinds] == ["x/kind"]


@pytest.mark.parametrize(
    "lines",
    [
        'strange = "x"',
        "[recognise]",
        '[person]\nshoe_size = "a"',
        '[person]\ncrn = "a..["',
        "[person]\ncrn = { is_not_a_word = true }",
        '[person]\ncrn = { from = "a" }',
        '[[fact]]\nto = "weather"',
        '[[fact]]\nto = "flag"\nshape = "a"',
        '[[fact]]\nto = "flag"\nkey = { is = "x" }',
        '[[fact]]\nto = "flag"\nrepeat = "no-such-rows"\nkey = "x"',
        '[[fact]]\nto = "flag"\nkey = "x:{a!}|"\ncode = { each = "b" }',
        '[ignored]\n"a.{" = "why"',
    ],
)
def test_a_table_that_makes_no_sense_is_said_with_its_file(tmp_path, lines):
    with pytest.raises(PackError, match=r"kind\.toml"):
        _loaded(tmp_path, HEAD + lines + "\n")


def _loaded(folder: Path, table: str):
    (folder / "x").mkdir()
    (folder / "x" / "system.toml").write_text(SYSTEM)
    (folder / "x" / "kind.toml").write_text(table)
    return load(folder)
