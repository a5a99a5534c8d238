"""Remember what was loaded, so that a version somebody worked under is never edited unseen."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction

from throughcare.foundation.access.models import Reach
from throughcare.foundation.packs.emergencies import Emergencies
from throughcare.foundation.packs.inventory import Listed, inventory
from throughcare.foundation.packs.models import PackVersion
from throughcare.foundation.packs.roles import Clearances, Markings, Roles
from throughcare.foundation.packs.site import site_folder
from throughcare.rules.errors import PackError
from throughcare.rules.reading import Rule

SAY_WHO_MAY = (Clearances, Emergencies, Markings, Roles)


class EditedAfterUse(PackError):
    """A version that records were made under says something else now."""


class GoneAfterUse(PackError):
    """A version that records were made under is not there any more."""


@transaction.atomic
def remember_loaded(
    *, at: datetime, folder: Path | None = None, site: Path | None = None
) -> list[Listed]:
    """Write down every rule of the pack with its hash; return those that are new or changed.

    Without a folder: of the pack and the site's own folder as they are set. Raises EditedAfterUse
    and GoneAfterUse, and then remembers nothing.
    """
    if folder is None:
        folder, site = Path(settings.PACK), site_folder()
    known = {(row.rule, row.version): row for row in PackVersion.objects.select_for_update()}
    there = inventory(folder, site=site)
    _refuse_gone(there, known, folder)
    news = []
    for listed in there:
        row = known.get((listed.rule.id, listed.rule.version))
        if row is not None and row.sha256 == listed.sha256:
            continue
        if row is not None and row.used_at is not None:
            raise EditedAfterUse(
                listed.files[-1],
                f"{listed.rule.name} was changed, but records have been made under it since "
                f"{row.used_at:%d %B %Y}. Put it back, and write the change as a new version",
            )
        PackVersion.objects.update_or_create(
            rule=listed.rule.id,
            version=listed.rule.version,
            defaults={"sha256": listed.sha256, "loaded_at": at},
        )
        news.append(listed)
    if any(isinstance(listed.rule, SAY_WHO_MAY) for listed in news):
        # Who sees whom, and may do what, was worked out under the rules as they were.
        Reach.objects.all().delete()
    return news


def _refuse_gone(
    there: list[Listed], known: dict[tuple[str, str], PackVersion], folder: Path
) -> None:
    """Records are read under the version they were made under: without it their pages fail."""
    names = {(listed.rule.id, listed.rule.version) for listed in there}
    for name, row in known.items():
        if row.used_at is not None and name not in names:
            raise GoneAfterUse(
                folder,
                f"{row.rule} {row.version} is not there, but records have been made under it since "
                f"{row.used_at:%d %B %Y}. Put it back; if it was the site's own, set "
                "THROUGHCARE_SITE_PACK to its folder again",
            )


def mark_used(rule: Rule, *, at: datetime) -> None:
    """Say that a record is being made under this version. Part of the caller's transaction."""
    unused = PackVersion.objects.filter(rule=rule.id, version=rule.version, used_at=None)
    unused.update(used_at=at)
