"""Every member of every form, of a request and of an address, with values nobody should send: a no or a lawful yes, never a fault."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.factories.acts import PAYLOADS
from tests.factories.callers import BODY, PLACE, caller, state
from tests.web.badinput.test_cases import DOER, TWO, docket_at
from yifa.docket.core.procedure import PROCEDURES
from yifa.kernel.ids import new_id

pytestmark = pytest.mark.django_db

#: as they stand in the JSON text
STRANGE = (
    "null",
    "true",
    "false",
    "0",
    "-1",
    "1.5",
    "1e3",
    "9223372036854775808",
    '""',
    '" "',
    '"x"',
    '"\\u0000"',
    '"\\u200b"',
    '"\\ud83d\\ude00"',
    '"' + "长" * 25_000 + '"',
    "[]",
    "{}",
    '[""]',
    '[{"q":1}]',
    '{"type":"person"}',
    '{"sealed":"a"}',
    '"0001-01-01"',
    '"9999-12-31"',
    '"0001-01-01T00:00:00+14:00"',
    '"9999-12-31T23:59:59-12:00"',
    '"2026-02-30"',
    '"1970-01-01T00:00:00Z"',
    '"../../etc/passwd"',
    '"%00"',
    '"罚款"',
    '["罚款","罚款"]',
    '"\\\\"',
    '"\';--"',
)
STAGE = {
    "check_on_spot": "lead",
    "add_note": "lead",
    "assist_police": "lead",
    "refer_lead": "lead",
    "decline_filing": "lead",
    "propose_filing": "checked",
    "punish_on_spot": "checked",
    "approve_filing": "proposed",
    "take_evidence": "filed",
    "inquire": "filed",
    "report_investigation": "filed",
    "drop_case": "filed",
    "review_legality": "reported",
    "discuss_collectively": "reported",
    "give_notice": "reviewed",
    "serve": "noticed",
    "hear_statement": "served",
    "request_hearing": "served",
    "decide": "stated",
    "record_payment": "punished_150",
}
WHO = {**DOER, "refer_lead": "fuzeren", "decline_filing": "fuzeren", "discuss_collectively": "fuzeren", "record_payment": "shouli"}
ONCE = {kind.name for procedure in PROCEDURES.values() for kind in procedure.kinds.values() if kind.once or kind.ends}
FORMS = {name: kind for procedure in PROCEDURES.values() for name, kind in procedure.kinds.items()}


@pytest.mark.parametrize("kind", sorted(STAGE))
def test_no_value_of_any_member_is_a_fault(kind: str) -> None:
    who, docket = caller(WHO.get(kind, "zhifa1")), docket_at(STAGE[kind])
    good = PAYLOADS[kind]()
    good |= {"item": "GC-ZJ-001"} if "item" in good else {}
    tried = 0

    for name in FORMS[kind].form.model_fields:
        for value in STRANGE:
            act = {"id": str(new_id()), "kind": kind, "payload": {**good, name: "@@"}, "officers": TWO if FORMS[kind].officers else ()}
            answer = who.send(f"/api/dockets/{docket}/acts", json.dumps(act, ensure_ascii=False).replace('"@@"', value))
            tried += 1
            assert answer.status_code in (201, 400, 409, 413, 422), (name, value[:40], answer.content.decode()[:300])
            if answer.status_code == 201 and kind in ONCE:
                docket = docket_at(STAGE[kind])

    assert tried == len(FORMS[kind].form.model_fields) * len(STRANGE)


@pytest.mark.parametrize("name", ["id", "kind", "payload", "officers", "happened_at", "place", "evidence", "seen", "judged"])
def test_no_value_of_a_member_of_the_request_is_a_fault(name: str) -> None:
    who, docket = caller("zhifa1"), docket_at("lead")

    for value in STRANGE:
        body = json.dumps({"kind": "add_note", "payload": {"text": "说明一项。"}, name: "@@"}, ensure_ascii=False).replace('"@@"', value)
        before = state()
        answer = who.send(f"/api/dockets/{docket}/acts", body)

        assert answer.status_code in (200, 201, 400, 404, 409, 413, 422), (value[:40], answer.content.decode()[:300])
        if answer.status_code >= 400:
            assert state() == before


@pytest.mark.parametrize(
    "name", ["body", "place", "act", *PAYLOADS["register_lead"](), "item", "reporter", "reporter_phone", "longitude", "latitude"]
)
def test_no_value_of_a_new_docket_is_a_fault(name: str) -> None:
    who = caller("shouli")

    for value in STRANGE:
        whole: dict[str, Any] = {"body": BODY, "place": PLACE, "act": {"kind": "register_lead", "payload": PAYLOADS["register_lead"]()}}
        (whole if name in whole else whole["act"]["payload"])[name] = "@@"
        answer = who.send("/api/dockets", json.dumps(whole, ensure_ascii=False).replace('"@@"', value))

        assert answer.status_code in (201, 400, 403, 404, 409, 413, 422), (value[:40], answer.content.decode()[:300])


@pytest.mark.parametrize(
    "path",
    [
        "/api/dockets?which={}",
        "/api/dockets?after={}",
        "/api/dockets?limit={}",
        "/api/search?q={}",
        "/api/items?q={}",
        "/api/items?body={}",
        "/api/officers?body={}",
        "/api/dockets/{}",
        "/api/dockets/{}/next",
        "/api/evidence/{}",
    ],
)
def test_no_value_in_an_address_is_a_fault(path: str) -> None:
    who = caller("zhifa1")

    for value in (
        "%00",
        "%ff%fe",
        "%ED%A0%80",
        "..%2f..",
        "%27%20OR%201=1--",
        "9" * 400,
        "-1",
        "%E2%80%8B",
        "{}",
        "%0d%0aX:1",
        "x" * 3_000,
        "%5C",
        "a%26b|c:*",
        "NULL",
    ):
        answer = who.get(path.format(value))

        assert answer.status_code in (200, 400, 404, 422), (value, answer.content.decode()[:300])
