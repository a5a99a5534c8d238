"""Making the fictional world, once."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings

from throughcare.calculations.actions import note_everybody_due, work_off
from throughcare.demo.access import MAKE_WORLD
from throughcare.demo.actions.area import Area, area_as_made, make_area
from throughcare.demo.actions.assessing import leave_assessments
from throughcare.demo.actions.concerning import leave_concerns
from throughcare.demo.actions.imported import hand_over_imported
from throughcare.demo.actions.meetings import meet
from throughcare.demo.actions.need_to_know import decide_who_sees
from throughcare.demo.actions.overseeing import leave_to_oversee
from throughcare.demo.actions.papers import attach_papers
from throughcare.demo.actions.past import write_past
from throughcare.demo.actions.people import add_someone
from throughcare.demo.actions.predicting import write_predicted
from throughcare.demo.actions.reporting import state_of, write_report
from throughcare.demo.actions.rows import Rows
from throughcare.demo.actions.someone import Composer, Someone
from throughcare.demo.actions.told import write_someone
from throughcare.demo.actions.work import assess_and_plan, assessor_of, is_assessed
from throughcare.demo.content import content
from throughcare.demo.models import World
from throughcare.demo.population import people_of
from throughcare.demo.writing import Writer
from throughcare.exchange.actions import import_files
from throughcare.foundation.access import SYSTEM, acting_as, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.foundation.calendar import local_day

SAMPLES = Path(settings.FOLDER) / "samples"


class RealPeople(Exception):
    """Somebody in this database is not fictional: a fictional world has no business here."""


def make_world(
    *, people: int, seed: int, at: datetime, samples: Sequence[Path] | None = None
) -> World:
    """Make the world, or finish one that was interrupted. Raises RealPeople or TooFew.

    The area and everybody in it come in one transaction; then the sample messages are imported as
    a site would import its own, and the people in them handed over to the area's teams.
    `samples` names other folders than the area's own; none, where it is empty.
    """
    world = World.objects.first()
    if world is None:
        with acting_as(SYSTEM):
            world = _make(people=people, seed=seed, at=at)
    folders = [SAMPLES / one for one in content().area.samples] if samples is None else samples
    if folders:
        import_files(actor=SYSTEM, paths=folders, at=at, is_fictional=True)
    with acting_as(SYSTEM):
        area = area_as_made(content=content(), at=at)
        finished = _finish(actor=SYSTEM, world=world, area=area, at=at)
        note_everybody_due(at=at)
    work_off(at=at)
    return finished


def _make(*, people: int, seed: int, at: datetime) -> World:
    if _is_for_real():
        raise RealPeople
    made_of, today = content(), local_day(at)
    lives = people_of(count=people, content=made_of, today=today, seed=seed)
    area = make_area(content=made_of, today=today, at=at)
    composer = Composer(area, Writer(made_of), seed, today)
    everybody = put_on_record([composer.someone(life) for life in lives], area)
    for someone in everybody:
        _work_with(someone, area)
    for someone in everybody:
        decide_who_sees(someone, area)
    leave_to_oversee(everybody, area)
    leave_concerns(everybody, area)
    leave_assessments(everybody, area)
    return _write_down(actor=SYSTEM, people=people, seed=seed, at=at)


def put_on_record(composed: list[Someone], area: Area) -> list[Someone]:
    """The cast by the actions that messages lead to, everybody else in one go; then their past."""
    rows = Rows()
    cast = [add_someone(one) for one in composed if one.life.cast]
    others = [write_someone(one, rows) for one in composed if not one.life.cast]
    rows.write()
    _tell_place(others)
    required = apps.get_model("sentences.Requirement").objects.all()
    requirements = {row.source_key: row for row in required}
    past = Rows()
    for someone in [*cast, *others]:
        write_past(someone, area, past, requirements=requirements)
    write_predicted([*cast, *others], area, past)
    past.write()
    return [*cast, *others]


def _tell_place(everybody: list[Someone]) -> None:
    """Let the people in hand know where the database has settled them: actions decide by it."""
    columns = ("open_to_custody", "open_to_community", "open_to_nation")
    places = apps.get_model("people.Person").objects.values_list("pk", *columns)
    by_person = {pk: place for pk, *place in places}
    for someone in everybody:
        for column, unit in zip(columns, by_person[someone.person.pk], strict=True):
            setattr(someone.person, column, unit)


def _is_for_real() -> bool:
    return bool(apps.get_model("people.Person").objects.filter(is_fictional=False).exists())


def _work_with(someone: Someone, area: Area) -> None:
    """What their holder does these days, each as themselves under their own row security."""
    holder, assessor = someone.life.holder, assessor_of(someone)
    assessed = is_assessed(someone)
    if someone.recent_meetings:
        with acting_as(area.actor(holder)):
            meet(someone, area.actor(holder), area)
    if assessed:
        with acting_as(area.actor(assessor)):
            assess_and_plan(someone, area.actor(assessor))
    if papers := someone.life.cast.document if someone.life.cast else ():
        with acting_as(area.actor(holder)):
            attach_papers(someone, papers, area.actor(holder), area)
    if assessed and (state := state_of(someone)):
        with acting_as(area.actor(holder)):
            write_report(someone, area.actor(holder), area, state)


@action
def _write_down(*, actor: Any, people: int, seed: int, at: datetime) -> World:
    require(actor, MAKE_WORLD)
    world = World.objects.create(people=people, seed=seed, made_at=at)
    record(actor, "demo.world_made", people=people, seed=seed)
    return world


@action
def _finish(*, actor: Any, world: World, area: Area, at: datetime) -> World:
    require(actor, MAKE_WORLD)
    hand_over_imported(area)
    world.finished_at = at
    world.save(update_fields=["finished_at"])
    record(actor, "demo.world_finished")
    return world
