"""What a court made of it: orders, requirements, licences, dates, as facts nDelius would tell."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from throughcare.demo.chance import Chance
from throughcare.demo.content import Content
from throughcare.demo.lives import Life, Lots
from throughcare.demo.writing import Vocabulary
from throughcare.foundation.packs import pack
from throughcare.sentences.facts import (
    BreachFacts,
    ConvictionFacts,
    CustodyFacts,
    KeyDateFacts,
    KeyDatesFacts,
    LicenceConditionFacts,
    OffenceFacts,
    OrderFacts,
    OrderKind,
    RequirementFacts,
    SupervisionTermFacts,
)

Fact = (
    ConvictionFacts
    | OffenceFacts
    | OrderFacts
    | RequirementFacts
    | LicenceConditionFacts
    | SupervisionTermFacts
    | CustodyFacts
    | KeyDatesFacts
    | BreachFacts
)
ACTIVITY, UNPAID_WORK, PROGRAMME = "F", "W", "7"
_A_YEAR = 365
_CODES: dict[str, tuple[OrderKind, str]] = {
    "community-order": ("community", "201"),
    "suspended": ("suspended", "suspended-sentence-order"),
    "licence": ("custodial", "determinate-custody"),
    "post-sentence": ("custodial", "determinate-custody"),
    "recall": ("custodial", "determinate-custody"),
    "determinate": ("custodial", "determinate-custody"),
    "indeterminate": ("custodial", "life"),
}
_LENGTHS = {
    "community-order": (12, 18, 24),
    "suspended": (12, 18, 24),
    "licence": (20, 24, 30, 36, 48, 60, 84),
    "recall": (24, 30, 36, 48, 60),
    "determinate": (14, 18, 24, 30, 36, 42, 48, 60, 72, 84),
}
_LONG = (48, 60, 72, 84, 96, 120)
_STATUS = {
    "licence": "On licence",
    "post-sentence": "Post-sentence supervision",
    "remand": "On remand",
    "recall": "Recalled to custody",
    "determinate": "In custody",
    "indeterminate": "In custody",
}


@dataclass(frozen=True)
class Span:
    """A sentence in days: when it was passed, when somebody comes or came out, when it ends."""

    months: int
    start: date
    release: date | None
    end: date | None


def sentence_of(life: Life, words: Mapping[str, str], content: Content, today: date) -> list[Fact]:
    """Everything nDelius would tell of somebody's sentence."""
    chance = life.chance.about("sentence")
    span = _span(life, chance, today)
    facts: list[Fact] = [_conviction(life, span, content, chance), _offence(life, span, chance)]
    if life.under != "remand":
        facts.append(_order(life, span))
    if life.under in ("community-order", "suspended"):
        facts += _requirements(life, content, today)
    if life.under in ("licence", "recall"):
        facts += _conditions(life, span, words, content, chance)
    if life.under == "post-sentence":
        facts.append(_term(life, span))
    if life.under in _STATUS:
        facts += [_custody(life, span), *_dates(life, span)]
    facts += _breach(life, content, chance)
    return facts


def _span(life: Life, chance: Chance, today: date) -> Span:
    """The days that fit when this began and what it is."""
    began = life.began_on
    if life.under in ("community-order", "suspended"):
        months = _longer_than(_LENGTHS[life.under], (today - began).days / 30.4, chance)
        return Span(months, began, None, add_months(began, months))
    if life.under == "licence":
        months = _longer_than(_LENGTHS["licence"], 2 * (today - began).days / 30.4, chance)
        return Span(months, add_months(began, -months // 2), began, add_months(began, months // 2))
    if life.under == "post-sentence":
        months = chance.one((4, 6, 8, 10))
        return Span(months, add_months(began, -months // 2), began, add_months(began, 12))
    if life.under == "recall":
        months = _longer_than(_LENGTHS["recall"], 24, chance)
        start = add_months(began, -round(months * 0.7))
        return Span(months, start, add_months(start, months // 2), add_months(start, months))
    if life.under == "determinate":
        return _determinate(life, chance, today)
    return Span(chance.between(8, 22) * 12, began, None, None)


def _determinate(life: Life, chance: Chance, today: date) -> Span:
    if life.cast and life.cast.release_in_weeks is not None:
        release = today + timedelta(weeks=life.cast.release_in_weeks)
        end = release + (release - life.began_on)
        return Span(round((end - life.began_on).days / 30.4), life.began_on, release, end)
    lengths = _LONG if life.offence.long else _LENGTHS["determinate"]
    months = _longer_than(lengths, 2 * (today - life.began_on).days / 30.4 + 1, chance)
    return Span(
        months,
        life.began_on,
        add_months(life.began_on, months // 2),
        add_months(life.began_on, months),
    )


def _longer_than(lengths: tuple[int, ...], months: float, chance: Chance) -> int:
    fitting = [length for length in lengths if length > months]
    return chance.one(fitting[:3] or lengths[-1:])


def _conviction(life: Life, span: Span, content: Content, chance: Chance) -> Fact:
    kind, _ = _CODES.get(life.under, ("other", ""))
    courts = content.sentences.courts["crown" if kind == "custodial" else "magistrates"]
    title = _title(life)
    return ConvictionFacts(
        key=key(life, "conviction"),
        number="1",
        convicted_on=None if life.under == "remand" else span.start - timedelta(days=21),
        referred_on=span.start,
        court=chance.one(courts),
        outcome=title or "Remanded in custody",
        is_active=True,
        in_breach=False,
    )


def _offence(life: Life, span: Span, chance: Chance) -> Fact:
    return OffenceFacts(
        key=key(life, "offence"),
        conviction=key(life, "conviction"),
        code=life.offence.code,
        title=life.offence.title,
        category=life.offence.category,
        began_on=span.start - timedelta(days=chance.between(60, 400)),
        is_main=True,
        count=1,
        note="Charged, not tried yet" if life.under == "remand" else "",
    )


def _title(life: Life) -> str:
    code = _CODES[life.under][1] if life.under in _CODES else ""
    return pack().code_lists["sentence-type"].title_of(code)


def _order(life: Life, span: Span) -> Fact:
    kind, code = _CODES[life.under]
    return OrderFacts(
        key=key(life, "order"),
        conviction=key(life, "conviction"),
        kind=kind,
        code=code,
        title=_title(life),
        length=Decimal(span.months) if span.end else None,
        length_unit="months" if span.end else "",
        length_text="" if span.end else f"Life, at least {span.months // 12} years",
        started_on=span.start,
        released_on=span.release if life.under in ("licence", "post-sentence") else None,
        ends_on=span.end,
        is_post_sentence_supervision=life.under == "post-sentence",
    )


def _requirements(life: Life, content: Content, today: date) -> list[Fact]:
    chosen: dict[str, int] = dict(life.cast.requirements) if life.cast else {}
    for plan in content.sentences.requirement:
        chance = life.chance.about("requirement", plan.code)
        if not (life.cast and life.cast.requirements) and chance.percent(plan.share):
            chosen[plan.code] = chance.one(plan.amounts)
    chosen = chosen or {ACTIVITY: 20}
    return [_requirement(life, code, amount, content, today) for code, amount in chosen.items()]


def _requirement(
    life: Life, code: str, amount: int, content: Content, today: date
) -> RequirementFacts:
    plan = next(one for one in content.sentences.requirement if one.code == code)
    used = _used(life, code, amount, plan.unit, content, today)
    is_done = used is not None and used >= amount
    ended = life.began_on + timedelta(days=min(_A_YEAR - 20, (today - life.began_on).days - 6))
    return RequirementFacts(
        key=key(life, f"requirement:{code}"),
        conviction=key(life, "conviction"),
        code=code,
        title=pack().code_lists["requirement-type"].title_of(code),
        sub_code=plan.sub_code,
        sub_title=plan.sub_title,
        amount=Decimal(amount),
        unit=plan.unit,
        used=used,
        started_on=life.began_on,
        ends_on=add_months(life.began_on, amount) if plan.unit == "months" else None,
        ended_on=ended if is_done else None,
        end_reason="Completed" if is_done else "",
        is_active=not is_done,
    )


def _used(
    life: Life, code: str, amount: int, unit: str, content: Content, today: date
) -> Decimal | None:
    """How much is done. Activity days are counted by the appointments (diary.py), not here."""
    lots = Lots(content, life.chance)
    days = (today - life.began_on).days
    if code == ACTIVITY:
        return Decimal(0)
    if code == UNPAID_WORK:
        if days > _A_YEAR and lots.is_one_of("unpaid-work-done"):
            return Decimal(amount)
        pace = life.chance.about("unpaid work").between(70, 125) / 100
        return Decimal(min(amount - 7, round(amount * days / 360 * pace) // 7 * 7))
    if code == PROGRAMME:
        return Decimal(min(amount - 3, days // 12) if lots.is_one_of("programme-begun") else 0)
    if unit == "days":
        return Decimal(min(amount, days))
    return None


def _conditions(
    life: Life, span: Span, words: Mapping[str, str], content: Content, chance: Chance
) -> list[Fact]:
    plans = content.sentences.condition
    chosen = [one for one in plans if one.always]
    chosen += chance.some([one for one in plans if not one.always], chance.between(2, 3))
    vocabulary = Vocabulary(words, {}, chance)
    titles = pack().code_lists["licence-condition-type"]
    return [
        LicenceConditionFacts(
            key=key(life, f"condition:{plan.code}"),
            conviction=key(life, "conviction"),
            code=plan.code,
            title=titles.title_of(plan.code),
            started_on=span.release,
            ends_on=span.end,
            is_active=True,
            note=vocabulary.fill(plan.note, content.words.of),
        )
        for plan in chosen
    ]


def _term(life: Life, span: Span) -> Fact:
    return SupervisionTermFacts(
        key=key(life, "supervision-term"),
        conviction=key(life, "conviction"),
        title="Meet the supervising officer as told",
        started_on=span.release,
        ends_on=span.end,
        is_active=True,
    )


def _custody(life: Life, span: Span) -> Fact:
    return CustodyFacts(
        key=key(life, "custody"),
        conviction=key(life, "conviction"),
        status=_STATUS[life.under],
        establishment="HMP Stonebeck" if life.in_custody else "",
        sentence_started_on=None if life.under == "remand" else span.start,
        released_on=span.release if life.under in ("licence", "post-sentence") else None,
    )


def _dates(life: Life, span: Span) -> list[Fact]:
    """The legal dates of a sentence with an end, or the end of the tariff."""
    on: dict[str, date | None] = {"SSD": span.start}
    if life.under == "remand":
        return []
    if span.end is None:
        on["TARIFF"] = add_months(span.start, span.months)
    elif life.under == "post-sentence":
        on["TUSED"] = span.end
    else:
        on |= {"CRD": span.release, "SLED": span.end}
    if life.under == "determinate" and span.release and span.months >= 18:
        on["HDCED"] = span.release - timedelta(days=120)
    if life.under == "recall" and span.end:
        on["PRRD"] = span.end
    given = [KeyDateFacts(kind=kind, on=day) for kind, day in on.items() if day]
    return [
        KeyDatesFacts(
            key=key(life, "key-dates"), conviction=key(life, "conviction"), dates=tuple(given)
        )
    ]


def _breach(life: Life, content: Content, chance: Chance) -> list[Fact]:
    can = life.under in ("community-order", "suspended", "licence") and life.cast is None
    if not can or not Lots(content, life.chance).is_one_of("breach"):
        return []
    kind, title = (
        ("recall", "Recall") if life.under == "licence" else ("statuses", "Breach of the order")
    )
    return [
        BreachFacts(
            key=key(life, "breach"),
            conviction=key(life, "conviction"),
            is_pending=True,
            title=title,
            status=chance.one(content.risk.breach[kind]),
            started_on=life.began_on + timedelta(days=3),
        )
    ]


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def key(life: Life, fact: str) -> str:
    """What the fictional nDelius of the area calls a fact."""
    return f"ndelius:demo:{life.number}:{fact}"
