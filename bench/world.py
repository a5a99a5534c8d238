"""The shape of the load: a nation of regions, delivery units, teams, prisons and wings."""

from dataclasses import dataclass
from random import Random

WORDS = [
    "attended",
    "late",
    "complied",
    "missed",
    "phoned",
    "housing",
    "landlord",
    "tenancy",
    "job",
    "interview",
    "training",
    "college",
    "drink",
    "drugs",
    "tested",
    "negative",
    "positive",
    "partner",
    "children",
    "visit",
    "mother",
    "brother",
    "court",
    "hearing",
    "bail",
    "licence",
    "condition",
    "curfew",
    "tag",
    "police",
    "arrest",
    "charge",
    "caution",
    "offence",
    "regret",
    "plan",
    "objective",
    "step",
    "group",
    "session",
    "discussed",
    "agreed",
    "refused",
    "upset",
    "calm",
    "angry",
    "quiet",
    "worried",
    "hopeful",
    "work",
    "rota",
    "shift",
    "health",
    "doctor",
    "medication",
    "sleep",
    "anxiety",
    "debt",
    "benefits",
    "form",
    "bank",
    "letter",
    "email",
    "bus",
    "train",
    "walk",
    "prison",
    "wing",
    "cell",
    "officer",
    "key",
    "worker",
    "transfer",
    "release",
    "resettlement",
    "address",
    "sister",
    "friend",
    "gym",
]
RARE = [f"{stem}{n}" for stem in ("alder", "birch", "cedar", "hazel", "rowan") for n in range(400)]
GIVEN = [
    "Alun",
    "Beth",
    "Carl",
    "Dina",
    "Ewan",
    "Faye",
    "Gary",
    "Hana",
    "Idris",
    "June",
    "Kofi",
    "Lena",
    "Megan",
    "Nia",
    "Omar",
    "Priya",
]
FAMILY = [
    "Abbott",
    "Bowen",
    "Clarke",
    "Davies",
    "Evans",
    "Foster",
    "Griffiths",
    "Hughes",
    "Ibrahim",
    "Jones",
    "Khan",
    "Lewis",
    "Morgan",
    "Nowak",
    "Owen",
    "Price",
    "Quinn",
    "Rees",
    "Singh",
    "Thomas",
    "Underwood",
    "Vaughan",
    "Williams",
    "Yusuf",
]


@dataclass(frozen=True)
class Size:
    """How much of everything."""

    people: int
    entries: int
    regions: int = 4
    units_a_region: int = 5
    teams_a_unit: int = 4
    prisons: int = 10
    wings_a_prison: int = 6
    staff_a_team: int = 8


def note(random: Random, words: int) -> str:
    """A note of that many words, one in fifty of them rare."""
    return (
        " ".join(
            random.choice(RARE) if random.random() < 0.02 else random.choice(WORDS)
            for _ in range(words)
        ).capitalize()
        + "."
    )
