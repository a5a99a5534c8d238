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
from throughcare.rules.errors import PackError
from throughcare.rules.reading import Rule

SAY_WHO_MAY = (Clearances, Emergencies, Markings, Roles)


class EditedAfterUse(PackError):
    """A version that records were made under says something else now."""


@transaction.atomic
def remember_loaded(*, at: datetime, folder: Path | None = None) -> list[Listed]:
    """Write down every rule of the pack with its hash; return those that are new or changed.

    Raises EditedAfterUse, and then remembers nothing.
    """
    known = {(row.rule, row.version): row for row in PackVersion.objects.select_for_update()}
    news = []
    for listed in inventory(folder or Path(settings.PACK)):
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


def mark_used(rule: Rule, *, at: datetime) -> None:
    """Say that a record is being made under this version. Part of the caller's transaction."""
    unused = PackVersion.objects.filter(rule=rule.id, version=rule.version, used_at=None)
    unused.update(used_at=at)
