"""What a rule is, and what it comes to for a case: pure, no database, no clock, no framework.

A rule is data of the pack: inputs, steps, results, worked examples (`ruleset`). `evaluate` works it
out for one case and says why; `evaluate_frame` for a whole caseload at once. Which rules are used
for what, and what they are given, belongs to the modules above.
"""

from throughcare.rules.errors import NoSuchRule, PackError, Refused
from throughcare.rules.evaluating import evaluate, evaluate_frame
from throughcare.rules.pack import folder, rules
from throughcare.rules.ruleset import Answer

__all__ = [
    "Answer",
    "NoSuchRule",
    "PackError",
    "Refused",
    "evaluate",
    "evaluate_frame",
    "folder",
    "rules",
]
