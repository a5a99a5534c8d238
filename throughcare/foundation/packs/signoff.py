"""Sign-off: who countersigns what, why a document is returned, what a peer review asks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from throughcare.rules.errors import NoSuchRule
from throughcare.rules.reading import Id, Part, Rule, Status, Words

Fact = Annotated[str, StringConstraints(pattern=r"^[a-z]+(_[a-z]+)*$")]
Facts = Mapping[str, str | tuple[str, ...]]
NOT_ASSESSED = "not-assessed"
"""The level of harm of somebody for whom nobody has said one."""
Address = Annotated[str, StringConstraints(pattern=r"^[a-z]+:[a-z-]+$")]


class Kind(Part):
    """Something that is signed off: how the timeline is told, and on which page it is read."""

    id: Id
    title: Words
    route: Id
    submitted: Id | None = None
    returned: Id | None = None
    final: Id | None = None
    page: Address
    reading: Address | None = None
    key: Fact

    @property
    def tells(self) -> tuple[str, ...]:
        """The kinds of entries it makes."""
        return tuple(one for one in (self.submitted, self.returned, self.final) if one)


class Countersigner(Part):
    """Whoever signs: any one of the roles, and with a competence only who holds it."""

    id: Id
    title: Words
    roles: tuple[Id, ...] = Field(min_length=1)
    competence: Id | None = None


class RouteStep(Part):
    """A signature a route asks for, where the facts are so."""

    by: Id
    when: tuple[Mapping[Fact, tuple[Words, ...]], ...] = ()
    of_first: int | None = Field(default=None, ge=1, le=100)
    turn: Literal[1, 2] = 1
    because: Words
    within_working_days: int = Field(ge=1, le=60)
    source: Words
    status: Status

    def holds(self, facts: Facts, *, finals: int) -> bool:
        """Whether it is asked for; `finals`: papers of the kind its author has had final."""
        if self.of_first is not None and finals >= self.of_first:
            return False
        return not self.when or any(_all_hold(line, facts) for line in self.when)


class Route(Part):
    """The way a kind of document goes until it is final."""

    id: Id
    title: Words
    applies_to: tuple[Id, ...] = Field(min_length=1)
    step: tuple[RouteStep, ...] = ()


class ReturnReason(Part):
    """Why a document was given back."""

    id: Id
    title: Words


class Criterion(Part):
    """What a peer review looks at."""

    id: Id
    title: Words
    asks: Words


class Rating(Part):
    """How well a criterion is met."""

    id: Id
    title: Words


class SignOffExample(Part):
    """Facts made up, and whose signatures they come to: countersigners by turn."""

    says: Words
    route: Id
    facts: Mapping[Fact, tuple[Words, ...]]
    finals: int = Field(ge=0)
    asks: tuple[tuple[Id, ...], ...]


@dataclass(frozen=True)
class Signature:
    """One signature a document needs: by whom, in which role and with what, and why."""

    by: tuple[str, ...]
    title: str
    roles: tuple[str, ...]
    competences: tuple[str, ...]
    because: tuple[str, ...]
    within_working_days: int

    def as_data(self) -> dict[str, Any]:
        """As a paper keeps it."""
        return {
            "by": list(self.by),
            "title": self.title,
            "roles": list(self.roles),
            "competences": list(self.competences),
            "because": list(self.because),
            "within_working_days": self.within_working_days,
        }

    @classmethod
    def of_data(cls, kept: Mapping[str, Any]) -> Self:
        return cls(
            by=tuple(kept["by"]),
            title=kept["title"],
            roles=tuple(kept["roles"]),
            competences=tuple(kept["competences"]),
            because=tuple(kept["because"]),
            within_working_days=kept["within_working_days"],
        )


class SignOff(Rule):
    """Every kind of document, every way to its being final, and the words that go with it."""

    counts_kept_back_below: int = Field(ge=1, le=20)
    kind: tuple[Kind, ...] = Field(min_length=1)
    countersigner: tuple[Countersigner, ...]
    route: tuple[Route, ...] = Field(min_length=1)
    reason: tuple[ReturnReason, ...] = Field(min_length=1)
    criterion: tuple[Criterion, ...] = Field(min_length=1)
    rating: tuple[Rating, ...] = Field(min_length=2)
    example: tuple[SignOffExample, ...] = ()

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        for what, parts in self._by_name():
            ids = [part.id for part in parts]
            if twice := {id for id in ids if ids.count(id) > 1}:
                raise ValueError(f"the {what} {min(twice)!r} is there twice")
        for kind in self.kind:
            if kind.route not in self.routes:
                raise ValueError(f"{kind.id}: there is no route {kind.route!r}")
        for route in self.route:
            self._check_route(route)
        return self

    def _by_name(self) -> Iterable[tuple[str, tuple[Any, ...]]]:
        return (
            ("kind", self.kind),
            ("countersigner", self.countersigner),
            ("route", self.route),
            ("reason", self.reason),
            ("criterion", self.criterion),
            ("rating", self.rating),
        )

    def _check_route(self, route: Route) -> None:
        if strays := set(route.applies_to) - set(self.kinds):
            raise ValueError(f"{route.id}: there is no kind {min(strays)!r}")
        for step in route.step:
            if step.by not in self.countersigners:
                raise ValueError(f"{route.id}: there is no countersigner {step.by!r}")
        for one, other in combinations(route.step, 2):
            if one.turn == other.turn and not self._common_roles((one, other)):
                raise ValueError(f"{route.id}: nobody is accepted by {one.by!r} and {other.by!r}")

    @cached_property
    def kinds(self) -> Mapping[str, Kind]:
        """Kinds by id."""
        return {kind.id: kind for kind in self.kind}

    @cached_property
    def countersigners(self) -> Mapping[str, Countersigner]:
        """Countersigners by id."""
        return {one.id: one for one in self.countersigner}

    @cached_property
    def routes(self) -> Mapping[str, Route]:
        """Routes by id."""
        return {route.id: route for route in self.route}

    @cached_property
    def reasons(self) -> Mapping[str, ReturnReason]:
        """Reasons for a return by id."""
        return {reason.id: reason for reason in self.reason}

    def signatures(self, route: str, facts: Facts, *, finals: int) -> tuple[Signature, ...]:
        """The signatures a document needs, in their order. Raises NoSuchRule.

        Steps of one turn that hold are met by one, of somebody whom all of them accept.
        """
        if route not in self.routes:
            raise NoSuchRule(f"there is no route {route!r}")
        held = [one for one in self.routes[route].step if one.holds(facts, finals=finals)]
        turns = [[one for one in held if one.turn == turn] for turn in (1, 2)]
        return tuple(self._signature(steps) for steps in turns if steps)

    def roles_of(self, route: str) -> frozenset[str]:
        """Every role that some signature of a route is given in."""
        steps = self.routes[route].step if route in self.routes else ()
        return frozenset(role for one in steps for role in self.countersigners[one.by].roles)

    def wrong_examples(self) -> Iterable[str]:
        """Examples that do not come to what they say."""
        for example in self.example:
            asked = self.signatures(example.route, example.facts, finals=example.finals)
            by = tuple(one.by for one in asked)
            if by != example.asks:
                yield f"{example.says} It comes to {[list(one) for one in by]}"

    def _common_roles(self, steps: Iterable[RouteStep]) -> tuple[str, ...]:
        """The roles every one of these steps accepts, in the order of the first."""
        each = [self.countersigners[step.by].roles for step in steps]
        return tuple(role for role in each[0] if all(role in roles for roles in each))

    def _signature(self, steps: list[RouteStep]) -> Signature:
        by = tuple(dict.fromkeys(step.by for step in steps))
        signers = [self.countersigners[id] for id in by]
        narrowest = min(signers, key=lambda one: len(one.roles))
        return Signature(
            by=by,
            title=narrowest.title,
            roles=self._common_roles(steps),
            competences=tuple(sorted({one.competence for one in signers if one.competence})),
            because=tuple(dict.fromkeys(step.because for step in steps)),
            within_working_days=min(step.within_working_days for step in steps),
        )


def _all_hold(line: Mapping[str, tuple[str, ...]], facts: Facts) -> bool:
    return all(not set(_several(facts.get(name, ()))).isdisjoint(line[name]) for name in line)


def _several(said: str | tuple[str, ...]) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)
