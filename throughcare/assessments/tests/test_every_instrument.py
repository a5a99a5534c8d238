"""Every instrument that comes with the program goes from start to final."""

import pytest

from tests.answers import answer_all
from tests.databases import NOW
from tests.world import SINCE
from throughcare.assessments import actions, queries
from throughcare.assessments.models import Assessment
from throughcare.foundation.access import SYSTEM, acting_as, decide
from throughcare.foundation.packs import pack
from throughcare.people import actions as people
from throughcare.signoff import actions as on_papers
from throughcare.signoff import queries as signoff
from throughcare.signoff.access import COUNTERSIGN_PAPER
from throughcare.signoff.models import Document
from throughcare.staff import actions as staff

ON = NOW.date()
# Whose work it is, about whom, and who may have to sign it after them.
HERS = {"extremism-example": ("carys", "dan", ("lena",))}
THERAPY = ("tess", "erin", ("tom", "cara", "gwen"))
OUTSIDE = ("owen", "dan", ("ben",))


@pytest.mark.parametrize("id", [one.id for one in queries.instruments_on(on=ON)])
def test_it_is_begun_answered_signed_and_printed(cast, id):
    instrument = pack().instrument(id, on=ON)
    therapy = instrument.sign_off == "therapy" or instrument.marking == "therapy"
    writer, about, signers = HERS.get(id, THERAPY if therapy else OUTSIDE)
    train(cast, writer, instrument)
    if id in HERS:
        take_on(cast, writer, about)
    actor, person = cast.actor(writer), getattr(cast, about)
    with acting_as(actor):
        begun = actions.start_assessment(actor=actor, person=person, instrument=instrument, at=NOW)
        page = queries.assessment_page(actor=actor, assessment=begun, on=ON)
        hidden = {one.id for one in instrument.section} - {one.id for one in page.sections}
        answer_all(actor, begun, instrument, but=hidden)
        begun.refresh_from_db()
        actions.sign_assessment(actor=actor, assessment=begun, version=begun.version, at=NOW)

    for _signature in range(2):
        countersign(cast, signers, begun)

    with acting_as(SYSTEM):
        final = Assessment.objects.get(pk=begun.pk)
        assert final.state == Assessment.State.SIGNED
        paper = signoff.paper_of_subject(actor=SYSTEM, subject=begun.subject)
        assert Document.objects.filter(paper=paper, kind="pdf").exists()


def take_on(cast, key, about):
    """The specialist team takes the case on beside those who hold it."""
    with acting_as(SYSTEM):
        people.hold(
            actor=SYSTEM,
            person=getattr(cast, about),
            kind="specialist",
            unit=cast.unit("N50CT"),
            holder=cast.member(key),
            on=SINCE,
            at=NOW,
        )


def train(cast, key, instrument):
    held = cast.member(key)
    with acting_as(SYSTEM):
        for kind in instrument.competence:
            staff.award_competence(
                actor=SYSTEM, member=held, kind=kind, awarded_on=ON, evidence="Seen", at=NOW
            )


def countersign(cast, signers, assessment):
    for key in signers:
        actor = cast.actor(key)
        with acting_as(actor):
            paper = signoff.paper_of_subject(actor=actor, subject=assessment.subject)
            if paper and decide(actor, COUNTERSIGN_PAPER, paper).allowed:
                on_papers.countersign_paper(actor=actor, paper=paper, version=paper.version, at=NOW)
                return
