"""./yifa who: what the terminal shows, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from yifa.profile import read
from yifa.registry import actions as registry
from yifa.server.commands import who
from yifa.server.readying import PROFILES
from yifa.server.refusals import ProfileNotLoaded
from yifa.staffing import actions as staffing
from yifa.staffing.institution import clear

ITEM, TOWN = "GC-ZJ-001", "131128101"


@pytest.fixture(autouse=True)
def loaded(db: None) -> Iterator[None]:
    profile, now = read(PROFILES / "fucheng"), datetime(2026, 1, 1, tzinfo=UTC)
    registry.load(profile, now=now)
    staffing.load(profile, now=now)
    yield
    clear()


def asked(*words: str) -> list[str]:
    return ["--item", ITEM, "--place", TOWN, "--on", "2026-03-01", *words]


def test_a_citizen_reads_who_it_is_in_whose_name_and_where_to_complain(capsys: pytest.CaptureFixture[str]) -> None:
    ended = who.main(asked("--public"))

    told = capsys.readouterr().out.splitlines()
    assert ended == 0
    assert told[:2] == [
        "由古城镇综合行政执法管理局管（赋权）。",
        "　以谁的名义：古城镇综合行政执法管理局　印章：古城镇综合行政执法管理局",
    ]
    assert "　不服怎么办：向阜城县人民政府申请行政复议，或者向阜城县人民法院起诉" in told
    assert told[-1].lstrip("　 ").startswith("5. 对古城镇综合行政执法管理局的决定不服的，行政复议机关是阜城县人民政府")


def test_json_is_the_answer_with_the_profile_that_gave_it(capsys: pytest.CaptureFixture[str]) -> None:
    ended = who.main(asked("--json"))

    told = json.loads(capsys.readouterr().out)
    assert ended == 0
    assert (told["profile"], told["on"], told["verdict"], told["subject"]["code"]) == ("fucheng", "2026-03-01", "lawful", "fucheng.gucheng")
    assert len(told["pairs"]["officers"]) == told["pairs"]["able"] == 28


def test_words_that_mean_one_item_are_as_good_as_its_code(capsys: pytest.CaptureFixture[str]) -> None:
    who.main(["--item", "占用 挖掘城市道路 擅自", "--place", TOWN, "--on", "2026-03-01", "--json"])

    assert json.loads(capsys.readouterr().out)["item"]["code"] == ITEM


def test_nobody_is_an_answer_too(capsys: pytest.CaptureFixture[str]) -> None:
    ended = who.main(["--item", ITEM, "--place", "131128", "--on", "2026-03-01"])

    told = capsys.readouterr().out.splitlines()
    assert ended == 0
    assert told[:2] == [
        "没有一个机关对阜城县全境有权；有权的机关只管其中的古城镇，请选到具体的地方。",
        "　怎么办：请把地方选到违法行为发生的乡镇、街道、片区或者县（市、区）。",
    ]


@pytest.mark.parametrize(
    "words", [["--item", "没有的事", "--place", TOWN], ["--item", ITEM, "--place", "888888"], ["--item", ITEM, "--place", ""]]
)
def test_unknown_item_or_place_is_told_and_no_fault(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    ended = who.main([*words, "--json"])

    told = json.loads(capsys.readouterr().out)
    assert (ended, told["verdict"], told["subject"]) == (0, "refused", None)
    assert told["sentence"].startswith("名录中没有代码") and told["remedy"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (asked("--on", "2026-13-01"), "“2026-13-01”不是日期，请写成 2026-03-01 的样子。"),
        (["--item", "城市", "--place", TOWN], "“城市”对上了 "),
        (asked("--feature", "紧急"), "--feature"),
        (asked("--party", "谁"), "--party"),
        (["--item", ITEM], "--place"),
    ],
)
def test_wrong_usage_ends_with_two(words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        who.main(words)

    assert ended.value.code == 2
    assert sentence in capsys.readouterr().err


def test_a_profile_that_is_not_loaded_is_refused() -> None:
    with pytest.raises(ProfileNotLoaded):
        who.main(asked("--profile", "nowhere"))
