"""What the predictors ask of somebody: the sanctions drawn, the needs as the threads say."""

from datetime import date

from throughcare.demo.chance import Chance
from throughcare.demo.lives import Life
from throughcare.foundation.calendar import age_on

Said = dict[str, str | tuple[str, ...]]

_HOW_MANY = (1, 1, 1, 2, 2, 3, 4, 5, 7, 10, 14)
_VIOLENT = ("Violence against the person", "Robbery")
_BEFORE = ("prev_wounding", "prev_robbery", "prev_weapons", "prev_arson", "prev_firearm")
# What is not known of some.
DOUBTFUL = ("i6_4_partner", "i9_2_binge", "i11_4_temper", "stranger_victim", "i2_2_weapon")


def predicted_from(life: Life, *, convicted_on: date) -> Said:
    """Answers of the instrument `reoffending`. What is left out is not known yet."""
    chance = life.chance.about("sanctions")
    said: Said = {}
    for thread in life.threads.values():
        said |= thread.predicts
    if not chance.percent(80):  # no assessment with section scores lies before whoever answers
        said = {name: value for name, value in said.items() if not name.startswith("need_")}
    said |= _sanctions(life, chance, convicted_on)
    for name in DOUBTFUL:
        if chance.percent(6):
            said.pop(name, None)
    return said


def _sanctions(life: Life, chance: Chance, convicted_on: date) -> Said:
    age = age_on(life.born_on, convicted_on)
    earlier = min(chance.one(_HOW_MANY) - 1, max(0, age - 14))
    is_violent = life.offence.category in _VIOLENT
    violent_before = chance.between(0, min(earlier, 3))
    first = min(chance.between(13, age - 1) for _ in "ab") if earlier else age
    outside = {} if life.in_custody else {"date_start_followup": life.began_on.isoformat()}
    return {
        "date_last_sanction": convicted_on.isoformat(),
        "actuarial_category": life.offence.actuarial,
        "offence_code": life.offence.code,
        "age_at_first_sanction": str(first),
        "total_sanctions": str(earlier + 1),
        "violent_sanctions": str(violent_before + is_violent),
        "i2_2_weapon": "yes" if is_violent and chance.percent(30) else "no",
        "offences_before": (chance.one(_BEFORE) if violent_before else "none",),
        **outside,
        **_sexual(life, chance, age),
    }


def _sexual(life: Life, chance: Chance, age: int) -> Said:
    if life.offence.category != "Sexual":
        return {"sexual_offence_history": "no"}
    images = life.offence.actuarial == "SEXUAL_AGAINST_CHILD"
    return {
        "sexual_offence_history": "yes",
        "contact_adult": "0" if images else "1",
        "contact_child": "0",
        "non_contact": str(chance.between(0, 1)),
        "indecent_image": "1" if images else "0",
        "age_at_last_sexual_sanction": str(age),
        "stranger_victim": "yes" if chance.percent(25) else "no",
    }
