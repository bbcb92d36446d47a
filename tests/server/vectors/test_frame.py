"""Cases of others: read field by field, compared member by member, and never a crash."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from yifa.kernel.money import Yuan
from yifa.server.law_commands import vectors
from yifa.server.published import published_calendar, published_overlays
from yifa.server.vectors import frame
from yifa.server.vectors.frame import BadCase, Context, Given, answers, ask, misses, plain

CONTEXT = Context(date(2026, 3, 2), published_calendar(), published_overlays())


@pytest.fixture
def scratch() -> Any:
    """A rule that answers with its own fields, forgotten after the test."""

    @answers("TEST-1", reads=("start", "fine", "flag", "overlay", "province"))
    def echo(given: Given, context: Context) -> dict[str, object]:
        return {
            "due": given.day("start"),
            "fine": given.amount("fine", Yuan("1.50")),
            "ok": given.flag("flag", False),
            "layers": tuple(layer.name for layer in context.layers(given)),
        }

    yield "TEST-1"
    frame._ASKERS.pop("TEST-1")


def _lines(case: Any) -> list[str]:
    return list(misses(case, CONTEXT))


def test_case_that_holds_misses_nothing(scratch: str) -> None:
    given = {"start": "2026-03-02", "overlay": "MOHURD", "province": "上海"}
    expect = {"due": "2026-03-02", "fine": Decimal("1.5"), "ok": False, "layers": ["上海", "住建"]}

    assert _lines({"id": "T", "rule": scratch, "given": given, "expect": expect}) == []


def test_every_member_that_differs_is_told(scratch: str) -> None:
    expect = {"due": "2026-03-03", "fine": 2, "ok": 0, "nothing": 1, "layers": ["住建"]}

    assert _lines({"rule": scratch, "given": {"start": "2026-03-02"}, "expect": expect}) == [
        "due：应为 2026-03-03，得到 2026-03-02",
        "fine：应为 2，得到 1.5",
        "ok：应为 0，得到 False",
        "nothing：规则没有这一项回答",
        "layers：应为 ['住建']，得到 []",
    ]


@pytest.mark.parametrize(
    ("case", "line"),
    [
        (7, "案例不是一组字段"),
        ({"rule": "TEST-1", "given": {}}, "案例缺少 rule、given 或者 expect"),
        ({"rule": ["TEST-1"], "given": {}, "expect": {}}, "案例缺少 rule、given 或者 expect"),
        ({"rule": "NO-9", "given": {}, "expect": {}}, "不认识规则 NO-9"),
        ({"rule": "TEST-1", "given": {}, "expect": {}}, "缺少字段 start（日期）"),
        ({"rule": "TEST-1", "given": {"start": None}, "expect": {}}, "缺少字段 start（日期）"),
        ({"rule": "TEST-1", "given": {"start": "2026-02-30"}, "expect": {}}, "字段 start 应为日期，不能是 '2026-02-30'"),
        ({"rule": "TEST-1", "given": {"start": 20260302}, "expect": {}}, "字段 start 应为日期，不能是 20260302"),
        (
            {"rule": "TEST-1", "given": {"start": "2026-03-02", "fine": -1}, "expect": {}},
            "字段 fine 应为不小于零、最多两位小数的金额，不能是 -1",
        ),
        ({"rule": "TEST-1", "given": {"start": "2026-03-02", "flag": "yes"}, "expect": {}}, "字段 flag 应为true 或 false，不能是 'yes'"),
        ({"rule": "TEST-1", "given": {"start": "2026-03-02", "overlay": "WHO"}, "expect": {}}, "没有名为 WHO 的层级"),
        ({"rule": "TEST-1", "given": {"start": "2026-03-02", "colour": 1}, "expect": {}}, "规则 TEST-1 不认识字段 colour"),
    ],
)
def test_case_that_is_not_understood_says_why(scratch: str, case: Any, line: str) -> None:
    assert _lines(case) == [line]


@pytest.mark.parametrize(
    ("read", "raw", "value"),
    [
        (Given.days, ["2026-03-02"], (date(2026, 3, 2),)),
        (Given.text, "字", "字"),
        (Given.texts, ["甲", "乙"], ("甲", "乙")),
        (Given.number, 3, 3),
        (Given.numbers, [30, 15], (30, 15)),
        (Given.amount, Decimal("200.01"), Yuan("200.01")),
        (Given.amount, "200", Yuan("200")),
        (Given.amounts, [1, 2], (Yuan("1"), Yuan("2"))),
        (Given.range, [1, 2], (Yuan("1"), Yuan("2"))),
    ],
)
def test_field_is_read_as_what_it_must_be(read: Callable[..., Any], raw: Any, value: Any) -> None:
    assert read(Given({"it": raw}), "it") == value
    wrongs: list[dict[str, Any]] = [{}, {"it": {}}, {"it": True}, {"it": [None]}, {"it": Decimal("NaN")}, {"it": [2, 1, "x"]}]
    for wrong in wrongs:
        with pytest.raises(BadCase, match="字段 it"):
            read(Given(wrong), "it")


def test_moments_parts_and_choices() -> None:
    given = Given({"at": "2026-03-06T17:30:00+08:00", "naive": "2026-03-06T17:30:00", "of": {"a": 1}, "all": [{"a": "x"}], "who": "B"})

    assert plain(given.moment("at")) == "2026-03-06T17:30:00+08:00"
    assert given.part("of").number("a") == 1
    assert [part.text("a") for part in given.parts("all")] == ["x"]
    assert given.choice("who", {"A": 1, "B": 2}) == 2
    assert (given.names, given.has("at"), given.has("off")) == ({"at", "naive", "of", "all", "who"}, True, False)
    with pytest.raises(BadCase, match="字段 naive 应为带时区的时刻"):
        given.moment("naive")
    with pytest.raises(BadCase, match="字段 all\\[0\\]\\.a 应为不小于零的整数"):
        given.parts("all")[0].number("a")
    with pytest.raises(BadCase, match="字段 who 应为A、C 之一"):
        given.choice("who", {"A": 1, "C": 2})
    with pytest.raises(BadCase, match="应为A、C 之一"):
        Given({"who": ["A"]}).choice("who", {"A": 1, "C": 2})


def test_one_rule_has_one_who_answers(scratch: str) -> None:
    with pytest.raises(ValueError, match="two answer TEST-1"):
        answers("TEST-1", reads=())(lambda given, context: {})
    assert scratch in frame.rules_answered()
    assert ask(scratch, {"start": "2026-03-02"}, CONTEXT)["due"] == date(2026, 3, 2)


def test_layer_a_rule_is_of_by_its_name_gives_way_to_another_of_its_level() -> None:
    def names(**fields: Any) -> list[str]:
        return [layer.name for layer in CONTEXT.layers_of("SAMR", Given(fields))]

    assert (names(), names(overlay=None), names(overlay="AGRI")) == (["市场监管"], ["市场监管"], ["农业"])
    assert names(province="上海") == names(province="上海市", overlay="SAMR") == ["上海", "市场监管"]
    assert CONTEXT.layers_of("", Given({})) == ()


def test_field_within_a_part_that_nobody_reads_is_told() -> None:
    @answers("TEST-2", reads=("one", "many"))
    def parts(given: Given, context: Context) -> dict[str, object]:
        inner = given.part("one").part("inner")
        return {"sum": inner.number("a") + sum(each.number("b", 0) for each in given.parts("many"))}

    good: dict[str, Any] = {"one": {"inner": {"a": 1}}, "many": [{"b": 2}, {}]}
    odd = {"one": {"inner": {"a": 1, "z": 1}}, "many": [{"b": 2}, {"c": 1}]}

    assert _lines({"rule": "TEST-2", "given": good, "expect": {"sum": 3}}) == []
    assert _lines({"rule": "TEST-2", "given": odd, "expect": {}}) == ["规则 TEST-2 不认识字段 many[1].c、one.inner.z"]
    frame._ASKERS.pop("TEST-2")


@pytest.mark.parametrize(
    ("wanted", "holds"),
    [
        ("2026-03-07T01:00:00Z", True),
        ("2026-03-07T09:00:00+08:00", True),
        ("2026-03-07T09:00:01+08:00", False),
        ("soon", False),
        (1, False),
    ],
)
def test_moments_are_compared_not_their_writing(wanted: object, holds: bool) -> None:
    given = {"start_at": "2026-03-06T09:00:00+08:00"}

    assert (_lines({"rule": "ACL-19", "given": given, "expect": {"due_at": wanted}}) == []) is holds


def test_line_of_a_case_is_one_line_that_can_be_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "cases.json"
    file.write_text('{"cases": [{"id": "\\ud800\\n9 passed, 0 failed", "rule": "X", "given": {}, "expect": {}}]}', "utf-8")

    assert vectors.main([str(file)]) == 1
    assert capsys.readouterr().out.splitlines() == ["\\ud800 9 passed, 0 failed X  不认识规则 X", "0 passed, 1 failed"]


def _file(folder: Path, content: object) -> str:
    path = folder / "cases.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return str(path)


def test_command_counts_and_tells_each_miss(scratch: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = {"id": "A", "rule": scratch, "given": {"start": "2026-03-02"}, "expect": {"due": "2026-03-02"}}
    bad = {"id": "B", "rule": scratch, "given": {"start": "x"}, "expect": {"due": "2026-03-02"}}

    assert vectors.main([_file(tmp_path, {"cases": [good]})]) == 0
    assert capsys.readouterr().out == "1 passed, 0 failed\n"
    assert vectors.main([_file(tmp_path, {"cases": [good, bad, 7]})]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "B TEST-1  字段 start 应为日期，不能是 'x'",
        "3  案例不是一组字段",
        "1 passed, 2 failed",
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("{", "cases.json 不是 UTF-8 的 JSON 文件。"),
        ("[" * 100_000, "cases.json 不是 UTF-8 的 JSON 文件。"),
        ([], "cases.json 里没有 cases 列表。"),
        ({"cases": {}}, "cases.json 里没有 cases 列表。"),
        ({"cases": [], "meta": {"calendars": {"2024": {"off": ["x"]}}}}, "案例文件 meta.calendars 里 2024 年的放假安排写法不对。"),
    ],
)
def test_file_of_another_form_is_refused(tmp_path: Path, content: object, sentence: str) -> None:
    with pytest.raises(vectors.BadFile) as raised:
        vectors.main([_file(tmp_path, content)])

    assert raised.value.sentence == sentence
    assert raised.value.remedy


def test_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(vectors.BadFile, match="读不到案例文件"):
        vectors.main([str(tmp_path / "nothing.json")])


def test_calendar_the_file_brings_counts_for_a_year_not_published(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    calendars = {"2027": {"off": ["2027-01-01/2027-01-03"], "makeup_work": ["2027-01-09"]}, "2028": None}

    known = vectors._calendar({"meta": {"calendars": calendars}, "cases": []})

    assert (known.known(date(2027, 5, 1)), known.is_working(date(2027, 1, 9)), known.known(date(2028, 1, 1))) == (True, True, False)
