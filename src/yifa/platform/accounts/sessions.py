"""登录状态 — sessions live on the server: thirty minutes without a request or eight hours end them.

The session remembers when it was opened and, to the minute, when it was last used; a write a minute at most.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, login, logout
from django.http import HttpRequest

from yifa.kernel.actor import Actor
from yifa.platform.accounts.models import User
from yifa.platform.audit.actions import record
from yifa.platform.audit.kinds import Kind

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=8)
_TOUCH = timedelta(minutes=1)
_OPENED, _SEEN = "opened_at", "seen_at"

BACKEND = "django.contrib.auth.backends.ModelBackend"


def open_session(request: HttpRequest, user: User, *, now: datetime) -> None:
    """登录 — a session under a new key; what an earlier session in this browser held is dropped. The user must have been checked."""
    request.session.flush()
    login(request, user, backend=BACKEND)
    request.session[_OPENED] = request.session[_SEEN] = int(now.timestamp())
    request.session.set_expiry(int(LONGEST.total_seconds()))


def close_session(request: HttpRequest, actor: Actor | None, *, now: datetime) -> None:
    """退出登录 — the session is gone on the server; a copied cookie opens nothing."""
    logout(request)
    if actor is not None:
        record(Kind.SIGNED_OUT, actor=actor, at=now)


def keep_session(request: HttpRequest, user: User, *, now: datetime) -> None:
    """After a change of password: this browser goes on under a new key, every other session is over."""
    opened = request.session.get(_OPENED)
    open_session(request, user, now=now)
    if opened is not None:
        request.session[_OPENED] = opened


def user_of(request: HttpRequest) -> tuple[str, str] | None:
    """User id and password print of the session as they stand in it, not yet believed."""
    session = getattr(request, "session", None)
    if session is None or BACKEND_SESSION_KEY not in session:
        return None
    return str(session.get(SESSION_KEY, "")), str(session.get(HASH_SESSION_KEY, ""))


def why_ended(request: HttpRequest, *, now: datetime) -> str:
    """``idle``, ``ended`` or "" for a session that is still good; one opened by Django itself counts from its first use."""
    moment = now.timestamp()
    opened = request.session.setdefault(_OPENED, int(moment))
    seen = request.session.setdefault(_SEEN, opened)
    if moment - opened >= LONGEST.total_seconds():
        return "ended"
    return "idle" if moment - seen >= IDLE.total_seconds() else ""


def touch(request: HttpRequest, *, now: datetime) -> None:
    """The session was used."""
    if now.timestamp() - request.session[_SEEN] >= _TOUCH.total_seconds():
        request.session[_SEEN] = int(now.timestamp())


def drop(request: HttpRequest) -> None:
    """A session that is over is removed."""
    request.session.flush()


def address_of(request: HttpRequest) -> str:
    """Network address of the sender: the last hop named by a proxy of ours (``YIFA_TRUSTED_PROXIES``), else the peer itself."""
    peer = request.META.get("REMOTE_ADDR", "")
    if peer in getattr(settings, "YIFA_TRUSTED_PROXIES", ()):
        peer = request.headers.get("X-Forwarded-For", peer).rsplit(",", 1)[-1].strip()
    return peer[:64]
