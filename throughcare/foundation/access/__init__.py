"""Who is acting, what they may do, and which rows the database shows them.

`policy` answers *may this person do this*; `protection` makes PostgreSQL answer *may this person
see that row*; `context` tells the database, once a transaction, who is asking.
"""

from throughcare.foundation.access.actor import SYSTEM, Actor, Held
from throughcare.foundation.access.context import (
    StaleReach,
    acting_as,
    as_owner,
    current_actor,
    forgetting,
)
from throughcare.foundation.access.narrowing import seeing_only
from throughcare.foundation.access.policy import (
    POLICIES,
    AccessDenied,
    Decision,
    Policy,
    decide,
    is_the_program,
    may_read,
    require,
)
from throughcare.foundation.access.visible import NotVisible, actor_of, one_visible

__all__ = [
    "POLICIES",
    "SYSTEM",
    "AccessDenied",
    "Actor",
    "Decision",
    "Held",
    "NotVisible",
    "Policy",
    "StaleReach",
    "acting_as",
    "actor_of",
    "as_owner",
    "current_actor",
    "decide",
    "forgetting",
    "is_the_program",
    "may_read",
    "one_visible",
    "require",
    "seeing_only",
]
