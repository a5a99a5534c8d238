"""What is known of one person, by the names calculations of the pack ask for it. Pure.

Everything is told with its marking left behind: whoever asks says which markings may be known, and
what is marked otherwise is as if it were not there.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from throughcare.assessments.queries import AnsweredForRules
from throughcare.foundation.calendar import age_on, local_day
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.calculations import Calculations
from throughcare.people.queries import PersonForRules
from throughcare.risk.queries import RiskRows, highest, newest_levels
from throughcare.sentences.queries import OnRecord, in_place_of_calculated

Facts = dict[str, Any]
"""Values by name: `person.sex`, `risk.rosh`, `answer.i9_1_alcohol`."""


@dataclass(frozen=True)
class Rows:
    """Everything of one person that facts are made from, whatever its marking."""

    person: PersonForRules
    sentences: OnRecord = field(default_factory=OnRecord)
    risk: RiskRows = field(default_factory=RiskRows)
    answered: tuple[AnsweredForRules, ...] = ()

    def markings(self) -> set[int]:
        """The markings among them."""
        return {row.marking for row in self._all()}

    def _all(self) -> Iterable[Any]:
        for rows in (*vars(self.sentences).values(), *vars(self.risk).values(), self.answered):
            yield from rows


def known_of(rows: Rows, *, markings: Collection[int], today: date) -> Facts:
    """The facts that follow from rows with these markings."""
    rules = pack().calculation_rule
    sentences = OnRecord(**{n: _among(r, markings) for n, r in vars(rows.sentences).items()})
    risk = RiskRows(**{name: _among(r, markings) for name, r in vars(rows.risk).items()})
    facts: Facts = {
        "today": today.isoformat(),
        **_of_person(rows.person),
        **_of_sentences(sentences, rules, today),
        **_of_risk(risk, rules, today),
    }
    facts = {name: value for name, value in facts.items() if value is not None}
    facts |= _of_answers(_among(rows.answered, markings))
    return facts | _age_at_followup(rows.person, facts)


def _among(rows: Iterable[Any], markings: Collection[int]) -> list[Any]:
    return [row for row in rows if row.marking in markings]


def _of_person(person: PersonForRules) -> Facts:
    return {
        "person.sex": person.sex if person.sex in ("M", "F") else None,
        "person.gender": {"M": "Male", "F": "Female"}.get(person.sex),
        "person.date_of_birth": _written(person.born_on),
        "person.in_custody": person.in_custody_since is not None,
        "person.is_held": person.is_held,
    }


def _of_sentences(record: OnRecord, rules: Calculations, today: date) -> Facts:
    closed = record.closed()
    orders = [
        row for row in record.orders if not row.has_ended(today) and row.conviction_id not in closed
    ]
    released = [row.released_on for row in orders] + [row.released_on for row in record.custody]
    past = [day for day in released if day and day <= today]
    indeterminate = any(row.code in rules.indeterminate_sentences for row in orders)
    custodial = [row for row in orders if row.kind == "custodial"]
    starts = [row.started_on for row in custodial if row.started_on]
    return {
        "sentence.is_active": bool(orders),
        "sentence.convictions": _convictions(record, rules, today),
        "sentence.indeterminate": indeterminate if orders else None,
        "sentence.latest_release_on": _written(max(past, default=None)),
        "sentence.started_on": _written(max(starts, default=None)),
        "sentence.enforced_lately": any(
            0 <= (today - referred).days <= rules.enforcement_days
            for row in record.breaches
            if (referred := row.referred_on or row.started_on)
        ),
        "sentence.custodial": bool(custodial),
        "sentence.released": bool(past),
        "sentence.has_parole_date": any(row.kind == "PED" for row in record.key_dates),
        **_key_dates(record),
    }


def _convictions(record: OnRecord, rules: Calculations, today: date) -> list[dict[str, Any]]:
    closed = record.closed()
    return [
        {
            "terminated": row.has_ended(today) or row.conviction_id in closed,
            "sentence_type": rules.said("sentence-kind", row.kind),
            "requirements": [
                {
                    "main_category": one.code or one.title,
                    "restrictive": one.code in rules.restrictive_requirements,
                }
                for one in record.requirements
                if one.conviction_id == row.conviction_id and not one.has_ended(today)
            ],
        }
        for row in record.orders
    ]


def _key_dates(record: OnRecord) -> Facts:
    """The legal dates that stand, by their code; of several the earliest."""
    facts: Facts = {}
    for row in in_place_of_calculated(record.key_dates):
        facts.setdefault(f"date.{row.kind}", _written(row.on))
    return facts


def _of_risk(risk: RiskRows, rules: Calculations, today: date) -> Facts:
    top = highest(newest_levels(risk.levels))
    mappa = [row for row in risk.mappa if row.is_in_force(today)]
    facts: Facts = {
        "risk.rosh": rules.said("level", top.level) if top else None,
        "risk.mappa_category": rules.said("mappa-category", mappa[0].category) if mappa else None,
        "risk.mappa_level": int(mappa[0].level) if mappa and mappa[0].level.isdigit() else None,
        "risk.registrations": _registrations(risk, rules, today),
    }
    for flagged in rules.flagged:
        facts[flagged.fact] = any(
            flag.type in flagged.flags and (flagged.ended_too or flag.is_up(today))
            for flag in risk.flags
        )
    return facts | _scores(risk, rules)


def _registrations(risk: RiskRows, rules: Calculations, today: date) -> list[dict[str, Any]]:
    """What the registers hold: flags that are up, the level of harm, MAPPA."""
    top = highest(newest_levels(risk.levels))
    found = [
        {"code": code, "date": _written(flag.started_on)}
        for flag in risk.flags
        if flag.is_up(today)
        for code in rules.registers_of.get(flag.type, ())
    ]
    found += [
        {"code": code, "date": _written(level.assessed_on)}
        for level in ([top] if top else [])
        if (code := rules.rosh_registers.get(level.level))
    ]
    found += [
        {"code": "MAPP", "level": f"M{row.level}", "date": _written(row.started_on)}
        for row in risk.mappa
        if row.is_in_force(today) and row.level
    ]
    return found


def _scores(risk: RiskRows, rules: Calculations) -> Facts:
    """The newest of each predictor that another system told, by its name."""
    facts: Facts = {}
    for score in risk.scores:
        name = f"score.{score.name}"
        if name in facts or score.value is None:
            continue
        facts |= {
            name: float(score.value),
            f"{name}.basis": score.basis.upper() or None,
            f"{name}.band": rules.said("level", score.band),
            f"{name}.on": _written(score.scored_on),
        }
    return facts


def _of_answers(answered: list[AnsweredForRules]) -> Facts:
    """What was answered, by the question; of several assessments the newest that answered it.

    None stands for what was asked and is not known; what was not asked is left out.
    """
    facts: Facts = {}
    for one in sorted(answered, key=lambda one: one.signed_at):
        for question, answer in one.answers.items():
            facts[f"answer.{question}"] = answer
        facts["answers.are_there"] = True
        facts["answers.on"] = local_day(one.signed_at).isoformat()
    return facts


def _age_at_followup(person: PersonForRules, facts: Facts) -> Facts:
    """How old they were when the time began that predictors look at."""
    began = facts.get("answer.date_start_followup") or facts.get("answer.date_last_sanction")
    if not began or not person.born_on or date.fromisoformat(began) < person.born_on:
        return {}
    return {"person.age_at_followup": age_on(person.born_on, date.fromisoformat(began))}


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None
