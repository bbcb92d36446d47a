"""登录, 退出, 修改口令."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_POST

from yifa.kernel.refusal import Refusal
from yifa.platform import clock
from yifa.platform.accounts import sessions
from yifa.platform.accounts.actions import change_password
from yifa.platform.accounts.signing_in import sign_in
from yifa.web.desk.frame import show
from yifa.web.desk.words import say
from yifa.web.doors import PUBLIC, SIGNED_IN, door, signed_in, way_back
from yifa.web.errors import status_of

#: reasons for which one is sent here
_WHY = ("idle", "ended")


@door(audience=PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    """登录 — what the throttle and the passwords say is shown as it is; the name typed stays."""
    back = way_back(request)
    if request.method != "POST":
        why = request.GET.get("why", "")
        return show(request, "desk/log_in.html", back=back, why=say(f"login.why_{why}") if why in _WHY else "")
    now = clock.now()
    name = request.POST.get("username", "")
    try:
        user = sign_in(username=name, password=request.POST.get("password", ""), address=sessions.address_of(request), now=now)
    except Refusal as refusal:
        response = show(request, "desk/log_in.html", status=status_of(refusal), back=back, name=name[:64], refusal=refusal)
        if retry := refusal.facts.get("retry_after_seconds"):
            response.headers["Retry-After"] = str(retry)
        return response
    sessions.open_session(request, user, now=now)
    return HttpResponseRedirect(back)


@door(audience=SIGNED_IN)
@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """退出登录 — the browser forgets the personal data of its drafts (see desk.js)."""
    sessions.close_session(request, signed_in(request), now=clock.now())
    return HttpResponseRedirect("/login")


@door(audience=SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """修改口令 — this browser stays signed in, every other session ends."""
    if request.method != "POST":
        return show(request, "desk/password.html", here="password", changed="changed" in request.GET)
    now = clock.now()
    old, new = request.POST.get("old", ""), request.POST.get("new", "")
    if new != request.POST.get("again", ""):
        return show(request, "desk/password.html", here="password", status=422, differs=True)
    try:
        user = change_password(actor=signed_in(request), old=old, new=new, address=sessions.address_of(request), now=now)
    except Refusal as refusal:
        return show(request, "desk/password.html", here="password", status=status_of(refusal), refusal=refusal)
    sessions.keep_session(request, user, now=now)
    return HttpResponseRedirect("/password?changed")
