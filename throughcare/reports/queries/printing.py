"""A report as it is printed: the same for the preview and for the document that is kept."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from throughcare.foundation.calendar import age_on
from throughcare.foundation.packs import badge_of, pack
from throughcare.foundation.packs.reports import ReportOutline
from throughcare.foundation.ui.dates import written_day
from throughcare.people import queries as people
from throughcare.people.queries import PersonLine
from throughcare.reports.models import Gathered, Report, Section
from throughcare.reports.printed import Fact, Printed, PrintedSection, Source, groups_of
from throughcare.reports.readers import citations_of
from throughcare.reports.writing import blocks_of
from throughcare.signoff import queries as signoff


def printed_report(report: Report) -> Printed:
    """Everything on the paper, in the report's language; a fixed number of queries."""
    outline = pack().report_outline_version(report.outline, report.outline_version)
    line = people.lines_of([report.person])[0]
    citations = list(citations_of(report))
    with translation.override(report.language):
        return Printed(
            title=outline.title,
            about=line.name,
            author=report.author.name,
            language=report.language,
            standing=_standing(report),
            marking=badge_of(report.marking),
            footer=" · ".join(part for part in (outline.title, line.name, line.crn) if part),
            number=_("Report %(number)s, on outline %(outline)s")
            % {"number": report.pk, "outline": outline.name},
            head=_head(report, line),
            sections=_sections(report, outline, sources=[one.number for one in citations]),
            sources=tuple(Source(one.number, source_says(one.entry)) for one in citations),
            signed=_signed(report),
            words=_words(),
        )


def source_says(entry: Any) -> str:
    """An entry as a list of sources names it."""
    known = pack().entry_kinds.kinds.get(entry.kind)
    title = entry.title or (known.title if known else entry.kind)
    parts = (title, written_day(entry.happened_at), entry.author_text)
    return ", ".join(part for part in parts if part)


def _standing(report: Report) -> str:
    if report.state in ("final", "superseded"):
        return ""
    if report.state == "withdrawn":
        return _("Withdrawn: not to be used")
    return _("Draft: not countersigned")


def _head(report: Report, line: PersonLine) -> tuple[Fact, ...]:
    born = written_day(line.born_on) if line.born_on else _("not known")
    if line.born_on:
        born = _("%(born)s (aged %(age)s)") % {
            "born": born,
            "age": age_on(line.born_on, max(line.born_on, report.covers_until)),
        }
    facts = (
        (_("Name"), line.name),
        (_("Also known as"), line.other_names),
        (_("Date of birth"), born),
        (_("CRN"), line.crn),
        (_("NOMIS number"), line.nomis),
        (_("Where"), line.where or _("In the community")),
        (_("Case holder"), ", ".join(part for part in (line.holder, line.team) if part)),
        (
            _("This report covers"),
            _("%(since)s to %(until)s")
            % {"since": written_day(report.covers_from), "until": written_day(report.covers_until)},
        ),
    )
    return tuple(Fact(label, value) for label, value in facts if value)


def _sections(
    report: Report, outline: ReportOutline, *, sources: list[int]
) -> tuple[PrintedSection, ...]:
    texts = {row.part: row.text for row in Section.objects.filter(report=report)}
    gathered: dict[str, list[Fact]] = {}
    rows = Gathered.objects.filter(section__report=report, is_left_out=False)
    for row in rows.select_related("section").order_by("section__position", "position"):
        gathered.setdefault(row.section.part, []).append(Fact(row.label, row.value, row.origin))
    return tuple(
        PrintedSection(
            part.title,
            tuple(gathered.get(part.id, ())),
            groups_of(blocks_of(texts.get(part.id, "")), sources=sources),
        )
        for part in outline.section
        if part.required or texts.get(part.id) or gathered.get(part.id)
    )


def _signed(report: Report) -> tuple[Fact, ...]:
    said = {
        "submitted": _("Submitted by"),
        "signed": _("Signed by"),
        "countersigned": _("Countersigned by"),
        "withdrawn": _("Withdrawn by"),
    }
    return (
        Fact(_("Written by"), report.author.name),
        *(
            Fact(
                said[one.kind],
                ", ".join(part for part in (one.by, one.by_role, written_day(one.at)) if part),
            )
            for one in signoff.way_since_submitted(report.paper)
            if one.kind in said
        ),
    )


def _words() -> dict[str, str]:
    return {
        "page": _("Page"),
        "of": _("of"),
        "what": _("What"),
        "says": _("What the record says"),
        "origin": _("Where from"),
        "nothing": _("Nothing was written here."),
        "sources": _("Sources"),
        "signed": _("Signed"),
    }
