"""Bad input at the doors of the API: each case answers as the table says, in Chinese, and what was refused left nothing behind."""

from __future__ import annotations

import io
import json
import struct
import tomllib
import zipfile
import zlib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.utils import timezone

from tests.factories.acts import PAYLOADS
from tests.factories.callers import BODY, PLACE, Caller, caller, state
from tests.factories.people import actor
from yifa.docket.append import Request, append, open_docket
from yifa.kernel.dates import legal_date
from yifa.kernel.ids import new_id
from yifa.platform.accounts.actions import revoke_token
from yifa.platform.accounts.models import Token

pytestmark = pytest.mark.django_db

CASES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["cases"]
TWO = ("GC-001", "GC-002")
DOER = {
    "register_lead": "shouli", "approve_filing": "fuzeren", "decide": "fuzeren", "drop_case": "fuzeren", "review_legality": "shenhe",
    "suspend_inquiry": "fuzeren", "decide_transfer": "fuzeren", "approve_measure": "fuzeren", "extend_sealing": "fuzeren",
    "receive_remedy": "shouli", "end_remedy": "shouli",
}  # fmt: skip
#: an item with a table (示例) that its act has to be allowed to follow, and the heaviest fine of its circumstances
ROAD = {"benchmark": "CG-ROAD-27", "circumstances": "占用或者挖掘面积：50平方米以上\n危害后果：损坏道路设施\n改正情况：逾期不改正"}
HEAVY = {"fine_fen": 2_000_000}
EXAMPLE = {"discretion.applied": "本局集体研究，参照示例基准。", "authority.same_matter": "地点和日期都不同，不是同一个违法行为。"}
#: dockets by how far they have come: act, officers, what is changed
WAYS: dict[str, list[tuple[str, tuple[str, ...], dict[str, Any]]]] = {"lead": []}
WAYS["checked"] = [*WAYS["lead"], ("check_on_spot", TWO, {})]
WAYS["proposed"] = [*WAYS["checked"], ("propose_filing", TWO, {"item": "GC-ZJ-001"})]
WAYS["filed"] = [*WAYS["proposed"], ("approve_filing", (), {})]
WAYS["reported"] = [*WAYS["filed"], ("report_investigation", TWO, {})]
WAYS["reviewed"] = [*WAYS["reported"], ("review_legality", (), {})]
WAYS["noticed"] = [*WAYS["reviewed"], ("give_notice", TWO, {"hearing_offered": True})]
WAYS["served"] = [*WAYS["noticed"], ("serve", TWO, {})]
WAYS["stated"] = [*WAYS["served"], ("hear_statement", TWO, {"mode": "书面放弃", "hearing_waived": True})]
WAYS["hearing_open"] = [*WAYS["served"], ("hear_statement", TWO, {"mode": "书面放弃"})]
WAYS["rereported"] = [*WAYS["reviewed"], ("report_investigation", TWO, {})]
WAYS["proposed_with_head"] = [("check_on_spot", ("GC-001", "GC-017"), {}), *WAYS["proposed"][1:]]
WAYS["reported_with_reviewer"] = [("check_on_spot", ("GC-001", "GC-019"), {}), *WAYS["reported"][1:]]
WAYS["filed_with_range"] = [*WAYS["checked"], ("propose_filing", TWO, {"item": "GC-HB-003"}), ("approve_filing", (), {})]
WAYS["filed_with_head"] = [*WAYS["filed"], ("take_evidence", ("GC-001", "GC-017"), {})]
WAYS["suspended"] = [*WAYS["filed"], ("suspend_inquiry", (), {})]
WAYS["told_heavy"] = [
    *WAYS["filed"],
    ("report_investigation", TWO, {**ROAD, **HEAVY}),
    ("review_legality", (), {}),
    ("give_notice", TWO, {**HEAVY, "hearing_offered": True}),
    ("serve", TWO, {}),
    ("hear_statement", TWO, {"mode": "书面放弃", "hearing_waived": True}),
]
WAYS["transferred"] = [
    *WAYS["stated"],
    ("report_crime", TWO, {}),
    ("decide_transfer", (), {}),
    ("hand_to_police", TWO, {}),
]
WAYS["filed_by_police"] = [*WAYS["transferred"], ("record_police_result", (), {"result": "立案"})]
WAYS["decided"] = [*WAYS["stated"], ("decide", (), {})]
WAYS["owed"] = [*WAYS["decided"], ("serve", TWO, {"paper": "penalty_decision"})]
WAYS["dropped"] = [*WAYS["filed"], ("drop_case", (), {})]
WAYS["overturned"] = [
    *WAYS["owed"],
    ("publish_decision", TWO, {}),
    ("receive_remedy", (), {}),
    ("end_remedy", (), {}),
]
WAYS["sealed"] = [*WAYS["filed"], ("approve_measure", (), {}), ("seal_property", TWO, {})]
WAYS["sealed_longer"] = [*WAYS["sealed"], ("extend_sealing", (), {"extended_by": 20})]
WAYS["punished_150"] = [*WAYS["checked"], ("punish_on_spot", TWO, {"item": "GC-ZJ-001", "fine_fen": 15_000})]


def _png(width: int, height: int, *, data: bytes = b"\0\0\0\0") -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(data)) + chunk(b"IEND", b"")


def _zip(content: bytes = b"\0" * 1_000_000, *, count: int = 1) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(count):
            archive.writestr(f"../../../settings{number}.py", content if count == 1 else b"")
    return stream.getvalue()


_JPEG = bytes.fromhex("ffd8ffe000104a46494600010100000100010000ffc0000b080010001001011100ffda0008010100003f00") + b"\x11" * 40
FILES: dict[str, Callable[[], bytes]] = {
    "empty": lambda: b"",
    "svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "zip": _zip,
    "eicar": lambda: b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
    "gif": lambda: b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;",
    "pdf_script": lambda: (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    ),
    "png": lambda: _png(1, 1),
    "png_html": lambda: _png(1, 1) + b"<html><script>alert(1)</script></html>",
    "png_bomb": lambda: _png(30_000, 30_000),
    "png_panorama": lambda: _png(12_000, 9_000),
    "jpeg_cut": lambda: _JPEG,
    "zip_of_zips": lambda: _zip(_zip()),
    "zip_of_many": lambda: _zip(count=2_000),
    "entities": lambda: b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c SYSTEM "file:///etc/passwd">]><a>&b;&c;</a>',
    "pdf_locked": lambda: b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R/Encrypt 2 0 R>>\n%%EOF",
    "heic": lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 64,
}


def docket_at(stage: str) -> str:
    """A docket that has come so far: through the API, or ``stage@91`` as it was done ninety-one days ago."""
    stage, _, ago = stage.partition("@")
    if ago:
        return _docket_of(timezone.now() - timedelta(days=int(ago)), stage)
    callers = {name: caller(name) for name in ("shouli", "zhifa1", "fuzeren", "shenhe")}
    answer = callers["shouli"].open()
    assert answer.status_code == 201, answer.content.decode()
    docket = str(answer.json()["docket"]["id"])
    for kind, officers, payload in WAYS[stage]:
        answer = callers[DOER.get(kind, "zhifa1")].act(docket, kind, officers=officers, members={"judged": EXAMPLE}, **payload)
        assert answer.status_code == 201, (kind, answer.content.decode())
    return docket


def _docket_of(now: datetime, stage: str) -> str:
    who = {name: actor(name, on=legal_date(now)) for name in ("shouli", "zhifa1", "fuzeren", "shenhe")}
    times = dict.fromkeys(("reported_at", "from_at", "until_at"), now.isoformat())
    request = Request("register_lead", PAYLOADS["register_lead"](reported_at=now.isoformat()))
    docket = open_docket(actor=who["shouli"], body=BODY, place=PLACE, request=request, now=now).act.docket
    for kind, officers, changes in WAYS[stage]:
        payload = PAYLOADS[kind](**changes)
        payload |= {name: time for name, time in times.items() if name in payload}
        request = Request(kind, payload, officers=officers, judged=EXAMPLE)
        append(actor=who[DOER.get(kind, "zhifa1")], docket=docket, request=request, now=now)
    return str(docket)


def _who(case: dict[str, Any]) -> Caller:
    if case.get("by") != "revoked":
        return caller(case.get("by", "zhifa1"))
    who = caller("zhifa1")
    revoke_token(actor=None, token=Token.objects.latest("made_at").pk, now=timezone.now())
    return who


def _day(days: int) -> str:
    return (legal_date(timezone.now()) + timedelta(days=days)).isoformat()


def _raw(case: dict[str, Any], who: Caller, docket: str) -> list[HttpResponse]:
    count, sign = case.get("repeat", (0, ""))
    body = (case["body"] + sign * count).encode(case.get("encoding", "utf-8"))
    return [who.send(case.get("path", "/api/dockets"), body, content_type=case.get("content_type", "application/json"))]


def _get(case: dict[str, Any], who: Caller, docket: str) -> list[HttpResponse]:
    paths = [path.replace("{docket}", docket).replace("{long}", "长" * 10_000) for path in case["paths"]]
    return [who.get(path, headers=case.get("headers")) for path in paths]


def _act(case: dict[str, Any], who: Caller, docket: str) -> list[HttpResponse]:
    payload = PAYLOADS[case.get("payload_of", case["kind"])](**case.get("payload", {}))
    payload |= {"item": "GC-ZJ-001"} if payload.get("item") == "CG-1" else {}
    payload |= {"text": "长" * case["long_text"]} if "long_text" in case else {}
    payload |= dict.fromkeys(case.get("literal", {}), "@@")
    payload |= {name: _day(days) for name, days in case.get("days", {}).items()}
    act = {"id": str(new_id()), "kind": case["kind"], "payload": payload, "officers": case.get("officers", []), **case.get("members", {})}
    body = json.dumps(act, ensure_ascii=False)
    for literal in case.get("literal", {}).values():
        body = body.replace('"@@"', literal)
    path = case.get("path", "/api/dockets/{docket}/acts").replace("{docket}", docket)
    return [who.send(path, body, method=case.get("method", "POST"), headers=case.get("headers"))]


def _upload(case: dict[str, Any], who: Caller, docket: str) -> list[HttpResponse]:
    return [who.upload(FILES[case["file"]](), name=case.get("name", "photo.jpg"), body=case.get("body", BODY))]


DOORS = {"raw": _raw, "get": _get, "act": _act, "upload": _upload}


@pytest.mark.parametrize("case", CASES, ids=[f"{number}-{case['id']}" for number, case in enumerate(CASES)])
def test_the_door_answers_as_the_table_says(case: dict[str, Any]) -> None:
    docket = docket_at(case["stage"]) if "stage" in case else ""
    who, expected = _who(case), case["expect"]
    before = state()

    answers = DOORS[case["door"]](case, who, docket)

    for answer in answers:
        told = answer.content.decode()
        assert answer.status_code == expected["status"], told
        if answer.status_code < 400:
            _check_done(answer, expected)
            continue
        assert answer.headers["Content-Type"] == "application/problem+json"
        problem = answer.json()
        assert problem["code"] == expected.get("code", problem["code"]), told
        assert expected.get("sentence", "") in problem["title"]
        assert problem["title"].endswith(("。", "？")) and problem["remedy"].endswith("。"), told
        if "rule" in expected:
            assert problem["facts"]["answers"][0]["grounds"][0]["rule"] == expected["rule"]
            assert problem["cites"]
        for secret in ("Traceback", "psycopg", "/src/", "SELECT "):
            assert secret not in told
    if expected["status"] >= 400 or case["door"] == "get":
        assert state() == before


def _check_done(answer: HttpResponse, expected: dict[str, Any]) -> None:
    done = answer.json()
    for name, value in expected.get("member", {}).items():
        assert done[name] == value
    for name, value in expected.get("kept", {}).items():
        assert done["act"]["payload"][name] == value
    if expected.get("now"):
        assert done["act"]["happened_at"] == done["act"]["recorded_at"]


def test_a_file_sent_three_times_lies_there_once() -> None:
    who, before = caller("zhifa1"), state()

    answers = [who.upload(_png(3, 4, data=b"\0" * 40)) for _ in range(3)]

    after = state()
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["digest"] for answer in answers}) == 1
    assert after["files"] - before["files"] == 1 == after["evidence_evidencefile"] - before["evidence_evidencefile"]


def test_evidence_comes_back_byte_for_byte_and_harmless() -> None:
    who, content = caller("zhifa1"), _png(5, 5)
    digest = who.upload(content, name="照片.png").json()["digest"]

    answer = who.get(f"/api/evidence/{digest}")

    assert b"".join(answer.streaming_content) == content  # type: ignore[attr-defined]  # a file answer streams
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert (answer.headers["X-Content-Type-Options"], "sandbox" in answer.headers["Content-Security-Policy"]) == ("nosniff", True)
    assert caller("chengguan1").get(f"/api/evidence/{digest}").status_code == 404


def test_a_fault_is_a_number_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.test import Client

    from yifa.docket import queries

    def broken(**_: object) -> None:
        raise ZeroDivisionError("secret of the house")

    who = caller("zhifa1")
    monkeypatch.setattr(queries, "dockets", broken)

    answer = Client(raise_request_exception=False).get("/api/dockets", headers={"Authorization": f"Bearer {who.token}"})

    assert (answer.status_code, answer.json()["code"]) == (500, "web.fault")
    assert "secret" not in answer.content.decode()


def test_every_kind_of_door_and_every_refused_area_is_in_the_table() -> None:
    areas = {case["id"][:6] for case in CASES if case["id"].startswith("BI-")}

    assert areas == {"BI-API", "BI-AUT", "BI-AZN", "BI-DOC", "BI-DSC", "BI-IDT", "BI-MNY", "BI-PRC", "BI-SRC", "BI-TIM", "BI-UPL"}
    assert {case["door"] for case in CASES} == set(DOORS)
