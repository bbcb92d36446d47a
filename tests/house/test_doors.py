"""Every address of the place says whom it is for, and the two middlewares keep to it."""

from __future__ import annotations

import itertools
import json
import logging
from datetime import timedelta
from types import ModuleType
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import clear_url_caches, path
from django.utils import timezone
from ninja import NinjaAPI, Schema

from yifa.kernel.actor import Role
from yifa.kernel.citation import Cite
from yifa.kernel.refusal import Kind, Refusal
from yifa.platform.accounts import gate
from yifa.platform.accounts.actions import make_token
from yifa.platform.accounts.models import RoleGrant, User
from yifa.platform.audit.models import Entry
from yifa.web.doors import ADMINS, DOCKET, PUBLIC, SIGNED_IN, Doors, door, only, signed_in, undeclared_doors, way_back
from yifa.web.errors import STATUS, register_errors

NOW = timezone.now()  # noqa: TID251  the doors read the clock themselves


class NoticeNotServed(Refusal):
    """For these tests."""

    kind = "too_early"
    code = "tests.notice_not_served"


class Body(Schema):
    amount: int


def said(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]  # set by the door
    return HttpResponse(f"{request.method} {actor.name if actor else '-'}")


def view(audience: Any) -> Any:
    return door(audience=audience)(lambda request: said(request))


@door(audience=SIGNED_IN)
def refusing(request: HttpRequest) -> HttpResponse:
    raise NoticeNotServed("不能作出处罚决定：<尚未送达>。", remedy="请先送达。", cites=(Cite("行政处罚法", "44"),), act="decide")


@door(audience=PUBLIC)
def failing(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("secret detail")


@door(audience=PUBLIC)
def forbidding(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


@door(audience=PUBLIC)
def reading(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{len(request.body)} {request.POST.get('x', '')} {way_back(request)} {request.get_host()}")


@door(audience=PUBLIC)
def getting_only(request: HttpRequest) -> HttpResponse:
    from django.http import HttpResponseNotAllowed

    return HttpResponseNotAllowed(["GET"])


@door(audience=SIGNED_IN)
def person(request: HttpRequest) -> HttpResponse:
    return HttpResponse(signed_in(request).user)


def undeclared(request: HttpRequest) -> HttpResponse:
    return HttpResponse("open to all by mistake")


AUDIENCES: dict[str, Any] = {"public": PUBLIC, "signed_in": SIGNED_IN, "docket": DOCKET, "admins": ADMINS, "audit": only(Role.AUDIT_ADMIN)}
_numbers = itertools.count()


def town(*more: Any, declared: bool = True) -> ModuleType:
    """A URLconf with a view for each audience and an API."""
    module = ModuleType("town")
    api = NinjaAPI(urls_namespace=f"town{next(_numbers)}", docs_decorator=door(audience=SIGNED_IN))
    register_errors(api)

    def add(request: HttpRequest, body: Body) -> dict[str, Any]:
        return {"amount": body.amount, "who": signed_in(request).name}

    api.post("/add")(door(audience=DOCKET)(add) if declared else add)
    api.get("/refuse")(door(audience=SIGNED_IN)(lambda request: refusing(request)))
    api.get("/fail")(door(audience=PUBLIC)(lambda request: failing(request)))
    names = ("bad_request", "forbidden", "not_found", "fault")
    for number, name in zip((400, 403, 404, 500), names, strict=True):
        setattr(module, f"handler{number}", f"yifa.web.errors.{name}")
    module.urlpatterns = [  # type: ignore[attr-defined]  # a URLconf is a module with this name in it
        *(path(f"{name}/", view(audience)) for name, audience in AUDIENCES.items()),
        path("refuse/", refusing),
        path("fail/", failing),
        path("forbid/", forbidding),
        path("read/", reading),
        path("person/", person),
        path("getting/", getting_only),
        path("api/", api.urls),
        *more,
    ]
    return module


@pytest.fixture
def in_town(settings: Any, db: None) -> Any:
    def enter(*more: Any, declared: bool = True) -> None:
        settings.ROOT_URLCONF = town(*more, declared=declared)
        clear_url_caches()
        settings.LOGIN_URL = "/login/"
        settings.CSRF_FAILURE_VIEW = "yifa.web.errors.page_expired"
        ours = ["yifa.web.errors.Answers", "yifa.web.doors.Doors"]
        settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name not in ours] + ours

    gate._kept.clear()
    yield enter
    clear_url_caches()


def someone(*roles: Role, name: str = "李一") -> User:
    user = User.objects.create(username=name, name=name)
    for role in roles:
        RoleGrant.objects.create(user=user, role=role, body_code="town", valid_from=NOW.date() - timedelta(days=1))
    return user


def visitor(*roles: Role, name: str = "李一", **options: Any) -> Client:
    client = Client(**options)
    client.force_login(someone(*roles, name=name))
    return client


def bearer(*roles: Role, name: str = "程序") -> dict[str, str]:
    return {"authorization": "Bearer " + make_token(actor=None, user=someone(*roles, name=name).pk, now=NOW)}


def test_the_place_has_no_undeclared_door() -> None:
    assert undeclared_doors() == []


def test_undeclared_views_are_found_and_refused_at_start_BI_AZN_16(in_town: Any) -> None:
    in_town(path("by-mistake/", undeclared), declared=False)

    assert undeclared_doors() == ["POST api/add", "by-mistake/"]
    with pytest.raises(ImproperlyConfigured, match=r"POST api/add, by-mistake/"):
        Doors(lambda request: HttpResponse())
    assert [error.msg for error in run_checks(tags=["urls"]) if error.id == "yifa.E001"] == [
        "no audience: POST api/add",
        "no audience: by-mistake/",
    ]


def test_undeclared_view_that_got_past_answers_as_absent(in_town: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    in_town(path("by-mistake/", undeclared), declared=False)
    monkeypatch.setattr("yifa.web.doors.refuse_undeclared", lambda: None)
    client = visitor(*Role)

    assert client.get("/by-mistake/").content == client.get("/absent/").content
    assert client.get("/by-mistake/").status_code == 404
    assert client.post("/api/add", {"amount": 1}, content_type="application/json").status_code == 404


def test_unknown_audience_is_refused_where_it_is_written() -> None:
    with pytest.raises(ValueError, match="no audience"):
        door(audience="everyone")  # type: ignore[arg-type]  # the wrong word is the test


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: str(role) if role else "no-role")
def test_every_role_at_every_door(in_town: Any, role: Role | None) -> None:
    in_town()
    client = visitor(*([role] if role else []))
    absent = client.get("/absent/")

    for name, audience in AUDIENCES.items():
        answer = client.get(f"/{name}/")
        lets_in = not isinstance(audience, frozenset) or role in audience
        if lets_in:
            assert (answer.status_code, answer.content.decode()) == (200, "GET 李一"), name
        else:
            assert (answer.status_code, answer.content) == (404, absent.content), name
            assert {*answer.headers} == {*absent.headers}
    denied = {f"GET /{name}/" for name, audience in AUDIENCES.items() if isinstance(audience, frozenset) and role not in audience}
    assert {*Entry.objects.filter(kind="denied", name="李一").values_list("subject", flat=True)} == denied
    assert not Entry.objects.filter(kind="unseen", name="李一").exists()


def test_asking_for_what_is_absent_or_foreign_is_told_BI_AZN_01(in_town: Any) -> None:
    class Unknown(Refusal):
        kind = "unknown"

    @door(audience=DOCKET)
    def looking(request: HttpRequest) -> HttpResponse:
        raise Unknown("未找到该案件，或您无权查看。")

    in_town(path("dockets/7/", looking))

    visitor(Role.OFFICER).get("/dockets/7/")
    Client().get("/dockets/7/")

    assert list(Entry.objects.filter(kind="unseen").values_list("name", "subject")) == [("李一", "GET /dockets/7/")]


def test_nobody_signed_in_is_shown_the_way(in_town: Any) -> None:
    in_town()
    client = Client()

    assert client.get("/public/").content == b"GET -"
    page = client.get("/docket/?q=1&page=2")
    assert (page.status_code, page.headers["Location"]) == (302, "/login/?next=%2Fdocket%2F%3Fq%3D1%26page%3D2")
    posted = client.post("/docket/")
    assert (posted.status_code, "请先登录。" in posted.content.decode()) == (401, True)
    piece = client.get("/docket/", headers={"HX-Request": "true", "HX-Current-URL": "https://evil.example/list/?a=1"})
    assert (piece.status_code, piece.headers["HX-Redirect"]) == (401, "/login/?next=%2Flist%2F%3Fa%3D1")
    program = client.post("/api/add", "{broken", content_type="application/json")
    assert (program.status_code, program.json()["code"]) == (401, "accounts.sign_in_needed")
    assert (program.headers["Content-Type"], program.headers["WWW-Authenticate"]) == ("application/problem+json", "Bearer")


def test_signed_in_reads_the_person_behind_the_request(in_town: Any) -> None:
    in_town()

    assert visitor(name="王二").get("/person/").content.decode() == str(User.objects.get(username="王二").pk)


def test_idle_session_is_told_why(in_town: Any) -> None:
    in_town()
    client = visitor()
    client.get("/signed_in/")
    session = client.session
    session["seen_at"] -= 31 * 60
    session.save()

    assert client.get("/signed_in/").headers["Location"] == "/login/?next=%2Fsigned_in%2F&why=idle"
    assert client.get("/public/").content == b"GET -"


def test_api_takes_a_token_and_checks_forms_of_a_session_BI_AUT_18(in_town: Any) -> None:
    in_town()
    by_session = visitor(Role.OFFICER, enforce_csrf_checks=True)
    by_token = Client(enforce_csrf_checks=True)
    body: dict[str, Any] = {"data": {"amount": 5}, "content_type": "application/json"}

    assert by_token.post("/api/add", **body, headers=bearer(Role.OFFICER)).json() == {"amount": 5, "who": "程序"}
    refused = by_session.post("/api/add", **body)
    assert (refused.status_code, refused.json()["title"]) == (403, "页面已过期，请刷新后重试。")
    by_session.cookies["yifa_csrf"] = token = "a" * 32
    assert by_session.post("/api/add", **body, headers={"X-CSRFToken": token}).json() == {"amount": 5, "who": "李一"}
    assert by_session.post("/api/add", **body, headers={"X-CSRFToken": "b" * 32}).status_code == 403
    page = by_session.post("/docket/")
    assert (page.status_code, "页面已过期" in page.content.decode()) == (403, True)


def test_wrong_token_is_refused_whatever_the_session(in_town: Any) -> None:
    in_town()

    answer = visitor(Role.OFFICER).get("/api/refuse", headers={"authorization": "Bearer yifa_nothing"})

    assert (answer.status_code, answer.json()["facts"]) == (401, {"reason": "token"})


@pytest.mark.parametrize("kind", STATUS)
def test_each_kind_has_one_status(in_town: Any, kind: Kind) -> None:
    refusal = type("OfThatKind", (Refusal,), {"kind": kind, "code": "tests.of_that_kind"})("不行。")

    @door(audience=PUBLIC)
    def refuse(request: HttpRequest) -> HttpResponse:
        raise refusal

    in_town(path("kind/", refuse))

    wanted = {"denied": 403, "unknown": 404, "incomplete": 422, "invalid": 422, "conflict": 409, "too_early": 409, "too_late": 409}
    assert Client().get("/kind/").status_code == wanted[kind]


def test_refusal_is_a_page_a_piece_or_a_problem(in_town: Any) -> None:
    in_town()
    client = visitor()
    piece = (
        '<div class="refusal" role="alert" data-code="tests.notice_not_served">'
        '<p class="refusal-sentence">不能作出处罚决定：&lt;尚未送达&gt;。</p>'
        '<p class="refusal-cites">依据：《行政处罚法》第四十四条</p><p class="refusal-remedy">请先送达。</p></div>'
    )

    page = client.get("/refuse/").content.decode()
    assert page.startswith('<!doctype html><html lang="zh-CN">')
    assert piece in page
    assert client.get("/refuse/", headers={"HX-Request": "true"}).content.decode() == piece
    problem = client.get("/api/refuse")
    assert problem.status_code == 409
    assert problem.json() == {
        "type": "about:blank",
        "status": 409,
        "code": "tests.notice_not_served",
        "kind": "too_early",
        "title": "不能作出处罚决定：<尚未送达>。",
        "remedy": "请先送达。",
        "cites": [{"law": "行政处罚法", "article": "44", "text": "《行政处罚法》第四十四条"}],
        "facts": {"act": "decide"},
    }
    assert client.get("/refuse/", headers={"Accept": "application/json"}).json() == problem.json()


@pytest.mark.parametrize("where", ["/fail/", "/api/fail"])
def test_fault_is_a_number_logged_once_BI_API_18(in_town: Any, caplog: pytest.LogCaptureFixture, where: str) -> None:
    in_town()
    client = Client(raise_request_exception=False)
    logging.getLogger("yifa.faults").propagate = True

    with caplog.at_level(logging.ERROR):
        answer = client.get(where)

    text = answer.content.decode()
    logged = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert answer.status_code == 500
    assert len(logged) == 1
    number = logged[0].args[0]  # type: ignore[index]  # the first of the arguments
    assert f"系统出现问题，已记录（编号{number}），请稍后再试。" in text
    assert logged[0].exc_info and "secret detail" in str(logged[0].exc_info[1])
    assert not any(word in text for word in ("secret", "Traceback", "RuntimeError", "/src/"))


@pytest.mark.parametrize(
    ("ask", "status", "sentence"),
    [
        (lambda client: client.get("/absent/"), 404, "未找到该内容，或您无权查看。"),
        (lambda client: client.get("/forbid/"), 403, "您无权进行该操作。"),
        (lambda client: client.post("/getting/"), 405, "不支持该操作。"),
        (lambda client: client.trace("/public/"), 405, "不支持该操作。"),
        (lambda client: client.generic("BREW", "/public/"), 405, "不支持该操作。"),
        (lambda client: client.delete("/api/add", headers=bearer(Role.OFFICER)), 405, "不支持该操作。"),
        (lambda client: client.get("/public/", headers={"host": "evil.example"}), 400, "请求域名不正确。"),
        (lambda client: client.get("/public/", headers={"host": "a b\x00"}), 400, "请求域名不正确。"),
        (lambda client: client.post("/read/", b"x" * 3_000_000, content_type="text/plain"), 413, "提交的内容过大。"),
        (lambda client: client.post("/read/", {f"f{n}": "" for n in range(1200)}), 400, "请求格式不正确。"),
        (lambda client: client.post("/read/", b"x", content_type="multipart/form-data"), 400, "请求格式不正确。"),
        (
            lambda client: client.post("/api/add", {"amount": "many"}, content_type="application/json", headers=bearer(Role.HEAD)),
            422,
            "填写的内容不符合要求：amount。",
        ),
        (
            lambda client: client.post("/api/add", "[", content_type="application/json", headers=bearer(Role.HEAD)),
            400,
            "请求格式不正确。",
        ),
    ],
    ids=[
        "404",
        "403",
        "405",
        "BI-API-14-trace",
        "BI-API-14-verb",
        "405-api",
        "BI-API-13-host",
        "host-bytes",
        "413",
        "BI-UPL-29-fields",
        "multipart",
        "BI-API-08-type",
        "json",
    ],
)
def test_djangos_own_refusals_are_in_our_words(in_town: Any, ask: Any, status: int, sentence: str) -> None:
    in_town()

    answer = ask(Client())

    assert answer.status_code == status
    text = answer.content.decode()
    assert (json.loads(text)["title"] if text.startswith("{") else text.split("<title>")[1].split(" · ")[0]) == sentence
    assert answer.headers["Cache-Control"] == "no-store"


def test_method_in_a_header_changes_nothing_BI_API_14(in_town: Any) -> None:
    in_town()

    assert Client().get("/public/", headers={"X-HTTP-Method-Override": "DELETE"}).content == b"GET -"


def test_forwarded_host_is_not_believed_BI_API_13(in_town: Any) -> None:
    in_town()

    answer = Client().get("/read/", headers={"host": "127.0.0.1", "x-forwarded-host": "evil.example"})

    assert answer.content == b"0  / 127.0.0.1"


@pytest.mark.parametrize(
    ("wanted", "followed"),
    [
        ("/list/?a=1", "/list/?a=1"),
        ("//evil.example/", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("list/", "/"),
        ("", "/"),
    ],
)
def test_only_paths_of_this_place_are_followed_BI_AUT_17(in_town: Any, wanted: str, followed: str) -> None:
    in_town()

    assert Client().get("/read/", {"next": wanted}).content.decode().split()[1] == followed
