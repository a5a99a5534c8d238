"""Pages on which what is known of risk is said and changed."""

from throughcare.risk.views.concerns import concern, concerns, record_concern, whom
from throughcare.risk.views.known import end_flag, raise_flag, review_flag, set_level
from throughcare.risk.views.safeguarding import (
    close_referral,
    countersign,
    refer,
    referral,
)
from throughcare.risk.views.therapeutic import (
    close_therapeutic,
    identify,
    therapeutic_risk,
)

__all__ = [
    "close_referral",
    "close_therapeutic",
    "concern",
    "concerns",
    "countersign",
    "end_flag",
    "identify",
    "raise_flag",
    "record_concern",
    "refer",
    "referral",
    "review_flag",
    "set_level",
    "therapeutic_risk",
    "whom",
]
