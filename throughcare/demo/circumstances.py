"""How somebody lives, is reached and is spoken with, as facts other systems would tell."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from throughcare.demo.chance import Chance
from throughcare.demo.content import Content
from throughcare.demo.lives import Life, Lots
from throughcare.foundation.packs import pack
from throughcare.people import identifiers
from throughcare.people.facts import (
    AddressFacts,
    AdjustmentFacts,
    CharacteristicFacts,
    CommunicationFacts,
    DependantFacts,
    Fact,
    IdentifierFacts,
    IdentityFacts,
    NameFacts,
    PersonalContactFacts,
    ReachableFacts,
)

# Postcodes beginning with ZZ and these telephone numbers are given to nobody.
_MOBILE, _LANDLINE = "07700 900", "01632 960"
_NOWHERE = frozenset({"sofa", "no-address"})
_MILLION = 1_000_000
_SPREAD = 618_033  # shares no factor with a million: no two people get one number
_NEEDS = {
    "LGE PRINT": "Letters and forms in 16 point.",
    "VERB CLARITY": "Short sentences, one thing at a time.",
    "FLEX_REFRESH": "A break after twenty minutes.",
    "LEARN SUPP": "Go through every form together; nothing to be read alone.",
    "IND LOOP": "Meet in the room with the loop.",
    "WHEELCHR_ACC": "Ground floor rooms only.",
}
_CONDITIONS = {
    "LGE PRINT": "VI",
    "VERB CLARITY": "LD",
    "FLEX_REFRESH": "MI",
    "LEARN SUPP": "D",
    "IND LOOP": "HD",
    "WHEELCHR_ACC": "RM",
}
_RELATIONS = {
    "mother": "MOT",
    "father": "FA",
    "sister": "SIS",
    "brother": "BRO",
    "grandmother": "GMOT",
    "aunt": "AUNT",
    "uncle": "UN",
}


def identity_of(life: Life, *, seed: int) -> IdentityFacts:
    """Names, date of birth and the numbers of today's systems."""
    return IdentityFacts(
        given_name=life.given,
        family_name=life.family,
        born_on=life.born_on,
        sex=life.sex,
        names=(NameFacts(kind="former", given_name=life.former[0], family_name=life.former[1]),)
        if life.former
        else (),
        identifiers=tuple(_numbers(life, seed)),
    )


def _numbers(life: Life, seed: int) -> Iterator[IdentifierFacts]:
    number = (seed * 7 + life.number * _SPREAD) % _MILLION
    yield IdentifierFacts(kind="crn", text=f"F{number:06d}")
    if life.in_custody or life.under in ("licence", "post-sentence"):
        letters = chr(65 + life.number // 10_000 % 26)
        yield IdentifierFacts(kind="nomis", text=f"Z{life.number % 10_000:04d}{letters}F")
    if life.chance.about("known to police").percent(80):
        year = min(life.born_on.year + 19, life.began_on.year)
        yield IdentifierFacts(kind="pnc", text=_checked("pnc", f"{year}/{9_000_000 + life.number}"))


def _checked(kind: str, text: str) -> str:
    """The number with the letter that makes it right."""
    for letter in "ABCDEFGHJKLMNPQRTUVWXYZ":
        read = identifiers.read(kind, text + letter)
        if read and read.is_valid:
            return text + letter
    raise ValueError(text)


def circumstances_of(life: Life, words: Mapping[str, str], content: Content) -> list[Fact]:
    """Everything else other systems would tell about somebody."""
    chance = life.chance.about("circumstances")
    return [
        *_characteristics(life, chance),
        _communication(life, chance),
        *_addresses(life, words, chance),
        *_reachable(life, chance),
        *_contacts(life, words, chance),
        *_dependants(life, words, chance),
        *_adjustments(life, content, chance),
    ]


def _characteristics(life: Life, chance: Chance) -> Iterator[Fact]:
    lists = pack().code_lists
    religions: dict[str, float] = dict(life.background.religions)
    told = {
        "ethnicity": life.ethnicity,
        "nationality": life.background.nationality,
        "religion": chance.about("religion").weighed(religions),
    }
    for kind, code in told.items():
        yield CharacteristicFacts(
            key=_key(life, kind), kind=kind, code=code, text=lists[kind].title_of(code)
        )


def _communication(life: Life, chance: Chance) -> Fact:
    interpreter = life.background.interpreter
    if life.speaks_welsh:
        code, needs = "WEL-CYM", False
    elif interpreter and chance.about("interpreter").percent(interpreter.share):
        code, needs = interpreter.code, True
    else:
        code, needs = "ENG", False
    language = pack().code_lists["language"].title_of(code)
    return CommunicationFacts(
        key=_key(life, "communication"),
        spoken_language=code,
        spoken_text=language,
        written_language="ENG" if needs else code,
        written_text="English" if needs else language,
        needs_interpreter=needs,
    )


def _addresses(life: Life, words: Mapping[str, str], chance: Chance) -> Iterator[Fact]:
    since = life.began_on - timedelta(days=chance.between(40, 900))
    if life.threads["accommodation"].id in _NOWHERE:
        yield AddressFacts(
            key=_key(life, "address:now"),
            status="M",
            status_text="Main",
            no_fixed_abode=True,
            note=f"Post to {words['kin']}.",
            since=life.began_on,
        )
        until: date | None = life.began_on
    else:
        yield _address(life, "now", words["street"], words["town"], "M", since, None, chance)
        until = since
    if chance.percent(45):
        before = since - timedelta(days=chance.between(200, 1500))
        yield _address(
            life, "before", words["street_two"], words["town"], "P", before, until, chance
        )


def _address(
    life: Life,
    which: str,
    street: str,
    town: str,
    status: str,
    since: date,
    until: date | None,
    chance: Chance,
) -> Fact:
    return AddressFacts(
        key=_key(life, f"address:{which}"),
        status=status,
        status_text=pack().code_lists["address-status"].title_of(status),
        type_text="Householder (owner or tenant)" if status == "M" else "",
        lines=f"{street}\n{town}",
        postcode=f"ZZ{chance.between(1, 9)} {chance.between(1, 9)}{chr(65 + life.number % 20)}F",
        since=since,
        until=until,
    )


def _reachable(life: Life, chance: Chance) -> Iterator[Fact]:
    if life.in_custody:
        return
    yield ReachableFacts(
        key=_key(life, "mobile"),
        kind="mobile",
        value=f"{_MOBILE}{life.number % 1000:03d}",
        may_text=chance.percent(80),
    )


def _contacts(life: Life, words: Mapping[str, str], chance: Chance) -> Iterator[Fact]:
    relation = words["kin"].split()[-1]
    yield PersonalContactFacts(
        key=_key(life, "contact:kin"),
        name=f"{chance.one(life.background.female)} {life.family}"
        if relation in ("mother", "sister", "grandmother", "aunt")
        else f"{chance.one(life.background.male)} {life.family}",
        relationship=relation.capitalize(),
        relationship_type=_RELATIONS[relation],
        telephone=f"{_LANDLINE}{chance.between(100, 999)}",
        is_next_of_kin=True,
        is_emergency_contact=True,
    )
    if chance.percent(60):
        yield PersonalContactFacts(
            key=_key(life, "contact:gp"),
            name=words["gp"][:1].upper() + words["gp"][1:],
            relationship="GP",
            telephone=f"{_LANDLINE}{chance.between(100, 999)}",
            address=words["town"],
        )


def _dependants(life: Life, words: Mapping[str, str], chance: Chance) -> Iterator[Fact]:
    if life.threads["family"].answers.get("children") != "yes":
        return
    yield DependantFacts(
        key=_key(life, "child"),
        name=words["child"],
        relationship="Child",
        born_on=life.began_on
        - timedelta(days=365 * chance.between(2, 13) + chance.between(1, 360)),
        lives_with_person=chance.percent(35)
        and not life.in_custody
        and life.threads["accommodation"].id not in _NOWHERE,
    )


def _adjustments(life: Life, content: Content, chance: Chance) -> Iterator[Fact]:
    if not Lots(content, life.chance).is_one_of("adjustment"):
        return
    code = chance.one(list(_NEEDS))
    lists = pack().code_lists
    yield AdjustmentFacts(
        key=_key(life, "adjustment"),
        text=lists["adjustment"].title_of(code),
        note=_NEEDS[code],
        since=life.began_on,
    )
    yield CharacteristicFacts(
        key=_key(life, "disability"),
        kind="disability",
        code=_CONDITIONS[code],
        text=lists["disability"].title_of(_CONDITIONS[code]),
        since=life.began_on,
    )


def _key(life: Life, fact: str) -> str:
    """What the fictional nDelius of the area calls a fact."""
    return f"ndelius:demo:{life.number}:{fact}"
