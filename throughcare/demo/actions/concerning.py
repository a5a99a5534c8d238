"""What worries colleagues: concerns, therapeutic risks, a child who may be at risk."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from throughcare.demo.actions.area import Area
from throughcare.demo.actions.someone import Someone
from throughcare.foundation.access import acting_as
from throughcare.foundation.calendar import local_day
from throughcare.foundation.packs import pack
from throughcare.risk import actions as risk

_AN_HOUR, _A_DAY = timedelta(hours=1), timedelta(days=1)


def leave_concerns(everybody: Iterable[Someone], area: Area) -> None:
    """Some of each, as the colleagues do it who sign in."""
    cast = {one.life.cast.key: one for one in everybody if one.life.cast}
    _tell_of_drink(cast, area)
    _watch(cast, area)
    _write_therapeutic_risks(cast["samuel"], area)
    _do_not_refer(cast["marcus"], area)


def _tell_of_drink(cast: Mapping[str, Someone], area: Area) -> None:
    """The facilitator, this morning: it waits for whoever holds the case."""
    facilitator, at = area.actor_now("facilitator"), area.at - _AN_HOUR
    with acting_as(facilitator):
        risk.record_concern(
            actor=facilitator,
            person=cast["gethin"].person,
            kind="substances",
            what="Came to the group smelling of drink and left when asked about it. "
            "Two weeks ago he was the one who kept the others sober.",
            happened_at=at - _AN_HOUR,
            at=at,
        )


def _watch(cast: Mapping[str, Someone], area: Area) -> None:
    """A colleague told of a new partner; the case holder watches it for a week."""
    told, holder, at = area.actor_now("po"), area.actor_now("pso"), area.at - 3 * _A_DAY
    with acting_as(told):
        concern = risk.record_concern(
            actor=told,
            person=cast["leanne"].person,
            kind="relationship",
            what="Says she is seeing somebody new and would rather not give his name.",
            told_by="Her sister, by telephone",
            happened_at=at - _AN_HOUR,
            at=at,
        )
    with acting_as(holder):
        risk.decide_concern(
            actor=holder,
            concern=concern,
            outcome="watch",
            reason="She gave his name. Nothing is known of him; I ask again next week.",
            watch_until=local_day(area.at + 4 * _A_DAY),
            version=concern.version,
            at=at + _AN_HOUR,
        )


def _write_therapeutic_risks(someone: Someone, area: Area) -> None:
    officer = area.actor_now("tc")
    for risk_named, brings_out, addressed, by_words, state in (
        (
            "Walks out of the group when he is challenged",
            "Being asked about his brother, or being interrupted by staff.",
            "He says so before he leaves and is back within ten minutes; the group sees to it.",
            "His small group",
            "being-addressed",
        ),
        (
            "Takes on the debts of younger members",
            "New arrivals who remind him of his son.",
            "Talked through in his one-to-one; the wing checks canteen each Friday.",
            "Wing staff",
            "active",
        ),
    ):
        with acting_as(officer):
            risk.identify_risk(
                actor=officer,
                person=someone.person,
                risk=risk_named,
                brings_out=brings_out,
                addressed=addressed,
                by=area.members["tc"],
                by_words=by_words,
                state=state,
                marking=pack().markings["therapy"].number,
                at=area.at - 5 * _A_DAY,
            )


def _do_not_refer(someone: Someone, area: Area) -> None:
    """A decision that waits for the manager's countersignature."""
    officer = area.actor_now("po")
    with acting_as(officer):
        risk.decide_referral(
            actor=officer,
            person=someone.person,
            about="child",
            concerns="His sister’s daughter, aged 4",
            what="He says he minds her on Saturdays. His sister says that he has not since June.",
            authority="",
            refer=False,
            reason="Children’s services closed their file in September knowing of him, and he has "
            "no contact now.",
            at=area.at - 2 * _AN_HOUR,
        )
