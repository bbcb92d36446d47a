"""The parts of the benchmarks on small sizes; nothing here is timed."""

from __future__ import annotations

import json
import os
import threading
from argparse import Namespace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from benchmarks.measuring.bars import Bar
from benchmarks.measuring.models import Model, ModelAct, Template
from benchmarks.measuring.processor import Batch, cost_of, ratio_of, reference
from benchmarks.measuring.rows import Numbers, Town, id_at, plan, towns
from benchmarks.measuring.senders import _together
from benchmarks.measuring.town import Used, _stats
from benchmarks.measuring.works import UPLOAD_BYTES, _upload, png
from yifa.evidence.core.heads import picture_end, pixels
from yifa.evidence.core.kinds import kind_of
from yifa.server.commands import bench

TOWN = Town("county.first", "131128101", "甲综执")
OPENED = datetime(2026, 3, 2, 1, tzinfo=UTC)


def model(share: float, *, days: int = 0, closed: bool = True) -> Model:
    acts = (ModelAct("register_lead", OPENED, Template.of("", {}), ()), ModelAct("decide", OPENED, Template.of("", {}), (("罚决", 2026),)))
    return Model("made", share, OPENED + timedelta(days=days), "甲综执", 2026, acts, {"closed_on": OPENED if closed else None}, (), told="")


def test_a_text_is_cut_where_dockets_differ_and_filled_again() -> None:
    template = Template.of('{"act":"A1","name":"甲乙","prev":"000"}', {"A1": "act", "甲乙": "party", "000": "prev"})

    assert template.parts[1::2] == ("act", "party", "prev")
    assert template.filled({"act": "B2", "party": "丙", "prev": "111"}) == '{"act":"B2","name":"丙","prev":"111"}'


def test_of_two_marks_the_longer_is_found() -> None:
    template = Template.of("county.first.team county.first", {"county.first": "body", "county.first.team": "team"})

    assert template.filled({"body": "b", "team": "t"}) == "t b"


def test_dockets_are_planned_by_share_and_a_tenth_for_the_first_town() -> None:
    chosen = list(plan([model(97), model(3, days=300, closed=False)], towns=5, dockets=10_000, seed=1))

    assert [sum(index == which for index, _ in chosen) for which in (0, 1)] == [9700, 300]
    assert 900 < sum(town == 0 for _, town in chosen) < 1100
    assert {town for _, town in chosen} == {0, 1, 2, 3, 4}
    assert chosen == sorted(chosen, key=lambda pair: pair[0])


def test_the_plan_is_the_same_for_the_same_seed_alone() -> None:
    known = [model(1)]

    assert list(plan(known, towns=5, dockets=50, seed=1)) == list(plan(known, towns=5, dockets=50, seed=1))
    assert list(plan(known, towns=5, dockets=50, seed=1)) != list(plan(known, towns=5, dockets=50, seed=2))


def test_numbers_go_on_without_gaps_where_the_series_stood() -> None:
    numbers = Numbers()
    numbers.last["卷/county.first/2026"] = 7

    taken = [numbers.take(model(1), TOWN) for _ in range(2)]

    assert taken == [("甲综执案〔2026〕8号", [[], ["甲综执罚决〔2026〕1号"]]), ("甲综执案〔2026〕9号", [[], ["甲综执罚决〔2026〕2号"]])]


def test_towns_have_codes_of_their_own_beside_the_first() -> None:
    made = towns(TOWN, 3)

    assert made[0] == TOWN
    assert [town.body for town in made[1:]] == ["county.town01", "county.town02"]
    assert len({town.place for town in made}) == len({town.mark for town in made}) == 3


def test_ids_of_an_instant_are_of_version_seven_and_sort_by_it() -> None:
    rng = Random(1)

    earlier, later = id_at(OPENED, rng), id_at(OPENED + timedelta(milliseconds=1), rng)

    assert (earlier.version, later.version) == (7, 7)
    assert earlier < later


def test_an_upload_is_a_whole_picture_of_fifteen_kilobytes_and_never_the_same() -> None:
    rng = Random(1)
    data = png(rng.randbytes(UPLOAD_BYTES - 300))

    told = kind_of(data)

    assert told is not None and told.mime == "image/png"
    assert pixels(data, "image/png") == (UPLOAD_BYTES - 300, 1)
    assert picture_end(data, "image/png") == len(data)
    assert abs(len(data) - UPLOAD_BYTES) < 100
    assert _upload({"body": "b"}, rng)[0] != _upload({"body": "b"}, rng)[0]


def test_a_bar_is_met_up_to_its_figure() -> None:
    met = [Bar("a", "a", value, 15).good for value in (14.99, 15, 15.01)]
    reached = [Bar("a", "a", value, 0.25, sense="at least").good for value in (0.24, 0.25)]

    assert (met, reached) == ([True, True, False], [False, True])


def test_costs_are_compared_pair_by_pair_and_the_middle_counts() -> None:
    few = [batch_of(ms) for ms in (4.0, 4.0, 8.0)]
    many = [batch_of(ms) for ms in (5.0, 6.0, 10.0)]

    assert ratio_of(many, few) == 1.25
    assert reference() > 0


def test_the_cost_of_a_work_is_the_median_of_its_batches() -> None:
    cost = cost_of([batch_of(ms) for ms in (4.0, 100.0, 6.0)])

    assert (cost.ms, cost.app_ms, cost.database_ms, cost.worker_ms) == (6.0, 4.0, 2.0, 9.0)
    assert (cost.requests, cost.batches, cost.reference_ms) == (30, (4.0, 100.0, 6.0), 3.5)
    assert (cost.p50_ms, cost.p95_ms) == (2.0, 2.0)


def batch_of(ms: float) -> Batch:
    """Ten requests: two ms of the database each, the rest the application's."""
    return Batch(Used((ms - 2) * 10, 20, 90), (2.0,) * 10, 3.5)


def test_processor_time_of_this_process_is_read_and_grows() -> None:
    before = dict(_stats())[os.getpid()]

    sum(number * number for number in range(2_000_000))

    after = dict(_stats())[os.getpid()]
    assert before.parent == os.getppid()
    assert after.own > before.own
    assert Used(3, 2, 1) - Used(1, 1, 1) == Used(2, 1, 0)


def test_what_several_did_together_is_counted_from_a_common_start() -> None:
    begun = threading.Barrier(3)

    def work(stop: threading.Event) -> int:
        begun.wait()
        stop.wait()
        return 5

    pace = _together([work, work, work], 0.05)

    assert 0 < pace <= 15 / 0.05


def test_a_client_that_failed_fails_the_round() -> None:
    def work(stop: threading.Event) -> int:
        raise ValueError("refused")

    with pytest.raises(ValueError, match="refused"):
        _together([work], 0.01)


def test_benchmarks_are_found_by_standing_in_the_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.find() == sorted(file.stem for file in Path(bench.FOLDER).glob("*.py") if not file.stem.startswith("_"))

    assert bench.main([]) == 0

    assert capsys.readouterr().out.split()[0] == "command"


def test_an_unknown_name_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        bench.main(["nothing"])

    assert ended.value.code == 2
    assert "没有名为 nothing 的测量" in capsys.readouterr().err


@pytest.mark.parametrize(("value", "code"), [(14.0, 0), (16.0, 1)])
def test_the_command_tells_bars_and_whether_all_are_met(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], value: float, code: int
) -> None:
    asked: list[Namespace] = []

    def run(options: Namespace) -> dict[str, Any]:
        asked.append(options)
        return {"bars": [Bar("open.ms", "新建卷宗", value, 15, "ms").as_json()]}

    monkeypatch.setattr(bench.benchmark("docket"), "run", run)

    assert bench.main(["docket", "--json", "--dockets", "5", "--seed", "3"]) == code
    told = json.loads(capsys.readouterr().out)
    assert bench.main(["docket"]) == code
    text = capsys.readouterr().out

    assert (told["benchmark"], told["good"], told["bars"][0]["value"]) == ("docket", code == 0, value)
    assert (asked[0].dockets, asked[0].seed, asked[1].dockets) == (5, 3, 0)
    assert text == f"{'✓' if code == 0 else '✗'} 新建卷宗：{value:g} ms（≤ 15 ms）\n"
