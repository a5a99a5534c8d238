"""Putting somebody on the record by the actions that messages from other systems lead to."""

from collections.abc import Callable
from dataclasses import replace

from throughcare.demo.actions.someone import Someone
from throughcare.foundation.access import SYSTEM
from throughcare.people import actions as people
from throughcare.people.actions.learning import learn_circumstances, learn_person
from throughcare.risk import actions as risk
from throughcare.risk.facts import FlagFacts, HarmLevelFacts, MappaFacts
from throughcare.sentences import actions as sentences
from throughcare.sentences import facts as told

_LEARNT: dict[type, Callable[..., bool]] = {
    told.ConvictionFacts: sentences.learn_conviction,
    told.OffenceFacts: sentences.learn_offence,
    told.OrderFacts: sentences.learn_order,
    told.RequirementFacts: sentences.learn_requirement,
    told.LicenceConditionFacts: sentences.learn_licence_condition,
    told.SupervisionTermFacts: sentences.learn_supervision_term,
    told.CustodyFacts: sentences.learn_custody,
    told.KeyDatesFacts: sentences.learn_key_dates,
    told.BreachFacts: sentences.learn_breach,
    FlagFacts: risk.learn_flag,
    HarmLevelFacts: risk.learn_harm_level,
    MappaFacts: risk.learn_mappa,
}


def add_someone(someone: Someone) -> Someone:
    """Somebody with everything other systems would tell, held by whom they are held."""
    at = someone.known_from
    person = learn_person(
        actor=SYSTEM, facts=someone.identity, source=None, at=at, is_fictional=True
    )
    for held in someone.held:
        people.hold(
            actor=SYSTEM,
            person=person,
            kind=held.kind,
            unit=held.unit,
            holder=held.holder,
            on=someone.life.began_on,
            at=at,
            place=held.place,
            reason=held.reason,
        )
    learn_circumstances(
        actor=SYSTEM, person=person, facts=someone.circumstances, source=None, at=at
    )
    for fact, came_at in someone.facts:
        _LEARNT[type(fact)](actor=SYSTEM, person=person, facts=fact, source=None, at=came_at)
    return replace(someone, person=person)
