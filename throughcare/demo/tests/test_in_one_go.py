"""What is written in one go is, row for row, what the actions would have written."""

from dataclasses import replace
from datetime import time, timedelta

import pytest
from django.apps import apps

from tests.databases import NOW
from throughcare.demo.actions.area import area_as_made
from throughcare.demo.actions.meetings import meet
from throughcare.demo.actions.past import write_past
from throughcare.demo.actions.people import add_someone
from throughcare.demo.actions.predicting import INSTRUMENT, write_signed
from throughcare.demo.actions.rows import Rows
from throughcare.demo.actions.someone import Composer
from throughcare.demo.actions.told import write_someone
from throughcare.demo.actions.work import assess
from throughcare.demo.content import content
from throughcare.demo.population import people_of
from throughcare.demo.sanctions import predicted_from
from throughcare.demo.writing import Writer
from throughcare.foundation.access import SYSTEM, acting_as
from throughcare.foundation.calendar import local_day, moment_at
from throughcare.foundation.packs import pack
from throughcare.record import actions as record

TABLES = [
    *("people.Name", "people.Identifier", "people.Holding", "people.Characteristic"),
    *("people.Communication", "people.Adjustment", "people.Address", "people.Reachable"),
    *("people.PersonalContact", "people.Dependant"),
    *("sentences.Conviction", "sentences.Offence", "sentences.Order", "sentences.Requirement"),
    *("sentences.LicenceCondition", "sentences.SupervisionTerm", "sentences.Custody"),
    *("sentences.KeyDate", "sentences.Breach"),
    *("risk.Flag", "risk.FlagChange", "risk.HarmLevel", "risk.Mappa"),
    *("record.Entry", "supervision.Appointment", "supervision.Recording"),
]
KINDS, SENTENCES = 12, 8  # of facts, and of what people are under
LONG_AGO = NOW - timedelta(days=2000)
# Numbers that are drawn anew for every row, and what is named after one.
DRAWN = {
    "id",
    "person",
    "ref",
    "conviction",
    "flag",
    "appointment",
    "latest",
    "entry",
    "assessment",
}


def rows_of(person, tables=TABLES):
    """Every row about a person, table by table, without the numbers drawn for it."""
    found = {"people.Person": [str(values_of(person))]}
    for table in tables:
        rows = apps.get_model(table).objects.filter(person=person)
        found[table] = sorted(str(values_of(row)) for row in rows)
    return found


def values_of(row):
    row = type(row).objects.get(pk=row.pk)
    values = {f.name: getattr(row, f.attname) for f in row._meta.concrete_fields}
    kept = {name: value for name, value in values.items() if name not in DRAWN}
    for name in ("link", "source_key"):
        if kept.get(name) and "appointment:" in kept[name]:
            kept[name] = "an appointment"
        elif name == "link" and kept.get(name):
            kept[name] = kept[name].split(":")[0]
    if kept.get("learnt"):
        kept["learnt"] = {k: v for k, v in kept["learnt"].items() if k != "conviction"}
    kept.pop("requirement", None)
    return kept


@pytest.fixture
def composed(tiny):
    """Lives of every kind, not on the record yet."""
    with acting_as(SYSTEM):
        area = area_as_made(content=content(), at=NOW)
        composer = Composer(area, Writer(content()), 9, local_day(NOW))
        lives = people_of(count=300, content=content(), today=local_day(NOW), seed=9)
        yield area, list(of_every_kind(composer, lives))


def of_every_kind(composer, lives):
    """The first of each kind of sentence, and whoever brings a kind of fact not seen yet."""
    seen = set()
    for life in lives:
        if not life.cast and len(seen) < KINDS + SENTENCES:
            someone = composer.someone(life)
            brings = {type(fact) for fact, _ in someone.facts} | {life.under}
            if brings - seen:
                seen |= brings
                yield someone


def test_people_and_what_is_told_of_them(composed):
    _, everybody = composed
    assert len({type(fact) for one in everybody for fact, _ in one.facts}) == KINDS

    for someone in everybody:
        by_action = add_someone(someone)
        rows = Rows()
        at_once = write_someone(someone, rows)
        rows.write()

        assert rows_of(at_once.person) == rows_of(by_action.person)


def test_what_the_predictors_need(composed):
    area, everybody = composed
    someone, on = everybody[0], local_day(NOW) - timedelta(days=5)
    instrument = pack().instrument(INSTRUMENT, on=on)
    answers = predicted_from(someone.life, convicted_on=someone.life.began_on)
    del answers["total_sanctions"]  # not known

    by_action = add_someone(someone)
    actor = area.actor_now(someone.life.holder)
    assess(by_action, actor, instrument, answers, at=moment_at(on, time(10, 10)))
    at_once = add_someone(someone)
    rows = Rows()
    write_signed(at_once, instrument, answers, area, rows, on=on)
    rows.write()

    tables = ["assessments.Answer", "assessments.Assessment", "record.Entry"]
    assert rows_of(at_once.person, tables) == rows_of(by_action.person, tables)


def test_meetings_and_what_came_of_them(composed):
    area, everybody = composed
    someone = max(everybody, key=lambda one: len(one.meetings))
    someone = replace(someone, works_by_action=True, notes=[])
    outcomes = {one.outcome for one in someone.meetings}
    assert len(outcomes) > 2

    by_action = add_someone(someone)
    meet(
        replace(by_action, diarist=replace(someone.diarist, at=LONG_AGO)),
        area.actor_now(someone.life.holder),
        area,
    )
    at_once = add_someone(someone)
    rows = Rows()
    write_past(replace(at_once, works_by_action=False), area, rows, requirements={})
    rows.write()

    tables = ["record.Entry", "supervision.Appointment", "supervision.Recording"]
    assert rows_of(at_once.person, tables) == rows_of(by_action.person, tables)


def test_notes(composed):
    area, everybody = composed
    someone = next(one for one in everybody if len(one.notes) > 4)
    someone = replace(someone, meetings=[])

    by_action = add_someone(someone)
    for note in someone.notes:
        record.write_note(
            actor=area.actor_now(note.author),
            person=by_action.person,
            note_type=note.note_type,
            text=note.text,
            happened_at=note.happened_at,
            at=note.happened_at,
            marking=note.marking,
            important=note.important,
        )
    at_once = add_someone(someone)
    rows = Rows()
    write_past(at_once, area, rows, requirements={})
    rows.write()

    assert rows_of(at_once.person) == rows_of(by_action.person)
