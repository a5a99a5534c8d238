"""The shape of the load: a nation of regions, delivery units, teams, prisons and wings."""

from dataclasses import dataclass
from random import Random

_WORDS = (
    "attended late complied missed phoned housing landlord tenancy job interview training"
    " college drink drugs tested negative positive partner children visit mother brother court"
    " hearing bail licence condition curfew tag police arrest charge caution offence regret plan"
    " objective step group session discussed agreed refused upset calm angry quiet worried"
    " hopeful work rota shift health doctor medication sleep anxiety debt benefits form bank"
    " letter email bus train walk prison wing cell officer key worker transfer release"
    " resettlement address sister friend gym"
)
_COMMON_GIVEN = (
    "Alun Beth Carl Dina Ewan Faye Gary Hana Idris June Kofi Lena Megan Nia Omar Priya Aaron"
    " Bethan Callum Daniel Emyr Florin Gethin Huw Ioan Jordan Kyle Liam Marcus Nathan Owen Paul"
    " Rhys Scott Tomasz Vytautas Wayne Yusuf Zofia Chloe Denise Eleri Ffion Gemma Hodan Ioana"
    " Jade Keisha Leanne Mirela Natalie Rebecca Shanice Tracey"
)
_COMMON_FAMILY = (
    "Abbott Bowen Clarke Davies Evans Foster Griffiths Hughes Ibrahim Jones Khan Lewis Morgan Nowak"
    " Owen Price Quinn Rees Singh Thomas Underwood Vaughan Williams Yusuf"
)
_BEGINNINGS = (
    "Ash Bar Birk Black Brad Car Chad Cole Crow Dal Den East Ed Fair Farn Ged Green Had Hart"
    " Hey Holt Kel Kirk Lang Led Lin Mar Mel Nor Oak Pem Rad Red Sal Sher Stan Thorn Wal West"
    " Win Wood York"
)
_ENDINGS = (
    "bury by combe cott croft dale den field ford ham head hurst land ley low man mere ridge"
    " shaw stead ston ton well wick worth"
)


def _seldom(beginnings: str, endings: str) -> list[str]:
    """Names few people have, the same ones every time."""
    made = [f"{one}{other}" for one in beginnings.split() for other in endings.split()]
    Random(1).shuffle(made)
    return made


WORDS = _WORDS.split()
RARE = [f"{stem}{n}" for stem in ("alder", "birch", "cedar", "hazel", "rowan") for n in range(400)]
GIVEN = _COMMON_GIVEN.split()
FAMILY = _COMMON_FAMILY.split() + _seldom(_BEGINNINGS, _ENDINGS)


def one_of(names: list[str], random: Random) -> str:
    """As in life: a few names have many people, many names a few."""
    return names[int(20 * (len(names) / 20 + 1) ** random.random()) - 20]


@dataclass(frozen=True)
class Size:
    """How much of everything. Teams, prisons and staff follow from the people, as they do in life:
    36 people a colleague who holds cases, 12,000 staff for 330,000 people.
    """

    people: int
    entries: int
    units_a_region: int = 9
    teams_a_unit: int = 4
    wings_a_prison: int = 8
    staff_a_team: int = 8
    staff_a_wing: int = 2

    @property
    def database(self) -> str:
        """Each size has its own, so that they can be compared."""
        return f"throughcare_bench_{self.people}_{self.entries}"

    @property
    def regions(self) -> int:
        return max(1, round(self.people / 255 / self.units_a_region / self.teams_a_unit))

    @property
    def prisons(self) -> int:
        return max(1, round(self.people / 3000))

    @property
    def staff(self) -> int:
        teams = self.regions * self.units_a_region * self.teams_a_unit
        wings = self.prisons * self.wings_a_prison
        return teams * self.staff_a_team + wings * self.staff_a_wing + 2

    @property
    def looks(self) -> int:
        return self.entries // 4

    @property
    def deeds(self) -> int:
        return self.entries // 10


SENTENCE = 12  # words


class Writer:
    """Writes notes out of a stock of sentences, one word in fifty of them rare."""

    def __init__(self, random: Random) -> None:
        self.random = random
        stock = Random(1)
        self.titles = [_sentence(stock, 4) for _ in range(5_000)]
        self.sentences = [_sentence(stock, SENTENCE) for _ in range(40_000)]

    def title(self) -> str:
        return self.titles[int(self.random.random() * len(self.titles))]

    def note(self, sentences: int) -> str:
        every, number = self.sentences, self.random.random
        return " ".join([every[int(number() * len(every))] for _ in range(sentences)])


def _sentence(random: Random, words: int) -> str:
    drawn = (
        random.choice(RARE) if random.random() < 0.02 else random.choice(WORDS)
        for _ in range(words)
    )
    return f"{' '.join(drawn).capitalize()}."
