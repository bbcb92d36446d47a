"""A random remote check: only the place itself draws, and whoever reads the record can draw again."""

from __future__ import annotations

import json
from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from tests.factories.people import actor
from tests.rooms.devices.conftest import NOW, PLACE, TOWN
from yifa.devices.actions import CheckUnfinished, PoolEmpty, draw_check
from yifa.devices.core.draw import draw, pool_digest
from yifa.devices.procedure import ticket_for
from yifa.docket.append import NotLawful, Request, append, open_docket
from yifa.docket.core.form import FormIncomplete
from yifa.docket.models import Act
from yifa.registry.models import Camera

Make = Callable[..., Camera]
POOL = ["CHECK-0", "CHECK-1", "CHECK-2"]


def payload(docket: Any, **changes: Any) -> dict[str, Any]:
    """What the place would write of a draw with this seed."""
    pool = changes.pop("pool", POOL)
    seed, digest = changes.pop("seed", "ab" * 16), changes.pop("pool_digest", pool_digest(POOL))
    drawn = {"pool": pool, "pool_digest": digest, "seed": seed, "camera": draw(seed, POOL), "ticket": ticket_for(docket, seed, digest)}
    return {"kind": "学校", "reason": "日常抽查"} | drawn | changes


def opened(said: dict[str, Any], docket: Any) -> Any:
    request = Request("draw_camera", said)
    return open_docket(actor=actor("shouli"), body=TOWN, place=PLACE, request=request, now=NOW, docket=docket)


def test_draw_is_kept_with_seed_list_and_who_drew(camera: Make) -> None:
    for code in POOL:
        camera(code, place_type="学校")

    recorded = draw_check(actor=actor("shouli"), kind="学校", reason="开学检查", now=NOW)

    act = json.loads(Act.objects.get(docket_id=recorded.act.docket, seq=1).body)
    said = act["payload"]
    assert said["camera"] == draw(said["seed"], said["pool"])
    assert set(POOL) <= set(said["pool"])
    assert [ground["rule"] for ground in act["grounds"]] == ["inspection.draw_kept"]
    assert (act["actor"]["name"], recorded.number) == ("曹爱国", "古综执巡检〔2026〕1号")


def test_nobody_draws_again_before_the_first_check_is_finished_but_with_a_word_that_names_it(camera: Make) -> None:
    for code in POOL:
        camera(code, place_type="学校")
    watcher = actor("shouli")
    first = draw_check(actor=watcher, kind="学校", reason="开学检查", now=NOW)

    with pytest.raises(CheckUnfinished) as told:
        draw_check(actor=watcher, kind="不限", reason="再抽一个", now=NOW)
    again = draw_check(actor=watcher, kind="学校", reason=f"{first.number}的画面一直转动，设备待修", now=NOW)
    for drawn in (first, again):
        finish = Request("finish_check", {"result": "画面无法调取"})
        append(actor=watcher, docket=drawn.act.docket, request=finish, now=NOW)
    third = draw_check(actor=watcher, kind="学校", reason="开学检查", now=NOW)

    assert told.value.sentence == f"本单位的随机抽查{first.number}还没有结束，不能重新抽取。"
    assert told.value.remedy.count(first.number) == 1
    assert (again.act.payload["reason"], third.number) == (f"{first.number}的画面一直转动，设备待修", "古综执巡检〔2026〕3号")


@pytest.mark.django_db(transaction=True)
def test_of_two_draws_at_once_one_is_the_first(fresh_town: None, camera: Make) -> None:
    for code in POOL:
        camera(code, place_type="学校")
    watcher, start, told = actor("shouli"), Barrier(2), list[Any]()

    def once() -> None:
        start.wait()
        try:
            told.append(draw_check(actor=watcher, kind="学校", reason="开学检查", now=NOW))
        except CheckUnfinished as refused:
            told.append(refused)
        finally:
            connection.close()

    threads = [Thread(target=once) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(isinstance(one, CheckUnfinished) for one in told) == 1
    assert Act.objects.filter(kind="draw_camera").count() == 1


@pytest.mark.parametrize("ticket", ["", "0" * 64, "凭据"])
def test_seed_somebody_chose_himself_is_none(ticket: str) -> None:
    docket = uuid4()

    with pytest.raises(NotLawful) as told:
        opened(payload(docket, ticket=ticket), docket)
    with pytest.raises(NotLawful):
        opened(payload(uuid4()), docket)

    assert "缺少：随机种子" in told.value.sentence
    assert opened(payload(docket), docket).act.payload["camera"] == draw("ab" * 16, POOL)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"camera": "CHECK-9"}, "camera"),
        ({"pool": [*POOL, "CHECK-0"]}, "pool"),
        ({"pool": POOL[:2]}, "pool_digest"),
        ({"seed": "short"}, "seed"),
    ],
)
def test_draw_that_does_not_follow_from_seed_and_list_is_refused_BI_DRW_05(changes: dict[str, Any], field: str) -> None:
    docket = uuid4()

    with pytest.raises(FormIncomplete) as told:
        opened(payload(docket, **changes), docket)

    assert field in told.value.facts["fields"]  # type: ignore[operator]  # a mapping of fields
    assert not Act.objects.filter(kind="draw_camera").exists()


def test_nothing_to_draw_from_BI_DRW_06() -> None:
    Camera.objects.update(place_type="")

    with pytest.raises(PoolEmpty):
        draw_check(actor=actor("shouli"), kind="村庄", reason="日常抽查", now=NOW)
