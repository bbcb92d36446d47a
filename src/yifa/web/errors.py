"""How the house says no over HTTP: one table from kinds to statuses, one shape for pages, fragments and programs.

Pages here are built without templates, session and token of the form guard, so that what is absent and what one may not see
are the same bytes, and so that a fault in a template can still be told.
"""

from __future__ import annotations

import json
import logging
import secrets
import sys
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, ClassVar
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.utils.html import format_html, format_html_join

from yifa.kernel.actor import Actor
from yifa.kernel.refusal import Kind, Refusal
from yifa.platform import clock
from yifa.platform.audit.actions import record
from yifa.platform.audit.kinds import Kind as AuditKind
from yifa.platform.wording import Worded
from yifa.web.wording import say

log = logging.getLogger("yifa.faults")

STATUS: dict[Kind, HTTPStatus] = {
    "denied": HTTPStatus.FORBIDDEN,
    "unknown": HTTPStatus.NOT_FOUND,
    "incomplete": HTTPStatus.UNPROCESSABLE_ENTITY,
    "invalid": HTTPStatus.UNPROCESSABLE_ENTITY,
    "conflict": HTTPStatus.CONFLICT,
    "too_early": HTTPStatus.CONFLICT,
    "too_late": HTTPStatus.CONFLICT,
}
#: Where HTTP has a word of its own for it.
STATUS_OF_CODE = {
    "accounts.sign_in_needed": HTTPStatus.UNAUTHORIZED,
    "accounts.wrong_credentials": HTTPStatus.UNAUTHORIZED,
    "accounts.too_many_attempts": HTTPStatus.TOO_MANY_REQUESTS,
    "accounts.password_length": HTTPStatus.BAD_REQUEST,
    "evidence.type_not_allowed": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "evidence.file_too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "evidence.storage_full": HTTPStatus.INSUFFICIENT_STORAGE,
    "intake.photos_over_quota": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "intake.unseal_reason": HTTPStatus.PRECONDITION_REQUIRED,
    "intake.too_many_requests": HTTPStatus.TOO_MANY_REQUESTS,
    "kernel.text_too_long": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "web.bad_request": HTTPStatus.BAD_REQUEST,
    "web.bad_host": HTTPStatus.BAD_REQUEST,
    "web.not_offered": HTTPStatus.BAD_REQUEST,
    "web.json_duplicate": HTTPStatus.BAD_REQUEST,
    "web.json_number": HTTPStatus.BAD_REQUEST,
    "web.json_broken": HTTPStatus.BAD_REQUEST,
    "web.encoding": HTTPStatus.BAD_REQUEST,
    "web.too_big": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "web.method": HTTPStatus.METHOD_NOT_ALLOWED,
    "web.fault": HTTPStatus.INTERNAL_SERVER_ERROR,
}
STYLESHEET = "/static/desk.css"


class WebRefusal(Worded, say=say):
    kind: ClassVar[Kind] = "invalid"
    code: ClassVar[str] = "web.refused"


class NotFound(WebRefusal):
    """未找到 — there is nothing at this address, or not for this person."""

    kind = "unknown"
    code = "web.not_found"


class Forbidden(WebRefusal):
    """无权操作 — Django itself said no."""

    kind = "denied"
    code = "web.forbidden"


class PageExpired(WebRefusal):
    """页面已过期 — the form's token is missing or another one's."""

    kind = "denied"
    code = "web.page_expired"


class BadRequest(WebRefusal):
    """请求格式不正确."""

    code = "web.bad_request"


class BadDay(WebRefusal):
    """没有这一天 — to a program, which would take another day's rows for those it asked for."""

    code = "web.bad_day"


class NotOffered(WebRefusal):
    """网址里有不认识的内容 — another day's or another team's figures would be taken for those asked for."""

    code = "web.not_offered"


class BadHost(WebRefusal):
    """请求域名不正确."""

    code = "web.bad_host"


class TooBig(WebRefusal):
    """提交的内容过大."""

    code = "web.too_big"


class MethodNotAllowed(WebRefusal):
    """不支持该操作."""

    code = "web.method"


class FieldWrong(WebRefusal):
    """字段不符合要求 — a program sent what the schema does not allow."""

    code = "web.field_wrong"


class Fault(WebRefusal):
    """系统问题 — a bug or a broken machine, told as a number; the log has the rest under it."""

    code = "web.fault"


def status_of(refusal: Refusal) -> HTTPStatus:
    """The HTTP status of a refusal."""
    return STATUS_OF_CODE.get(refusal.code) or STATUS[refusal.kind]


def answer(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The refusal as this request wants it: problem+json, a fragment for htmx, the way to sign in, or a whole page."""
    status = status_of(refusal)
    response: HttpResponse
    if wants_problem(request):
        response = HttpResponse(problem(refusal), status=status, content_type="application/problem+json")
        if status == HTTPStatus.UNAUTHORIZED:
            response.headers["WWW-Authenticate"] = "Bearer"
    elif refusal.code == "accounts.sign_in_needed" and is_fragment(request):
        response = HttpResponse(fragment(refusal), status=status)
        response.headers["HX-Redirect"] = sign_in_address(request, refusal)
    elif refusal.code == "accounts.sign_in_needed" and request.method in ("GET", "HEAD"):
        response = HttpResponseRedirect(sign_in_address(request, refusal))
    else:
        response = HttpResponse(fragment(refusal) if is_fragment(request) else page(refusal), status=status)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        response.headers["Retry-After"] = str(refusal.facts.get("retry_after_seconds", 900))
    response.headers["Cache-Control"] = "no-store"
    # Named whether the session was looked at or not: what is absent and what may not be seen carry the same headers.
    patch_vary_headers(response, ["Accept", "Cookie", "HX-Request"])
    return response


def wants_problem(request: HttpRequest) -> bool:
    """Is a program asking?"""
    accepted = request.headers.get("Accept", "")
    return request.path_info.startswith("/api/") or ("json" in accepted and "html" not in accepted)


def is_fragment(request: HttpRequest) -> bool:
    """Does htmx ask for a piece of a page?"""
    return request.headers.get("HX-Request") == "true"


def problem(refusal: Refusal) -> bytes:
    """``application/problem+json`` (RFC 9457)."""
    members = {"type": "about:blank", "status": int(status_of(refusal)), **refusal.as_json()}
    return json.dumps(members, ensure_ascii=False, default=str).encode("utf-8", "replace")


def fragment(refusal: Refusal) -> str:
    """What, why, what to do, as a piece of a page."""
    cites = "、".join(cite.text for cite in refusal.cites)
    because = format_html('<p class="refusal-cites">{}{}</p>', say("page.because"), cites) if cites else ""
    remedy = format_html('<p class="refusal-remedy">{}</p>', refusal.remedy) if refusal.remedy else ""
    return format_html(
        '<div class="refusal" role="alert" data-code="{}"><p class="refusal-sentence">{}</p>{}{}</div>',
        refusal.code,
        refusal.sentence,
        because,
        remedy,
    )


def page(refusal: Refusal) -> str:
    """The same as a whole page."""
    ways = [(settings.LOGIN_URL, say("page.sign_in"))] if refusal.code == "accounts.sign_in_needed" else [("/", say("page.home"))]
    if isinstance(refusal, NotOffered):
        ways.insert(0, ("?", say("page.plain")))
    return format_html(
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        '<title>{} · {}</title><link rel="stylesheet" href="{}"></head><body class="refusal-page"><main>{}<p>{}</p></main></body></html>',
        refusal.sentence,
        say("page.name"),
        STYLESHEET,
        fragment(refusal),
        format_html_join(" ", '<a href="{}">{}</a>', ways),
    )


def sign_in_address(request: HttpRequest, refusal: Refusal) -> str:
    """The log-in page, with the way back and the reason."""
    here = request.headers.get("HX-Current-URL", "/") if is_fragment(request) else request.get_full_path()
    parts = urlsplit(here)
    back = parts.path + (f"?{parts.query}" if parts.query else "")
    reason = refusal.facts.get("reason", "none")
    query = {"next": back} if reason == "none" else {"next": back, "why": str(reason)}
    return f"{settings.LOGIN_URL}?{urlencode(query)}"


def _tell_unseen(request: HttpRequest) -> None:
    """Who asks for what is not there for them is written down, absent or foreign alike; a door that was closed has told it itself."""
    actor = getattr(request, "actor", None)
    if isinstance(actor, Actor) and not getattr(request, "denial_told", False):
        record(AuditKind.UNSEEN, actor=actor, subject=f"{request.method} {request.path_info}", at=clock.now())


class Answers:
    """Middleware: refusals raised by a view become answers; an empty 405 gets its words; asking in vain is told. Stands before Doors."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and "json" not in response.headers.get("Content-Type", ""):
            worded = answer(request, MethodNotAllowed())
            worded.headers["Allow"] = response.headers.get("Allow", "")
            return worded
        if response.status_code == HTTPStatus.NOT_FOUND:
            _tell_unseen(request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refusal):
            return answer(request, exception)
        return answer(request, TooBig()) if isinstance(exception, RequestDataTooBig) else None


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400."""
    if isinstance(exception, DisallowedHost):
        return answer(request, BadHost())
    return answer(request, TooBig() if isinstance(exception, RequestDataTooBig) else BadRequest())


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler403."""
    return answer(request, Forbidden())


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404."""
    return answer(request, NotFound())


def fault(request: HttpRequest) -> HttpResponse:
    """handler500: logged once under a number, told as the number."""
    number = secrets.token_hex(4)
    log.error("fault %s at %s %s", number, request.method, request.path_info, exc_info=sys.exc_info())
    response = answer(request, Fault(number=number))
    response._has_been_logged = True  # type: ignore[attr-defined]  # Django would log it a second time
    return response


def page_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW."""
    return answer(request, PageExpired())


def register_errors(api: Any) -> None:
    """Teach a NinjaAPI these answers: refusals, wrong fields, absent things. Faults go on to Django and end in ``fault``."""
    from django.http import Http404
    from ninja.errors import HttpError, ValidationError

    def wrong_fields(request: HttpRequest, exception: ValidationError) -> HttpResponse:
        found = [
            {"field": ".".join(str(part) for part in error.get("loc", ())), "fault": error.get("type", "")} for error in exception.errors
        ]
        names = "、".join(dict.fromkeys(str(each["field"]).rsplit(".", 1)[-1] for each in found)) or "body"
        refusal = FieldWrong(fields=names)
        refusal.facts = {"errors": found}
        return answer(request, refusal)

    def plain(request: HttpRequest, exception: HttpError) -> HttpResponse:
        kinds: dict[int, type[WebRefusal]] = {403: Forbidden, 404: NotFound, 405: MethodNotAllowed, 413: TooBig}
        return answer(request, kinds.get(exception.status_code, BadRequest)())

    api.add_exception_handler(Refusal, answer)
    api.add_exception_handler(ValidationError, wrong_fields)
    api.add_exception_handler(HttpError, plain)
    api.add_exception_handler(Http404, not_found)
