"""The pages of cameras: two registers are two figures, a picture says whether it is evidence, one press makes an event of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.rooms.devices.test_standing import picture
from tests.web.desk.conftest import PLACE, TOWN, Signed
from yifa.devices.core.draw import draw, pool_digest
from yifa.devices.models import Clip, Statement
from yifa.docket.models import Act, Standing
from yifa.intake.models import Report
from yifa.kernel.canonical import sm3
from yifa.kernel.dates import legal_date
from yifa.platform.audit.models import Entry
from yifa.registry.models import Camera

PASSED: dict[str, Any] = {
    "legal_basis": "《道路交通安全法》第一百一十四条",
    "technical_review_on": date(2026, 1, 5),
    "legal_review_on": date(2026, 1, 6),
    "published_on": date(2026, 1, 7),
    "published_place": "古城大街与振兴路路口",
}


@pytest.fixture(autouse=True)
def _shelf(settings: Any, tmp_path: Path) -> None:
    settings.EVIDENCE = tmp_path / "evidence"


@pytest.fixture
def camera() -> Callable[..., Camera]:
    def make(code: str = "TEST-1", **members: Any) -> Camera:
        said = {"register": "试验台账", "owner": "古城镇", "place": PLACE, "name": "示例路口", "place_type": "交通路口"} | members
        return Camera.objects.create(code=code, **said)

    return make


def looking(signed: Signed, user: str = "zhifa1", code: str = "TEST-1") -> Client:
    """Somebody who has said why."""
    client = signed(user)
    client.post(f"/cameras/{code}", {"reason": "值班巡查"})
    return client


def snap(client: Client, code: str = "TEST-1", **said: Any) -> Any:
    file = SimpleUploadedFile("x.jpg", said.pop("data", picture()), "image/jpeg")
    return client.post(f"/cameras/{code}/event", {"report": str(uuid4()), "picture": file, **said}, headers={"accept": "application/json"})


def test_two_registers_are_two_figures_and_never_a_sum(signed: Signed) -> None:
    page = signed("zhifa1").get("/cameras").content.decode()

    figures = re.findall(r"<b>(\d+)</b><span>([^<]+)</span><small>([^<]+)</small>", page)
    assert ("45", "道路高清", "城市管理综合执法大队") in figures
    assert ("155", "数字城管平台", "县住建局") in figures
    total = sum(int(count) for count, _, _ in figures)
    assert not re.search(rf">\s*({total}|200)\D", page)
    assert "各个台账的摄像头可能重合，数字不相加。" in page


def test_coverage_names_the_five_kinds(signed: Signed) -> None:
    page = signed("zhifa1").get("/cameras").content.decode()

    table = page[page.index('class="camera-coverage"') :]
    kinds = re.findall(r"<td><b>([^<]+)</b></td>", table[: table.index("</table>")])
    assert kinds[:5] == ["企业", "学校", "镇直单位", "村庄", "交通路口"]


def test_list_says_what_each_camera_lacks_and_one_may_ask_for_those_alone(signed: Signed, camera: Callable[..., Camera]) -> None:
    camera("GOOD", **PASSED)
    camera("BARE", legal_basis="依据")
    client = signed("zhifa1")

    page = client.get("/cameras?register=试验台账").content.decode()
    lacking = client.get("/cameras?register=试验台账&lacking=1").content.decode()

    assert "缺少：法制审核、技术审核、设置地点公布" in page
    assert (page.count('href="/cameras/GOOD"'), lacking.count('href="/cameras/GOOD"'), lacking.count('href="/cameras/BARE"')) == (1, 0, 1)


def test_published_places_are_for_everybody(client: Client, camera: Callable[..., Camera]) -> None:
    camera("GOOD", **PASSED)
    camera("BARE")

    page = client.get("/cameras/published").content.decode()

    assert "古城大街与振兴路路口" in page
    assert "GOOD" in page
    assert "BARE" not in page


def test_reason_is_asked_once_a_session_and_every_look_is_told(signed: Signed, camera: Callable[..., Camera]) -> None:
    camera()
    camera("TEST-2")
    client = signed("zhifa1")

    first = client.get("/cameras/TEST-1").content.decode()
    client.post("/cameras/TEST-1", {"reason": " "})
    nothing = Entry.objects.filter(kind="camera_viewed").count()
    answer = client.post("/cameras/TEST-1", {"reason": "核查举报"})
    for code in ("TEST-1", "TEST-2"):
        assert client.get(f"/cameras/{code}").status_code == 200

    assert "查看视频要登记事由" in first
    assert (nothing, answer.status_code, answer.headers["Location"]) == (0, 302, "/cameras/TEST-1")
    told = [(entry.name, entry.facts) for entry in Entry.objects.filter(kind="camera_viewed").order_by("id")]
    assert told == [("赵建国", {"camera": code, "reason": "核查举报", "body": TOWN}) for code in ("TEST-1", "TEST-2")]


def test_page_lets_only_the_server_of_this_camera_play(signed: Signed, camera: Callable[..., Camera]) -> None:
    camera(stream="http://10.1.2.3:8888/one/live.m3u8")

    policy = looking(signed).get("/cameras/TEST-1").headers["Content-Security-Policy"]

    assert "media-src 'self' blob: http://10.1.2.3:8888;" in policy
    assert "connect-src 'self' http://10.1.2.3:8888;" in policy


def test_camera_of_another_place_is_absent(signed: Signed, camera: Callable[..., Camera]) -> None:
    camera("FAR", place="510100")
    client = signed("zhifa1")

    assert client.get("/cameras/FAR").status_code == client.get("/cameras/NONE").status_code == 404
    assert snap(client, "FAR").status_code == 404


def test_picture_becomes_report_docket_and_evidence_in_one_press(signed: Signed, camera: Callable[..., Camera]) -> None:
    camera()
    client = looking(signed, "shouli")

    answer = snap(client, text="垃圾堆放")

    assert answer.status_code == 200, answer.content.decode()
    told = answer.json()
    report = Report.objects.get(number=told["report"])
    first = Act.objects.get(docket_id=told["docket"], seq=1)
    assert told["digest"] == sm3(picture())
    assert (report.source, report.text, report.photos, str(report.docket)) == ("视频发现", "垃圾堆放", [told["digest"]], told["docket"])
    assert f'"evidence":["{told["digest"]}"]' in first.body
    assert '"name":"曹爱国"' in first.body
    assert (Clip.objects.get().camera, Clip.objects.get().taken_name) == ("TEST-1", "曹爱国")
    assert Standing.objects.get(docket_id=told["docket"]).number == told["number"]
    page = client.get(told["address"]).content.decode()
    assert "监控画面，线索" in page


def test_what_another_body_takes_in_is_opened_for_it_with_the_picture(signed: Signed, camera: Callable[..., Camera]) -> None:
    camera(longitude="116.148029", latitude="37.855785")

    answer = snap(looking(signed, "shouli"))

    report = Report.objects.get()
    assert answer.status_code == 200
    assert report.body != TOWN
    first = Act.objects.get(docket_id=answer.json()["docket"], seq=1)
    assert f'"evidence":["{answer.json()["digest"]}"]' in first.body
    assert '"name":"自动受理"' in first.body
    assert str(report.taken_by) == str(Clip.objects.get().taken_by)


def test_second_press_with_the_same_id_is_the_same_event(signed: Signed, camera: Callable[..., Camera]) -> None:
    camera()
    client, report = looking(signed, "shouli"), str(uuid4())

    first, second = snap(client, report=report), snap(client, report=report)

    assert (first.status_code, first.json()) == (200, second.json())
    assert (Report.objects.count(), Clip.objects.count()) == (1, 1)


def test_what_is_no_picture_makes_no_event(signed: Signed, camera: Callable[..., Camera]) -> None:
    camera()
    client = looking(signed, "shouli")

    answer = snap(client, data=b"<html><script>1</script></html>")

    assert answer.status_code == 415
    assert not Report.objects.exists()
    assert not Clip.objects.exists()


def test_picture_opened_is_a_look_with_its_reason(signed: Signed, camera: Callable[..., Camera]) -> None:
    camera()
    client = looking(signed, "shouli")
    digest = snap(client).json()["digest"]

    answer = client.get(f"/evidence/{digest}")

    assert b"".join(answer.streaming_content) == picture()
    entry = Entry.objects.get(kind="clip_viewed")
    assert (entry.name, entry.facts) == ("曹爱国", {"camera": "TEST-1", "digest": digest, "reason": "值班巡查", "body": TOWN})


def test_review_turns_a_lead_of_a_good_device_into_evidence(signed: Signed, camera: Callable[..., Camera]) -> None:
    camera(**PASSED)
    digest = snap(looking(signed, "shouli")).json()["digest"]
    client = looking(signed, "shenhe")
    before = client.get("/cameras/TEST-1").content.decode()

    ticked = {"truthful": "on", "clear": "on", "complete": "on", "accurate": "on", "remark": "画面清楚"}
    client.post(f"/cameras/TEST-1/clips/{digest}/review", ticked)
    after = client.get("/cameras/TEST-1").content.decode()

    assert "电子监控记录的内容没有经过审核" in before
    clips = after[after.index('id="clips"') : after.index('id="device"')]
    assert '<span class="standing is-evidence">证据</span>' in clips
    assert "画面清楚" in clips


def test_registering_reviews_is_for_reviewers_and_heads(signed: Signed, camera: Callable[..., Camera]) -> None:
    camera()
    said = {**{name: str(value) for name, value in PASSED.items()}, "reviewer": "县司法局"}

    turned_away = signed("zhifa1").post("/cameras/TEST-1/statement", said)
    future = looking(signed, "shenhe").post("/cameras/TEST-1/statement", {**said, "published_on": "2999-01-01"})
    done = signed("shenhe").post("/cameras/TEST-1/statement", said)
    page = looking(signed, "shenhe").get("/cameras/TEST-1").content.decode()

    assert (turned_away.status_code, future.status_code, done.status_code, Statement.objects.count()) == (404, 422, 302, 1)
    assert "县司法局" in page
    assert '<span class="standing is-evidence">审核后可作证据</span>' in page


def test_stream_address_is_registered_by_the_system_administrator(signed: Signed, camera: Callable[..., Camera]) -> None:
    camera()
    client = signed("xitong")

    refused = client.post("/admin-duty/cameras?q=test-1", {"code": "TEST-1", "stream": "http://127.0.0.1:5432/"})
    done = client.post("/admin-duty/cameras", {"code": "TEST-1", "stream": "http://10.1.2.3:8888/one/live.m3u8"})
    page = client.get("/admin-duty/cameras?q=TEST-1").content.decode()

    assert (refused.status_code, "该地址不允许访问。" in refused.content.decode()) == (422, True)
    assert done.status_code == 302
    assert 'value="http://10.1.2.3:8888/one/live.m3u8"' in page
    assert signed("zhifa1").get("/admin-duty/cameras").status_code == 404


def test_draw_is_a_docket_with_seed_and_list_that_anybody_can_draw_again(signed: Signed, camera: Callable[..., Camera]) -> None:
    for number in range(5):
        camera(f"DRAW-{number}", place_type="学校")
    client = signed("shouli")

    answer = client.post("/cameras/draw", {"kind": "学校", "reason": "开学前后"})

    assert answer.status_code == 302
    code, _, docket = answer.headers["Location"].removeprefix("/cameras/").partition("?check=")
    act = Act.objects.get(docket_id=docket, seq=1)
    payload = json.loads(act.body)["payload"]
    assert payload["camera"] == code == draw(payload["seed"], payload["pool"])
    assert payload["pool_digest"] == pool_digest(payload["pool"])
    assert {f"DRAW-{number}" for number in range(5)} <= set(payload["pool"])
    assert Standing.objects.get(docket_id=docket).number.endswith(f"巡检〔{legal_date(timezone.now()).year}〕1号")
    camera_page = client.get(answer.headers["Location"]).content.decode()
    assert f"/dockets/{docket}/acts/record_view" in camera_page
    docket_page = client.get(f"/dockets/{docket}").content.decode()
    assert "抽取摄像头" in docket_page


def test_reviewer_is_not_offered_a_draw(signed: Signed) -> None:
    assert 'action="/cameras/draw"' not in signed("shenhe").get("/cameras").content.decode()
    assert 'action="/cameras/draw"' in signed("ducha").get("/cameras").content.decode()


def test_piece_beside_the_map_asks_and_answers_in_its_place(signed: Signed, camera: Callable[..., Camera]) -> None:
    camera(stream="http://10.1.2.3:8888/one/live.m3u8")
    client, piece = signed("shouli"), {"HX-Request": "true"}

    asked = client.get("/cameras/TEST-1", headers=piece).content.decode()
    answered = client.post("/cameras/TEST-1", {"reason": "值班巡查"}, headers=piece).content.decode()

    assert 'hx-post="/cameras/TEST-1"' in asked
    assert "<html" not in asked
    assert 'data-stream="http://10.1.2.3:8888/one/live.m3u8"' in answered
    assert "camera.js" in answered
    assert Entry.objects.filter(kind="camera_viewed").count() == 1


def test_draw_from_nothing_is_refused(signed: Signed) -> None:
    Camera.objects.filter(place_type="村庄").update(place_type="")

    answer = signed("shouli").post("/cameras/draw", {"kind": "村庄"})

    assert (answer.status_code, "抽不出来" in answer.content.decode()) == (404, True)
    assert not Act.objects.filter(kind="draw_camera").exists()


def test_check_is_written_to_its_end(signed: Signed, camera: Callable[..., Camera]) -> None:
    camera("ONE", place_type="学校")
    client = signed("shouli")
    docket = client.post("/cameras/draw", {"kind": "学校"}).headers["Location"].partition("?check=")[2]

    for kind, said in (("record_view", {"seen": "校门口秩序正常"}), ("finish_check", {"result": "未发现问题"})):
        assert client.post(f"/dockets/{docket}/acts/{kind}", said).status_code == 302

    standing = Standing.objects.get(docket_id=docket)
    assert (standing.stage, standing.closed_on) == ("已结束", legal_date(timezone.now()))


def test_same_number_of_questions_for_one_camera_and_for_many(
    signed: Signed, camera: Callable[..., Camera], django_assert_max_num_queries: Any
) -> None:
    camera()
    client = looking(signed)
    with django_assert_max_num_queries(30) as one:
        client.get("/cameras?register=试验台账")
    for number in range(3):
        camera(f"MORE-{number}", published_on=date.today() - timedelta(days=3))
    with django_assert_max_num_queries(30) as many:
        client.get("/cameras?register=试验台账")

    assert len(one) == len(many)
