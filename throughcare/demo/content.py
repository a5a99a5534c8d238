"""What the fictional world is made of, read from the files in `world/`.

Names, places, shares and what notes say are data, so that somebody who knows the work can read and
change them; a mistake in them is said with its file and line.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from pydantic import Field

from throughcare.rules.reading import Part, read_toml

FOLDER = Path(__file__).parent / "world"

Under = Literal[
    "community-order",
    "suspended",
    "licence",
    "post-sentence",
    "remand",
    "recall",
    "determinate",
    "indeterminate",
]
Beats = tuple[tuple[str, ...], ...]


class UnitPlan(Part):
    """A place of the area. One that lies `within` nothing lies in the nation."""

    code: str
    kind: str
    name: str
    within: str = ""
    office: str = ""


class Area(Part):
    """The area, and how many of a hundred people each team and each wing holds."""

    unit: tuple[UnitPlan, ...]
    teams: dict[str, int]
    wings: dict[str, int]
    samples: tuple[str, ...]
    """The folders of sample messages that are imported: all of them would take too long."""


class ClearancePlan(Part):
    """A clearance that runs out so many months from the day of loading; below nothing, it has."""

    level: str
    months: int


class ActingUp(Part):
    """A higher role for so many weeks from the day of loading."""

    role: str
    unit: str
    weeks: int


class Absence(Part):
    """Away since so many days before the day of loading, for so many days in all."""

    covered_by: str
    since_days: int
    days: int


class Colleague(Part):
    """Somebody who works in the area. Those with something to try can sign in.

    They hold what their role expects of them.
    """

    key: str
    name: str
    role: str
    unit: str
    code: str = ""
    holds: dict[str, int] = {}
    speaks_welsh: bool = False
    clearance: ClearancePlan | None = None
    acting_up: ActingUp | None = None
    runs_out: dict[str, int] = {}
    """In how many months some of it runs out; below nothing, it has."""
    also: tuple[str, ...] = ()
    """What they are trained for besides."""
    away: Absence | None = None
    to_try: str = Field("", alias="try")

    @property
    def address(self) -> str:
        return f"{self.key}@example.invalid"


class StaffPlan(Part):
    member: tuple[Colleague, ...]


class Interpreter(Part):
    """A language spoken at home, and in how many of a hundred an interpreter is needed."""

    code: str
    text: str
    share: int


class Background(Part):
    """Names that go with an ethnicity."""

    id: str
    ethnicity: tuple[str, ...]
    share: int = 100
    nationality: str
    religions: dict[str, int]
    female: tuple[str, ...]
    male: tuple[str, ...]
    family: tuple[str, ...]
    family_female: tuple[str, ...] = ()
    speaks_welsh: bool = False
    interpreter: Interpreter | None = None


class NamesPlan(Part):
    background: tuple[Background, ...]


class Share(Part):
    """How many of each there are, in percent, and where the share comes from."""

    id: str
    about: str
    of: dict[str, float]
    status: Literal["published", "ours"]
    figure: str = ""
    source: str = ""


class Shares(Part):
    share: tuple[Share, ...]


class OffencePlan(Part):
    """An offence, what people convicted of it are under, and whom it harms."""

    code: str
    title: str
    category: str
    actuarial: str
    under: tuple[str, ...]
    weight: int
    harm: str
    mappa: str = ""
    flags: tuple[str, ...] = ()
    at_home: bool = False
    drink: bool = False
    long: bool = False


class RequirementPlan(Part):
    """A requirement some orders have, in one of these amounts."""

    code: str
    share: int
    amounts: tuple[int, ...]
    unit: str
    sub_code: str = ""
    sub_title: str = ""


class ConditionPlan(Part):
    """Something a licence says."""

    code: str
    note: str
    always: bool = False


class SentencesPlan(Part):
    offence: tuple[OffencePlan, ...]
    requirement: tuple[RequirementPlan, ...]
    condition: tuple[ConditionPlan, ...]
    courts: dict[str, tuple[str, ...]]


class RiskPlan(Part):
    """What is written beside flags, levels, MAPPA and breaches."""

    flags: dict[str, tuple[str, ...]]
    levels: dict[str, tuple[str, ...]]
    mappa: dict[str, tuple[str, ...]]
    breach: dict[str, tuple[str, ...]]


class Thread(Part):
    """What goes on in one part of a life: what notes say of it, what an assessment finds."""

    id: str
    section: str
    where: tuple[str, ...]
    need: bool
    answers: dict[str, str | tuple[str, ...]]
    predicts: dict[str, str | tuple[str, ...]] = {}
    beats: Beats
    still: tuple[str, ...]
    alcohol: bool = False
    violence: bool = False


class Threads(Part):
    thread: tuple[Thread, ...]


class NoteKind(Part):
    """A kind of note and the parts it is put together from."""

    id: str
    type: str
    language: Literal["en", "cy"]
    parts: Beats


class Notes(Part):
    note: tuple[NoteKind, ...]


class Words(Part):
    """Words that notes are filled with."""

    requirement_by_code: dict[str, tuple[str, ...]]
    of: dict[str, tuple[str, ...]]


class NameGiven(Part):
    given: str
    family: str


class ReportPart(Part):
    """What may stand in one part of a report."""

    id: str
    says: tuple[str, ...]


class ReportTexts(Part):
    part: tuple[ReportPart, ...]


class CastDocument(Part):
    """A paper that somebody sent, and how long ago. Printed it is a PDF, otherwise text."""

    kind: str
    title: str
    sent_by: str
    days_ago: int
    lines: tuple[str, ...]
    text: str = ""
    is_printed: bool = True


class CastPerson(Part):
    """Somebody the sign-ins speak of: the same in every world."""

    key: str
    given: str
    family: str
    former: NameGiven | None = None
    background: str
    sex: Literal["M", "F"]
    age: int
    under: Under
    months: int
    unit: str
    holder: str
    wing: str = ""
    wing_holder: str = ""
    specialist: str = ""
    referred_to: str = ""
    offence: str
    level: str
    mappa: str = ""
    mappa_level: str = ""
    requirements: dict[str, int] = {}
    threads: tuple[str, ...] = ()
    release_in_weeks: int | None = None
    marked: tuple[str, ...] = ()
    speaks_welsh: bool = False
    assessed: bool = False
    assessed_by: str = ""
    assessed_first: dict[str, str | tuple[str, ...]] = {}
    """What an assessment at the beginning found otherwise than the one that counts now."""
    late_step: bool = False
    owed: bool = False
    important: bool = False
    report: Literal["", "draft", "waiting"] = ""
    restricted_to: tuple[str, ...] = ()
    restricted_because: str = ""
    excluded: str = ""
    excluded_because: str = ""
    granted_to: str = ""
    document: tuple[CastDocument, ...] = ()


class Cast(Part):
    person: tuple[CastPerson, ...]


class AssessmentPlan(Part):
    """An assessment under way: who writes it about whom, and what they answer, by question.

    `to_be_signed`: it was signed and waits for somebody else's signature.
    """

    of: str
    by: str
    instrument: str
    days_ago: int
    to_be_signed: bool
    comment: str = ""
    answers: dict[str, Any]


class AssessmentPlans(Part):
    assessment: tuple[AssessmentPlan, ...]


@dataclass(frozen=True)
class Content:
    """Everything the world is made of."""

    area: Area
    staff: dict[str, Colleague]
    backgrounds: dict[str, Background]
    shares: dict[str, Share]
    sentences: SentencesPlan
    offences: dict[str, OffencePlan]
    risk: RiskPlan
    threads: dict[str, Thread]
    notes: dict[str, NoteKind]
    words: Words
    reports: dict[str, tuple[str, ...]]
    cast: tuple[CastPerson, ...]
    assessments: tuple[AssessmentPlan, ...]

    @property
    def units(self) -> dict[str, UnitPlan]:
        return {unit.code: unit for unit in self.area.unit}


@cache
def staff_plan() -> dict[str, Colleague]:
    """Everybody who works in the area, by key: all that showing the sign-ins needs."""
    return {one.key: one for one in read_toml(FOLDER / "staff.toml", StaffPlan).member}


@cache
def cast_plan() -> tuple[CastPerson, ...]:
    """The people the sign-ins speak of."""
    return read_toml(FOLDER / "cast.toml", Cast).person


@cache
def content() -> Content:
    """The content, read once. Raises PackError with the file and the line."""
    sentences = read_toml(FOLDER / "sentences.toml", SentencesPlan)
    names = read_toml(FOLDER / "names.toml", NamesPlan).background
    shares = read_toml(FOLDER / "shares.toml", Shares).share
    reports = read_toml(FOLDER / "reports.toml", ReportTexts).part
    return Content(
        area=read_toml(FOLDER / "area.toml", Area),
        staff=staff_plan(),
        backgrounds={one.id: one for one in names},
        shares={one.id: one for one in shares},
        sentences=sentences,
        offences={one.code: one for one in sentences.offence},
        risk=read_toml(FOLDER / "risk.toml", RiskPlan),
        threads={one.id: one for one in read_toml(FOLDER / "threads.toml", Threads).thread},
        notes={one.id: one for one in read_toml(FOLDER / "notes.toml", Notes).note},
        words=read_toml(FOLDER / "words.toml", Words),
        reports={one.id: one.says for one in reports},
        cast=cast_plan(),
        assessments=read_toml(FOLDER / "assessments.toml", AssessmentPlans).assessment,
    )
