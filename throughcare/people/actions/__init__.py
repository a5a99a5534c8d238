"""Every change to who someone is, who holds them and who may see them."""

from throughcare.people.actions.access import (
    AlreadyRestricted,
    MustStayNamed,
    end_access,
    end_exclusion,
    exclude_colleague,
    grant_access,
    lift_restriction,
    restrict_person,
)
from throughcare.people.actions.circumstances import change_circumstance, write_circumstance
from throughcare.people.actions.comparing import Compared, answer_two, compare_some
from throughcare.people.actions.emergency import (
    Attempt,
    StillOpen,
    end_emergency,
    open_in_emergency,
    review_emergency,
)
from throughcare.people.actions.handing import (
    BeforeItBegan,
    CannotHoldIt,
    ChangedHands,
    hand_over,
    let_go,
    take,
)
from throughcare.people.actions.holding import NotHeldSo, end_holding, hold
from throughcare.people.actions.identity import add_identifier, add_name, add_person
from throughcare.people.actions.learning import (
    learn_circumstances,
    learn_identity,
    learn_person,
)
from throughcare.people.actions.merging import (
    NameThemFirst,
    TakeBackTheLaterFirst,
    merge,
    remember_arrival,
    take_merge_back,
)
from throughcare.people.actions.searching import write_search_for_colleague
from throughcare.people.actions.whereabouts import (
    UnknownEstablishment,
    learn_custody,
    learn_holding,
)

__all__ = [
    "AlreadyRestricted",
    "Attempt",
    "BeforeItBegan",
    "CannotHoldIt",
    "ChangedHands",
    "Compared",
    "MustStayNamed",
    "NameThemFirst",
    "NotHeldSo",
    "StillOpen",
    "TakeBackTheLaterFirst",
    "UnknownEstablishment",
    "add_identifier",
    "add_name",
    "add_person",
    "answer_two",
    "change_circumstance",
    "compare_some",
    "end_access",
    "end_emergency",
    "end_exclusion",
    "end_holding",
    "exclude_colleague",
    "grant_access",
    "hand_over",
    "hold",
    "learn_circumstances",
    "learn_custody",
    "learn_holding",
    "learn_identity",
    "learn_person",
    "let_go",
    "lift_restriction",
    "merge",
    "open_in_emergency",
    "remember_arrival",
    "restrict_person",
    "review_emergency",
    "take",
    "take_merge_back",
    "write_circumstance",
    "write_search_for_colleague",
]
