"""Checking what was typed about risk, split by noun."""

from throughcare.risk.forms.concerns import ConcernForm, TriageForm, WhomForm
from throughcare.risk.forms.known import EndFlagForm, LevelForm, RaiseFlagForm, ReviewFlagForm
from throughcare.risk.forms.safeguarding import (
    CloseReferralForm,
    CountersignForm,
    ReferralForm,
    StepForm,
)
from throughcare.risk.forms.therapeutic import (
    ChangeTherapeuticForm,
    CloseTherapeuticForm,
    TherapeuticForm,
)

__all__ = [
    "ChangeTherapeuticForm",
    "CloseReferralForm",
    "CloseTherapeuticForm",
    "ConcernForm",
    "CountersignForm",
    "EndFlagForm",
    "LevelForm",
    "RaiseFlagForm",
    "ReferralForm",
    "ReviewFlagForm",
    "StepForm",
    "TherapeuticForm",
    "TriageForm",
    "WhomForm",
]
