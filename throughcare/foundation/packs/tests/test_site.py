"""A site's own instruments lie in a folder of its own and are read beside those of the pack."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.packs import Pack, PackError
from throughcare.foundation.packs.checking import problems
from throughcare.foundation.packs.inventory import inventory
from throughcare.foundation.packs.loading import GoneAfterUse, mark_used, remember_loaded
from throughcare.foundation.packs.pack import pack

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
SHIPPED = Path(settings.PACK) / "instruments" / "gad-7" / "2026.1.toml"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with one instrument that nobody else has."""
    file = tmp_path / "site" / "instruments" / "of-the-site" / "2026.1.toml"
    file.parent.mkdir(parents=True)
    file.write_text(SHIPPED.read_text().replace('id = "gad-7"', 'id = "of-the-site"'))
    return tmp_path / "site"


def test_both_are_there(site):
    both = Pack(Path(settings.PACK), site=site)

    assert {"of-the-site", "gad-7"} <= {*both.instruments}
    assert problems(both) == []
    assert "of-the-site 2026.1" in [one.rule.name for one in inventory(both.folder, site=site)]
    assert "of-the-site" not in Pack(Path(settings.PACK)).instruments


def test_a_version_that_is_in_both_is_refused_with_both_files(site):
    twice = Path(shutil.copytree(SHIPPED.parent, site / "instruments" / "gad-7")) / SHIPPED.name

    [found] = problems(Pack(Path(settings.PACK), site=site))

    assert str(twice) in found
    assert str(SHIPPED) in found


def test_a_later_version_of_what_is_shipped_may_be_the_sites(site):
    later = site / "instruments" / "gad-7" / "2027.1.toml"
    later.parent.mkdir()
    text = SHIPPED.read_text().replace('"2026.1"', '"2027.1"', 1)
    later.write_text(text.replace("in_force_from = 2026", "in_force_from = 2027"))

    both = Pack(Path(settings.PACK), site=site)

    assert [one.version for one in both.instruments["gad-7"]] == ["2026.1", "2027.1"]


def test_what_is_wrong_in_the_sites_file_is_said_with_its_place(site):
    file = site / "instruments" / "of-the-site" / "2026.1.toml"
    file.write_text(file.read_text().replace('marking = "health"', 'marking = "secret"'))

    [found] = problems(Pack(Path(settings.PACK), site=site))

    assert found == f"{file}, line 8: there is no marking 'secret'"


def test_anything_else_in_the_folder_is_a_problem(site):
    stray = site / "roles.toml"
    stray.write_text("")

    assert problems(Pack(Path(settings.PACK), site=site))[0].startswith(f"{stray}: nothing reads")


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(PackError, match="no such folder"):
        _ = Pack(Path(settings.PACK), site=tmp_path / "elsewhere").instruments


def test_the_setting_names_it(site, settings):
    settings.SITE_PACK = str(site)

    assert "of-the-site" in pack.__wrapped__().instruments


@pytest.mark.django_db
def test_what_somebody_worked_under_may_not_be_left_out(site, settings):
    settings.SITE_PACK = str(site)
    with acting_as(SYSTEM):
        remember_loaded(at=AT)
        mark_used(pack.__wrapped__().instrument_version("of-the-site", "2026.1"), at=AT)
        settings.SITE_PACK = ""

        with pytest.raises(GoneAfterUse, match=r"of-the-site 2026\.1 is not there.*SITE_PACK"):
            remember_loaded(at=AT)
