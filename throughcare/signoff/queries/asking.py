"""What is asked of whoever submits a document, and of whoever decides on one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from throughcare.foundation.access import Actor
from throughcare.foundation.calendar import local_day, working_days_after
from throughcare.foundation.packs import pack
from throughcare.foundation.packs.signoff import Facts, Signature
from throughcare.foundation.ui.forms import Form
from throughcare.signoff.forms import CountersignForm, ReturnForm, SignForm, SubmitForm
from throughcare.signoff.models import Paper
from throughcare.signoff.queries.signers import finals_of, who_may_sign


@dataclass(frozen=True)
class Submitting:
    """What submitting a document comes to: whose signatures it needs, why, and the form for it."""

    signatures: tuple[Signature, ...]
    colleagues: tuple[Any, ...]
    """Those who could give the first signature."""
    due_on: date | None
    form: Form

    @property
    def is_own(self) -> bool:
        """Whether the author's own signature is enough."""
        return not self.signatures

    @property
    def because(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(why for one in self.signatures for why in one.because))


@dataclass(frozen=True)
class Deciding:
    """The two answers to a document that waits: it can go, or something must change."""

    sign: Form
    back: Form


def submitting(
    *,
    actor: Actor,
    paper: Paper,
    facts: Facts,
    at: datetime,
    data: Mapping[str, Any] | None = None,
    version: int | None = None,
    earlier: int = 0,
) -> Submitting:
    """What submitting this paper now would come to. `data`: what was sent, to be checked.

    `version`: of what is submitted, where that counts its own; otherwise the paper's.
    """
    finals = earlier + finals_of(member_id=paper.author_id, kind=paper.kind)
    known = {"kind": paper.kind, **facts}
    signatures = pack().signoff_rule.signatures(paper.route, known, finals=finals)
    initial = {"version": paper.version if version is None else version}
    if not signatures:
        return Submitting((), (), None, SignForm(data, initial=initial))
    first = signatures[0]
    colleagues = who_may_sign(actor=actor, paper=paper, signature=first, at=at)
    return Submitting(
        signatures=signatures,
        colleagues=tuple(colleagues),
        due_on=working_days_after(local_day(at), first.within_working_days),
        form=SubmitForm(data, colleagues=colleagues, initial=initial),
    )


def own_signature(data: Mapping[str, Any] | None = None) -> Form:
    """The form for signing what has no paper yet."""
    return SignForm(data, initial={"version": 1})


def deciding(*, paper: Paper, data: Mapping[str, Any] | None = None) -> Deciding:
    """The forms for countersigning a paper and for giving it back; `data` is of one of them."""
    version = {"version": paper.version}
    returning = data is not None and "return" in data
    return Deciding(
        sign=CountersignForm(None if returning else data, initial=version, auto_id="sign_%s"),
        back=ReturnForm(data if returning else None, initial=version, auto_id="back_%s"),
    )
