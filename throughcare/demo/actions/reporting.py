"""Progress reports: begun, waiting for their countersignature, or final."""

from datetime import date, datetime, timedelta
from typing import Any

from throughcare.demo.actions.area import Area
from throughcare.demo.actions.someone import Someone
from throughcare.demo.lives import Lots
from throughcare.demo.notes import MANAGERS
from throughcare.demo.writing import Vocabulary
from throughcare.foundation.access import Actor, acting_as
from throughcare.reports import actions as reports
from throughcare.signoff import actions as signoff

OUTLINE = "progress-report"
_HALF_A_YEAR = timedelta(days=182)
_WRITTEN_FIRST = ("sentence", "attendance", "needs")
_DAYS_SINCE = {"draft": 2, "waiting": 1, "final": 12}


def state_of(someone: Someone) -> str:
    """How far the report on somebody is; empty where none was begun."""
    if someone.life.cast:
        return someone.life.cast.report
    lots = Lots(someone.diarist.content, someone.life.chance)
    outside = not someone.life.in_custody
    return lots.share("report-state") if outside and lots.is_one_of("reported-on") else ""


def write_report(someone: Someone, actor: Actor, area: Area, state: str) -> None:
    """Write a report as far as it is, and have it countersigned where it is final."""
    today = someone.diarist.today
    at = area.at - timedelta(days=_DAYS_SINCE[state], hours=1)
    report = reports.start_report(
        actor=actor,
        person=someone.person,
        outline=OUTLINE,
        covers_from=max(someone.life.began_on, today - _HALF_A_YEAR),
        covers_until=today - timedelta(days=_DAYS_SINCE[state]),
        at=at,
    )
    only = _WRITTEN_FIRST if state == "draft" else ()
    _write_parts(someone, actor, report, only=only, at=at + timedelta(minutes=20))
    if state == "draft":
        return
    manager = MANAGERS[someone.life.unit]
    report.refresh_from_db()
    reports.submit_report(
        actor=actor,
        report=report,
        version=report.version,
        # Somebody the tour names waits for somebody by name; the rest for whoever is free first.
        to=area.members[manager] if someone.life.cast or state == "final" else None,
        at=at + timedelta(minutes=30),
        comment="Ready for you. The part on risk is the one to look at.",
    )
    if state == "final":
        with acting_as(area.actor(manager)):
            signoff.countersign_paper(
                actor=area.actor(manager),
                paper=report.paper,
                version=report.version,
                at=at + timedelta(days=1),
                comment="Clear and fair.",
            )


def _write_parts(
    someone: Someone, actor: Actor, report: Any, *, only: tuple[str, ...], at: datetime
) -> None:
    chance = someone.life.chance.about("report")
    content = someone.diarist.content
    words = Vocabulary(someone.diarist.words, _figures(someone), chance)
    for place, section in enumerate(report.sections.all()):
        says = content.reports.get(section.part)
        if says and (not only or section.part in only):
            reports.write_section(
                actor=actor,
                section=section,
                version=section.version,
                html=words.fill(chance.one(says), content.words.of),
                at=at + timedelta(minutes=place),
            )


def _figures(someone: Someone) -> dict[str, str]:
    """What the report counts from the record."""
    since = someone.diarist.at - _HALF_A_YEAR
    met = [one for one in someone.meetings if one.outcome and one.starts_at >= since]
    kept = sum(one.outcome == "ATTC" for one in met)
    return {
        "kept": str(kept),
        "arranged": str(len(met)),
        "months": str(_months(someone.life.began_on, someone.diarist.today)),
        "order": someone.life.under.replace("-", " ").capitalize(),
        "level": someone.life.level.replace("-", " "),
    }


def _months(since: date, today: date) -> int:
    return max(1, min(6, round((today - since).days / 30.4)))
