"""上报 and 查进度 without signing in; the lead a clerk takes down; who may look at who reported, and who not."""

from __future__ import annotations

import io
import re
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from tests.factories.acts import PAYLOADS
from tests.rooms.intake.test_submit import PNG
from tests.web.desk.conftest import ITEM, PLACE, Signed, do, person
from yifa.docket.append import append
from yifa.docket.core.request import Request
from yifa.docket.news import pass_on
from yifa.docket.queries import dockets, view_for
from yifa.evidence.models import EvidenceFile
from yifa.intake.actions import open_next
from yifa.intake.models import Report
from yifa.intake.reactions import tell_sources
from yifa.kernel.ids import new_id

STATIC = Path(__file__).parents[3] / "src" / "yifa" / "web" / "desk" / "static"
NAME, PHONE = "柳如烟", "13911112222"


def typed(**changes: Any) -> dict[str, Any]:
    where = {"place": PLACE, "place_text": "集市东口"}
    return {"id": str(new_id()), "text": "集市东口占道摆摊，堵住消防通道", "name": NAME, "phone": PHONE} | where | changes


def report(**changes: Any) -> tuple[str, str]:
    """Number and code as the page tells them."""
    answer = Client().post("/report", typed(**changes))
    assert answer.status_code == 200, answer.content.decode()
    number, code = re.findall(r"<dd[^>]*>([\d ]+)</dd>", answer.content.decode())
    return number, code


def docket_of(number: str) -> UUID:
    open_next(now=timezone.now())
    docket = Report.objects.get(number=number).docket
    assert docket is not None
    return docket


def followed(code: str) -> tuple[int, str]:
    answer = Client().post("/report/follow", {"code": code})
    return answer.status_code, answer.content.decode()


def test_the_page_needs_no_script_and_little_of_the_line() -> None:
    page = Client().get("/report")

    html = page.content.decode()
    size = len(page.content) + sum((STATIC / name).stat().st_size for name in ("report.css", "report.js"))
    assert (page.status_code, size < 40_000) == (200, True)
    assert re.findall(r"<script[^>]*>", html) == ['<script src="/static/report.js" type="module">']
    assert '<form method="post" action="/report?sent" enctype="multipart/form-data"' in html
    assert f'<option value="{PLACE}">古城镇</option>' in html
    assert "csrf" not in html


def test_anybody_reports_with_a_photo_and_follows_it_to_the_answer() -> None:
    number, code = report(photos=[SimpleUploadedFile("现场.png", PNG)])
    docket = docket_of(number)
    before = followed(code)
    do(docket, "decline_filing", by="fuzeren", reply="摊位已劝离。")

    status, after = followed(code.replace(" ", "-"))

    assert (before[0], "还没有答复" in before[1], "<h1>已登记</h1>" in before[1]) == (200, True, True)
    assert (status, "摊位已劝离。" in after, "<h1>已办结，没有立案</h1>" in after) == (200, True, True)
    assert "没有被查看过" in after
    assert EvidenceFile.objects.filter(body_code="fucheng.gucheng", uploaded_by=None).count() == 1
    for secret in (NAME, PHONE, "朱桂芳", "占道摆摊"):
        assert secret not in after


def test_sent_twice_it_is_one_report() -> None:
    form = typed()

    first, second = Client().post("/report", form), Client().post("/report", form)

    assert first.content == second.content
    assert Report.objects.count() == 1


def test_a_refused_form_keeps_what_was_typed_and_sent() -> None:
    answer = Client().post("/report", typed(text=" ", photos=[SimpleUploadedFile("现场.png", PNG)]))

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "请写清楚反映的情况。" in html and 'value="集市东口"' in html and f'value="{NAME}"' in html
    digest = re.search(r'name="photo" value="([0-9a-f]{64})"', html)
    assert digest
    assert Client().post("/report", typed(photo=[digest[1]])).status_code == 200
    assert Report.objects.get().photos == [digest[1]]


@pytest.mark.parametrize(
    ("change", "status", "sentence"),
    [
        ({"longitude": "100.1", "latitude": "30.2"}, 422, "不在本平台受理的范围内"),
        ({"longitude": "很远"}, 422, "经纬度不完整"),
        ({"text": "占道\u202e摆摊"}, 422, "不可见字符"),
        ({"photos": [SimpleUploadedFile("a.png", PNG + b"<script>alert(1)</script>")]}, 422, "夹带网页代码"),
    ],
)
def test_what_cannot_be_taken_is_said_in_words(change: dict[str, Any], status: int, sentence: str) -> None:
    answer = Client().post("/report", typed(**change))

    assert (answer.status_code, sentence in answer.content.decode()) == (status, True)


def test_a_picture_in_the_text_is_shown_as_text(signed: Signed) -> None:
    number, _code = report(text='<img src="https://evil.example/x.png">看这里')

    page = signed("shouli").get(f"/dockets/{docket_of(number)}")

    assert "&lt;img src=&quot;https://evil.example/x.png&quot;&gt;" in page.content.decode()
    assert "<img src=" not in page.content.decode()


@pytest.mark.parametrize("code", ["1234567890123456", "12", "没有", "", "1" * 4000])
def test_a_code_nobody_was_given_is_the_same_answer(code: str) -> None:
    assert followed(code) == followed("0000 0000 0000 0000")
    assert followed(code)[0] == 404


def test_guessing_codes_is_slowed_down() -> None:
    statuses = [followed("0000000000000000")[0] for _ in range(65)]

    assert statuses[:30] == [404] * 30
    assert statuses[-1] == 429 or 429 in statuses


def test_too_many_reports_are_told_when_to_come_back() -> None:
    answers = [Client().post("/report", typed()) for _ in range(65)]

    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused and 1 <= int(refused[0].headers["Retry-After"]) <= 60
    assert "12345" in refused[0].content.decode()


def test_a_merged_reporter_reads_the_answer_of_the_main_one() -> None:
    main, _ = report()
    other, code = report(text="完全另外的话：路口有堵塞情况", place_text="东口")
    first, second = docket_of(main), docket_of(other)
    into = view_for(actor=person("shouli"), docket=first).number
    do(second, "merge_event", by="shouli", into=into)
    do(first, "decline_filing", by="fuzeren", reply="一并处理了。")
    pass_on([tell_sources])

    status, html = followed(code)

    assert (status, "一并处理了。" in html, "已与同一件事合并办理" in html) == (200, True, True)


def test_who_was_merged_twice_reads_the_answer_too_on_the_page_and_by_open311() -> None:
    (main, _), (between, _), (told, code) = (
        report(text=text, place_text=place) for text, place in (("路口有堵塞", "东口"), ("井盖翘起来了", "西口"), ("垃圾成堆发臭", "北口"))
    )
    dockets = [docket_of(one) for one in (told, between, main)]
    for docket, into in pairwise(dockets):
        do(docket, "merge_event", by="shouli", into=view_for(actor=person("shouli"), docket=into).number)
        pass_on([tell_sources])
    do(dockets[-1], "decline_filing", by="fuzeren", reply="一并处理了。")
    pass_on([tell_sources])

    (row,) = Client().get(f"/open311/v2/requests/{told}.json", {"account_id": code}).json()

    assert "一并处理了。" in followed(code)[1]
    assert (row["status"], row["status_notes"]) == ("closed", "一并处理了。")


def test_a_clerk_takes_down_a_report_and_reads_number_and_code_to_the_caller(signed: Signed) -> None:
    client = signed("shouli")
    form = {
        "_id": str(new_id()),
        "_body": "fucheng.gucheng",
        "_place": PLACE,
        "source": "热线电话",
        "reported_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"),
        "summary": f"{NAME}说集市东口占道摆摊",
        "place_text": "集市东口",
        "reporter": NAME,
        "reporter_phone": PHONE,
    }

    first, again = client.post("/leads/new", form), client.post("/leads/new", form)

    page = client.get(first.headers["Location"]).content.decode()
    found = re.search(r"受理号 (\d{14})，查询码 (\d{16})", page)
    assert (first.status_code, first.headers["Location"]) == (302, again.headers["Location"])
    assert found and followed(found[2])[0] == 200
    row = Report.objects.get()
    act = view_for(actor=person("shouli"), docket=row.docket).acts[0]
    assert (row.number, act.actor["name"], act.payload["summary"]) == (found[1], "曹爱国", "［反映人］说集市东口占道摆摊")
    assert (row.taken_by, row.contact) == (act.actor["user"], None)
    assert "查询码" not in signed("fuzeren").get(first.headers["Location"]).content.decode()


def test_a_refused_lead_leaves_no_row(signed: Signed) -> None:
    form = {"_id": str(new_id()), "_body": "fucheng.chengguan", "_place": "131128102", "source": "热线电话", "summary": "占道"}
    form |= {"reported_at": timezone.localtime().strftime("%Y-%m-%dT%H:%M"), "place_text": "集市"}

    assert signed("shouli").post("/leads/new", form).status_code == 403
    assert Report.objects.count() == 0


def test_who_reported_is_shown_to_those_who_say_why(signed: Signed) -> None:
    number, code = report()
    docket = docket_of(number)
    client = signed("shouli")

    asked = client.get(f"/dockets/{docket}/reporter").content.decode()
    refused = client.post(f"/dockets/{docket}/reporter", {"reason": ""})
    shown = client.post(f"/dockets/{docket}/reporter", {"reason": "需要电话核实地点"}).content.decode()

    assert NAME not in asked and refused.status_code == 422
    assert NAME in shown and PHONE in shown
    assert "被查看过1次" in followed(code)[1]
    assert [act.kind for act in view_for(actor=person("shouli"), docket=docket).acts] == ["register_lead", "open_reporter"]


def test_the_old_way_to_private_data_does_not_open_a_reporter(signed: Signed) -> None:
    docket = docket_of(report()[0])

    for user in ("shouli", "zhifa1", "fuzeren"):
        answer = signed(user).post(f"/dockets/{docket}/record/1/open", {"path": "reporter"})
        assert answer.status_code == 428
        assert "查看举报人信息须填写事由" in answer.content.decode()
        assert NAME not in answer.content.decode()


@pytest.mark.parametrize("user", ["zhifa1", "shenhe", "chengguan1"])
def test_who_handles_it_finds_no_door(signed: Signed, user: str) -> None:
    docket = docket_of(report()[0])

    answer = signed(user).post(f"/dockets/{docket}/reporter", {"reason": "想知道是谁"})

    assert answer.status_code == 404
    assert NAME not in answer.content.decode()


@pytest.mark.parametrize("words", [PHONE, "139 1111 2222", "+8613911112222", "0318-1234567"])
def test_nobody_searches_by_who_reported(signed: Signed, words: str) -> None:
    docket_of(report()[0])

    answer = signed("ducha").get("/search", {"q": words})

    assert answer.status_code == 403
    assert "不能按举报人信息检索" in answer.content.decode()


def test_numbers_of_matters_are_still_searched(signed: Signed) -> None:
    number, _ = report()
    docket = docket_of(number)

    assert f"/dockets/{docket}" in signed("shouli").get("/search", {"q": number}).content.decode()


def test_a_complaint_appears_on_no_page_of_the_team(signed: Signed) -> None:
    number, code = report(text="执法人员乱扣东西，态度恶劣", about_officers="1", about="两名中队的人")
    docket = docket_of(number)

    for user in ("shouli", "zhifa1", "shenhe", "fuzeren", "ducha"):
        client = signed(user)
        for path in ("/", "/?which=open", "/?which=all", f"/search?q={number}", "/search?q=态度恶劣"):
            html = client.get(path).content.decode()
            assert str(docket) not in html and "乱扣东西" not in html, (user, path)
        for path in (f"/dockets/{docket}", f"/dockets/{docket}/alike", f"/dockets/{docket}/record/1", f"/dockets/{docket}/file.pdf"):
            assert client.get(path).status_code == 404, (user, path)
        assert dockets(actor=person(user), which="all").rows == ()
    assert followed(code)[0] == 200


def test_what_may_be_the_same_is_shown_with_why(signed: Signed) -> None:
    one = docket_of(report(text="集市东口有人占道摆摊卖水果", place_text="集市东口")[0])
    two = docket_of(report(text="水果摊占道，集市东口走不动", place_text="集市东口")[0])

    html = signed("shouli").get(f"/dockets/{two}/alike").content.decode()

    assert f"/dockets/{one}" in html
    assert "地点描述相同，文字相似" in html


def test_who_handles_it_sees_the_photo_and_not_where_the_reporter_lives(signed: Signed) -> None:
    photo = jpeg()
    docket = docket_of(report(photos=[SimpleUploadedFile("住处.jpg", photo)])[0])
    (digest,) = Report.objects.get(docket=docket).photos
    file = f"/dockets/{docket}/evidence/{digest}"
    original = f"{file}/original"
    officer, clerk, stranger = signed("zhifa1"), signed("shouli"), signed("chengguan1")

    for address in (file, f"{file}/view", f"/evidence/{digest}", f"/api/evidence/{digest}", f"/api{file}"):
        answer = officer.get(address)
        shown = b"".join(answer)
        assert (answer.status_code, answer.headers["Content-Type"], b"SERIAL-77" in shown, b"Exif" in shown) == (
            200,
            "image/jpeg",
            False,
            False,
        )
    refused = officer.get(original)
    assert (refused.status_code, "您不能打开原件" in refused.content.decode()) == (403, True)
    assert b"".join(clerk.get(original)) == photo
    assert {stranger.get(address).status_code for address in (original, file, f"{file}/view", f"/evidence/{digest}")} == {404}
    assert (
        original in officer.get(f"/dockets/{docket}").content.decode(),
        original in clerk.get(f"/dockets/{docket}").content.decode(),
    ) == (
        False,
        True,
    )


def test_a_photo_that_became_evidence_of_the_case_is_opened_as_it_came(signed: Signed) -> None:
    photo = jpeg()
    docket = docket_of(report(photos=[SimpleUploadedFile("现场.jpg", photo)])[0])
    (digest,) = Report.objects.get(docket=docket).photos
    two = ("GC-001", "GC-002")
    do(docket, "check_on_spot", officers=two)
    do(docket, "propose_filing", officers=two, item=ITEM)
    do(docket, "approve_filing", by="fuzeren")
    request = Request("take_evidence", PAYLOADS["take_evidence"](), officers=two, evidence=(digest,))
    append(actor=person("zhifa1"), docket=docket, request=request, now=timezone.now())

    assert b"".join(signed("zhifa1").get(f"/dockets/{docket}/evidence/{digest}/original")) == photo


def jpeg() -> bytes:
    picture = Image.new("RGB", (640, 480), "navy")
    exif = picture.getexif()
    exif[0xA431] = "SERIAL-77"
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()
