"""The kinds of steps a rule may be written in. A new kind is code, with a decision record."""

from typing import Annotated

from pydantic import Field

from throughcare.rules.steps.base import Names, Others, Step, Why
from throughcare.rules.steps.dates import Away, Between
from throughcare.rules.steps.lists import Each, Items
from throughcare.rules.steps.scores import Scores
from throughcare.rules.steps.sums import Logarithm, Logistic, Product, Quotient, Rounded, Sum
from throughcare.rules.steps.tables import (
    Bands,
    Cases,
    FirstKnown,
    Highest,
    Joined,
    Lookup,
    Missing,
    Points,
    Refuse,
    Within,
)
from throughcare.rules.steps.using import Using

AnyStep = Annotated[
    Sum
    | Product
    | Quotient
    | Logarithm
    | Logistic
    | Rounded
    | Lookup
    | Within
    | Bands
    | Cases
    | Points
    | Highest
    | FirstKnown
    | Joined
    | Missing
    | Refuse
    | Between
    | Away
    | Each
    | Items
    | Scores
    | Using,
    Field(discriminator="kind"),
]

Each.model_rebuild(_types_namespace={"AnyStep": AnyStep})

__all__ = ["AnyStep", "Each", "Names", "Others", "Step", "Why"]
