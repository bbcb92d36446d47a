"""GeoReport v2 as an ordinary client uses it, in both formats."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from tests.factories.callers import caller
from tests.factories.people import actor
from tests.web.open311.client import ROOT, Citizen
from yifa.dispatch.models import Event
from yifa.docket.append import append
from yifa.docket.core.request import Request
from yifa.intake.actions import open_next
from yifa.intake.models import Report
from yifa.platform import clock
from yifa.registry.event_kinds import event_kinds

pytestmark = pytest.mark.django_db

WHERE = {"lat": "37.951234", "long": "116.30", "address_string": "集市东口"}


@pytest.fixture(params=["json", "xml"])
def citizen(request: Any) -> Citizen:
    return Citizen(request.param)


def public_kind() -> str:
    return next(one.code for one in event_kinds(on=clock.now().date()) if one.public and one.domain)


def hidden_kind() -> str:
    return next(one.code for one in event_kinds(on=clock.now().date()) if not one.public)


def told(**changes: Any) -> dict[str, Any]:
    return WHERE | {"service_code": public_kind(), "description": "井盖破了，车压上去响", "device_id": "phone-1"} | changes


def test_from_discovery_to_the_answer(citizen: Citizen) -> None:
    found = citizen.get("discovery").value["endpoints"][0]
    assert (found["type"], sorted(found["formats"])) == ("production", ["application/json", "text/xml"])
    assert found["url"].endswith(ROOT)

    code = public_kind()
    offered = {one["service_code"]: one for one in citizen.get("services").value}
    assert offered[code]["service_name"] and str(offered[code]["metadata"]).lower() == "false"
    assert citizen.get(f"services/{code}").value["service_code"] == code

    sent = citizen.post(**told(first_name="测", last_name="探", phone="13900001111"))
    assert sent.status == 201
    number = sent.value[0]["service_request_id"]
    assert sent.value[0]["account_id"] in sent.value[0]["service_notice"]

    request = citizen.get(f"requests/{number}").value[0]
    assert (request["status"], request["service_code"], request["service_request_id"]) == ("open", code, number)

    answer_it(number)
    request = citizen.get(f"requests/{number}").value[0]
    assert (request["status"], request["status_notes"]) == ("closed", "井盖已经换好。")
    assert request["expected_datetime"] == ""


def answer_it(number: str) -> None:
    """The office opens the docket, says it is none of its events, and answers."""
    open_next(now=clock.now())
    report = Report.objects.get(number=number)
    post = {"ground": "其他依法不予立案的情形", "reason": "已经修复。", "reply": "井盖已经换好。"}
    append(actor=actor("fuzeren"), docket=report.docket, request=Request("decline_filing", post), now=clock.now())


def test_what_the_reporter_wrote_is_told_to_nobody(citizen: Citizen) -> None:
    number = citizen.post(**told(description="我叫探测，住在三号院", phone="13900001111", email="a@b.example")).value[0][
        "service_request_id"
    ]
    answers = [citizen.get(f"requests/{number}"), citizen.get("requests", service_request_id=number), citizen.get("requests")]

    for answer in answers:
        assert number in str(answer.value)
        for secret in ("三号院", "13900001111", "a@b.example", "集市东口", "37.9512"):
            assert secret not in str(answer.value)
    assert float(answers[0].value[0]["lat"]) == 37.951


def test_a_class_that_is_not_public_is_as_absent_as_one_that_was_never_sent(citizen: Citizen) -> None:
    receipt = citizen.post(**told(service_code=hidden_kind())).value[0]
    number = receipt["service_request_id"]

    hidden, absent = citizen.get(f"requests/{number}"), citizen.get("requests/20200101000001")
    assert (hidden.status, hidden.value) == (absent.status, absent.value) == (404, absent.value)
    assert citizen.get("requests", service_request_id=number).value == []


def test_whoever_has_the_code_sees_it(citizen: Citizen) -> None:
    receipt = citizen.post(**told(service_code=hidden_kind())).value[0]
    number, code = receipt["service_request_id"], receipt["account_id"]

    assert citizen.get(f"requests/{number}", account_id=code).value[0]["address"] == "集市东口"
    assert citizen.get(f"tokens/{code}").value == [{"service_request_id": number, "token": code}]
    assert citizen.get(f"requests/{number}", account_id="1" * 16).status == 404


def test_codes_are_not_found_by_trying() -> None:
    # all within one minute, however slow the machine
    with clock.told(datetime(2026, 3, 11, 9, 0, tzinfo=UTC)):
        statuses = [Citizen().get(f"tokens/{number:016d}").status for number in range(40)]

    assert set(statuses[:30]) == {404} and set(statuses[30:]) == {429}


def test_a_client_that_repeats_itself_has_one_report(citizen: Citizen) -> None:
    answers = [citizen.post(**told()).value[0] for _ in range(5)]

    assert len({answer["service_request_id"] for answer in answers}) == 1
    assert Report.objects.count() == 1
    assert "不需要重复提交" in answers[-1]["service_notice"]


def test_two_clients_with_the_same_words_have_two() -> None:
    first, second = (Citizen().post(**told(device_id=device)).value[0] for device in ("a", "b"))

    assert first["service_request_id"] != second["service_request_id"]


@pytest.mark.parametrize("own", [{}, {"first_name": "测", "last_name": "探"}])
def test_a_stranger_with_the_same_words_is_not_told_the_code(own: dict[str, str]) -> None:
    said = told(device_id="", **own)
    first, again, stranger = (Citizen(address=one).post(**said).value[0] for one in ("203.0.113.7", "203.0.113.7", "203.0.113.8"))

    assert first["account_id"] == again["account_id"]
    assert stranger["account_id"] != first["account_id"] and stranger["service_request_id"] != first["service_request_id"]


def test_a_client_that_moves_is_known_by_what_it_tells() -> None:
    first, moved = (Citizen(address=one).post(**told()).value[0] for one in ("203.0.113.7", "203.0.113.8"))

    assert first == moved | {"service_notice": first["service_notice"]}


def test_the_same_a_day_later_is_another() -> None:
    first = Citizen().post(**told()).value[0]["service_request_id"]
    Report.objects.update(received_at=clock.now() - timedelta(hours=25))

    with clock.told(clock.now() + timedelta(days=1, hours=1)):
        assert Citizen().post(**told()).value[0]["service_request_id"] != first


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"service_code": ""}, 400),
        ({"service_code": "no-such"}, 404),
        ({"description": "  ", "service_code": "other"}, 400),
        ({"lat": ["37.95", "37.96"]}, 400),
        ({"description": "长" * 10_000}, 413),
        ({"lat": "91", "long": "0"}, 400),
        ({"lat": "NaN"}, 400),
        ({"lat": "一"}, 400),
        ({"lat": ""}, 400),
        ({"lat": "0", "long": "0"}, 400),
        ({"lat": "", "long": "", "address_string": ""}, 400),
        ({"media_url": "http://169.254.169.254/latest"}, 400),
        ({"api_key": "no-such-key"}, 403),
        ({"jurisdiction_id": "elsewhere"}, 404),
        ({"description": "a\x00b"}, 400),
    ],
)
def test_what_cannot_be_taken_is_told_in_the_standards_way(citizen: Citizen, change: dict[str, str], status: int) -> None:
    answer = citizen.post(**told(**change))

    assert answer.status == status
    assert [int(one["code"]) for one in answer.value] == [status]
    assert answer.value[0]["description"].rstrip("。") and Report.objects.count() == 0


@pytest.mark.parametrize("words", ["ཁྲོམ་གཞུང་ལམ་ཁ་རྒྱག་མི་འདུག", "井盖没了😱🕳️", "<img src=https://evil.example/x.png>&amp;"])
def test_any_script_is_taken_as_it_is(citizen: Citizen, words: str) -> None:
    answer = citizen.post(**told(description=words))

    assert answer.status == 201
    assert Report.objects.get().text == words


def test_json_where_the_standard_wants_a_form() -> None:
    response = Client().post(f"{ROOT}/requests.json", '{"service_code": "x"}', content_type="application/json")

    assert (response.status_code, response.json()[0]["code"]) == (400, 400)


def test_another_method_and_another_address() -> None:
    assert Client().put(f"{ROOT}/requests.json").status_code == 405
    for form in ("json", "xml"):
        nothing = Client().get(f"{ROOT}/nothing.{form}")
        assert (nothing.status_code, "没有这个地址" in nothing.content.decode()) == (404, True)


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"status": "open"}, 2),
        ({"status": "closed"}, 1),
        ({"service_code": "other"}, 0),
        ({"status": "open,closed"}, 3),
        ({"status": ["open", "closed"]}, 3),
        ({"page_size": "2"}, 2),
        ({"page_size": "2", "page": "2"}, 1),
        ({"start_date": "2020-01-01T00:00:00Z", "end_date": "2020-02-01T00:00:00Z"}, 0),
        ({"start_date": "2020-01-01T00:00:00+08:00", "end_date": "2020-01-02T00:00:00 08:00"}, 0),
    ],
)
def test_lists_are_narrowed(query: dict[str, str], count: int) -> None:
    numbers = [Citizen().post(**told(device_id=str(one))).value[0]["service_request_id"] for one in range(3)]
    open_next(now=clock.now())
    docket = Report.objects.get(number=numbers[0]).docket
    Report.objects.filter(number__in=numbers[1:]).update(docket=None)
    Event.objects.filter(docket_id=docket).update(closed_at=clock.now())

    assert len(Citizen().get("requests", **query).value) == count


@pytest.mark.parametrize(
    "query",
    [
        {"status": "both"},
        {"status": "open,both"},
        {"page": ["1", "2"]},
        {"start_date": "2020-02-01T00:00:00Z", "end_date": "2020-01-01T00:00:00Z"},
        {"start_date": "yesterday"},
        {"start_date": "2020-01-01T00:00:00Z", "end_date": "2021-01-01T00:00:00Z"},
        {"page": "0"},
        {"page_size": "-1"},
    ],
)
def test_a_list_nobody_can_make(query: dict[str, str]) -> None:
    assert Citizen().get("requests", **query).status == 400


def test_a_channel_sees_what_it_sent() -> None:
    key = caller("shouli").token
    receipt = Citizen().post(**told(service_code=hidden_kind(), api_key=key)).value[0]

    assert Citizen().get(f"requests/{receipt['service_request_id']}", api_key=key).status == 200
    assert Citizen().get("requests", api_key=key).value[0]["service_request_id"] == receipt["service_request_id"]


def test_a_handler_is_no_channel() -> None:
    assert Citizen().post(**told(api_key=caller("zhifa1").token)).status == 403


def test_one_address_is_slowed_down_and_another_is_not() -> None:
    statuses = [Citizen().post(**told(device_id=str(one))).status for one in range(40)]

    assert statuses.count(201) == 30 and set(statuses[30:]) == {429}
    slowed = Citizen().post(**told(device_id="late"))
    assert 0 < int(slowed.headers["Retry-After"]) <= 60 and "12345" in slowed.value[0]["description"]
    assert Citizen(address="203.0.113.8").post(**told()).status == 201
