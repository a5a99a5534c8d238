"""Appointments and what comes of them, in the official codes."""

from typing import Literal, Self

from pydantic import Field, model_validator

from throughcare.rules.reading import Part, Rule, Status, Words

# The answers to "did it happen?".
Happened = Literal["attended-complied", "attended-failed", "absent", "rescheduled"]

Change = Literal[
    "credits-requirement",  # time goes towards the requirement the appointment was for
    "counts-as-failure",  # one more of the failures an enforcement decision looks at
    "waits-for-reason",  # the person has time to say why; acceptable or not is decided then
    "needs-action",  # an enforcement action must be recorded with it
    "needs-new-date",  # the appointment must be booked again
]

Regime = Literal["community", "suspended", "licence"]


class AppointmentType(Part):
    """A kind of appointment that can be booked."""

    code: Words
    title: Words
    also: tuple[str, ...] = ()
    place: Literal["office", "home", "elsewhere", "telephone", "video"]
    counts: bool
    """Whether national standards count it: only then does missing it matter for enforcement."""
    needs_place: bool
    needs_sentence: bool
    """Whether it must say which order or licence it is for."""
    minutes: int = Field(ge=5, le=480)


class AppointmentTypes(Rule):
    """Every kind of appointment."""

    type: tuple[AppointmentType, ...]


class Outcome(Part):
    """What came of an appointment."""

    code: Words
    title: Words
    also: tuple[str, ...] = ()
    happened: Happened
    acceptable: bool | None = None
    """None: not decided yet."""
    changes: frozenset[Change]
    says: Words
    """What saving it will do, in one sentence; {days} stands for the days to reply."""
    reply_within_working_days: int | None = None

    @model_validator(mode="after")
    def _does_not_contradict_itself(self) -> Self:
        if "waits-for-reason" in self.changes and self.reply_within_working_days is None:
            raise ValueError(f"{self.code} waits for a reason but does not say how long")
        if "counts-as-failure" in self.changes and self.acceptable is not False:
            raise ValueError(f"{self.code} counts as a failure, so it cannot be acceptable")
        return self


class FailureRule(Part):
    """What the law asks for when a failure is recorded and others came before it."""

    regime: Regime
    from_earlier: int = Field(ge=0)
    """From how many failures before this one, within the months, the rule holds."""
    within_months: int = Field(ge=1, le=60)
    must_refer: bool
    says: Words
    source: Words
    status: Status


class FailureExample(Part):
    """A failure made up, and whether the law requires that it be referred."""

    regime: Regime
    earlier: int
    must_refer: bool


class ContactOutcomes(Rule):
    """Every outcome, and the rules for failures."""

    outcome: tuple[Outcome, ...]
    failure: tuple[FailureRule, ...]
    example: tuple[FailureExample, ...] = ()

    def failure_rule(self, regime: str, *, earlier: int) -> FailureRule | None:
        """The rule that holds for a failure with so many before it within the rule's months."""
        rules = [r for r in self.failure if r.regime == regime and r.from_earlier <= earlier]
        return max(rules, key=lambda rule: rule.from_earlier, default=None)

    def consequence_of(self, code: str, *, regime: str | None, earlier: int) -> str:
        """What recording this outcome will do, to be read before saving."""
        outcome = next(each for each in self.outcome if each.code == code)
        says = outcome.says.replace("{days}", str(outcome.reply_within_working_days))
        rule = None
        if regime is not None and "counts-as-failure" in outcome.changes:
            rule = self.failure_rule(regime, earlier=earlier)
        return f"{says} {rule.says}" if rule else says
