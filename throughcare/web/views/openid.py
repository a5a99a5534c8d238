"""To the organisation's sign-in and back.

Our cookies stay away when another site leads here, so the way back is walked in two steps: a page
of ours, which touches no cookie, carries on to the address that reads them. The way there is as
well, because forms may not lead to another site.
"""

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from throughcare.web import openid, signing_in

HERE = "here"  # says that a page of ours led to this address


@login_not_required
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Send somebody to the organisation's sign-in."""
    _is_offered()
    try:
        there = openid.way_there(request, wanted=request.POST.get("next", ""))
    except openid.NotLetIn as told:
        return _did_not_work(request, told)
    return _carry_on(there)


@login_not_required
@require_GET
def come_back(request: HttpRequest) -> HttpResponse:
    """Somebody comes from there: let them in if all they bring holds."""
    _is_offered()
    if HERE not in request.GET:
        return _carry_on(f"{request.get_full_path()}&{HERE}=1")
    try:
        proved = openid.proved(request)
    except openid.NotLetIn as told:
        return _did_not_work(request, told)
    if request.user.is_authenticated and request.user != proved.member:
        logout(request)
    request.proved = proved  # type: ignore[attr-defined]  # for the second step, and for later
    record_authentication(request, proved.member, method="openid")
    own = {request.get_host()}
    to = proved.wanted if url_has_allowed_host_and_scheme(proved.wanted, own) else None
    answer: HttpResponse = perform_login(request, Login(user=proved.member, redirect_url=to))
    return answer


@login_not_required
@require_GET
def signed_out(request: HttpRequest) -> HttpResponse:
    """Signed out here; carry on to sign out there, so that one press does not let the next in."""
    _is_offered()
    try:
        return _carry_on(openid.way_out(request))
    except openid.NotLetIn:
        return redirect("account_login")


def _is_offered() -> None:
    if not openid.is_offered():
        raise Http404


def _carry_on(to: str) -> HttpResponse:
    # Written without the request, whose token would set a cookie in place of the one that waits.
    page = render_to_string("account/carry_on.html", {"to": to, "language": get_language()})
    return HttpResponse(page)


def _did_not_work(request: HttpRequest, told: openid.NotLetIn) -> HttpResponse:
    signing_in.write_failed_try(request, member=None, what=f"openid: {told.why}")
    context = {"advice": told.advice}
    return render(request, "account/openid_failed.html", context, status=403)
