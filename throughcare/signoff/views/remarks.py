"""Comments at their places, and peer reviews: asked for and given."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from throughcare.foundation.access import actor_of, require
from throughcare.foundation.calendar import local_day
from throughcare.signoff import actions, queries
from throughcare.signoff.access import ASK_PEER_REVIEW, COMMENT_ON_PAPER
from throughcare.signoff.forms import AskReviewForm, CommentForm, ReviewForm
from throughcare.signoff.views.papers import opened


@require_http_methods(["GET", "POST"])
def comment(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Say something of one place, which the address names."""
    actor, found = actor_of(request), opened(request, ref, id)
    require(actor, COMMENT_ON_PAPER, found)
    place = {
        "place": request.GET.get("place", ""),
        "place_says": request.GET.get("says", ""),
        "marking": request.GET.get("marking", ""),
    }
    form = CommentForm(request.POST if request.method == "POST" else None, initial=place)
    if form.is_valid():
        actions.add_comment(actor=actor, paper=found, at=timezone.now(), **form.as_arguments())
        messages.success(request, _("Your comment stands beside what it is about"))
        return redirect(queries.page_of(found, to_decide=True))
    where = form["place_says"].value() or _("The whole of it")
    return _show(request, found, "signoff/comment.html", form, where=where)


@require_POST
def settle(request: HttpRequest, ref: UUID, id: UUID, comment: UUID) -> HttpResponse:
    """It has been dealt with."""
    actor, found = actor_of(request), opened(request, ref, id)
    one = queries.comment_for(actor=actor, paper=found, id=comment)
    if one.settled_at is None:  # sent twice, it is settled once
        actions.settle_comment(actor=actor, comment=one, at=timezone.now())
    messages.success(request, _("Settled"))
    return redirect(queries.page_of(found))


@require_http_methods(["GET", "POST"])
def ask_review(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Ask a colleague what they think of it."""
    actor, now, found = actor_of(request), timezone.now(), opened(request, ref, id)
    require(actor, ASK_PEER_REVIEW, found)
    colleagues = queries.reviewers(actor=actor, paper=found, at=now)
    form = AskReviewForm(request.POST if request.method == "POST" else None, colleagues=colleagues)
    if form.is_valid():
        given = form.as_arguments()
        of = form.colleagues[given.pop("of")]
        try:
            actions.ask_peer_review(actor=actor, paper=found, of=of, at=now, **given)
        except actions.CannotReview as refused:
            form.add_error("of", refused.reason)
        else:
            messages.success(request, _("%(who)s is asked to review it") % {"who": of.name})
            return redirect(queries.page_of(found))
    return _show(request, found, "signoff/ask_review.html", form)


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, ref: UUID, id: UUID, review: UUID) -> HttpResponse:
    """Give a review, by the criteria of the pack; once given it is read here."""
    actor, found = actor_of(request), opened(request, ref, id)
    one = queries.review_for(actor=actor, paper=found, id=review)
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        said = form.cleaned_data
        actions.give_peer_review(
            actor=actor,
            review=one,
            ratings=form.ratings,
            agrees=said["agrees"],
            because=said["because"],
            at=timezone.now(),
        )
        messages.success(request, _("Your review stands beside it"))
        return redirect(queries.page_of(found))
    return _show(request, found, "signoff/review.html", form, review_id=one.pk)


def _show(request: HttpRequest, found: Any, template: str, form: Any, **more: Any) -> HttpResponse:
    on = local_day(timezone.now())
    standing = queries.standing_of(actor=actor_of(request), paper=found, on=on)
    shown = {"person": found.person, "standing": standing, "form": form, **more}
    return render(request, template, shown)
