"""Taking an exported record back: one person, whole, into a system that does not have them."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from throughcare.exchange import queries
from throughcare.exchange.access import IMPORT_MESSAGES
from throughcare.exchange.actions.runs import Going
from throughcare.exchange.models import Run
from throughcare.exchange.outcomes import Outcome, PutAside
from throughcare.exchange.parcels import NotAMessage, load
from throughcare.exchange.record_document import document_of
from throughcare.exchange.record_reading import rows_of
from throughcare.exchange.record_rows import CannotBeRead, Named, person_from, rows_from
from throughcare.exchange.record_schema import problems, schema
from throughcare.exchange.record_tables import (
    CLOSES,
    FORMAT,
    OPEN_FIRST,
    UNDER_WAY,
    VERSION,
    tables,
)
from throughcare.foundation.access import SYSTEM, Actor, acting_as, require
from throughcare.foundation.actions import action
from throughcare.foundation.audit import record
from throughcare.people.queries.matching import people_known_by
from throughcare.people.queries.opening import person_at
from throughcare.staff import actions as staff
from throughcare.staff import queries as of_staff

KIND = "throughcare/record"
_BEGINNING = 200


def is_record(path: Path) -> bool:
    """Whether the file is one of our own exports: its first words say so."""
    with path.open("rb") as file:
        start = file.read(_BEGINNING).decode("utf-8", "ignore").lstrip("\ufeff \r\n\t")
    words = "".join(start.split())
    return words.startswith('{"format":' + json.dumps(FORMAT))


def take_record(path: Path, going: Going) -> Outcome:
    """Take an exported record in, all of it or nothing. Never raises for what is in it."""
    outcome = Outcome(path.name, "", kind=KIND)
    try:
        document = _opened(path)
        with acting_as(SYSTEM):
            is_new = _is_new(document)
            if is_new:
                restore_record(actor=SYSTEM, document=document, going=going)
                going.has_changed = True
        if not is_new:
            outcome.state, outcome.reason = "unchanged", _("It says nothing that is not on record.")
    except PutAside as aside:
        outcome.state, outcome.reason, outcome.where = aside.state, aside.reason, aside.place
    except Exception as error:
        if not connection.is_usable():
            raise
        reason = _("Something in it could not be kept (%(kind)s).")
        outcome.state, outcome.reason = "needs-review", reason % {"kind": type(error).__name__}
    return outcome


@action
def restore_record(*, actor: Actor, document: Mapping[str, Any], going: Going) -> Any:
    """Keep everything the document says of its person. Raises PutAside."""
    require(actor, IMPORT_MESSAGES)
    queries.one_at_a_time()
    try:
        named = Named(_colleagues(actor, document), _units(actor, document))
        person = person_from(document, named)
        person.save(force_insert=True)
        rows = rows_from(document, person, named)
    except CannotBeRead as error:
        raise PutAside("refused", error.reason, place=error.place) from None
    Run.objects.get_or_create(pk=going.run_id, defaults={"started_at": going.at})
    for message in rows["exchange.message"]:
        message.run_id = going.run_id
    _save(rows)
    queries.ask_now_what_waits_for_the_end()
    record(actor, "exchange.record_restored", about=person, made_by=document["made_by"])
    return person


def _opened(path: Path) -> dict[str, Any]:
    """The document, of our format and whole. Raises PutAside."""
    try:
        document = load(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        raise PutAside("refused", _("This is not UTF-8 text.")) from None
    except NotAMessage as error:
        raise PutAside("refused", error.reason, place=error.place) from None
    if document.get("version") != VERSION:
        raise PutAside("refused", _("It was exported in another version of the format."))
    if place := next(problems(document, schema()), None):
        raise PutAside("refused", _("This is not as the format says."), place=place)
    if not document["holds_everything"]:
        raise PutAside(
            "refused", _("It holds what one colleague may read, not the whole record."), place=""
        )
    return dict(document)


def _is_new(document: Mapping[str, Any]) -> bool:
    """Whether nobody here is the person it is about. Raises PutAside where that is not clear."""
    person = person_at(UUID(document["person"]["ref"]))
    if person is None:
        numbers = document["record"]["people"]["identifier"]
        if people_known_by({(one["kind"], one["value"]) for one in numbers if one["is_valid"]}):
            raise PutAside(
                "needs-review", _("Somebody else on the record has one of this person’s numbers.")
            )
        return True
    here = document_of(
        rows_of(person, with_messages=True),
        at=datetime.fromisoformat(document["made_at"]),
        by=document["made_by"],
        is_whole=True,
        with_originals=document["holds_originals"],
    ).document
    if here != document:
        raise PutAside(
            "needs-review", _("This person is on the record already, and the two differ.")
        )
    return False


def _colleagues(actor: Actor, document: Mapping[str, Any]) -> dict[str, Any]:
    """Everybody named, by their number in the document; who is not known cannot sign in."""
    return {
        one["ref"]: staff.learn_colleague(
            actor=actor, ref=UUID(one["ref"]), code=one["code"], name=one["name"]
        )
        for one in document["colleagues"]
    }


def _units(actor: Actor, document: Mapping[str, Any]) -> dict[str, Any]:
    """Every unit named, by its code; one that is not here is added where the document has it."""
    found: dict[str, Any] = {}
    for one in document["units"]:  # the outer ones come first
        parent = found.get(one["parent"]) if one["parent"] else None
        found[one["code"]] = of_staff.unit_coded(one["code"]) or staff.add_unit(
            actor=actor, kind=one["kind"], code=one["code"], name=one["name"], parent=parent
        )
    return found


def _save(rows: Mapping[str, list[Any]]) -> None:
    inside = {label for labels in CLOSES.values() for label in labels}
    for table in tables():
        if table.label in CLOSES:
            _save_closed(table.label, rows)
        elif table.label not in inside:
            table.model._default_manager.bulk_create(rows[table.label])


def _save_closed(label: str, rows: Mapping[str, list[Any]]) -> None:
    """Save rows that nothing can be added to once they are finished: fill each, then finish it.

    One that is still under way comes last: of some kinds there is one such at a time.
    """
    open_now = OPEN_FIRST[label]
    table = next(one for one in tables() if one.label == label)
    for row in sorted(rows[label], key=lambda one: one.state in UNDER_WAY[label]):
        names = {name: table.attname(name) for name in open_now}
        finished = {attname: getattr(row, attname) for attname in names.values()}
        for name, attname in names.items():
            setattr(row, attname, open_now[name])
        row.save(force_insert=True)
        _save_inside(label, row, rows)
        for attname, value in finished.items():
            setattr(row, attname, value)
        row.save(update_fields=list(open_now))


def _save_inside(label: str, row: Any, rows: Mapping[str, list[Any]]) -> None:
    by_label = {table.label: table for table in tables()}
    saved = {label: {row.pk}}
    for inner in CLOSES[label]:
        table = by_label[inner]
        name, above = next((n, to) for n, to in table.keys.items() if to in saved)
        attname = table.attname(name)
        its_own = [one for one in rows[inner] if getattr(one, attname) in saved[above]]
        table.model._default_manager.bulk_create(its_own)
        saved[inner] = {one.pk for one in its_own}
