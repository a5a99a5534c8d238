"""Assessing somebody and planning with them, by the actions everybody uses."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from throughcare.assessments import actions as assessments
from throughcare.assessments.queries import needs_shown_by
from throughcare.assessments.replies import ANSWERED, NOT_KNOWN, Reply
from throughcare.demo.actions.someone import Someone
from throughcare.demo.diary import next_working_day
from throughcare.demo.lives import Lots
from throughcare.foundation.access import Actor
from throughcare.foundation.calendar import moment_at
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.instruments import Instrument
from throughcare.foundation.packs.questions import Answers
from throughcare.plans import actions as plans
from throughcare.plans.proposing import ProposedObjective, propose

INSTRUMENT = "needs-and-strengths"
_AT = time(11, 20)
A_SECTION, TO_SIGN = timedelta(minutes=4), timedelta(minutes=40)  # that it takes
# What an assessment finds beside the threads, unless they say otherwise.
_USUAL: dict[str, str | tuple[str, ...]] = {
    "home_safe": "yes",
    "home_at_risk": "no",
    "work_lasting": "yes",
    "reading": "well",
    "benefits": "yes",
    "parenting": "no",
    "drink_link": "no",
    "drug_link": "no",
}


def is_assessed(someone: Someone) -> bool:
    """Whether they were assessed: of those held by colleagues one can sign in as, a share."""
    life = someone.life
    if life.cast:
        return life.cast.assessed
    days = (someone.diarist.today - life.began_on).days
    assessor = someone.diarist.content.staff.get(assessor_of(someone))
    return bool(assessor and assessor.to_try and days > 20) and _lots(someone).is_one_of("assessed")


def assessor_of(someone: Someone) -> str:
    """Who assessed them: whoever works with them where they are."""
    if someone.life.cast and someone.life.cast.assessed_by:
        return someone.life.cast.assessed_by
    return (someone.life.in_custody and someone.life.wing_holder) or someone.life.holder


def assess_and_plan(someone: Someone, actor: Actor) -> None:
    """Sign an assessment and make a plan of what it shows, some of it done since."""
    on = _assessed_on(someone)
    instrument = pack().instrument(INSTRUMENT, on=on)
    answers = _answers(someone)
    at = moment_at(on, _AT)
    if someone.life.cast and (first := someone.life.cast.assessed_first):
        began = moment_at(_as_soon_as_they_began(someone), _AT)
        assess(someone, actor, instrument, {**answers, **first}, at=began)
    assessment = assess(someone, actor, instrument, answers, at=at)
    plan_on = next_working_day(on + timedelta(days=2))
    objectives = propose(needs_shown_by(actor=actor, assessment=assessment), on=plan_on)
    if objectives:
        _plan(someone, actor, assessment, objectives, on=plan_on)


def _assessed_on(someone: Someone) -> date:
    today = someone.diarist.today
    chance = someone.life.chance.about("assessed")
    back = timedelta(days=chance.between(45, 110))
    earliest = _as_soon_as_they_began(someone)
    return min(next_working_day(max(earliest, today - back)), today - timedelta(days=8))


def _as_soon_as_they_began(someone: Someone) -> date:
    return next_working_day(someone.life.began_on + timedelta(days=6))


def _answers(someone: Someone) -> Answers:
    found: dict[str, str | tuple[str, ...]] = dict(_USUAL)
    for thread in someone.life.threads.values():
        found |= thread.answers
    return found


def assess(
    someone: Someone, actor: Actor, instrument: Instrument, answers: Answers, *, at: datetime
) -> Any:
    """An assessment answered and signed."""
    assessment = assessments.start_assessment(
        actor=actor, person=someone.person, instrument=instrument, at=at
    )
    for place, (section, replies) in enumerate(replies_of(instrument, answers).items()):
        assessments.answer_section(
            actor=actor,
            assessment=assessment,
            section_id=section,
            replies=replies,
            known={},
            at=at + A_SECTION * place,
        )
    assessment.refresh_from_db()
    return assessments.sign_assessment(
        actor=actor,
        assessment=assessment,
        version=assessment.version,
        at=at + TO_SIGN,
    )


def replies_of(instrument: Instrument, answers: Answers) -> dict[str, dict[str, Reply]]:
    """What is replied to each section: what has no answer and wants one is not known yet."""
    shown = {question.id for question in instrument.questions_shown(answers)}
    return {
        section.id: {
            question.id: _reply(question.id, answers)
            for question in section.question
            if question.id in shown and (question.id in answers or not question.optional)
        }
        for section in instrument.section
    }


def _reply(question: str, answers: Mapping[str, Any]) -> Reply:
    if question not in answers:
        return Reply(NOT_KNOWN)
    return Reply(ANSWERED, answers[question])


def _plan(
    someone: Someone,
    actor: Actor,
    assessment: Any,
    objectives: list[ProposedObjective],
    *,
    on: date,
) -> None:
    at = moment_at(on, _AT)
    plan = plans.open_plan_from_assessment(
        actor=actor,
        person=someone.person,
        assessment=assessment,
        objectives=objectives,
        on=on,
        at=at,
    )
    agrees = _lots(someone).is_one_of("agrees")
    plans.agree_plan(
        actor=actor,
        plan=plan,
        agreed=agrees,
        said=_said_of_plan(someone, agrees=agrees),
        on=on,
        at=at + timedelta(minutes=25),
        version=plan.version,
    )
    _take_steps(someone, actor, plan)


def _said_of_plan(someone: Someone, *, agrees: bool) -> str:
    words = someone.diarist.content.words.of["agrees" if agrees else "disagrees"]
    return someone.life.chance.about("said of plan").one(words)


def _take_steps(someone: Someone, actor: Actor, plan: Any) -> None:
    """Steps whose day is past are done, but for those left."""
    chance, today = someone.life.chance.about("steps"), someone.diarist.today
    steps = [step for objective in plan.objectives.all() for step in objective.steps.all()]
    past = sorted((step for step in steps if step.due_on < today), key=lambda one: one.due_on)
    keeps_one = bool(someone.life.cast and someone.life.cast.late_step)
    share = someone.diarist.content.shares["step-left"].of["yes"]
    for place, step in enumerate(past):
        is_left = chance.percent(share) if not keeps_one else place == len(past) - 1
        if not is_left:
            done_on = next_working_day(step.due_on - timedelta(days=chance.between(0, 3)))
            plans.complete_step(
                actor=actor,
                step=step,
                on=min(done_on, today),
                at=moment_at(min(done_on, today - timedelta(days=1)), _AT),
            )


def _lots(someone: Someone) -> Lots:
    return Lots(someone.diarist.content, someone.life.chance)
