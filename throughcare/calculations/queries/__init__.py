"""Questions about calculations that pages and modules above may ask."""

from throughcare.calculations.queries.history import CalculationPage, calculation_page
from throughcare.calculations.queries.lines import (
    TIER,
    CalculationGroup,
    CalculationLine,
    TierRow,
    calculations_of,
    tier_rows,
    tiers_of,
)
from throughcare.calculations.queries.over_time import PredictedOverTime, predicted_over_time
from throughcare.calculations.queries.versions import VersionsPage, may_compare, would_change
from throughcare.calculations.queries.workload import Workload, own_workload

__all__ = [
    "TIER",
    "CalculationGroup",
    "CalculationLine",
    "CalculationPage",
    "PredictedOverTime",
    "TierRow",
    "VersionsPage",
    "Workload",
    "calculation_page",
    "calculations_of",
    "may_compare",
    "own_workload",
    "predicted_over_time",
    "tier_rows",
    "tiers_of",
    "would_change",
]
