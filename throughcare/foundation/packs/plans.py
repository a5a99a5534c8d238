"""Who does the steps of a plan."""

from throughcare.rules.reading import Id, Part, Rule, Words


class StepActor(Part):
    """Somebody who can be asked to do a step. `says` names them on the page."""

    id: Id
    title: Words
    says: Words
    is_the_person: bool = False


class StepActors(Rule):
    """Everybody a step can be given to."""

    actor: tuple[StepActor, ...]
