from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from tests.databases import NOW
from throughcare.foundation.access import SYSTEM, AccessDenied, acting_as
from throughcare.foundation.actions import ChangedMeanwhile
from throughcare.people import actions as people
from throughcare.record.models import Entry
from throughcare.signoff import actions
from throughcare.signoff.models import Comment, Document, Paper, Stage
from throughcare.signoff.tests.conftest import LOW, MEDIUM, SUBJECT, reread
from throughcare.staff import actions as staff


def stages(paper):
    with acting_as(SYSTEM):
        return list(Stage.objects.filter(paper=paper).values_list("kind", flat=True))


def test_what_nobody_need_countersign_is_final_at_once_with_its_hash(opened, submit):
    paper = submit(opened(), facts=LOW)

    with acting_as(SYSTEM):
        kept = Document.objects.get(paper=paper)
    assert paper.state == "final"
    assert paper.sha256 == kept.sha256
    assert bytes(kept.body) == b"%PDF Sentence plan"
    assert stages(paper) == ["started", "signed"]


def test_what_nobody_prints_is_not_final(opened, submit, monkeypatch):
    from throughcare.foundation.events import REACTIONS
    from throughcare.signoff.events import PaperFinal

    monkeypatch.setitem(REACTIONS, PaperFinal, [])
    paper = opened()

    with pytest.raises(actions.NotPrinted):
        submit(paper, facts=LOW)

    assert stages(paper) == ["started"]


def test_it_waits_for_whoever_may_sign_until_a_working_day_and_says_why(waiting):
    assert waiting.state == "submitted"
    assert waiting.waits_for is None
    assert waiting.due_on == date(2026, 12, 1)
    assert waiting.roles[0] == "probation-officer"
    assert "probation officer" in waiting.asked[0]["because"][0]


def test_a_colleague_of_the_role_countersigns_and_it_is_final_on_the_timeline(waiting, decide):
    paper = decide(waiting, "owen", comment="Good.")

    with acting_as(SYSTEM):
        told = Entry.objects.filter(link=SUBJECT).order_by("recorded_at", "kind")
        kinds = set(told.values_list("kind", flat=True))
        last = told.get(kind="plan-final").title
    assert paper.state == "final"
    assert stages(paper) == ["started", "submitted", "countersigned"]
    assert kinds == {"plan-submitted", "plan-final"}
    assert last == "Sentence plan: countersigned by Owen Pryce"


def test_its_author_is_refused_in_another_role_too(waiting, decide, cast):
    with acting_as(SYSTEM):
        staff.post(
            actor=SYSTEM,
            member=cast.member("amina"),
            unit=cast.unit("N50ASHA"),
            role="team-manager",
            since=date(2026, 11, 1),
        )

    with pytest.raises(AccessDenied, match="You wrote in this: somebody else must countersign it"):
        decide(waiting, "amina")


def test_whoever_wrote_in_it_is_refused(opened, submit, decide, cast):
    paper = submit(opened(), written_by=frozenset({cast.member("owen").pk}))

    with pytest.raises(AccessDenied, match="You wrote in this"):
        decide(paper, "owen")
    assert decide(paper, "ben").state == "final"


def test_it_cannot_be_sent_to_whoever_wrote_in_it_or_has_no_role_for_it(opened, submit, cast):
    paper = opened()
    by_ben = frozenset({cast.member("ben").pk})

    with pytest.raises(actions.CannotCountersign, match="Ben Adeyemi wrote in this"):
        submit(paper, to="ben", written_by=by_ben)
    with pytest.raises(actions.CannotCountersign, match="Cara Doyle has no role"):
        submit(reread_as(cast, paper), to="cara")


def reread_as(cast, paper, key="amina"):
    actor = cast.actor(key)
    with acting_as(actor):
        return reread(paper, actor)


def test_a_role_held_elsewhere_does_not_sign(waiting, decide, cast):
    with acting_as(SYSTEM):
        staff.post(
            actor=SYSTEM,
            member=cast.member("sol"),
            unit=cast.unit("MWI-A"),
            role="team-manager",
            since=date(2026, 11, 1),
        )

    sol = cast.sol
    with acting_as(SYSTEM):
        paper = Paper.objects.select_related("person", "author").get(pk=waiting.pk)
    with acting_as(sol), pytest.raises(AccessDenied, match="Your role does not countersign this"):
        actions.countersign_paper(actor=sol, paper=paper, version=paper.version, at=NOW)


def test_of_two_who_submit_or_countersign_one_wins_and_the_other_is_told(
    opened, submit, decide, cast
):
    paper, amina = opened(), cast.amina
    seen = reread_as(cast, paper)
    submit(paper)
    given = {"facts": MEDIUM, "written_by": frozenset(), "at": NOW}
    with acting_as(amina), pytest.raises(ChangedMeanwhile):
        actions.submit_paper(actor=amina, paper=seen, version=seen.version, **given)

    waiting, ben = reread_as(cast, paper, "ben"), cast.ben
    decide(waiting, "owen")
    with acting_as(ben), pytest.raises(ChangedMeanwhile):
        actions.countersign_paper(actor=ben, paper=waiting, version=waiting.version, at=NOW)

    assert stages(paper) == ["started", "submitted", "countersigned"]


def test_two_signatures_come_in_their_order_from_two_colleagues(opened, submit, decide, cast):
    paper = submit(opened(route="two-steps"), facts={})

    with pytest.raises(AccessDenied, match="Your role does not"):
        decide(paper, "ben")
    once = decide(paper, "owen")
    assert (once.state, once.done, once.due_on) == ("submitted", 1, date(2026, 11, 26))
    with acting_as(SYSTEM):
        staff.post(
            actor=SYSTEM,
            member=cast.member("owen"),
            unit=cast.unit("N50ASHA"),
            role="team-manager",
            since=date(2026, 11, 1),
        )
    with pytest.raises(AccessDenied, match="You countersigned this already"):
        decide(once, "owen")

    assert decide(once, "ben").state == "final"


def test_returned_it_keeps_the_reasons_and_can_be_submitted_again(waiting, submit, decide):
    back = decide(waiting, "ben", reasons=["risk", "facts"], comment="Say to whom.")
    with acting_as(SYSTEM):
        stage = Stage.objects.get(paper=back, kind="returned")
    assert (back.state, back.waits_for, back.due_on, back.roles) == ("returned", None, None, [])
    assert (stage.reasons, stage.comment) == (["facts", "risk"], "Say to whom.")

    assert decide(submit(back, to="ben"), "ben").state == "final"


def test_a_new_final_paper_supersedes_the_one_before_which_never_changes_otherwise(opened, submit):
    first = submit(opened(), facts=LOW)
    second = submit(opened(), facts=LOW)

    with acting_as(SYSTEM):
        first.refresh_from_db()
        assert (first.state, second.state, second.replaces_id) == ("superseded", "final", first.pk)
        for change in ({"title": "x"}, {"state": "draft"}, {"sha256": "x"}):
            with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
                Paper.objects.filter(pk=second.pk).update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            Document.objects.filter(paper=second).update(sha256="x")
        with pytest.raises(DatabaseError), transaction.atomic():
            Document.objects.create(
                person_id=second.person_id, paper=second, kind="docx", body=b"", made_at=NOW
            )
        with pytest.raises(DatabaseError), transaction.atomic():
            Stage.objects.filter(paper=second).update(comment="x")


def test_the_next_that_waits_is_taken_once(opened, submit, cast):
    later = submit(opened(), at=NOW - timedelta(days=1))
    other = f"{SUBJECT[:-1]}2"
    longest = submit(opened(subject=other), at=NOW - timedelta(days=3))
    ben, owen = cast.ben, cast.owen

    with acting_as(ben):
        assert actions.take_next(actor=ben, at=NOW).pk == longest.pk
    with acting_as(owen):
        assert actions.take_next(actor=owen, at=NOW).pk == later.pk
    with acting_as(owen), pytest.raises(actions.NothingWaits):
        actions.take_next(actor=owen, at=NOW)


def test_what_one_wrote_is_never_the_next(opened, submit, cast):
    submit(opened(), written_by=frozenset({cast.member("owen").pk}))
    owen = cast.owen

    with acting_as(owen), pytest.raises(actions.NothingWaits):
        actions.take_next(actor=owen, at=NOW)


def test_comments_lie_where_they_concern_and_are_settled(waiting, decide, cast):
    ben, amina = cast.ben, cast.amina
    with acting_as(ben):
        paper = reread(waiting, ben)
        said = {"place": "risk", "place_says": "Risk of serious harm", "text": "To whom?"}
        comment = actions.add_comment(actor=ben, paper=paper, at=NOW, **said)
    decide(paper, "ben", reasons=["risk"], comment="See there.")
    with acting_as(amina):
        mine = Comment.objects.select_related("paper__person").get(pk=comment.pk)
        actions.settle_comment(actor=amina, comment=mine, at=NOW)
        with pytest.raises(AccessDenied, match="has been settled"):
            actions.settle_comment(actor=amina, comment=mine, at=NOW)

    assert mine.settled_by_id == amina.staff_id


def test_a_peer_review_is_recorded_beside_it_once_for_ever(waiting, cast):
    amina, owen, cara = cast.amina, cast.owen, cast.cara
    ask = {"paper": waiting, "due_on": date(2026, 12, 1), "at": NOW}
    with acting_as(amina):
        with pytest.raises(actions.CannotReview, match="Cara Doyle cannot read this"):
            actions.ask_peer_review(actor=amina, of=cast.member("cara"), **ask)
        review = actions.ask_peer_review(actor=amina, of=cast.member("owen"), **ask)
        given = {"ratings": {"risk": {"rating": "not", "words": "No."}}, "agrees": False}
        given |= {"because": "The level is too low.", "at": NOW}
        with pytest.raises(AccessDenied):
            actions.give_peer_review(actor=amina, review=review, **given)
    with acting_as(cara), pytest.raises(AccessDenied):
        actions.give_peer_review(actor=cara, review=review, **given)
    with acting_as(owen):
        review.refresh_from_db()
        actions.give_peer_review(actor=owen, review=review, **given)
        with pytest.raises(AccessDenied, match="has been given"):
            actions.give_peer_review(actor=owen, review=review, **given)
    with acting_as(SYSTEM), pytest.raises(DatabaseError), transaction.atomic():
        type(review).objects.filter(pk=review.pk).update(agrees=True)

    with acting_as(SYSTEM):
        waiting.refresh_from_db()
    assert waiting.state == "submitted"


def test_a_supervisor_without_the_competence_does_not_sign(opened, submit, cast):
    with acting_as(SYSTEM):
        people.hold(
            actor=SYSTEM,
            person=cast.dan,
            kind="specialist",
            unit=cast.unit("N50CT"),
            on=date(2026, 11, 1),
            at=NOW,
        )
    paper = submit(opened(kind="assessment", route="supervised"))
    carys = cast.carys

    with acting_as(carys), pytest.raises(AccessDenied, match="must hold a competence"):
        actions.countersign_paper(actor=carys, paper=reread(paper, carys), version=2, at=NOW)
