"""位置 — taken on duty only, one in ten seconds, doubted where nobody could have come; seen on duty only; a track needs an approval.

Of the catalogue of bad inputs: BI-DSP-03 to BI-DSP-06.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client

from tests.factories.callers import Caller, caller
from tests.factories.people import actor
from tests.web.desk.conftest import lead
from yifa.dispatch import duty, positions
from yifa.dispatch.models import Position, TrackAccess
from yifa.docket.models import Standing
from yifa.kernel.dates import SHANGHAI
from yifa.platform import clock
from yifa.platform.audit.models import Entry
from yifa.registry.models import Roster

#: a Wednesday
NOW = datetime(2026, 3, 11, 9, 0, tzinfo=SHANGHAI)
SECOND, HOUR = timedelta(seconds=1), timedelta(hours=1)
HERE = {"longitude": 116.15, "latitude": 37.87}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def rosters() -> None:
    """GC-001 patrols from 8 to 18 that day, GC-002 has no watch."""
    Roster.objects.all().delete()
    Roster.objects.create(body="fucheng.gucheng", officer="GC-001", kind="巡查", days="3", begins="08:00", ends="18:00", crew="甲组")


def tell(who: Caller, when: datetime, **place: object) -> tuple[int, dict[str, object], str]:
    with clock.told(when):
        answer = who.send("/api/positions", {**HERE, **place})
    return answer.status_code, answer.json(), answer.headers.get("Retry-After", "")


def test_officer_on_duty_tells_where_he_is_and_the_office_sees_it() -> None:
    status, said, _ = tell(caller("zhifa1"), NOW, accuracy=12.4)

    seen = duty.on_duty(["fucheng"], NOW + SECOND)

    assert (status, said) == (201, {"at": "2026-03-11T01:00:00.000000Z", "doubtful": False})
    assert seen == [
        duty.Watcher(
            *("GC-001", "赵建国", "fucheng.gucheng", "甲组", "巡查", NOW + 9 * HOUR),
            duty.Seen(116.15, 37.87, NOW, 12, False),
        )
    ]


@pytest.mark.parametrize(("username", "when"), [("zhifa1", NOW - 2 * HOUR), ("zhifa1", NOW + 9 * HOUR), ("zhifa2", NOW), ("bianban", NOW)])
def test_off_duty_nothing_is_taken(username: str, when: datetime) -> None:
    status, said, _ = tell(caller(username), when)

    assert (status, said["code"], said["title"]) == (403, "dispatch.off_duty", "该人员未在岗，不提供位置。")
    assert Position.objects.count() == 0


def test_one_place_in_ten_seconds_and_when_to_come_again() -> None:
    phone = caller("zhifa1")
    answers = [tell(phone, NOW + timedelta(seconds=step * 0.5)) for step in range(42)]

    assert [index for index, (status, _, _) in enumerate(answers) if status == 201] == [0, 20, 40]
    assert {status for status, _, _ in answers} == {201, 429}
    assert (answers[1][1]["code"], answers[1][2], answers[19][2]) == ("dispatch.too_often", "10", "1")
    assert Position.objects.count() == 3


def test_jump_nobody_makes_and_a_mocked_place_are_doubtful_and_the_way_back_is_not() -> None:
    phone = caller("zhifa1")
    steps = [{}, {"latitude": 40.57}, {"latitude": 37.8701}, {"mock": True}, {"latitude": 37.8736}, {"latitude": 37.8781}]

    found = [tell(phone, NOW + timedelta(seconds=10 * step), **place)[1]["doubtful"] for step, place in enumerate(steps)]

    # 300 km in ten seconds; 400 m in twenty is 72 km/h, 500 m in ten is 180
    assert found == [False, True, False, True, False, True]


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ({"longitude": 180.5}, "dispatch.place_unreadable"),
        ({"latitude": -91}, "dispatch.place_unreadable"),
        ({"accuracy": -1}, "dispatch.place_unreadable"),
        ({"longitude": 1e200}, "dispatch.place_unreadable"),
        ({"accuracy": 1e200}, "dispatch.place_unreadable"),
        ({"longitude": "116.1"}, "api.member_type"),
        ({"latitude": True}, "api.member_type"),
        ({"mock": "yes"}, "api.member_type"),
        ({"officer": "GC-002"}, "api.member_unknown"),
    ],
)
def test_place_that_is_none_is_refused(place: dict[str, object], code: str) -> None:
    status, said, _ = tell(caller("zhifa1"), NOW, **place)

    assert (status, said["code"], Position.objects.count()) == (422, code, 0)


def test_nan_is_no_number_of_json() -> None:
    with clock.told(NOW):
        answer = caller("zhifa1").send("/api/positions", '{"longitude":NaN,"latitude":1}')

    assert (answer.status_code, answer.json()["code"]) == (400, "web.json_number")


def test_place_of_somebody_is_for_the_office_and_the_head_while_on_duty() -> None:
    tell(caller("zhifa1"), NOW)

    def asked(username: str, officer: str = "GC-001", when: datetime = NOW) -> tuple[int, str]:
        with clock.told(when):
            answer = caller(username).get(f"/api/positions/{officer}")
        return answer.status_code, answer.json().get("code", answer.json().get("officer"))

    assert {who: asked(who) for who in ("shouli", "fuzeren", "zhifa1")} == dict.fromkeys(("shouli", "fuzeren", "zhifa1"), (200, "GC-001"))
    assert {asked(who) for who in ("zhifa2", "ducha", "chengguan1")} == {(404, "dispatch.no_such_officer")}
    assert asked("shouli", when=NOW + 10 * HOUR) == (403, "dispatch.off_duty")
    assert asked("shouli", officer="GC-002") == (403, "dispatch.off_duty")
    assert asked("shouli", officer="XX-1") == (404, "dispatch.no_such_officer")


def test_list_holds_those_one_commands() -> None:
    tell(caller("zhifa1"), NOW)
    with clock.told(NOW):
        lists = {who: caller(who).get("/api/positions").json()["people"] for who in ("shouli", "zhifa1", "chengguan1")}

    assert [one["officer"] for one in lists["shouli"]] == ["GC-001"]
    assert lists["shouli"][0]["position"]["longitude"] == 116.15
    assert (lists["zhifa1"], lists["chengguan1"]) == ([], [])


def test_nobody_is_let_in_without_signing_in() -> None:
    assert (Client().post("/api/positions", {}).status_code, Client().get("/api/positions/GC-001").status_code) == (401, 401)


def ask(**changes: object) -> TrackAccess:
    number = Standing.objects.values_list("number", flat=True).get(docket_id=lead())
    values = {"officer": "GC-001", "since": NOW - HOUR, "until": NOW + HOUR, "matter": number, "reason": "当事人反映执法人员未到场"}
    return positions.ask_track(actor=actor("shouli"), now=NOW + 2 * HOUR, **{**values, **changes})  # type: ignore[arg-type]


def test_track_is_opened_when_another_has_approved_it_and_each_step_is_in_the_trail() -> None:
    tell(caller("zhifa1"), NOW)
    asked = ask()
    later = NOW + 2 * HOUR

    def opened(username: str, when: datetime = later) -> tuple[int, str | int]:
        with clock.told(when):
            answer = caller(username).get(f"/api/positions/GC-001/track?access={asked.pk}")
        said = answer.json()
        return answer.status_code, said["title"] if "title" in said else len(said["points"])

    before = opened("shouli")
    with pytest.raises(positions.NotYourApproval):
        positions.approve_track(actor=actor("zhifa2"), access=asked.pk, now=later)
    with pytest.raises(positions.TrackPurpose):
        positions.approve_track(actor=actor("chengguan1"), access=asked.pk, now=later)
    positions.approve_track(actor=actor("ducha"), access=asked.pk, now=later)

    refused = (403, "查看轨迹须有案件或投诉事由并经批准。")
    assert (before, opened("shouli"), opened("ducha"), opened("zhifa2")) == (refused, (200, 1), (200, 1), refused)
    assert opened("shouli", later + timedelta(days=8)) == refused
    kinds = Entry.objects.filter(kind__startswith="track_").order_by("id").values_list("kind", "subject")
    assert list(kinds) == [(kind, "GC-001") for kind in ("track_asked", "track_approved", "track_opened", "track_opened")]


def test_track_without_a_matter_is_refused_and_nothing_is_saved() -> None:
    wrong: list[dict[str, object]] = [
        {"reason": " "},
        {"matter": ""},
        {"matter": "没有这个卷宗"},
        {"until": NOW - HOUR},
        {"until": NOW + timedelta(days=8)},
        {"since": NOW + 3 * HOUR, "until": NOW + 4 * HOUR},
    ]
    for changes in wrong:
        with pytest.raises(positions.TrackPurpose):
            ask(**changes)
    with pytest.raises(positions.NoSuchOfficer):
        ask(officer="CG-001")

    assert (TrackAccess.objects.count(), Entry.objects.filter(kind="track_asked").count()) == (0, 0)
    with clock.told(NOW):
        answer = caller("zhifa2").get("/api/positions/GC-001/track")
    assert (answer.status_code, answer.json()["code"]) == (403, "dispatch.track_purpose")


def test_head_who_asks_needs_another_to_approve() -> None:
    asked = ask(officer="GC-001")
    own = positions.ask_track(
        actor=actor("fuzeren"),
        officer="GC-001",
        since=asked.since,
        until=asked.until,
        matter=asked.matter,
        reason="复核",
        now=NOW + 2 * HOUR,
    )

    with pytest.raises(positions.NotYourApproval):
        positions.approve_track(actor=actor("fuzeren"), access=own.pk, now=NOW + 2 * HOUR)
    assert positions.approve_track(actor=actor("fuzeren"), access=asked.pk, now=NOW + 2 * HOUR).approved_by == "GC-017"


def test_places_are_kept_for_a_set_time() -> None:
    for days in (31, 30, 29):
        Position.objects.create(officer="GC-001", at=NOW - timedelta(days=days), longitude="116", latitude="37")

    gone = positions.forget_positions(now=NOW, keep=timedelta(days=30))

    assert gone == 1
    assert sorted((NOW - row.at).days for row in Position.objects.all()) == [29, 30]


def test_screens_hear_of_a_place_when_it_is_written(fresh_town: None) -> None:
    from django.db import connection

    heard: list[str] = []
    with connection.cursor() as cursor:
        cursor.execute(f"LISTEN {positions.CHANNEL}")
        connection.connection.add_notify_handler(lambda notice: heard.append(notice.payload))
        positions.take_position(actor=actor("zhifa1"), longitude=116.1, latitude=37.8, now=NOW)
        cursor.execute("SELECT 1")
        cursor.execute(f"UNLISTEN {positions.CHANNEL}")

    assert heard == ["GC-001"]


def test_matter_may_be_a_complaint_about_officers() -> None:
    from yifa.intake.models import Report

    Report.objects.create(
        id=UUID(int=5),
        seq=1,
        number="20260311000001",
        code_digest="0" * 64,
        print="0" * 64,
        received_at=NOW,
        source="电话",
        text="执法人员态度不好",
        about_officers=True,
        body="fucheng.gucheng",
        place="131128101",
    )

    assert ask(matter="20260311000001").matter == "20260311000001"
