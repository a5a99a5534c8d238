"""Everything that lies in a pack: which rules, in which versions, from which files."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from throughcare.foundation.packs.calculations import Calculations
from throughcare.foundation.packs.catalogue import Catalogue
from throughcare.foundation.packs.codes import CodeLists
from throughcare.foundation.packs.competences import Competences
from throughcare.foundation.packs.concerns import Concerns, Safeguarding, TherapeuticRisks
from throughcare.foundation.packs.disclosure import SubjectAccess
from throughcare.foundation.packs.documents import Documents
from throughcare.foundation.packs.emergencies import Emergencies
from throughcare.foundation.packs.entries import EntryKinds
from throughcare.foundation.packs.flags import FlagTypes
from throughcare.foundation.packs.holidays import BankHolidays
from throughcare.foundation.packs.instruments import Instrument
from throughcare.foundation.packs.looks import Looks
from throughcare.foundation.packs.matching import Matching
from throughcare.foundation.packs.merging import Merging
from throughcare.foundation.packs.notes import NoteTypes
from throughcare.foundation.packs.plans import StepActors
from throughcare.foundation.packs.reports import ReportOutline
from throughcare.foundation.packs.retention import Retention
from throughcare.foundation.packs.roles import Clearances, Markings, Roles
from throughcare.foundation.packs.sessions import Sessions
from throughcare.foundation.packs.signals import Signals
from throughcare.foundation.packs.signoff import SignOff
from throughcare.foundation.packs.site import INSTRUMENTS, instrument_files
from throughcare.foundation.packs.supervision import AppointmentTypes, ContactOutcomes
from throughcare.rules.pack import Rules
from throughcare.rules.reading import Rule, read_toml

ALONE: dict[str, type[Rule]] = {
    "clearances.toml": Clearances,
    "competences.toml": Competences,
    "markings.toml": Markings,
    "roles.toml": Roles,
    "documents.toml": Documents,
    "emergencies.toml": Emergencies,
    "entry-kinds.toml": EntryKinds,
    "looks.toml": Looks,
    "merging.toml": Merging,
    "matching/matching.toml": Matching,
    "note-types.toml": NoteTypes,
    "sessions.toml": Sessions,
    "calculations/calculations.toml": Calculations,
    "calendar/bank-holidays.toml": BankHolidays,
    "disclosure/subject-access.toml": SubjectAccess,
    "instruments/catalogue.toml": Catalogue,
    "plans/step-actors.toml": StepActors,
    "retention/retention.toml": Retention,
    "risk/concerns.toml": Concerns,
    "risk/flag-types.toml": FlagTypes,
    "signoff/routes.toml": SignOff,
    "risk/safeguarding.toml": Safeguarding,
    "risk/therapeutic-risks.toml": TherapeuticRisks,
    "signals/signals.toml": Signals,
    "supervision/appointment-types.toml": AppointmentTypes,
    "supervision/outcomes.toml": ContactOutcomes,
}
SIDE_BY_SIDE: dict[str, type[Rule]] = {INSTRUMENTS: Instrument, "reports": ReportOutline}
CODE_LISTS = "code-lists/lists.toml"


@dataclass(frozen=True)
class Listed:
    """One version of one rule, the files it is written in and the hash of what they say."""

    rule: Rule
    files: tuple[Path, ...]
    sha256: str


def inventory(
    folder: Path, *, site: Path | None = None, rules: Rules | None = None
) -> list[Listed]:
    """Every rule of the pack in this folder, in every version, with the instruments of the site's
    own folder. Raises PackError.

    `rules`: those that are worked out, where they were read already.
    """
    worked_out = _worked_out(rules or Rules(folder))
    return [*_alone(folder), *_code_lists(folder), *_side_by_side(folder, site), *worked_out]


def _alone(folder: Path) -> Iterator[Listed]:
    for name, model in ALONE.items():
        path = folder / name
        rule = read_toml(path, model)
        table = getattr(rule, "table", None)
        files = (path, path.parent / table) if table else (path,)
        yield Listed(rule, files, _hash(*(file.read_bytes() for file in files)))


def _code_lists(folder: Path) -> Iterator[Listed]:
    contents = folder / CODE_LISTS
    for listed in read_toml(contents, CodeLists).list:
        path = contents.parent / f"{listed.id}.csv"
        # The table of contents is shared: a list changes only with its own entry there.
        entry = listed.model_dump_json().encode()
        yield Listed(listed, (contents, path), _hash(entry, path.read_bytes()))


def _side_by_side(folder: Path, site: Path | None) -> Iterator[Listed]:
    for name, model in SIDE_BY_SIDE.items():
        ours = sorted((folder / name).glob("*/*.toml"))
        for path in instrument_files(folder, site) if name == INSTRUMENTS else ours:
            yield Listed(read_toml(path, model), (path,), _hash(path.read_bytes()))


def _worked_out(rules: Rules) -> Iterator[Listed]:
    for rule in rules:
        files = rules.files_of(rule)
        yield Listed(rule, files, _hash(*(file.read_bytes() for file in files)))


def _hash(*texts: bytes) -> str:
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.replace(b"\r\n", b"\n"))
    return digest.hexdigest()
