"""Dockets over HTTP: opened, read, acted on; a repeat answers as the first time, a no is a problem in Chinese."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories.callers import BODY, PLACE, Caller, caller, state
from yifa.kernel.ids import new_id

pytestmark = pytest.mark.django_db
TWO = ("GC-001", "GC-002")
ITEM = {"item": "GC-ZJ-001"}


@pytest.fixture
def clerk() -> Caller:
    return caller("shouli")


@pytest.fixture
def officer() -> Caller:
    return caller("zhifa1")


def opened(clerk: Caller, **payload: Any) -> str:
    answer = clerk.open(**payload)
    assert answer.status_code == 201, answer.content.decode()
    return str(answer.json()["docket"]["id"])


def test_a_docket_is_opened_with_number_act_and_digest(clerk: Caller) -> None:
    id_ = new_id()

    answer = clerk.open(id=id_, reporter="王某", reporter_phone="13800138000")

    assert answer.status_code == 201
    assert answer.headers["Content-Type"] == "application/json"
    act = answer.json()["act"]
    assert (act["id"], act["seq"], act["kind"], act["title"], act["prev"]) == (str(id_), 1, "register_lead", "登记线索", "0" * 64)
    assert answer.headers["Location"] == f"/api/dockets/{answer.json()['docket']['id']}"
    assert set(act["payload"]["reporter_phone"]) == {"sealed"}
    assert "王某" not in answer.content.decode()
    assert "人行道上堆放建材".encode() in answer.content


def test_a_repeat_answers_200_with_the_same_bytes_and_writes_nothing(clerk: Caller) -> None:
    id_ = new_id()
    first = clerk.open(id=id_)
    before = state()

    second = clerk.open(id=id_)

    assert (first.status_code, second.status_code) == (201, 200)
    assert second.content == first.content
    assert state() == before


def test_the_same_id_with_another_content_is_a_conflict(clerk: Caller) -> None:
    id_ = new_id()
    clerk.open(id=id_)
    before = state()

    answer = clerk.open(id=id_, summary="另一件事情")

    assert (answer.status_code, answer.json()["code"]) == (409, "docket.id_taken")
    assert state() == before


def test_an_act_repeated_in_another_docket_is_not_taken_for_done_there(clerk: Caller, officer: Caller) -> None:
    one, other = opened(clerk), opened(clerk)
    act = {"id": str(new_id()), "kind": "add_note", "payload": {"text": "说明一项。"}}
    assert officer.send(f"/api/dockets/{one}/acts", act).status_code == 201

    answer = officer.send(f"/api/dockets/{other}/acts", act)

    assert (answer.status_code, answer.json()["code"]) == (409, "docket.id_taken")


def test_head_standing_and_clocks_are_read_together(clerk: Caller) -> None:
    docket = opened(clerk, **ITEM)

    answer = clerk.get(f"/api/dockets/{docket}").json()

    assert (answer["stage"], answer["awaits"], answer["procedure_title"], answer["seq"]) == ("待核查", "officer", "线索", 1)
    assert [clock["title"] for clock in answer["clocks"]] == ["线索核查"]
    assert answer["clocks"][0]["reckoning"]
    assert (answer["clocks"][0]["paused_on"], answer["clocks"][0]["paused_why"], answer["clocks"][0]["left"]) == (None, "", "")
    assert clerk.get(f"/api/dockets/{docket}/clocks").json()["clocks"] == answer["clocks"]


def test_acts_come_in_order_and_each_names_the_digest_before_it(clerk: Caller, officer: Caller) -> None:
    docket = opened(clerk)
    officer.act(docket, "check_on_spot", officers=TWO)
    officer.act(docket, "add_note")

    acts = clerk.get(f"/api/dockets/{docket}/acts").json()["acts"]

    assert [act["kind"] for act in acts] == ["register_lead", "check_on_spot", "add_note"]
    assert [act["prev"] for act in acts] == ["0" * 64, acts[0]["digest"], acts[1]["digest"]]
    assert [officer["code"] for officer in acts[1]["officers"]] == list(TWO)


def test_next_says_what_may_be_done_and_for_the_rest_why_not(clerk: Caller, officer: Caller) -> None:
    docket = opened(clerk)

    offers = {offer["kind"]: offer for offer in officer.get(f"/api/dockets/{docket}/next").json()["offers"]}

    assert (offers["check_on_spot"]["verdict"], offers["check_on_spot"]["yours"], offers["check_on_spot"]["officers"]) == (
        "lawful",
        True,
        2,
    )
    assert offers["check_on_spot"]["form"]["properties"]["findings"]["title"] == "现场情况"
    decide = offers["decide"]
    assert (decide["verdict"], decide["yours"], decide["by"]) == ("refused", False, ["head"])
    assert decide["reasons"][0]["sentence"] == "本案尚未立案。"
    assert decide["reasons"][0]["rule"] == "steps.filed"
    assert decide["reasons"][0]["cites"][0]["law"] == "行政处罚法"


def test_a_refusal_is_a_problem_with_sentence_articles_remedy_and_answers(clerk: Caller) -> None:
    docket = opened(clerk)
    before = state()

    answer = caller("fuzeren").act(docket, "decide")

    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert {"type", "title", "status", "code", "kind", "remedy", "cites", "facts"} <= set(problem)
    assert problem["title"] == "不能作出处罚决定：本案尚未立案。"
    assert problem["facts"]["answers"][0]["grounds"][0]["rule"] == "steps.filed"
    assert "\\u" not in answer.content.decode()
    assert state() == before


def test_what_was_seen_is_told_by_member_or_by_header(clerk: Caller, officer: Caller) -> None:
    docket = opened(clerk)
    assert officer.act(docket, "check_on_spot", officers=TWO).status_code == 201
    proposal = {**ITEM}

    stale = officer.act(docket, "propose_filing", officers=TWO, members={"seen": 1}, **proposal)
    header = officer.send(f"/api/dockets/{docket}/acts", {"kind": "add_note", "payload": {"text": "说明一项。"}}, headers={"X-Seen": "1"})
    fresh = officer.act(docket, "propose_filing", officers=TWO, members={"seen": 3}, **proposal)

    assert (stale.status_code, stale.json()["code"]) == (409, "docket.someone_was_faster")
    assert stale.json()["facts"]["since"][0]["title"] == "现场检查"
    assert (header.status_code, fresh.status_code) == (201, 201)


def test_a_case_goes_from_lead_to_closing_over_http(clerk: Caller, officer: Caller) -> None:
    head, reviewer = caller("fuzeren"), caller("shenhe")
    docket = opened(clerk, source="群众举报")
    penalty = {"kinds": ["罚款"], "fine_fen": 100_000}
    way: list[tuple[Caller, str, tuple[str, ...], dict[str, Any]]] = [
        (officer, "check_on_spot", TWO, {}),
        (officer, "propose_filing", TWO, ITEM),
        (head, "approve_filing", (), {}),
        (officer, "take_evidence", TWO, {}),
        (officer, "report_investigation", TWO, penalty),
        (reviewer, "review_legality", (), {}),
        (officer, "give_notice", TWO, {**penalty, "hearing_offered": True}),
        (officer, "serve", TWO, {}),
        (officer, "hear_statement", TWO, {"mode": "书面放弃", "hearing_waived": True}),
        (head, "decide", (), penalty),
        (officer, "serve", TWO, {"paper": "penalty_decision"}),
        (clerk, "record_payment", (), {"amount_fen": 100_000}),
        (head, "close_case", (), {}),
        (officer, "archive_case", (), {}),
    ]

    for who, kind, officers, payload in way:
        answer = who.act(docket, kind, officers=officers, **payload)
        assert answer.status_code == 201, (kind, answer.content.decode())

    done = head.get(f"/api/dockets/{docket}").json()
    assert (done["stage"], done["procedure"], done["closed_on"] is None) == ("已归档", "penalty_ordinary", False)
    papers = head.get(f"/api/dockets/{docket}/papers").json()["papers"]
    assert {"penalty_notice", "penalty_decision", "service_receipt"} <= {paper["kind"] for paper in papers}
    decision = next(paper for paper in papers if paper["kind"] == "penalty_decision")
    printed = head.get(f"/api/dockets/{docket}/papers/{decision['act']}/penalty_decision.pdf")
    assert (printed.status_code, printed.headers["Content-Type"], printed.content[:5]) == (200, "application/pdf", b"%PDF-")
    assert head.get(f"/api/dockets/{docket}/papers/{decision['act']}/penalty_decision.pdf").content == printed.content
    late = officer.act(docket, "add_note")
    assert (late.status_code, late.json()["code"]) == (409, "docket.ended")


@pytest.mark.parametrize(("which", "expected"), [("open", 3), ("all", 3), ("closed", 0), ("mine", 3)])
def test_lists_by_which(clerk: Caller, officer: Caller, which: str, expected: int) -> None:
    ids = {opened(clerk) for _ in range(3)}

    rows = officer.get(f"/api/dockets?which={which}&limit=100").json()["rows"]

    assert len(ids & {row["id"] for row in rows}) == expected


def test_pages_follow_one_another_without_a_gap_or_a_repeat(clerk: Caller) -> None:
    ids = [opened(clerk) for _ in range(7)]
    found: list[str] = []
    after = ""

    while True:
        page = clerk.get(f"/api/dockets?which=all&limit=3&after={after}").json()
        found += [row["id"] for row in page["rows"]]
        after = page["next"]
        if not after:
            break

    assert len(found) == len(set(found))
    assert [id_ for id_ in found if id_ in ids] == sorted(ids, reverse=True)


def test_a_list_takes_as_many_statements_for_one_row_as_for_three(clerk: Caller) -> None:
    opened(clerk)
    clerk.get("/api/dockets")
    counts = []

    for _ in range(2):
        with CaptureQueriesContext(
            connection,
        ) as statements:
            clerk.get("/api/dockets")
        counts.append(len(statements))
        opened(clerk), opened(clerk)

    assert counts == [1, 1]


def test_an_act_takes_a_dozen_statements_at_most(clerk: Caller, officer: Caller) -> None:
    docket = opened(clerk)
    officer.act(docket, "add_note")

    with CaptureQueriesContext(connection) as statements:
        assert officer.act(docket, "add_note").status_code == 201

    assert len(statements) <= 8, [each["sql"][:60] for each in statements]


def test_search_finds_by_number_and_place_and_takes_signs_as_they_are(clerk: Caller) -> None:
    docket = opened(clerk, place_text="古城镇北街村口")

    found = clerk.get("/api/search?q=北街村").json()["rows"]
    nothing = clerk.get("/api/search?q=%25").json()["rows"]
    injected = clerk.get("/api/search?q=Robert');DROP TABLE docket_act;--").json()["rows"]

    assert docket in [row["id"] for row in found]
    assert nothing == [] == injected


def test_the_place_of_a_new_docket_stands_in_the_registry(clerk: Caller) -> None:
    before = state()

    answer = clerk.send("/api/dockets", {"body": BODY, "place": PLACE + "999", "act": {"kind": "register_lead", "payload": {}}})

    assert (answer.status_code, answer.json()["code"]) == (422, "api.place_unknown")
    assert state() == before


class TestDoors:
    def test_foreign_absent_and_malformed_dockets_are_the_same_bytes(self, clerk: Caller) -> None:
        docket = opened(clerk)
        foreign = caller("chengguan1")

        answers = [
            foreign.get(f"/api/dockets/{which}{tail}")
            for which in (docket, new_id(), "1", "x" * 40)
            for tail in ("", "/acts", "/next", "/clocks", "/papers")
        ]
        posted = [foreign.act(str(which), "add_note") for which in (docket, new_id(), "0x1")]

        assert clerk.get(f"/api/dockets/{docket}").status_code == 200
        assert {answer.status_code for answer in answers + posted} == {404}
        assert len({answer.content for answer in answers + posted}) == 1

    @pytest.mark.parametrize("username", ["xitong", "anquan", "shenji"])
    def test_administrators_see_no_docket(self, clerk: Caller, username: str) -> None:
        docket = opened(clerk)
        admin = caller(username)

        assert [
            admin.get(path).status_code for path in (f"/api/dockets/{docket}", "/api/dockets", "/api/search?q=古城", "/api/officers")
        ] == [404] * 4
        assert admin.get("/api/me").json()["posts"][0]["body"] == "fucheng"

    @pytest.mark.parametrize(
        "path", ["/api/dockets", "/api/me", "/api/search?q=a", "/api/items", "/api/officers", f"/api/evidence/{'a' * 64}"]
    )
    def test_without_signing_in_every_door_but_two_is_shut(self, path: str) -> None:
        answer = Caller().get(path)

        assert (answer.status_code, answer.json()["code"], answer.headers["WWW-Authenticate"]) == (401, "accounts.sign_in_needed", "Bearer")

    @pytest.mark.parametrize("token", ["x", "yifa_" + "A" * 43, "令牌"])
    def test_a_token_nobody_gave_out_opens_nothing(self, token: str) -> None:
        answer = Caller(token.encode().decode("latin-1")).get("/api/me")

        assert (answer.status_code, answer.json()["facts"]["reason"]) == (401, "token")

    def test_a_session_needs_the_form_token_to_write_and_none_to_read(self, clerk: Caller) -> None:
        from yifa.platform.accounts.models import User

        browser = Client(enforce_csrf_checks=True)
        browser.force_login(User.objects.get(username="shouli"), backend="django.contrib.auth.backends.ModelBackend")
        before = state()

        read = browser.get("/api/me")
        written = browser.post("/api/dockets", "{}", content_type="application/json")

        assert (read.status_code, read.json()["name"]) == (200, "曹爱国")
        assert (written.status_code, written.json()["code"]) == (403, "web.page_expired")
        assert state() == before

    @pytest.mark.parametrize("method", ["DELETE", "PUT", "PATCH", "TRACE", "BREW"])
    def test_dockets_know_no_other_method(self, clerk: Caller, method: str) -> None:
        docket = opened(clerk)

        answer = clerk.send(f"/api/dockets/{docket}", b"", method=method)

        assert (answer.status_code, answer.json()["code"]) == (405, "web.method")
        assert clerk.get(f"/api/dockets/{docket}").status_code == 200
