"""The bundle as it is laid out on paper: parts made of headings, items, tables and texts. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from throughcare.foundation.audit.queries import LookDay
from throughcare.foundation.past import Change, Told
from throughcare.foundation.ui.dates import written_day, written_moment
from throughcare.foundation.ui.words import Words
from throughcare.moments.chronology import Event, Next
from throughcare.moments.queries.comparing import SectionCompared
from throughcare.moments.queries.reading import Seen
from throughcare.moments.queries.reviewing import Chronology, Made, Review
from throughcare.moments.queries.sections import Section

MADE_ONE = lazy(
    "Another record of this person was made one with it %(moment)s. Entries of before are of both "
    "records; everything else is of this one."
)
NOTHING_YET = lazy("This system held nothing of it yet.")
Block = Mapping[str, Any]


def paper_of(review: Review, made: Made, *, language: str) -> dict[str, Any]:
    """Everything on the paper, in the reader's language."""
    when = written_moment(review.incident_at)
    return {
        "title": _("Review of a serious incident"),
        "about": review.person.name,
        "author": made.by,
        "language": language,
        "marking": _("Sensitive: for the review alone"),
        "footer": _("Record as it stood on %(moment)s") % {"moment": when},
        "page": _("Page"),
        "of": _("of"),
        "head": _facts(
            (_("Person"), review.person.name),
            (_("Date of birth"), written_day(review.person.born_on)),
            (_("CRN"), review.person.crn),
            (_("NOMIS number"), review.person.nomis),
            (_("Incident"), when),
            (_("Chronology from"), written_moment(review.before.since)),
            (
                _("Made"),
                _("%(moment)s by %(who)s") % {"moment": written_moment(made.at), "who": made.by},
            ),
            (_("For"), made.reason),
        ),
        "parts": [
            _part(_("How to read this"), _how_to_read(review, made.by)),
            _part(
                _("1. The record as it stood at the incident"),
                [
                    _text(
                        _("Nothing in this part was recorded after %(moment)s.") % {"moment": when}
                    ),
                    *(one for section in review.sections for one in _section(section, review)),
                    *_seen(review.seen),
                ],
            ),
            _part(_("2. What was recorded before it, and what followed"), [*_told(review.before)]),
            _part(
                _("3. Recorded afterwards"),
                [
                    _text(
                        _(
                            "Nobody could have read on this record at the incident what stands "
                            "in this part: it was recorded later, also where it speaks of earlier."
                        )
                    ),
                    *_told(review.afterwards),
                    *_since(review.changed_since),
                ],
                apart=True,
            ),
        ],
    }


def _how_to_read(review: Review, made_by: str) -> list[Block]:
    says = [
        _(
            "“Known” means what this system held at that moment, not what is known today of that "
            "time. What came in a message from another system counts as known from the moment it "
            "arrived here, even if that system wrote it down earlier."
        ),
        _(
            "It holds what %(who)s may read, and nothing else. What was marked more strictly then "
            "or is now, and what has been deleted since by the rules of retention, is not in it."
        )
        % {"who": made_by},
    ]
    if review.held_since and review.held_since > review.before.since:
        says.append(
            _(
                "This system has held the record since %(moment)s. Of the time before, it shows "
                "only what says itself when it was recorded."
            )
            % {"moment": written_moment(review.held_since)}
        )
    if review.made_one_since:
        says.append(MADE_ONE % {"moment": written_moment(review.made_one_since)})
    return [_text(one) for one in says]


def _section(section: Section, review: Review) -> Iterator[Block]:
    yield _heading(section.title)
    since = review.before.since
    lately = [one for one in section.over if _last_hand(one) and _last_hand(one) >= since]  # type: ignore[operator]
    if not section.told:
        is_before_held = review.held_since and review.incident_at < review.held_since
        yield _text(NOTHING_YET if is_before_held else section.nothing)
    for one in section.current:
        yield _item_of(one)
    for one in lately:
        yield _item_of(one, _("Over by then"))
    if left := len(section.over) - len(lately):
        yield _text(
            ngettext(
                "%(n)s more that was over before the chronology begins.",
                "%(n)s more that were over before the chronology begins.",
                left,
            )
            % {"n": left}
        )


def _last_hand(told: Told) -> datetime | None:
    return told.changed_at or told.recorded_at


def _item_of(told: Told, *tags: str, changes: Iterable[Change] = ()) -> Block:
    facts = [(one.label, one.value) for one in (*told.facts, *told.more)]
    if changes:
        facts = [
            (
                one.label,
                _("%(before)s → %(after)s")
                % {"before": one.before or _("nothing"), "after": one.after or _("nothing")},
            )
            for one in changes
        ]
    return {
        "kind": "item",
        "title": f"{told.what}: {told.title}",
        "tags": [one for one in (*tags, told.marking) if one],
        "facts": _facts(*facts),
        "foot": hands(told),
    }


def hands(told: Told) -> str:
    """Who wrote it down and when, and who changed it last."""
    said = []
    if told.recorded_at and told.source:
        words = {"moment": written_moment(told.recorded_at), "system": told.source}
        said.append(_("Arrived %(moment)s from %(system)s") % words)
        said += [told.recorded_by] if told.recorded_by else []
    elif told.recorded_at:
        words = {"moment": written_moment(told.recorded_at), "who": told.recorded_by}
        said.append(_("Recorded %(moment)s by %(who)s") % words)
    if told.changed_at:
        words = {"moment": written_moment(told.changed_at), "who": told.changed_by}
        said.append(_("changed %(moment)s by %(who)s") % words)
    return "; ".join(said)


def _seen(seen: Seen | None) -> Iterator[Block]:
    if seen is None:
        return
    yield _heading(_("Who could see the record"))
    if seen.could:
        rows = [[one.role, one.unit, ", ".join(one.names)] for one in seen.could]
        yield _table([_("Role"), _("Unit"), _("Colleagues")], rows)
    else:
        yield _text(_("Only the colleagues named above."))
    yield _heading(_("Who had looked lately"))
    yield _looked(seen.looked)


def _looked(looked: list[LookDay]) -> Block:
    if not looked:
        return _text(_("Nobody looked in this time."))
    rows = [
        [one.actor, written_moment(one.first), written_moment(one.last), str(one.pages)]
        for one in looked
    ]
    return _table([_("Who"), _("First that day"), _("Last that day"), _("Pages")], rows)


def _told(chronology: Chronology) -> Iterator[Block]:
    words = {"since": written_moment(chronology.since), "until": written_moment(chronology.until)}
    yield _text(_("From %(since)s until %(until)s, in the order it was recorded.") % words)
    if chronology.left_out:
        yield _text(_("%(n)s earlier entries are left out.") % {"n": chronology.left_out})
    yield _heading(_("Entries"))
    if not chronology.events:
        yield _text(_("Nothing was recorded in this time."))
    for event in chronology.events:
        yield _event(event)
    if chronology.noise:
        yield _text(
            _("Beside these, systems wrote %(n)s entries by themselves.") % {"n": chronology.noise}
        )
    yield _heading(_("Who looked in this time"))
    yield _looked(chronology.looked)


def _event(event: Event) -> Block:
    came = _("from %(system)s") % {"system": event.system} if event.system else ""
    recorded = (written_moment(event.recorded_at), event.by, came)
    return {
        "kind": "item",
        "title": event.title,
        "tags": [event.marking] if event.marking else [],
        "facts": _facts(
            (_("Recorded"), ", ".join(part for part in recorded if part)),
            (_("Happened"), _happened(event)),
            (_("What it says"), event.text),
            (_("Next opened"), _followed(event.first_opened)),
            (_("Next recorded"), _followed(event.next_recorded)),
        ),
        "foot": "",
    }


def _happened(event: Event) -> str:
    if not event.learnt_after:
        return written_moment(event.happened_at)
    return _("%(moment)s; recorded %(span)s later") % {
        "moment": written_moment(event.happened_at),
        "span": event.learnt_after,
    }


def _followed(by: Next | None) -> str:
    if by is None:
        return _("nobody, until this was made")
    said = _("%(what)s, %(who)s, %(moment)s: %(span)s later") % {
        "what": by.what,
        "who": by.by,
        "moment": written_moment(by.at),
        "span": by.within,
    }
    return said if by.before_the_incident else f"{said} ({_('after the incident')})"


def _since(sections: list[SectionCompared]) -> Iterator[Block]:
    for section in sections:
        if section.difference.is_empty:
            continue
        yield _heading(_("%(section)s: what has changed since") % {"section": section.title})
        for one in section.difference.added:
            yield _item_of(one, _("Added"))
        for changed in section.difference.changed:
            yield _item_of(changed.told, _("Changed"), changes=changed.changes)
        for ended in section.difference.ended:
            yield _item_of(ended.told, _("Ended"), changes=ended.changes)


def _facts(*rows: tuple[str, str]) -> list[dict[str, str]]:
    return [{"label": label, "value": value} for label, value in rows if value]


def _part(title: str, blocks: list[Block], *, apart: bool = False) -> dict[str, Any]:
    return {"title": title, "blocks": blocks, "apart": apart}


def _heading(text: str) -> Block:
    return {"kind": "heading", "text": text}


def _text(text: Words) -> Block:
    return {"kind": "text", "text": str(text)}


def _table(columns: list[str], rows: list[list[str]]) -> Block:
    return {"kind": "table", "columns": columns, "rows": rows}
