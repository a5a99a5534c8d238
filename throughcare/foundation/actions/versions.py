"""Two people changing the same thing: the second is shown both versions and chooses."""

from collections.abc import Iterable

from django.db.models import F, Model


class ChangedMeanwhile(Exception):
    """Someone saved another version since this one was read. `theirs` is the row as it is now."""

    def __init__(self, theirs: Model) -> None:
        super().__init__(str(theirs))
        self.theirs = theirs


def save_version(row: Model, *, version: int, fields: Iterable[str]) -> None:
    """Save these fields if the row still has the version they were edited from, and count it up.

    Raises ChangedMeanwhile; nothing is saved then.
    """
    kind = type(row)
    changed = {field: getattr(row, field) for field in fields}
    rows = kind._default_manager.filter(pk=row.pk, version=version)
    if not rows.update(**changed, version=F("version") + 1):
        raise ChangedMeanwhile(kind._default_manager.get(pk=row.pk))
    row.version = version + 1  # type: ignore[attr-defined]
