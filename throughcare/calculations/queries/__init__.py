"""Questions about calculations that pages and modules above may ask."""

from throughcare.calculations.queries.history import CalculationPage, calculation_page
from throughcare.calculations.queries.lines import (
    CalculationGroup,
    CalculationLine,
    calculations_of,
    tiers_of,
)
from throughcare.calculations.queries.over_time import PredictedOverTime, predicted_over_time
from throughcare.calculations.queries.versions import VersionsPage, may_compare, would_change
from throughcare.calculations.queries.workload import Workload, own_workload

__all__ = [
    "CalculationGroup",
    "CalculationLine",
    "CalculationPage",
    "PredictedOverTime",
    "VersionsPage",
    "Workload",
    "calculation_page",
    "calculations_of",
    "may_compare",
    "own_workload",
    "predicted_over_time",
    "tiers_of",
    "would_change",
]
