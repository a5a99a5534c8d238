"""What a page may ask about the rules themselves."""

from throughcare.foundation.packs.queries.comparing import Beside, rules_beside
from throughcare.foundation.packs.queries.listing import Group, Listing, RuleLine, rules_on
from throughcare.foundation.packs.queries.reading import (
    RulePage,
    WorkedOut,
    rule_page,
    try_rule,
)

__all__ = [
    "Beside",
    "Group",
    "Listing",
    "RuleLine",
    "RulePage",
    "WorkedOut",
    "rule_page",
    "rules_beside",
    "rules_on",
    "try_rule",
]
