"""A rule read aloud: its inputs, conditions and steps as a practitioner would say them.

The rule is data (`throughcare.rules`), its titles are words of the pack; what stands between them
is said here, in the language of the page.
"""

from throughcare.foundation.packs.aloud.inputs import InputAloud, input_aloud
from throughcare.foundation.packs.aloud.results import ResultAloud, result_aloud
from throughcare.foundation.packs.aloud.steps import StepAloud, Table, step_aloud

__all__ = [
    "InputAloud",
    "ResultAloud",
    "StepAloud",
    "Table",
    "input_aloud",
    "result_aloud",
    "step_aloud",
]
