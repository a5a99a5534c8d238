"""A document about Dan that Amina writes, printed in one line when it becomes final."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.databases import NOW
from throughcare.foundation.access import acting_as
from throughcare.foundation.events import REACTIONS
from throughcare.signoff import actions, queries
from throughcare.signoff.events import PaperFinal
from throughcare.signoff.models import Paper

SUBJECT = "plans.plan:00000000-0000-0000-0000-000000000001"
MEDIUM = {"author_role": "responsible-officer", "harm_level": "medium"}
LOW = {"author_role": "responsible-officer", "harm_level": "low"}


@pytest.fixture(autouse=True)
def printed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The module these documents belong to: it prints one and refuses nothing."""

    def keep(news: PaperFinal) -> None:
        body = f"%PDF {news.paper.title}".encode()
        actions.keep_document(paper=news.paper, kind="pdf", body=body, at=news.at)

    monkeypatch.setitem(REACTIONS, PaperFinal, [keep])


@pytest.fixture
def opened(cast: Any) -> Callable[..., Paper]:
    def done(key: str = "amina", **said: Any) -> Paper:
        actor = cast.actor(key)
        given = {"person": cast.dan, "kind": "plan", "subject": SUBJECT, "title": "Sentence plan"}
        given |= {"marking": 0, "at": NOW, **said}
        with acting_as(actor):
            return reread(actions.open_paper(actor=actor, **given), actor)

    return done


@pytest.fixture
def submit(cast: Any) -> Callable[..., Paper]:
    def done(paper: Paper, key: str = "amina", to: str = "", **said: Any) -> Paper:
        actor = cast.actor(key)
        given: dict[str, Any] = {"facts": MEDIUM, "written_by": frozenset(), "at": NOW, **said}
        given["to"] = cast.member(to) if to else None
        with acting_as(actor):
            given.setdefault("version", paper.version)
            actions.submit_paper(actor=actor, paper=paper, **given)
            return reread(paper, actor)

    return done


@pytest.fixture
def decide(cast: Any) -> Callable[..., Paper]:
    """Countersigns as somebody, or returns with `reasons`."""

    def done(paper: Paper, key: str, **said: Any) -> Paper:
        actor = cast.actor(key)
        act = actions.return_paper if "reasons" in said else actions.countersign_paper
        given: dict[str, Any] = {"version": paper.version, "at": NOW, "comment": "", **said}
        with acting_as(actor):
            found = reread(paper, actor)
            act(actor=actor, paper=found, **given)
            return reread(found, actor)

    return done


@pytest.fixture
def waiting(opened: Any, submit: Any) -> Paper:
    """Submitted to nobody in particular: a probation officer or a manager may sign."""
    return submit(opened())


def reread(paper: Paper, actor: Any) -> Paper:
    return queries.paper_for(actor=actor, person=paper.person, id=paper.pk)
