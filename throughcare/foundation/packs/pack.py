"""The pack of a jurisdiction: its rules, read when first asked for and kept for the process."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Protocol, TypeVar

from django.conf import settings

from throughcare.foundation.packs.errors import PackError
from throughcare.foundation.packs.holidays import BankHoliday, BankHolidays
from throughcare.foundation.packs.reading import read_table, read_toml
from throughcare.foundation.packs.roles import (
    Clearances,
    Marking,
    Markings,
    Role,
    Roles,
)


class _Named(Protocol):
    @property
    def id(self) -> str: ...


N = TypeVar("N", bound=_Named)


class Pack:
    """One folder of rules. Every accessor raises PackError when its file is missing or wrong."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def clearances(self) -> Clearances:
        """The levels of vetting in order, and `covers(held, needed)`."""
        path = self.folder / "clearances.toml"
        clearances = read_toml(path, Clearances)
        by_id(path, clearances.clearance)
        return clearances

    @cached_property
    def markings(self) -> Mapping[str, Marking]:
        """Markings by id."""
        path = self.folder / "markings.toml"
        markings = by_id(path, read_toml(path, Markings).marking)
        for marking in markings.values():
            expect(path, marking.needs_clearance, among=by_id(path, self.clearances.clearance))
        return markings

    @cached_property
    def roles(self) -> Mapping[str, Role]:
        """Roles by id."""
        path = self.folder / "roles.toml"
        roles = by_id(path, read_toml(path, Roles).role)
        for role in roles.values():
            for marking in role.markings:
                expect(path, marking, among=self.markings)
        return roles

    @cached_property
    def bank_holidays(self) -> Mapping[date, str]:
        """What each bank holiday is called, by its day."""
        listed = read_toml(self.folder / "calendar/bank-holidays.toml", BankHolidays)
        days = read_table(self.folder / "calendar" / listed.table, BankHoliday.model_validate)
        return MappingProxyType({day.date: day.title for day in days})


@cache
def pack() -> Pack:
    """The pack this process works by."""
    return Pack(Path(settings.PACK))


def by_id(path: Path, parts: Iterable[N]) -> Mapping[str, N]:
    """The parts under their ids, in the order written. Raises PackError when two share one."""
    found: dict[str, N] = {}
    for part in parts:
        if part.id in found:
            raise PackError(path, f"the id {part.id!r} is there twice")
        found[part.id] = part
    return MappingProxyType(found)


def expect(path: Path, id: str | None, *, among: Mapping[str, object]) -> None:
    """Raises PackError when a rule names something the pack does not have."""
    if id is not None and id not in among:
        raise PackError(path, f"{id!r} is not one of {', '.join(among)}")
