"""A colleague's own account, and the language spoken to them."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from throughcare.foundation.access import actor_of
from throughcare.staff import actions as staff_actions
from throughcare.staff import queries as staff
from throughcare.web.second_step import ways_of


@require_GET
def account(request: HttpRequest) -> HttpResponse:
    """Roles held today and clearances, as they decide what the colleague sees."""
    actor = actor_of(request)
    on = timezone.localdate()
    clearances = staff.clearances_of(actor.staff_id, on=on) if actor.staff_id else []
    context = {"actor": actor, "clearances": clearances, "ways": ways_of(actor)}
    return render(request, "web/account.html", context)


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Change the language and come back; it is remembered for whoever is signed in."""
    language = request.POST.get("language", "")
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    answer = HttpResponseRedirect(back)
    if language not in dict(settings.LANGUAGES):
        return render(request, "400.html", {"reason": _("There is no such language.")}, status=400)
    if request.user.is_authenticated:
        staff_actions.choose_language(actor=actor_of(request), language=language)
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        samesite="Lax",
        httponly=True,
        secure=request.is_secure(),
    )
    return answer
