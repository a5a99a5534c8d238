"""What the predictors need of the people in hand, signed, as rows to be written in one go."""

from collections.abc import Iterable
from datetime import date, time, timedelta
from uuid import uuid4

from throughcare.assessments.receipts import in_words, receipts_of
from throughcare.assessments.replies import Reply
from throughcare.demo.actions.area import Area
from throughcare.demo.actions.rows import Rows
from throughcare.demo.actions.someone import Someone
from throughcare.demo.actions.work import A_SECTION, TO_SIGN, replies_of
from throughcare.demo.diary import next_working_day
from throughcare.demo.lives import Lots
from throughcare.demo.sanctions import Said, predicted_from
from throughcare.foundation.calendar import moment_at
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.instruments import Instrument
from throughcare.foundation.packs.loading import mark_used
from throughcare.sentences.facts import ConvictionFacts

INSTRUMENT = "reoffending"
_AT = time(10, 10)


def write_predicted(everybody: Iterable[Someone], area: Area, rows: Rows) -> None:
    """Rows of what was answered about two of three who are convicted, each by who holds them."""
    used: dict[str, Instrument] = {}
    for someone in everybody:
        on, convicted_on = _answered_on(someone), _convicted_on(someone)
        if on and convicted_on and _is_answered(someone):
            instrument = pack().instrument(INSTRUMENT, on=on)
            used[instrument.version] = instrument
            answers = predicted_from(someone.life, convicted_on=convicted_on)
            write_signed(someone, instrument, answers, area, rows, on=on)
    for instrument in used.values():
        mark_used(instrument, at=area.at)


def write_signed(
    someone: Someone, instrument: Instrument, answers: Said, area: Area, rows: Rows, *, on: date
) -> None:
    """Rows of an assessment answered and signed on a day.

    The answers come first: the database takes none for an assessment that is signed.
    """
    holder, number, at = area.members[someone.life.holder], uuid4(), moment_at(on, _AT)
    replied = [(part, said) for part, said in replies_of(instrument, answers).items() if said]
    for place, (_, replies) in enumerate(replied):
        for question, reply in replies.items():
            rows.add(
                "assessments.Answer",
                person=someone.person,
                assessment_id=number,
                question=question,
                state=reply.state,
                value=reply.value,
                answered_by=holder,
                answered_at=at + A_SECTION * place,
            )
    given: dict[str, Reply] = {name: one for _, said in replied for name, one in said.items()}
    [receipt] = receipts_of(instrument, given, person=someone.person, on=on).values()
    rows.add(
        "assessments.Assessment",
        pk=number,
        person=someone.person,
        instrument=instrument.id,
        instrument_version=instrument.version,
        started_at=at,
        started_by=holder,
        state="signed",
        signed_at=at + TO_SIGN,
        signed_by=holder,
        result=receipt,
        version=len(replied) + 3,  # one for each section, two for the signature: sent, and counting
    )
    rows.add_entry(
        person=someone.person,
        author=holder,
        kind="assessment-signed",
        title=instrument.title,
        text=in_words(receipt),
        happened_at=at + TO_SIGN,
        recorded_at=at + TO_SIGN,
        link=f"assessments.assessment:{number}",
    )


def _is_answered(someone: Someone) -> bool:
    life = someone.life
    return bool(life.cast) or Lots(someone.diarist.content, life.chance).is_one_of("predicted")


def _answered_on(someone: Someone) -> date | None:
    """A working day since they came to whoever holds them; none yet for who came these days."""
    today, life = someone.diarist.today, someone.life
    back = timedelta(days=life.chance.about("predicted on").between(5, 170))
    on = next_working_day(max(life.began_on + timedelta(days=10), today - back))
    return on if on < today else None


def _convicted_on(someone: Someone) -> date | None:
    """When the court convicted them of what they are under; none while on remand."""
    if someone.life.under == "remand":
        return None
    facts = (fact for fact, _ in someone.facts if isinstance(fact, ConvictionFacts))
    return next((fact.convicted_on for fact in facts if fact.convicted_on), None)
