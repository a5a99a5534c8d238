"""Levels, MAPPA and scores in words. Pure: a row in, a sentence out."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from throughcare.foundation.packs import pack
from throughcare.foundation.ui.header import Tone

_TONES: dict[str, Tone] = {"very-high": "danger", "high": "danger", "medium": "attention"}


def level_title(level: str) -> str:
    """Very high."""
    return pack().code_list("rosh-level").title_of(level)


def group_title(group: str) -> str:
    """Known adult; everyone, where a source gives one level for all."""
    return _("Overall") if group == "overall" else pack().code_list("rosh-group").title_of(group)


def setting_title(setting: str) -> str:
    """In the community; in custody."""
    return {"community": _("in the community"), "custody": _("in custody")}.get(setting, "")


def level_says(row: Any) -> str:
    """Very high: known adult, in the community."""
    where = setting_title(row.setting)
    whom = f"{group_title(row.group)}, {where}" if where else group_title(row.group)
    return f"{level_title(row.level)}: {whom}"


def rank_of(level: str) -> int:
    """How serious a level is; 0 for one the pack does not know."""
    levels = pack().code_list("rosh-level")
    return int(levels[level].facts["rank"]) if level in levels else 0


def tone_of(level: str) -> Tone:
    """The colour that repeats what the level says."""
    return _TONES.get(level, "plain")


def mappa_says(row: Any) -> str:
    """MAPPA category 2, level 2; as given where the pack does not know it."""
    category = row.category or row.category_text
    level = row.level or row.level_text
    if category and level:
        return _("MAPPA category %(category)s, level %(level)s") % {
            "category": category,
            "level": level,
        }
    if category:
        return _("MAPPA category %(category)s") % {"category": category}
    return _("MAPPA level %(level)s") % {"level": level} if level else _("MAPPA")


def score_name(name: str) -> str:
    """OGRS3; as given where the pack does not know it."""
    return pack().code_list("score").title_of(name)


def predicts(name: str) -> str:
    """What the predictor speaks of: any reoffending, violence."""
    scores = pack().code_list("score")
    return (scores[name].group or "") if name in scores else ""


def generation(name: str) -> int:
    """Which of several predictors of the same thing is the newer one."""
    scores = pack().code_list("score")
    return int(scores[name].facts.get("generation", 0)) if name in scores else 0


def score_says(row: Any) -> str:
    """12%, low; or the band alone, or what was given."""
    band = {"not-applicable": _("does not apply")}.get(row.band) or (
        level_title(row.band) if row.band else row.band_text
    )
    value = percent(row.value) if row.value is not None else ""
    return ", ".join(part for part in (value, band.lower()) if part)


def period_title(period: str) -> str:
    """Within two years."""
    return {"1-year": _("1 year"), "2-years": _("2 years")}.get(period, period)


def percent(value: Decimal) -> str:
    """1.46%."""
    return _("%(n)s%%") % {"n": f"{value.normalize():f}"}


def flag_title(flag: Any) -> str:
    """The pack's name of the flag, so that one thing has one name; else as given."""
    known = pack().flag_types.get(flag.type)
    return known.title if known else str(flag.title)


def category_of(flag: Any) -> str:
    """Id of the pack's category the flag is in; empty for one the pack does not know."""
    known = pack().flag_types.get(flag.type)
    return known.category if known else ""


def category_title(id: str) -> str:
    """Harm to others; other flags, for those the pack does not know."""
    return pack().flag_categories[id].title if id else _("Other flags")


def field_title(name: str) -> str:
    """What a part of a flag is called on the page."""
    titles = {
        "title": _("Title"),
        "register": _("Register"),
        "category": _("Category"),
        "level": _("Level"),
        "colour": _("Colour"),
        "notes": _("Notes"),
        "started_on": _("Started"),
        "review_on": _("Next review"),
        "reviewed_on": _("Last review"),
        "ended_on": _("Ended on"),
        "end_note": _("Reason for ending"),
        "is_active": _("In force"),
        "raised_by": _("Raised by"),
    }
    return titles.get(name, name)


def therapeutic_says(row: Any, *, by: str | None = None) -> str:
    """A therapeutic risk in sentences: what brings it out, how and by whom it is addressed.

    `by`: what the colleague is called, where the row stands for another time.
    """
    state = pack().therapeutic_risk_rule.states.get(row.state)
    colleague = by if by is not None else row.by.name if row.by else ""
    by = ", ".join(part for part in (colleague, row.by_words) if part)
    told = (
        (_("What brings it out: %(said)s"), row.brings_out),
        (_("How it is addressed: %(said)s"), row.addressed),
        (_("By: %(said)s"), by),
        (_("How it stands: %(said)s"), state.title if state else row.state),
    )
    return "\n".join(words % {"said": said} for words, said in told if said)


def concern_title(kind: str) -> str:
    """What a concern is about, in the pack's words."""
    known = pack().concern_rule.kinds.get(kind)
    return known.title if known else kind


def referral_says(row: Any) -> str:
    """Whom it is about, and whether they are referred."""
    known = pack().safeguarding_rule.abouts.get(row.about)
    whom = f"{known.title if known else row.about}: {row.concerns}"
    if row.refer:
        return _("%(whom)s, referred to %(authority)s") % {
            "whom": whom,
            "authority": row.authority,
        }
    return _("%(whom)s, not referred") % {"whom": whom}


def therapeutic_field(name: str) -> str:
    """What a part of a therapeutic risk is called on the page."""
    titles = {
        "risk": _("The risk"),
        "brings_out": _("What brings it out"),
        "addressed": _("How it is addressed"),
        "by": _("Colleague"),
        "by_words": _("By whom"),
        "state": _("How it stands"),
        "review_on": _("Next review"),
    }
    return titles.get(name, name)
