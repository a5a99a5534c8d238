"""What is known of somebody's offences and sentence, offered to whoever assesses them."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from throughcare.foundation.learning import Offered, offered
from throughcare.foundation.ui.dates import written_day
from throughcare.sentences.queries.on_record import OnRecord, on_record

RELEASE = ("ARD", "CRD", "SED")  # of the list "sentence-date", as sure as they come


def facts_offered(*, person: Any, today: date) -> list[Offered]:
    """The main offence, its dates and the sentence; and every offence, each as a fact "offence"."""
    rows = on_record([person.pk]).get(person.pk, OnRecord())
    return [*_offences(rows), *_sentence(rows, today)]


def _offences(rows: OnRecord) -> Iterator[Offered]:
    closed = rows.closed()
    ours = [row for row in rows.offences if row.conviction_id not in closed] or rows.offences
    for row in rows.offences:
        yield offered(
            "offence",
            row,
            value=row.title,
            says=_says(row),
            origin=_("Offences"),
            on=row.began_on,
            link=f"sentences.offence:{row.pk}",
        )
    main = next((row for row in ours if row.is_main), ours[0] if ours else None)
    if main is None:
        return
    yield offered(
        "current-offence",
        main,
        value=main.title,
        says=_says(main),
        origin=_("Offences"),
        on=main.began_on,
        link=f"sentences.offence:{main.pk}",
    )
    if main.began_on:
        yield _day("offence-date", main, main.began_on, _("Offences"))


def _sentence(rows: OnRecord, today: date) -> Iterator[Offered]:
    order = next((row for row in rows.orders if not row.has_ended(today)), None)
    if order:
        yield offered(
            "sentence-kind",
            order,
            value=order.kind,
            says=order.title,
            origin=_("Sentence"),
            on=order.started_on,
        )
        if order.started_on:
            yield _day("sentence-date", order, order.started_on, _("Sentence"))
    given = {row.kind: row for row in rows.key_dates if row.superseded_at is None}
    if release := next((given[kind] for kind in RELEASE if kind in given), None):
        yield _day("release-date", release, release.on, _("Key dates"))


def _says(row: Any) -> str:
    return f"{row.title}, {written_day(row.began_on)}" if row.began_on else str(row.title)


def _day(fact: str, row: Any, day: date, origin: str) -> Offered:
    return offered(fact, row, value=day.isoformat(), says=written_day(day), origin=origin, on=None)
