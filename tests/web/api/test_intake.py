"""POST /api/intake — acknowledged with number and code; anonymous, by a channel, again, wrong, too often; and what is told back."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.client import FakePayload
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.acts import PAYLOADS
from tests.factories.callers import PLACE, Caller, caller
from tests.factories.people import actor
from tests.rooms.intake.test_submit import PNG
from yifa.docket.append import Request, append
from yifa.docket.news import pass_on
from yifa.intake.actions import open_next
from yifa.intake.forms import SOURCES
from yifa.intake.models import Report
from yifa.intake.reactions import tell_sources
from yifa.kernel.dates import legal_date
from yifa.kernel.ids import new_id

pytestmark = pytest.mark.django_db
CHANNEL = "shouli"
POINT = {"longitude": 116.311, "latitude": 37.925}


def body(**changes: Any) -> dict[str, Any]:
    return {"text": "路灯不亮，晚上看不清路", "place_text": "古城大街", "place": PLACE, **changes}


def sent(who: Caller, **changes: Any) -> Any:
    return who.send("/api/intake", body(**changes))


def photo(content: bytes = PNG, **more: str) -> Any:
    form = {"file": SimpleUploadedFile("现场.png", content)}
    return Client(raise_request_exception=False).post("/api/intake/photos", form, **more)


def test_anybody_may_report_and_is_told_number_and_code() -> None:
    answer = sent(Caller(), **POINT)

    told = answer.json()
    assert answer.status_code == 201, answer.content.decode()
    assert (set(told), told["follow"]) == ({"number", "code", "received_at", "follow"}, "/report/follow")
    row = Report.objects.get(number=told["number"])
    assert (row.source, row.place[:9], row.taken_by) == ("网页", PLACE, "")
    assert row.grid != ""


def test_again_with_the_same_id_is_the_same_answer() -> None:
    id_ = str(new_id())

    first, again, other = sent(Caller(), id=id_), sent(Caller(), id=id_), sent(Caller(), id=id_, text="别的内容")

    assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409)
    assert first.json() == again.json()
    assert (other.json()["code"], Report.objects.count()) == ("intake.repeat_differs", 1)


def test_a_channel_names_its_source_and_its_own_number() -> None:
    channel = caller(CHANNEL)

    first = sent(channel, source="12345热线", source_ref="HB2026-1")
    again = sent(channel, source="12345热线", source_ref="HB2026-1")

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Report.objects.get().taken_by != ""


@pytest.mark.parametrize("who", ["nobody", "zhifa1"])
@pytest.mark.parametrize(
    ("more", "code"),
    [({"source": "12345热线"}, "intake.source_unknown"), ({"source_ref": "X-1"}, "intake.source_ref_without_channel")],
)
def test_others_may_not_speak_for_a_channel(who: str, more: dict[str, str], code: str) -> None:
    answer = sent(Caller() if who == "nobody" else caller(who), **more)

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert Report.objects.count() == 0


def test_a_source_nobody_knows_is_answered_with_those_there_are() -> None:
    for who in (Caller(), caller(CHANNEL)):
        told = sent(who, source="12345").json()

        assert (told["code"], told["title"]) == ("intake.source_unknown", "不能用这个来源提交：12345。")
        assert all(source in told["remedy"] for source in SOURCES)


def test_an_exchanged_point_is_told_to_be_one() -> None:
    answer = sent(Caller(), longitude=POINT["latitude"], latitude=POINT["longitude"])

    told = answer.json()
    assert (answer.status_code, told["code"]) == (422, "intake.point_swapped")
    assert told["title"] == "经度37.925000、纬度116.311000似乎填反了。"
    assert told["remedy"] == "请对调后再提交：经度116.311000，纬度37.925000。"


def test_a_token_that_is_no_longer_good_is_told_so() -> None:
    answer = sent(Caller("nonsense"))

    assert (answer.status_code, answer.json()["code"]) == (401, "accounts.sign_in_needed")


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"longitude": 100.1, "latitude": 30.2}, 422, "intake.outside_county"),
        ({"longitude": "abc", "latitude": 30.2}, 422, "api.member_type"),
        ({"longitude": True, "latitude": 30.2}, 422, "api.member_type"),
        ({"longitude": 116.1}, 422, "intake.point_unclear"),
        ({"event_kind": "没有这类"}, 422, "intake.event_kind_unknown"),
        ({"text": "\0"}, 422, "kernel.text_control"),
        ({"text": "占道\u202e摆摊"}, 422, "kernel.text_invisible"),
        ({"text": "长" * 9000}, 413, "kernel.text_too_long"),
        ({"text": 7}, 422, "api.member_type"),
        ({"photos": ["0" * 64]}, 422, "intake.photo_not_sent"),
        ({"photos": ["../../etc"]}, 422, "api.member_type"),
        ({"number": "1"}, 422, "api.member_unknown"),
        ({"id": "1"}, 422, "api.member_type"),
    ],
)
def test_what_is_wrong_is_refused_with_a_sentence(change: dict[str, Any], status: int, code: str) -> None:
    answer = sent(Caller(), **change)

    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (status, code), answer.content.decode()
    assert problem["title"].endswith("。") and problem["remedy"].endswith("。")
    assert Report.objects.count() == 0


def test_outside_the_county_says_what_to_do() -> None:
    problem = sent(Caller(), longitude=100.1, latitude=30.2).json()

    assert "12345" in problem["remedy"]


def test_photos_are_sent_first_and_named() -> None:
    first, second = photo(), photo()
    digest = first.json()["digest"]

    answer = sent(Caller(), photos=[digest])

    assert (first.status_code, second.json()["digest"], answer.status_code) == (201, digest, 201)
    assert Report.objects.get().photos == [digest]


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (PNG + b"<html><script>alert(1)</script></html>", 422, "evidence.hidden_content"),
        (PNG + b"\0" * 60 * 1024 * 1024, 413, "evidence.file_too_large"),
        (PNG[:40], 422, "evidence.image_broken"),
        (b"GIF89a", 415, "evidence.type_not_allowed"),
    ],
    ids=["polyglot", "60MB", "cut", "gif"],
)
def test_a_photo_that_would_do_harm_is_refused(content: bytes, status: int, code: str) -> None:
    answer = photo(content)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["title"] == "文件过大（照片上限为50 MB）。" or status != 413


def test_ten_photos_are_too_many() -> None:
    answer = sent(Caller(), photos=[f"{number:064x}" for number in range(10)])

    assert (answer.status_code, answer.json()["code"]) == (413, "intake.photos_over_quota")
    assert answer.json()["title"] == "附件最多9个、单个不超过50 MB，可分多次补充。"


def test_an_address_that_sends_too_often_is_told_when_to_come_back_and_others_pass() -> None:
    answers = []
    while not answers or (answers[-1].status_code == 201 and len(answers) < 62):  # a minute may end in the midst of it
        answers.append(sent(Caller()))
    other = Client().post("/api/intake", body(), content_type="application/json", REMOTE_ADDR="192.0.2.9")
    channel = sent(caller(CHANNEL))

    refused = answers[-1]
    assert (refused.status_code, refused.json()["code"]) == (429, "intake.too_many_requests")
    assert len(answers) > 30 and 1 <= int(refused.headers["Retry-After"]) <= 60
    assert "12345" in refused.json()["title"]
    assert (other.status_code, channel.status_code) == (201, 201)


def test_a_report_costs_few_statements() -> None:
    channel = caller(CHANNEL)
    sent(channel, **POINT)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        sent(channel, source="12345热线", source_ref="HB-9", **POINT)

    assert len(asked) <= 6, [one["sql"][:120] for one in asked]


def test_a_channel_fetches_state_and_reply_of_what_it_sent() -> None:
    channel, now = caller(CHANNEL), timezone.now()
    sent(channel, source="12345热线", source_ref="HB-1")
    sent(channel, text="别处的另一件事情，垃圾成堆", place_text="南街")
    open_next(now=now)
    docket = Report.objects.get(source_ref="HB-1").docket
    head = actor("fuzeren", on=legal_date(now))
    append(actor=head, docket=docket, request=Request("decline_filing", PAYLOADS["decline_filing"](reply="路灯已报修。")), now=now)
    pass_on([tell_sources])

    stub = Hotline(channel)
    stub.pull()
    stub.pull()
    tell_again()
    stub.pull()

    assert stub.told == {"HB-1": [("已登记", ""), ("已办结，没有立案", "路灯已报修。")]}
    assert channel.get("/api/intake/feedback?source=网络理政").json()["rows"] == []
    assert caller("zhifa1").get("/api/intake/feedback").status_code == 404
    assert Caller().get("/api/intake/feedback").status_code == 401


class Hotline:
    """What the other system does: remembers how far it has read, and takes each line once."""

    def __init__(self, channel: Caller) -> None:
        self.channel, self.after = channel, 0
        self.told: dict[str, list[tuple[str, str]]] = {}

    def pull(self) -> None:
        answer = self.channel.get(f"/api/intake/feedback?after={self.after}&source=12345热线&limit=1")
        while rows := answer.json()["rows"]:
            for row in rows:
                self.told.setdefault(row["source_ref"], []).append((row["state"], row["reply"]))
            self.after = answer.json()["next"]
            answer = self.channel.get(f"/api/intake/feedback?after={self.after}&source=12345热线&limit=1")


def tell_again() -> None:
    """Every act of the record is heard a second time, as after a crash between the work and its removal."""
    from yifa.docket.models import Act
    from yifa.docket.news import Heard

    for act in Act.objects.all():
        tell_sources(Heard(act.id, act.docket_id, act.kind, act.recorded_at))


@pytest.mark.parametrize("address", ["/api/intake/photos", "/open311/v2/requests.json", "/report/follow", "/login"])
def test_more_than_anybody_may_send_is_refused_before_it_is_read(address: str) -> None:
    sending = FakePayload(b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n' + PNG + b"\r\n--b--\r\n")
    told = {"CONTENT_TYPE": "multipart/form-data; boundary=b", "CONTENT_LENGTH": str(10**12), "wsgi.input": sending}

    answer = Client(raise_request_exception=False).generic("POST", address, **told, HTTP_ACCEPT="application/json")  # type: ignore[arg-type]

    assert answer.status_code == 413, answer.content.decode()
    assert "过大" in answer.content.decode()
    assert sending.read(5) == b"--b\r\n"
