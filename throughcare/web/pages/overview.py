"""A person at a glance: what matters now, what binds them, what is next, who is around them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from throughcare.foundation.access import Actor


@dataclass(frozen=True)
class Overview:
    at: datetime


def overview(*, actor: Actor, person: Any, at: datetime) -> Overview:
    return Overview(at)
