"""The catalogue of the other language, and how it is made ready."""

import os
from pathlib import Path

import polib
import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from django.conf import settings
from django.utils import translation
from django.utils.translation import ngettext

from throughcare.foundation.ui import translations
from throughcare.foundation.ui.translations import compile_stale

UI = Path(translations.__file__).parent
WELSH = Path(settings.LOCALE_PATHS[0]) / "cy" / "LC_MESSAGES" / "django.po"


@pytest.fixture
def folder(tmp_path):
    catalogue = tmp_path / "cy" / "LC_MESSAGES" / "django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text('msgid "Save"\nmsgstr "Cadw"\n')
    return tmp_path


def test_a_catalogue_is_compiled_once_and_again_when_it_changes(folder):
    made = compile_stale([folder])
    assert [path.name for path in made] == ["django.mo"]
    assert polib.mofile(str(made[0]))[0].msgstr == "Cadw"

    assert compile_stale([folder]) == []

    os.utime(made[0], (0, 0))
    assert compile_stale([folder]) == made


def test_compiling_leaves_nothing_behind(folder):
    compile_stale([folder])

    assert {path.name for path in (folder / "cy" / "LC_MESSAGES").iterdir()} == {
        "django.po",
        "django.mo",
    }


def test_a_folder_that_is_not_there_has_nothing_to_compile(tmp_path):
    assert compile_stale([tmp_path / "nowhere"]) == []


def test_the_welsh_says_that_it_waits_for_a_welsh_speaker():
    assert "reviewed by a Welsh speaker" in polib.pofile(str(WELSH)).header


@pytest.mark.parametrize(
    ("n", "said"),
    [(0, "0 diwrnod"), (1, "1 diwrnod"), (2, "2 ddiwrnod"), (3, "3 diwrnod"), (6, "6 diwrnod")],
)
def test_welsh_counts_in_six_ways(n, said):
    with translation.override("cy"):
        assert ngettext("%(n)s day ago", "%(n)s days ago", n) % {"n": n} == f"{said} yn ôl"


def test_every_word_of_the_furniture_has_its_welsh():
    said = {entry.msgid for entry in polib.pofile(str(WELSH)).translated_entries()}
    found = extract_from_dir(
        UI,
        method_map=[
            ("**/tests/**", "ignore"),
            ("**.py", "python"),
            ("**/jinja2/**.html", "jinja2"),
        ],
        options_map={"**/jinja2/**.html": {"trimmed": "true", "newstyle_gettext": "true"}},
        keywords=DEFAULT_KEYWORDS | {"gettext_lazy": None},
    )

    asked = {words if isinstance(words, str) else words[0] for _, _, words, _, _ in found}

    # The words after a context come second; those are patterns of dates.
    assert {words for words in asked if not words.startswith("a ")} - said == set()


def test_no_translation_loses_or_invents_what_is_filled_in():
    import re

    holes = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
    for entry in polib.pofile(str(WELSH)).translated_entries():
        wanted = set(holes.findall(entry.msgid))
        for said in [entry.msgstr] if entry.msgstr else entry.msgstr_plural.values():
            assert set(holes.findall(said)) == wanted, entry.msgid
