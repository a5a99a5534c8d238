"""An assessment of 750 questions: saving a section, opening it, comparing two, printing it.

Beside each, in the same run, the same with a short instrument of the pack: what only the length
costs is the ratio of the two. The long one is made up and lies in a site's folder.
"""

import gc
import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bench import figures, questionnaire
from bench.databases import make_anew
from bench.figures import loop
from bench.pages import milliseconds_worked
from throughcare.assessments import actions
from throughcare.assessments.models import Answer, Assessment
from throughcare.assessments.pdf import pdf_of
from throughcare.assessments.queries import reply_of
from throughcare.assessments.queries.printing import printed_assessment
from throughcare.assessments.replies import ANSWERED, Reply
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.loading import remember_loaded
from throughcare.people.models import Person
from throughcare.people.reach import actor_for
from throughcare.signoff.models import Paper
from throughcare.staff.models import Member

DATABASE = "throughcare_bench_assessments"
SHORT = "needs-and-strengths"
DEMANDED = {  # milliseconds, p95
    "save a section": 80,
    "save one answer": 80,
    "open a section": 200,
    "compare two": 300,
    "compare two, everything": 300,
    "print as PDF": 1000,
}
Answers = Mapping[str, Mapping[str, Any]]
Times = dict[tuple[str, bool], list[float]]


def measure(*, rounds: int, seed: int) -> None:
    """Print p50 and p95 of each beside the short instrument, and the queries of each."""
    with tempfile.TemporaryDirectory() as folder:
        settings.SITE_PACK = str(questionnaire.write(Path(folder)))
        pack.cache_clear()
        make_anew(DATABASE)
        from tests.world import build

        build()
        with acting_as(SYSTEM):
            remember_loaded(at=timezone.now())
        long, short = _Walk.of_750(Random(seed)), _Walk.short(Random(seed))
        gc.freeze()  # as the server does with what it has loaded
        times: Times = defaultdict(list)
        worked: Times = defaultdict(list)
        for turn in range(rounds + 3):
            for is_long, walk in ((True, long), (False, short)):
                for name, step in walk.steps(turn):
                    began, working = perf_counter(), milliseconds_worked()
                    step()
                    if turn > 2:  # the first fill caches; a plan is kept after five
                        times[name, is_long].append((perf_counter() - began) * 1000)
                        worked[name, is_long].append(milliseconds_worked() - working)
        queries = {
            (name, is_long): _queries(step)
            for is_long, walk in ((True, long), (False, short))
            for name, step in walk.steps(rounds + 3)
        }
    print(f"{long.answered} answers, beside {short.answered}; milliseconds, loop {loop()} s")
    _print("by the clock", times, queries)
    _print("processor", worked, queries)


class _Walk:
    """Two assessments of Dan with one instrument, and Amina, who goes through the second."""

    def __init__(self, person: str, instrument: str, given: Answers, later: Answers) -> None:
        self.given, self.later = given, later
        with acting_as(SYSTEM):
            member = Member.objects.get(email="amina@example.invalid")
            self.person = Person.objects.get(given_name=person)
        self.actor = actor_for(staff_id=member.pk, at=timezone.now())
        self.client = Client(headers={"host": "localhost"})
        self.client.force_login(member)
        now = timezone.now()
        with acting_as(self.actor):
            first = self._answered(instrument, given, at=now - timedelta(days=90))
            self.first = actions.sign_assessment(
                actor=self.actor, assessment=first, version=first.version, at=first.started_at
            )
            self.second = self._answered(instrument, later, at=now)
            rows = list(Answer.objects.filter(assessment=self.second))
        self.answered = len(rows)
        self.marks = {row.question: reply_of(row).mark for row in rows}
        self.section = next(iter(given))

    @classmethod
    def of_750(cls, random: Random) -> "_Walk":
        given = questionnaire.replies(random)
        return cls("Dan", questionnaire.ID, given, questionnaire.changed(given, random))

    @classmethod
    def short(cls, random: Random) -> "_Walk":
        from throughcare.assessments.tests.conftest import ANSWERS

        return cls(
            "Dan", SHORT, ANSWERS, {**ANSWERS, "finance": {**ANSWERS["finance"], "debt": "worry"}}
        )

    def steps(self, turn: int) -> list[tuple[str, Callable[[], object]]]:
        at = {"ref": self.person.ref, "assessment_id": self.second.pk}
        section = reverse("assessments:section", kwargs={**at, "section_id": self.section})
        save = reverse("assessments:save-section", kwargs={**at, "section_id": self.section})
        compare = reverse("assessments:compare", kwargs={**at, "other": self.first.pk})
        over_time = reverse("web:over-time", kwargs={"ref": self.person.ref})
        values = (self.given, self.later)[turn % 2][self.section]
        typed = questionnaire.typed(self.section, values) if self.is_long else _chosen(values)
        first = dict([next(iter(typed.items()))])
        return [
            ("save a section", lambda: self._save(save, typed)),
            ("save one answer", lambda: self._save(save, self._other(first))),
            ("open a section", lambda: self._seen(section)),
            ("read all of it", lambda: self._seen(reverse("assessments:assessment", kwargs=at))),
            ("compare two", lambda: self._seen(compare)),
            ("compare two, everything", lambda: self._seen(f"{compare}?all=1")),
            ("over time", lambda: self._seen(over_time)),
            ("print as PDF", self._print),
        ]

    @property
    def is_long(self) -> bool:
        return self.second.instrument == questionnaire.ID

    def _answered(self, instrument: str, given: Answers, *, at: datetime) -> Assessment:
        found = actions.start_assessment(
            actor=self.actor,
            person=self.person,
            instrument=pack().instrument(instrument, on=at.date()),
            at=at,
        )
        for section, values in given.items():
            actions.answer_section(
                actor=self.actor,
                assessment=found,
                section_id=section,
                replies={id: Reply(ANSWERED, value) for id, value in values.items()},
                known={},
                at=at,
            )
        found.refresh_from_db()
        return found

    def _save(self, address: str, typed: Mapping[str, Any]) -> None:
        """As the page saves by itself, knowing what is saved now."""
        ids = [name.removeprefix("q-") for name in typed]
        version = ",".join(f"{id}:{self.marks[id]}" for id in ids)
        answered = self.client.post(address, {**typed, "version": version})
        if answered.status_code != 200:
            raise SystemExit(f"{address}: {answered.status_code} {answered.content!r}")
        self.marks |= dict(one.split(":") for one in answered.json()["version"].split(","))

    def _other(self, first: Mapping[str, Any]) -> Mapping[str, Any]:
        """Another answer to the question than the one that was just saved."""
        question = (
            pack()
            .instrument_version(self.second.instrument, self.second.instrument_version)
            .questions
        )
        [(name, value)] = first.items()
        offered = [one.id for one in question[name.removeprefix("q-")].offered]
        return {name: next(id for id in offered if id != value)}

    def _seen(self, address: str) -> None:
        answered = self.client.get(address)
        if answered.status_code != 200:
            raise SystemExit(f"{address}: {answered.status_code}")

    def _print(self) -> None:
        with acting_as(SYSTEM):
            paper = Paper.objects.get(subject=self.first.subject)
            printed = printed_assessment(self.first, paper, marking="ordinary")
        pdf_of(printed, made_at=timezone.now())


def _chosen(values: Mapping[str, Any]) -> dict[str, Any]:
    return {f"q-{id}": value for id, value in values.items()}


def _queries(step: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as asked:
        step()
    return len(asked)


def _print(how: str, times: Times, queries: Mapping[tuple[str, bool], int]) -> None:
    """Of processor time it is said as well whether what is demanded is kept."""
    print(f"{how:26} {'p50':>7} {'p95':>7} {'at most':>8}  {'short p50':>9}  ratio  queries")
    for name in dict.fromkeys(name for name, _is_long in times):
        half, most = figures.half_and_most(times[name, True])
        beside, _most = figures.half_and_most(times[name, False])
        demanded = DEMANDED.get(name)
        print(
            f"{name:26} {half:7.1f} {most:7.1f} {demanded or '':>8}  {beside:9.1f}"
            f"  {half / beside:5.1f}  {queries[name, True]} and {queries[name, False]}"
            f"{'  TOO LONG' if demanded and most > demanded else ''}"
        )
