"""./yifa calendar: a year from a file, told back in the same form; what cannot be read is refused in one sentence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from yifa.docket import standstill
from yifa.docket.calendars import rows
from yifa.docket.joints import joints
from yifa.kernel.calendar import BadCalendar, Year
from yifa.kernel.refusal import Refusal
from yifa.server.commands.calendar import main, read_year, toml_of
from yifa.server.refusals import CalendarFileGone, CalendarFileUnreadable, CalendarNotHeld

GOOD = 'year = 2027\nsource = "通知"\noff = [[2027-01-01, 2027-01-03], 2027-05-03]\nmakeup = [2027-01-09]\n'
YEAR = Year(
    2027, "", frozenset({date(2027, 1, 1), date(2027, 1, 2), date(2027, 1, 3), date(2027, 5, 3)}), frozenset({date(2027, 1, 9)}), "通知"
)


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    yield
    joints.calendars.seen(None)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "2027.toml"


@pytest.mark.parametrize("data", [GOOD.encode(), GOOD.encode("utf-8-sig"), GOOD.replace("\n", "\r\n").encode()])
def test_a_file_is_read_with_or_without_byte_order_mark(file: Path, data: bytes) -> None:
    file.write_bytes(data)

    assert read_year(file) == YEAR


def test_a_year_is_told_back_in_the_form_of_a_file(file: Path) -> None:
    odd = Year(2027, "6328", YEAR.off, frozenset(), '州政府"通知"\\\n第一号')
    file.write_text(toml_of(odd), encoding="utf-8")

    assert read_year(file) == odd
    assert toml_of(YEAR) == (
        'year = 2027\nregion = ""\nsource = "通知"\n'
        "off = [\n    [2027-01-01, 2027-01-03],\n    2027-05-03,\n]\nmakeup = [\n    2027-01-09,\n]\n"
    )


@pytest.mark.parametrize(
    ("data", "refusal", "sentence"),
    [
        (None, CalendarFileGone, "读不到文件 2027.toml。"),
        (GOOD.encode("gbk"), CalendarFileUnreadable, "2027.toml 不是 UTF-8 编码的文字，没有载入。"),
        (GOOD.replace("通知", "国务院通知").encode("gbk"), CalendarFileUnreadable, "2027.toml 不是 UTF-8 编码的文字，没有载入。"),
        (bytes(range(256)), CalendarFileUnreadable, "2027.toml 不是 UTF-8 编码的文字，没有载入。"),
        (b"PK\x03\x04\x00\x00", CalendarFileUnreadable, "2027.toml 不是合格的 TOML，没有载入。"),
        (b"", BadCalendar, "放假安排没有用数字写明年份（year）。"),
        (b"year = ", CalendarFileUnreadable, "2027.toml 不是合格的 TOML，没有载入。"),
        (b"x = " + b"[" * 5000, CalendarFileUnreadable, "2027.toml 不是合格的 TOML，没有载入。"),
        (b"year = " + b"9" * 5000, CalendarFileUnreadable, "2027.toml 不是合格的 TOML，没有载入。"),
        (b"#" * 100_001, CalendarFileUnreadable, "2027.toml 文件过大，没有载入。"),
        (GOOD.replace("source", "sources").encode(), BadCalendar, "放假安排中有不认识的项目：sources。"),
        (b"year = 2027\n", BadCalendar, "2027年放假安排没有写明来源文件。"),
        (b"year = 2027\nyear = 2027\n", CalendarFileUnreadable, "2027.toml 不是合格的 TOML，没有载入。"),
        (b"year = 2027\noff = [2027-02-30]\n", CalendarFileUnreadable, "2027.toml 不是合格的 TOML，没有载入。"),
        (GOOD.replace("2027-05-03", "2028-05-03").encode(), BadCalendar, "2028年5月3日不属于2027年放假安排的范围。"),
    ],
)
@pytest.mark.django_db
def test_what_is_no_calendar_is_refused_and_nothing_written(file: Path, data: bytes | None, refusal: type[Refusal], sentence: str) -> None:
    if data is not None:
        file.write_bytes(data)
    before = rows()

    with pytest.raises(refusal) as caught:
        main(["import", str(file)])

    assert (caught.value.sentence, bool(caught.value.remedy), rows()) == (sentence, True, before)


@pytest.mark.django_db
def test_a_year_is_imported_listed_and_printed(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(GOOD, encoding="utf-8")

    assert main(["import", str(file)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("已载入2027年放假安排：放假4日，调休上班1日。")
    assert main(["import", str(file)]) == 0
    assert capsys.readouterr().out == "2027年放假安排与已载入的完全相同，没有改动。\n"
    assert main(["list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line[:5] for line in lines] == ["2025年", "2026年", "2027年"]
    assert lines[1] == "2026年 全国 放假33日，调休上班6日；随程序提供；国务院办公厅关于2026年部分节假日安排的通知（2025年11月4日）"
    assert main(["list", "2027"]) == 0
    assert capsys.readouterr().out == toml_of(YEAR)
    assert main(["recompute"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "期限重算完成：看过0个卷宗，变动0个。"
    assert standstill.ask().at_place("", at=datetime(2100, 1, 1, tzinfo=UTC)).known(date(2027, 1, 1))


@pytest.mark.django_db
def test_before_the_first_start_what_the_program_ships_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert (main(["list"]), len(capsys.readouterr().out.splitlines())) == (0, len(joints.calendars.shipped))
    with pytest.raises(CalendarNotHeld) as caught:
        main(["list", "2026", "--region", "63"])

    assert caught.value.sentence == "没有载入过2026年放假安排（63）。"
