"""The pack of a jurisdiction: its rules, read when first asked for and kept for the process."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from django.conf import settings

from throughcare.foundation.packs.calculations import Calculations
from throughcare.foundation.packs.catalogue import Catalogue
from throughcare.foundation.packs.codes import Code, CodeList, CodeLists
from throughcare.foundation.packs.competences import Competence, Competences
from throughcare.foundation.packs.concerns import Concerns, Safeguarding, TherapeuticRisks
from throughcare.foundation.packs.disclosure import SubjectAccess
from throughcare.foundation.packs.documents import Documents
from throughcare.foundation.packs.emergencies import Emergencies
from throughcare.foundation.packs.entries import EntryKinds
from throughcare.foundation.packs.flags import FlagCategory, FlagType, FlagTypes
from throughcare.foundation.packs.holidays import BankHoliday, BankHolidays
from throughcare.foundation.packs.instruments import Instrument
from throughcare.foundation.packs.looks import Looks
from throughcare.foundation.packs.matching import Matching, Weight
from throughcare.foundation.packs.merging import Merging
from throughcare.foundation.packs.notes import NoteType, NoteTypes
from throughcare.foundation.packs.plans import StepActor, StepActors
from throughcare.foundation.packs.reports import ReportOutline
from throughcare.foundation.packs.retention import Retention
from throughcare.foundation.packs.roles import Clearances, Marking, Markings, Nation, Role, Roles
from throughcare.foundation.packs.sessions import Sessions
from throughcare.foundation.packs.signals import Signals
from throughcare.foundation.packs.signoff import SignOff
from throughcare.foundation.packs.site import instrument_files, site_folder
from throughcare.foundation.packs.supervision import (
    AppointmentType,
    AppointmentTypes,
    ContactOutcomes,
    Outcome,
)
from throughcare.foundation.packs.wordings import bare, by_words
from throughcare.rules.errors import NoSuchRule, PackError
from throughcare.rules.pack import Rules
from throughcare.rules.reading import Part, Rule, read_table, read_toml
from throughcare.rules.versions import Versions, read_versions, versions_of

P = TypeVar("P", bound=Part)
R = TypeVar("R", bound=Rule)


class Pack:
    """One folder of rules, and the site's own with instruments beside it. Whatever is asked for
    raises PackError if its file is wrong."""

    def __init__(self, folder: Path, *, site: Path | None = None) -> None:
        self.folder = folder
        self.site = site

    @cached_property
    def nation(self) -> Nation:
        """The top of the tree of units."""
        return self._read("nation.toml", Nation)

    @cached_property
    def clearances(self) -> Clearances:
        """The levels of vetting in order, and `covers(held, needed)`."""
        clearances = self._read("clearances.toml", Clearances)
        self._by("id", "clearances.toml", clearances.clearance)
        return clearances

    @cached_property
    def competence_rule(self) -> Competences:
        """What roles expect of whoever holds them, and when something runs out soon."""
        return self._read("competences.toml", Competences)

    @cached_property
    def competences(self) -> Mapping[str, Competence]:
        """What somebody can be trained or qualified to do, by id."""
        return self._by("id", "competences.toml", self.competence_rule.competence)

    @cached_property
    def markings(self) -> Mapping[str, Marking]:
        """Markings by id."""
        return self._by("id", "markings.toml", self._read("markings.toml", Markings).marking)

    @cached_property
    def roles(self) -> Mapping[str, Role]:
        """Roles by id."""
        return self._by("id", "roles.toml", self._read("roles.toml", Roles).role)

    @cached_property
    def emergency_rule(self) -> Emergencies:
        """What opening a record in an emergency opens, for how long and how often."""
        return self._read("emergencies.toml", Emergencies)

    @cached_property
    def subject_access_rule(self) -> SubjectAccess:
        """How somebody's request for their own record is answered."""
        return self._read("disclosure/subject-access.toml", SubjectAccess)

    @cached_property
    def retention_rule(self) -> Retention:
        """How long things are kept, and what stops their deletion."""
        return self._read("retention/retention.toml", Retention)

    @cached_property
    def look_rule(self) -> Looks:
        """When looks at records are unusual."""
        return self._read("looks.toml", Looks)

    @cached_property
    def merge_rule(self) -> Merging:
        """Who is told of two records that were made one, and how long."""
        return self._read("merging.toml", Merging)

    @cached_property
    def signoff_rule(self) -> SignOff:
        """Who countersigns what, and the words for returns and peer reviews."""
        return self._read("signoff/routes.toml", SignOff)

    @cached_property
    def session_rule(self) -> Sessions:
        """How long somebody stays signed in."""
        return self._read("sessions.toml", Sessions)

    @cached_property
    def matching_rule(self) -> Matching:
        """What two people are compared by, and when they are one."""
        return self._read("matching/matching.toml", Matching)

    @cached_property
    def matching_weights(self) -> Mapping[tuple[str, str], Weight]:
        """What each level of each field is worth."""
        rows = self._table(f"matching/{self.matching_rule.table}", Weight.model_validate)
        return MappingProxyType({(row.field, row.level): row for row in rows})

    @cached_property
    def bank_holidays(self) -> Mapping[date, str]:
        """What each bank holiday is called, by its day."""
        path = f"calendar/{self.bank_holiday_rule.table}"
        days = self._table(path, BankHoliday.model_validate)
        return MappingProxyType({day.date: day.title for day in days})

    @cached_property
    def bank_holiday_rule(self) -> BankHolidays:
        """Where the bank holidays come from, and for which years they are known."""
        return self._read("calendar/bank-holidays.toml", BankHolidays)

    @cached_property
    def code_lists(self) -> Mapping[str, CodeList]:
        """Every code list by id."""
        contents = "code-lists/lists.toml"
        lists = {}
        for id, listed in self._by("id", contents, self._read(contents, CodeLists).list).items():
            path = f"code-lists/{id}.csv"
            lists[id] = CodeList(listed, self._by("code", path, self._table(path, Code.of_row)))
        return MappingProxyType(lists)

    def code_list(self, id: str) -> CodeList:
        """One code list. Raises NoSuchRule."""
        if id not in self.code_lists:
            raise NoSuchRule(f"there is no code list {id!r}")
        return self.code_lists[id]

    @cached_property
    def flag_types(self) -> Mapping[str, FlagType]:
        """Flag types by id."""
        path = f"risk/{self.flag_rule.table}"
        return self._by("id", path, self._table(path, FlagType.of_row))

    @cached_property
    def flag_categories(self) -> Mapping[str, FlagCategory]:
        """Kinds of flag by id."""
        return self._by("id", "risk/flag-types.toml", self.flag_rule.category)

    @cached_property
    def flag_rule(self) -> FlagTypes:
        """Where the flag types come from."""
        return self._read("risk/flag-types.toml", FlagTypes)

    @cached_property
    def concern_rule(self) -> Concerns:
        """What a concern can be about, and how soon somebody looks at it."""
        return self._read("risk/concerns.toml", Concerns)

    @cached_property
    def therapeutic_risk_rule(self) -> TherapeuticRisks:
        """How therapeutic risks are marked and stand, and when they are looked at again."""
        return self._read("risk/therapeutic-risks.toml", TherapeuticRisks)

    @cached_property
    def safeguarding_rule(self) -> Safeguarding:
        """Whom a referral can be about, and by when each step of it is due."""
        return self._read("risk/safeguarding.toml", Safeguarding)

    @cached_property
    def signal_rule(self) -> Signals:
        """Which entries of a record raise a concern by themselves."""
        return self._read("signals/signals.toml", Signals)

    def flag_type_meant(self, said: str) -> FlagType | None:
        """The flag another system means by a code or by words."""
        return self._flags_by_words.get(bare(said))

    @cached_property
    def entry_kinds(self) -> EntryKinds:
        """What can happen to a person: kinds of entries, their groups, where they come from."""
        return self._read("entry-kinds.toml", EntryKinds)

    @cached_property
    def document_rule(self) -> Documents:
        """What may be attached to a record, and how large."""
        return self._read("documents.toml", Documents)

    @cached_property
    def note_types(self) -> Mapping[str, NoteType]:
        """Kinds of case note by id."""
        return self._by("id", "note-types.toml", self._read("note-types.toml", NoteTypes).note)

    @property
    def note_templates(self) -> Mapping[str, str]:
        """The headings each kind of case note begins with, by its id."""
        return {id: note.template for id, note in self.note_types.items()}

    @cached_property
    def step_actors(self) -> Mapping[str, StepActor]:
        """Who can do a step of a plan, by id."""
        path = "plans/step-actors.toml"
        return self._by("id", path, self._read(path, StepActors).actor)

    @cached_property
    def appointment_types(self) -> Mapping[str, AppointmentType]:
        """Kinds of appointment by official code."""
        path = "supervision/appointment-types.toml"
        return self._by("code", path, self._read(path, AppointmentTypes).type)

    def appointment_type_meant(self, said: str) -> AppointmentType | None:
        """The kind of appointment another system means by a code or by words."""
        return self._appointments_by_words.get(bare(said))

    @cached_property
    def contact_outcomes(self) -> Mapping[str, Outcome]:
        """What can come of an appointment, by official code."""
        return self._by("code", "supervision/outcomes.toml", self.outcome_rule.outcome)

    @cached_property
    def outcome_rule(self) -> ContactOutcomes:
        """The outcomes with the rules for failures, and `consequence_of(code, …)`."""
        return self._read("supervision/outcomes.toml", ContactOutcomes)

    def outcome_meant(self, said: str) -> Outcome | None:
        """The outcome another system means by a code or by words."""
        return self._outcomes_by_words.get(bare(said))

    @cached_property
    def instruments(self) -> Mapping[str, Versions[Instrument]]:
        """Every version of every instrument, by id: the pack's and the site's."""
        files = instrument_files(self.folder, self.site)
        return versions_of({path: read_toml(path, Instrument) for path in files})

    def file_of(self, instrument: Instrument) -> Path:
        """The file a version of an instrument is written in."""
        files = instrument_files(self.folder, self.site)
        where = (instrument.id, instrument.version)
        return next(path for path in files if (path.parent.name, path.stem) == where)

    @cached_property
    def catalogue(self) -> Catalogue:
        """How instruments are offered."""
        return self._read("instruments/catalogue.toml", Catalogue)

    def instrument(self, id: str, *, on: date) -> Instrument:
        """The version in force on a day. Raises NoSuchRule."""
        return _of(self.instruments, id).in_force(on)

    def instrument_version(self, id: str, version: str) -> Instrument:
        """The version answers were given under. Raises NoSuchRule."""
        return _of(self.instruments, id).version(version)

    @cached_property
    def report_outlines(self) -> Mapping[str, Versions[ReportOutline]]:
        """Every version of every report outline, by id."""
        return read_versions(self.folder / "reports", ReportOutline)

    def report_outline(self, id: str, *, on: date) -> ReportOutline:
        """The version in force on a day. Raises NoSuchRule."""
        return _of(self.report_outlines, id).in_force(on)

    def report_outline_version(self, id: str, version: str) -> ReportOutline:
        """The version a report was written under. Raises NoSuchRule."""
        return _of(self.report_outlines, id).version(version)

    @cached_property
    def calculation_rule(self) -> Calculations:
        """Which rules are worked out about everybody, and from which facts."""
        return self._read("calculations/calculations.toml", Calculations)

    @cached_property
    def rules(self) -> Rules:
        """What is worked out about a case: predictors, needs, tiers, workload, responsibility."""
        return Rules(self.folder)

    @cached_property
    def _flags_by_words(self) -> Mapping[str, FlagType]:
        listed = sorted(self.flag_types.values(), key=lambda flag: not flag.choice)
        return by_words((flag, (flag.id, flag.title, *flag.also)) for flag in listed)

    @cached_property
    def _appointments_by_words(self) -> Mapping[str, AppointmentType]:
        return by_words((t, (t.code, t.title, *t.also)) for t in self.appointment_types.values())

    @cached_property
    def _outcomes_by_words(self) -> Mapping[str, Outcome]:
        return by_words((o, (o.code, o.title, *o.also)) for o in self.contact_outcomes.values())

    def _read(self, path: str, model: type[P]) -> P:
        return read_toml(self.folder / path, model)

    def _table(self, path: str, row: Callable[[dict[str, str | None]], P]) -> tuple[P, ...]:
        return read_table(self.folder / path, row)

    def _by(self, key: str, path: str, parts: Iterable[P]) -> Mapping[str, P]:
        found: dict[str, P] = {}
        for part in parts:
            name = getattr(part, key)
            if name in found:
                raise PackError(self.folder / path, f"{name!r} is there twice")
            found[name] = part
        return MappingProxyType(found)


def _of(known: Mapping[str, Versions[R]], id: str) -> Versions[R]:
    if id not in known:
        raise NoSuchRule(f"the pack has no {id!r}")
    return known[id]


@cache
def pack() -> Pack:
    """The pack this process works by."""
    return Pack(Path(settings.PACK), site=site_folder())
