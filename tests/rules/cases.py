"""Made-up cases for any rule, drawn from what its inputs accept; now and then something is
missing, beyond its bounds, or stands on a threshold."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from throughcare.rules import Refused, rules
from throughcare.rules.conditions import Compared
from throughcare.rules.inputs import Input
from throughcare.rules.ruleset import RuleSet
from throughcare.rules.steps.lists import Each, Items
from throughcare.rules.steps.tables import Bands, Cases, FirstKnown, Lookup, Points, Refuse
from throughcare.rules.steps.using import Using

FIRST_DAY, FIRST_BIRTH, DAYS = date(2018, 1, 1), date(1955, 1, 1), 3600
TRIES = 8
MONTH_ENDS = [date(2020, 2, 29), date(2024, 2, 29), date(2023, 2, 28), date(2025, 12, 31)]


class Draw:
    """Cases of one rule. How each input is written (a number as text or not) is drawn once, as a
    column of a caseload has one type."""

    def __init__(self, rule: RuleSet, seed: int) -> None:
        self.rule = rule
        self.random = Random(f"{rule.name} {seed}")
        self.known_words = words_looked_up(rule)
        self.thresholds = _thresholds(rule)
        self.lengths = {s.list: s for s in rule.step if isinstance(s, Items)}
        self.as_text: dict[str, bool] = {}

    def case(self) -> dict[str, Any]:
        """One case; one that is refused is mostly drawn again, so that most come to something."""
        case = self._record(self.rule.input)
        for _ in range(TRIES):
            if not self._is_refused(case) or self.random.random() < 0.05:
                break
            case = self._record(self.rule.input)
        return case

    def _is_refused(self, case: dict[str, Any]) -> bool:
        try:
            known, _ = self.rule.taken(case)
            self.rule.run(known, rules().version)
        except Refused:
            return True
        return False

    def cases(self, count: int) -> list[dict[str, Any]]:
        return [self.case() for _ in range(count)]

    def _record(self, inputs: tuple[Input, ...]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for one in inputs:
            there = self.random.random()
            if there > (0.995 if one.required else 0.8):
                if there > 0.9 and self.random.random() < 0.5:
                    found[one.name] = None
                continue
            found[one.name] = self._value(one)
        return found

    def _value(self, one: Input) -> Any:
        if one.kind == "record":
            return self._record(one.field)
        if one.kind == "list":
            return self._list(one)
        if one.kind == "map":
            keys = self.random.sample(self.known_words.get("key", ["a", "b"]), k=2)
            return {key: self.random.randint(0, 9) for key in keys}
        as_text = self.as_text.setdefault(one.name, self.random.random() < 0.5)
        value = self._plain(one)
        return str(value) if as_text and not isinstance(value, bool) else value

    def _list(self, one: Input) -> list[Any]:
        if step := self.lengths.get(one.name):
            length = step.count if self.random.random() < 0.95 else self.random.randint(0, 12)
            low, high = step.least, step.most + (self.random.random() < 0.01)
            return [
                None
                if self.random.random() < 0.02
                else self.random.choice(sorted(step.allowed[min(n, step.count - 1)]))
                if high == step.most
                else self.random.randint(low, high)
                for n in range(length)
            ]
        length = self.random.randint(0, 4)
        if one.field:
            return [self._record(one.field) for _ in range(length)]
        if one.of in ("whole", "number"):
            return [self.random.randint(0, 5) for _ in range(length * 2)]
        return [self.random.choice(["ann", "Ben", "CARA", "dan"]) for _ in range(length)]

    def _plain(self, one: Input) -> Any:
        draw = self.random
        if one.words and (one.kind == "word" or draw.random() < 0.7):
            return draw.choice(list(one.words))
        if one.kind == "word":
            return draw.choice(self.known_words.get(one.name, ["ann", "BEN", "cara", "x"]))
        if one.kind == "yes-no":
            return draw.random() < 0.5
        if one.kind == "date":
            first = FIRST_BIRTH if "irth" in one.name else FIRST_DAY
            day = first + timedelta(days=draw.randrange(5 * DAYS if "irth" in one.name else DAYS))
            return (draw.choice(MONTH_ENDS) if draw.random() < 0.1 else day).isoformat()
        return self._number(one)

    def _number(self, one: Input) -> float:
        draw = self.random
        low = one.least if one.least is not None else 0
        high = one.most if one.most is not None else max(low, 100)
        if draw.random() < 0.01:
            return int(high) + 1 if one.kind == "whole" else high + 0.5
        edges = [edge for edge in self.thresholds if low <= edge <= high]
        if edges and draw.random() < 0.3:
            edge = draw.choice(edges)
            value = edge + draw.choice([0, 0, -0.001, 0.001, -0.01, 0.01])
            value = min(max(value, low), high)
        else:
            # Small numbers more often: nobody has 999 sanctions.
            top = min(high, 40) if draw.random() < 0.8 else high
            value = draw.uniform(low, max(low, top))
        return int(value) if one.kind == "whole" else round(value, draw.randint(0, 4))


def words_looked_up(rule: RuleSet) -> dict[str, list[str]]:
    """Words that tables know, and those that conditions ask for, by the name they are asked by."""
    found: dict[str, list[str]] = {}
    for step in rule.all_steps():
        for name, words in [*_words_of_tables(step), *_words_asked_for(step)]:
            found.setdefault(name, []).extend(words)
    for step in reversed(rule.step):
        if isinstance(step, FirstKnown) and step.name in found:
            for name in step.of:
                found.setdefault(name, found[step.name])
    # What a table is asked by may be a value worked out from an input of another name.
    everything = [word for words in found.values() for word in words]
    for one in rule.input:
        if one.kind == "word" and not one.words and everything:
            likely = [word for word in everything if one.digits in (None, len(word))]
            found.setdefault(one.name, likely or everything)
    return found


def _words_of_tables(step: Any) -> Iterator[tuple[str, list[str]]]:
    if isinstance(step, Lookup):
        for n, name in enumerate(step.by):
            keys = list(dict.fromkeys(key.split("|")[n] for key in step.found))
            yield name, keys[::7]
    if isinstance(step, Using):
        others = words_looked_up(rules().version(step.rule, step.version))
        for input, name in step.given.items():
            yield name, others.get(input, [])


def _words_asked_for(step: Any) -> Iterator[tuple[str, list[str]]]:
    for when in _conditions(step):
        for name, test in when.items():
            if isinstance(test, tuple):
                yield name, [word for word in test if isinstance(word, str)]


def _conditions(step: Any) -> list[Any]:
    if isinstance(step, Cases):
        return [case.when for case in step.case]
    if isinstance(step, (Points, Refuse)):
        return [line.when for line in step.line]
    return list(step.only_if) if isinstance(step, Each) else []


def _thresholds(rule: RuleSet) -> list[float]:
    found: set[float] = set()
    for step in rule.all_steps():
        if isinstance(step, Bands):
            found |= {band.at_least for band in step.band}
        for when in _conditions(step):
            for test in when.values():
                if isinstance(test, Compared):
                    found |= {b for _, b in test.bounds if isinstance(b, (int, float))}
    return sorted(found)
