"""Documents on the records of those the sign-ins speak of, made by the program."""

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

from throughcare.demo.actions.area import Area
from throughcare.demo.actions.someone import Someone
from throughcare.demo.content import CastDocument
from throughcare.foundation.access import Actor
from throughcare.foundation.files import taken
from throughcare.foundation.printing import pdf_of
from throughcare.foundation.ui.dates import written_day
from throughcare.record import actions as record

LAYOUT = Path(__file__).parents[1] / "typst" / "paper.typ"
_NOTE = "Fictional: nobody in this paper is real."


def attach_papers(
    someone: Someone, papers: Iterable[CastDocument], actor: Actor, area: Area
) -> None:
    """Attach what was sent of the person, as their holder would."""
    for one in papers:
        at = area.at - timedelta(days=one.days_ago)
        day = at.date()
        lines = [line.format(name=_name_of(someone)) for line in one.lines]
        record.attach_document(
            actor=actor,
            person=someone.person,
            kind=one.kind,
            title=one.title,
            text=one.text,
            on=day,
            marking=0,
            file=taken(_file(one, lines, area, written_day(day)), name=one.title),
            at=at + timedelta(hours=1),
        )


def _name_of(someone: Someone) -> str:
    return f"{someone.person.given_name} {someone.person.family_name}"


def _file(one: CastDocument, lines: list[str], area: Area, day: str) -> bytes:
    if not one.is_printed:
        return "\r\n\r\n".join([one.sent_by, day, *lines, _NOTE]).encode()
    said = {"title": one.title, "from": one.sent_by, "day": day, "lines": lines, "note": _NOTE}
    return pdf_of(LAYOUT, said, made_at=area.at)
