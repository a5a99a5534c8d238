"""What became of a message, and the report of all of them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from throughcare.assessments.facts import AssessmentFacts
from throughcare.exchange.around import BadValue
from throughcare.exchange.compared import as_text
from throughcare.exchange.extracts import Left
from throughcare.exchange.kinds import library
from throughcare.exchange.leftovers import reason_for
from throughcare.exchange.references import Reference
from throughcare.exchange.rules import without_numbers

State = Literal["taken", "unchanged", "needs-review", "refused"]
STATES: tuple[State, ...] = ("taken", "unchanged", "needs-review", "refused")


class PutAside(Exception):
    """A message that is not taken: why, and where in it. The text repeats no value of it."""

    def __init__(self, state: State, reason: str, *, place: str = "") -> None:
        super().__init__(reason)
        self.state, self.reason, self.place = state, reason, place
        self.kind = ""
        self.waits_for: frozenset[tuple[str, str]] = frozenset()
        """Numbers of which another message of the same import may say more."""
        self.doubt: tuple[Any, Any] | None = None
        """The person it may be about, and what it says of who they are."""


@dataclass
class Outcome:
    """One message and what became of it."""

    file: str
    place: str
    kind: str = ""
    state: State = "taken"
    reason: str = ""
    where: str = ""
    """The place in the message the reason speaks of."""
    inside: str = ""
    """Where in what came around it the message itself begins."""
    whose: str = ""
    """Where in it the one stands whom it is about, if it told of several."""
    message: Any = None
    waits_for: frozenset[tuple[str, str]] = frozenset()
    unmapped: Counter[str] = field(default_factory=Counter)
    unknown_codes: set[tuple[str, str, str]] = field(default_factory=set)
    references: tuple[Reference, ...] = ()
    """What it points at. Once the import is done: those of them that lead nowhere."""
    aside: tuple[BadValue, ...] = ()
    """What was left out of it alone, because it could not be read."""
    rows: Mapping[str, str] = field(default_factory=dict)
    """Where in a table its parts are from, if it was joined."""
    assessments: tuple[AssessmentFacts, ...] = ()
    """What it tells of assessments made elsewhere."""

    @property
    def is_on_record(self) -> bool:
        """Whether what it says is on record, from this import or an earlier one."""
        return self.state in ("taken", "unchanged") and self.message is not None

    @property
    def whole_place(self) -> str:
        return self.place_of(self.where)

    def place_of(self, where: str) -> str:
        """A place in the message, from the top of its file."""
        if not where and self.whose:
            return f"{self.place}{self.inside}{self.whose}"
        if not where.startswith("/"):
            return where or self.place
        steps = where.split("/")
        for n in range(len(steps), 1, -1):
            if found := self.rows.get("/".join(steps[:n])):
                return ", ".join([found, *steps[n:]])
        return f"{self.place}{self.inside}{where}"


@dataclass
class Report:
    """What became of every message of one import."""

    outcomes: list[Outcome] = field(default_factory=list)
    left: Left = field(default_factory=Left)
    """What of tables went into no message."""
    compared: list[dict[str, Any]] = field(default_factory=list)
    """What assessments came to elsewhere, beside what they come to here."""

    def count(self, state: State) -> int:
        return sum(one.state == state for one in self.outcomes)

    def unmapped(self) -> list[dict[str, Any]]:
        """Fields no table reads, by kind, with how often; and why, if they are left on purpose."""
        counted: Counter[tuple[str, str]] = Counter()
        for one in self.outcomes:
            for path, times in one.unmapped.items():
                counted[one.kind, path] += times
        return [
            {"kind": kind, "path": path, "count": times, "because": _because(kind, path)}
            for (kind, path), times in sorted(counted.items())
        ]

    def unknown_codes(self) -> list[dict[str, Any]]:
        """Codes and labels that are on no list we have, with the number of messages."""
        counted = Counter(code for one in self.outcomes for code in one.unknown_codes)
        return [
            {"list": name, "code": code, "text": text, "count": times}
            for (name, code, text), times in sorted(counted.items())
        ]

    def as_json(self) -> dict[str, Any]:
        """The report as one object."""
        return {
            **{state.replace("-", "_"): self.count(state) for state in STATES},
            "list": [_listed(one) for one in self.outcomes],
            "unmapped": self.unmapped(),
            "unknown_codes": self.unknown_codes(),
            "left_of_tables": self.left_of_tables(),
            "assessments": self.compared,
        }

    def left_of_tables(self) -> list[dict[str, Any]]:
        """Rows and cells of tables that went into no message, counted, with the reason."""
        return [
            {"folder": folder, "what": what, "because": why, "count": count}
            for (folder, what, why), count in sorted(self.left.found.items())
        ]

    def as_text(self) -> str:
        """The report for people: counts first, then what needs somebody, then what is left over."""
        words = {
            "taken": _("taken"),
            "unchanged": _("unchanged"),
            "needs-review": _("needing review"),
            "refused": _("refused"),
        }
        lines = [", ".join(f"{self.count(state)} {words[state]}" for state in STATES)]
        for state, heading in (("needs-review", _("Needing review")), ("refused", _("Refused"))):
            lines += _section(heading, [_line(one) for one in self.outcomes if one.state == state])
        lines += _section(
            _("Left out of what was taken"),
            [_left_out(one, each) for one in self.outcomes for each in one.aside],
        )
        lines += _section(
            _("Left of tables"),
            [
                f"{one['folder']}: {one['what']}: {one['because']} × {one['count']}"
                for one in self.left_of_tables()
            ],
        )
        lines += _section(
            _("Fields not mapped"),
            [
                f"{one['kind']}: {one['path']} × {one['count']}"
                for one in self.unmapped()
                if not one["because"]
            ],
        )
        lines += _section(
            _("Pointing at nothing on record"),
            [_nowhere(one, each) for one in self.outcomes for each in one.references],
        )
        lines += _section(
            _("Codes on no list"),
            [
                f"{one['list']}: {one['code']} {one['text']}".rstrip() + f" × {one['count']}"
                for one in self.unknown_codes()
            ],
        )
        lines += self._left_out()
        for heading, found in as_text(self.compared):
            lines += _section(heading, found) if found else ["", heading]
        return "\n".join(lines)

    def _left_out(self) -> list[str]:
        """How much is left out on purpose, and where each reason stands."""
        count = sum(1 for one in self.unmapped() if one["because"])
        said = ngettext(
            "%(count)d field is left out on purpose: why stands in --json and in"
            " docs/reference/mapping.md.",
            "%(count)d fields are left out on purpose: why stands in --json and in"
            " docs/reference/mapping.md.",
            count,
        )
        return ["", said % {"count": count}] if count else []


def _because(kind: str, path: str) -> str | None:
    found = library().named(kind)
    return reason_for(found, path) if found else None


def _listed(one: Outcome) -> dict[str, Any]:
    return {
        "file": one.file,
        "place": one.whole_place,
        "kind": one.kind,
        "state": one.state.replace("-", "_"),
        "reason": one.reason,
        "message": str(one.message) if one.message else None,
        "left_out": [
            {"place": one.place_of(each.place), "reason": why(each)} for each in one.aside
        ],
        "leads_nowhere": [
            {
                "place": one.place_of(each.place),
                "to": each.to,
                "said": without_numbers(each.said),
                "reason": without_numbers(each.in_words()),
            }
            for each in one.references
        ],
    }


def _line(one: Outcome) -> str:
    where = f" {one.whole_place}" if one.whole_place else ""
    return f"{one.file}{where}: {one.reason}"


def why(each: BadValue) -> str:
    """Why a value cannot be read, as a sentence."""
    return _("What stands here %(reason)s.") % {"reason": each.reason}


def _left_out(one: Outcome, each: BadValue) -> str:
    return f"{one.file} {one.place_of(each.place)}: {why(each)}"


def _nowhere(one: Outcome, each: Reference) -> str:
    where = one.place_of(each.place)
    return f"{one.file}{' ' if where else ''}{where}: {without_numbers(each.in_words())}"


def _section(heading: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return ["", f"{heading} ({len(found)})", *(f"  {line}" for line in found)] if found else []
