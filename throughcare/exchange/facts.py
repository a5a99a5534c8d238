"""What facts messages can hold, and which module keeps each kind of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from throughcare.assessments.actions import learn_assessment
from throughcare.assessments.facts import AssessmentFacts
from throughcare.foundation.access import Actor
from throughcare.people import actions as people
from throughcare.people import facts as of_people
from throughcare.record import actions as record
from throughcare.record.facts import EntryFacts
from throughcare.risk import actions as risk
from throughcare.risk import facts as of_risk
from throughcare.sentences import actions as sentences
from throughcare.sentences import facts as of_sentences
from throughcare.supervision import actions as supervision
from throughcare.supervision.facts import AppointmentFacts


@dataclass(frozen=True, kw_only=True)
class Who:
    """Whom a message is about, as it says: numbers and names. The [person] part of a table."""

    crn: tuple[str, ...] = ()
    nomis: tuple[str, ...] = ()
    pnc: tuple[str, ...] = ()
    cro: tuple[str, ...] = ()
    other_numbers: tuple[of_people.IdentifierFacts, ...] = ()
    """Kept on the record; nobody is known again by them."""
    booking: tuple[str, ...] = ()
    """NOMIS's own number of a time in prison: somebody is known by it once a message gave both."""
    assessment: tuple[str, ...] = ()
    """OASys's own number of an assessment, likewise."""
    title: str = ""
    given_name: str = ""
    middle_names: str = ""
    family_name: str = ""
    preferred_name: str = ""
    born_on: date | None = None
    died_on: date | None = None
    sex: str = ""
    other_names: tuple[of_people.NameFacts, ...] = ()
    is_described: bool = False
    is_restricted: bool = False
    is_deleted: bool = False


@dataclass(frozen=True)
class FactKind:
    """One kind of fact: its dataclass, and the action that keeps all of them a message holds."""

    kind: type
    learn: Callable[..., bool]


def name_of(fact: Any) -> str:
    """What the other system calls it."""
    return getattr(fact, "key", "") or str(fact.source_key)


def _one_by_one(learn: Callable[..., bool]) -> Callable[..., bool]:
    def learn_all(
        *, actor: Actor, person: Any, facts: Sequence[Any], source: UUID, at: datetime
    ) -> bool:
        changed = False
        for one in facts:
            changed |= learn(actor=actor, person=person, facts=one, source=source, at=at)
        return changed

    return learn_all


def _circumstance(kind: type) -> FactKind:
    return FactKind(kind, people.learn_circumstances)


# In the order they are kept: what others hang on comes first.
FACTS: dict[str, FactKind] = {
    "characteristic": _circumstance(of_people.CharacteristicFacts),
    "communication": _circumstance(of_people.CommunicationFacts),
    "adjustment": _circumstance(of_people.AdjustmentFacts),
    "address": _circumstance(of_people.AddressFacts),
    "reachable": _circumstance(of_people.ReachableFacts),
    "contact": _circumstance(of_people.PersonalContactFacts),
    "dependant": _circumstance(of_people.DependantFacts),
    "holding": FactKind(of_people.CommunityHoldingFacts, _one_by_one(people.learn_holding)),
    "whereabouts": FactKind(of_people.CustodyFacts, _one_by_one(people.learn_custody)),
    "conviction": FactKind(of_sentences.ConvictionFacts, _one_by_one(sentences.learn_conviction)),
    "offence": FactKind(of_sentences.OffenceFacts, _one_by_one(sentences.learn_offence)),
    "order": FactKind(of_sentences.OrderFacts, _one_by_one(sentences.learn_order)),
    "requirement": FactKind(
        of_sentences.RequirementFacts, _one_by_one(sentences.learn_requirement)
    ),
    "licence-condition": FactKind(
        of_sentences.LicenceConditionFacts, _one_by_one(sentences.learn_licence_condition)
    ),
    "supervision-term": FactKind(
        of_sentences.SupervisionTermFacts, _one_by_one(sentences.learn_supervision_term)
    ),
    "custody": FactKind(of_sentences.CustodyFacts, _one_by_one(sentences.learn_custody)),
    "key-dates": FactKind(of_sentences.KeyDatesFacts, _one_by_one(sentences.learn_key_dates)),
    "breach": FactKind(of_sentences.BreachFacts, _one_by_one(sentences.learn_breach)),
    "hearing": FactKind(of_sentences.HearingFacts, _one_by_one(sentences.learn_hearing)),
    "flag": FactKind(of_risk.FlagFacts, _one_by_one(risk.learn_flag)),
    "harm-level": FactKind(of_risk.HarmLevelFacts, _one_by_one(risk.learn_harm_level)),
    "mappa": FactKind(of_risk.MappaFacts, _one_by_one(risk.learn_mappa)),
    "score": FactKind(of_risk.ScoreFacts, _one_by_one(risk.learn_score)),
    "assessment": FactKind(AssessmentFacts, _one_by_one(learn_assessment)),
    "appointment": FactKind(AppointmentFacts, _one_by_one(supervision.learn_appointment)),
    "entry": FactKind(EntryFacts, record.learn_entries),
}
