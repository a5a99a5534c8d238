"""Saying that somebody is away, and who sees to what waits for them."""

from contextlib import suppress
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from throughcare.foundation.access import Actor, actor_of
from throughcare.staff import actions, queries
from throughcare.staff.forms import CoverForm
from throughcare.staff.views.members import form_page


@require_http_methods(["GET", "POST"])
def arrange_cover(request: HttpRequest, ref: UUID) -> HttpResponse:
    """Say from when until when somebody is away, and who covers."""
    actor, now = actor_of(request), timezone.now()
    today = timezone.localdate(now)
    member = queries.to_arrange(actor=actor, ref=ref, on=today)
    near = queries.cover_choices(member_id=member.pk, on=today)
    form = CoverForm(request.POST if request.method == "POST" else None, colleagues=near)
    if form.is_valid():
        given = form.as_arguments()
        by = queries.member_referred_to(given.pop("covered_by"))
        try:
            actions.arrange_cover(actor=actor, member=member, covered_by=by, at=now, **given)
        except (actions.EndsBeforeItBegins, actions.CoveredAlready, actions.AwayThemselves) as no:
            _say_why_not(form, no)
        else:
            return redirect(_back_to(actor, member.pk, ref))
    own = member.pk == actor.staff_id
    title = _("I am away") if own else _("%(name)s is away") % {"name": member.name}
    return form_page(request, form, title, back=_back_to(actor, member.pk, ref))


@require_POST
def end_cover(request: HttpRequest, ref: UUID, id: UUID) -> HttpResponse:
    """Say that somebody is back today, or will not be away after all."""
    actor, now = actor_of(request), timezone.now()
    cover = queries.cover_numbered(id, ref=ref)
    with suppress(actions.OverAlready):  # the page they are led to shows it
        actions.end_cover(actor=actor, cover=cover, on=timezone.localdate(now), at=now)
    return redirect(_back_to(actor, cover.member_id, ref))


def _say_why_not(form: CoverForm, error: Exception) -> None:
    if isinstance(error, actions.AwayThemselves):
        says = _("They are away on some of these days themselves. Choose somebody else")
        form.add_error("covered_by", says)
    elif isinstance(error, actions.CoveredAlready):
        says = _("Cover is arranged for some of these days already. End that first")
        form.add_error("since", says)
    else:
        form.add_error("until", _("The first day back must still be to come"))


def _back_to(actor: Actor, member_id: int, ref: UUID) -> str:
    if member_id == actor.staff_id:
        return reverse("staff:mine")
    return reverse("staff:colleague", kwargs={"ref": ref})
