"""Reading a folder in: what is stored, what a second reading changes, and that a bad file leaves nothing behind."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest
from django.db import connection

from tests.rooms.library.texts import FIRST, OTHER, SECOND, STALLS_DOCX, docx, write
from yifa.library import queries
from yifa.library.actions import FolderMissing, ReadingBusy, read_in
from yifa.library.models import Article, Entry, File, Law, Reading, Version

NOW = datetime(2026, 3, 2, 4, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def told(reading: Reading) -> tuple[int, int, int, int]:
    return reading.fresh, reading.changed, reading.unchanged, len(reading.failures)


def spans(law: str) -> list[tuple[date | None, date | None, date | None]]:
    rows = Version.objects.filter(law__name=law).order_by("enacted_on")
    return [(one.in_force_on, one.applies_from, one.applies_until) for one in rows]


def test_versions_of_one_law_follow_each_other_and_a_repeal_ends_another(tmp_path: Path) -> None:
    write(tmp_path, **{"法律__摊位法(2015-03-02)": FIRST, "法律__摊位法(2024-09-10)": SECOND, "占道规定(1999-05-06)": OTHER})

    reading = read_in(tmp_path, now=NOW)

    assert (told(reading), reading.files, reading.unread) == ((3, 0, 0, 0), 3, [])
    assert spans("摊位法") == [
        (date(2015, 6, 1), date(2015, 6, 1), date(2025, 1, 1)),
        (date(2025, 1, 1), date(2025, 1, 1), None),
    ]
    assert spans("占道规定") == [(date(1999, 5, 6), date(1999, 5, 6), date(2025, 1, 1))]
    repealed = Law.objects.get(name="占道规定")
    assert (repealed.kind, repealed.repealed_on, repealed.repealed_by) == ("行政法规", date(2025, 1, 1), "摊位法")
    assert Law.objects.get(name="摊位法").kind == "法律"
    assert Entry.objects.count() == Article.objects.count() == 6 + 5 + 2


def test_a_second_reading_changes_nothing(tmp_path: Path) -> None:
    write(tmp_path, **{"摊位法(2015-03-02)": FIRST})
    read_in(tmp_path, now=NOW)
    before = list(Article.objects.values_list("pk", flat=True))

    assert told(read_in(tmp_path, now=NOW)) == (0, 0, 1, 0)
    assert list(Article.objects.values_list("pk", flat=True)) == before


def test_a_corrected_file_replaces_its_text(tmp_path: Path) -> None:
    write(tmp_path, **{"摊位法(2015-03-02)": FIRST})
    read_in(tmp_path, now=NOW)
    write(tmp_path, **{"摊位法(2015-03-02)": FIRST.replace("五百元", "六百元")})

    assert told(read_in(tmp_path, now=NOW)) == (0, 1, 0, 0)
    assert Article.objects.get(number="3-1").text == "拒不收摊的，处六百元罚款。"
    assert (Law.objects.count(), Version.objects.count(), File.objects.count(), Entry.objects.count()) == (1, 1, 1, 6)
    assert told(read_in(tmp_path, now=NOW)) == (0, 0, 1, 0)


def test_a_corrected_day_changes_the_span_and_no_article(tmp_path: Path) -> None:
    write(tmp_path, **{"摊位法(2015-03-02)": FIRST})
    read_in(tmp_path, now=NOW)
    before = list(Article.objects.values_list("pk", flat=True))
    write(tmp_path, **{"摊位法(2015-03-02)": FIRST.replace("2015年6月1日 施行", "2015年7月1日 施行")})

    assert told(read_in(tmp_path, now=NOW)) == (0, 1, 0, 0)
    assert spans("摊位法") == [(date(2015, 7, 1), date(2015, 7, 1), None)]
    assert list(Article.objects.values_list("pk", flat=True)) == before


def test_a_repeal_that_was_taken_out_again_ends_no_law(tmp_path: Path) -> None:
    write(tmp_path, **{"摊位法(2024-09-10)": SECOND, "占道规定(1999-05-06)": OTHER})
    read_in(tmp_path, now=NOW)
    write(tmp_path, **{"摊位法(2024-09-10)": SECOND.replace("《占道规定》同时废止。", "")})

    read_in(tmp_path, now=NOW)

    assert spans("占道规定") == [(date(1999, 5, 6), date(1999, 5, 6), None)]
    assert Law.objects.get(name="占道规定").repealed_on is None


def test_a_file_that_gives_another_version_no_longer_stands_for_the_first(tmp_path: Path) -> None:
    write(tmp_path, 摊位法=FIRST)
    read_in(tmp_path, now=NOW)
    write(tmp_path, 摊位法=FIRST.replace("2015年3月2日", "2015年3月3日"))

    assert told(read_in(tmp_path, now=NOW)) == (1, 0, 0, 0)
    assert list(Version.objects.values_list("enacted_on", flat=True)) == [date(2015, 3, 3)]


def test_the_same_version_twice_is_read_once_and_with_other_words_refused(tmp_path: Path) -> None:
    write(
        tmp_path,
        **{
            "a__摊位法(2015-03-02)": FIRST,
            "b__摊位法(2015-03-02)": FIRST + "\n",
            "c__摊位法(2015-03-02)": FIRST.replace("五百元", "一万元"),
        },
    )

    reading = read_in(tmp_path, now=NOW)

    assert told(reading) == (1, 0, 1, 1)
    assert reading.failures[0]["file"] == "c/摊位法(2015-03-02).md"
    assert "与a/摊位法(2015-03-02).md是同一法律的同一版本，文字却不同" in str(reading.failures[0]["why"])
    assert Article.objects.get(number="3-1").text == "拒不收摊的，处五百元罚款。"


def test_parts_of_a_code_are_one_law(tmp_path: Path) -> None:
    head = "# 摊位法典\n\n# {part}\n\n2020年5月8日 通过\n{more}\n<!-- INFO END -->\n\n## 第一章 规定\n\n第{number}条 {part}的内容。\n"
    write(
        tmp_path,
        罚则=head.format(part="罚则编", number="五十", more=""),
        总则=head.format(part="总则", number="一", more="\n2021年1月1日 施行\n"),
        附则=head.format(part="附则", number="九十", more=""),
    )

    read_in(tmp_path, now=NOW)

    version = queries.version_of(queries.law_named("摊位法典"))
    assert (File.objects.filter(version=version).count(), version.in_force_on) == (3, date(2021, 1, 1))
    assert [(one.number, one.path) for one in queries.articles(version)] == [
        ("1", ["总则", "第一章 规定"]),
        ("50", ["罚则编", "第一章 规定"]),
        ("90", ["附则", "第一章 规定"]),
    ]


def test_a_bad_file_among_good_ones_BI_IMP_06(tmp_path: Path) -> None:
    twice = FIRST.replace("第四条", "第三条")
    write(
        tmp_path,
        摊位法=FIRST,
        twice=twice.replace("摊位法", "两条法"),
        gbk=SECOND.encode("gbk"),
        **{"picture.jpg": b"\xff\xd8\xff", "binary.md": bytes(range(256)) * 100, "readme": "# 说明\n\n没有法。\n", "a.docx": b"PK\x03\x04"},
    )
    (tmp_path / "huge.md").write_bytes(b"x" * (20 * 1024 * 1024 + 1))
    (tmp_path / ".hidden.md").write_text("x")

    reading = read_in(tmp_path, now=NOW)

    assert told(reading) == (1, 0, 0, 7)
    assert {str(one["file"]): (one["line"], str(one["why"])) for one in reading.failures} == {
        "a.docx": (0, "不是有效的 .docx 文件：不是压缩包。"),
        "binary.md": (0, "文件不是文字（含有二进制内容）。"),
        "gbk.md": (0, "文件是 GBK 编码，不是 UTF-8。"),
        "huge.md": (0, "文件有20兆，超过20兆，没有打开。"),
        "picture.jpg": (0, "不是 .md 或者 .docx 文件。"),
        "readme.md": (0, "没有找到条文，也没有公布或者施行日期，不像法规文本。"),
        "twice.md": (31, "第三条出现了两次（第27行和第31行）。"),
    }
    assert list(Law.objects.values_list("name", flat=True)) == ["摊位法"]
    assert Article.objects.count() == 6


def _law(*lines: str) -> str:
    return "\n\n".join(("# 某某法", "2015年3月2日 通过", "<!-- INFO END -->", *lines)) + "\n"


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        (_law("第一一一一一一一一一一一一一条 甲。"), 7, "第7行的条号或者其上的标题过长，不像法规文本。"),
        (_law("## 第一章 " + "长" * 397, "第一条 甲。"), 9, "第9行的条号或者其上的标题过长，不像法规文本。"),
        (
            _law("第一条 " + "".join(map(chr, Random(1).choices(range(0x4E00, 0x9FA5), k=200_000)))),
            0,
            "某一条的文字过多，无法建立检索。",
        ),
    ],
    ids=["number", "heading", "words"],
)
def test_what_the_library_cannot_hold_is_refused_and_the_others_are_read_BI_IMP_06(tmp_path: Path, text: str, line: int, why: str) -> None:
    reading = read_in(write(tmp_path, a=text, b=_law("第一条 甲。")), now=NOW)

    assert [(one["file"], one["line"], one["why"]) for one in reading.failures] == [("a.md", line, why)]
    assert list(Article.objects.values_list("version__law__name", "text")) == [("某某法", "甲。")]


def test_numbers_and_headings_up_to_their_limit_are_held(tmp_path: Path) -> None:
    write(tmp_path, a=_law("## 第一章 " + "长" * 396, "第一一一一一一一一一一一一条 甲。"))

    assert told(read_in(tmp_path, now=NOW)) == (1, 0, 0, 0)
    assert len(Article.objects.get().number) == 12


def test_names_of_files_that_are_no_text_and_paths_that_are_too_long(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff\xfe.md")).write_text(_law("第一条 甲。"))
    deep = tmp_path.joinpath(*["d" * 200] * 5)
    deep.mkdir(parents=True)
    (deep / "b.md").write_text(OTHER)

    reading = read_in(tmp_path, now=NOW)

    assert list(File.objects.values_list("path", flat=True)) == ["\\udcff\\udcfe.md"]
    assert [one["why"] for one in reading.failures] == ["文件路径过长（1009字）。"]


def test_a_file_that_breaks_off_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from yifa.library import actions

    write(tmp_path, 摊位法=FIRST)
    monkeypatch.setattr(actions, "tokens", lambda text: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        read_in(tmp_path, now=NOW)

    assert (Law.objects.count(), Version.objects.count(), Article.objects.count(), Reading.objects.count()) == (0, 0, 0, 0)


def test_a_reading_that_was_broken_off_is_brought_to_its_end_by_the_next(tmp_path: Path) -> None:
    write(tmp_path, **{"摊位法(2015-03-02)": FIRST, "摊位法(2024-09-10)": SECOND})

    def stop(done: int, of: int) -> None:
        if done == of:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_in(tmp_path, now=NOW, progress=stop)
    assert spans("摊位法")[0][2] is None

    assert told(read_in(tmp_path, now=NOW)) == (0, 0, 2, 0)
    assert spans("摊位法")[0][2] == date(2025, 1, 1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_indexes WHERE indexname = 'library_entry_tokens'")
        assert cursor.fetchone() == (1,)


def test_docx_is_read_in_beside_markdown(tmp_path: Path) -> None:
    write(tmp_path, **{"中华人民共和国摊位法_20240910.docx": docx(*STALLS_DOCX), "摊位法(2015-03-02)": FIRST})

    assert told(read_in(tmp_path, now=NOW)) == (2, 0, 0, 0)
    assert [one.enacted_on for one in queries.versions(queries.law_named("摊位法"))] == [date(2024, 9, 10), date(2015, 3, 2)]


def test_progress_is_told_file_by_file(tmp_path: Path) -> None:
    write(tmp_path, a=FIRST, b=OTHER)
    seen: list[tuple[int, int]] = []

    read_in(tmp_path, now=NOW, progress=lambda done, of: seen.append((done, of)))

    assert seen == [(1, 2), (2, 2)]


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(FolderMissing, match="没有这个文件夹"):
        read_in(tmp_path / "nothing", now=NOW)


def test_two_readings_at_once_are_refused(tmp_path: Path) -> None:
    import psycopg

    from yifa.library.actions import _LOCK

    settings = connection.get_connection_params()
    wanted = ("host", "port", "dbname", "user", "password")
    with psycopg.connect(**{name: settings[name] for name in wanted if settings.get(name)}) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [_LOCK])

        with pytest.raises(ReadingBusy):
            read_in(tmp_path, now=NOW)
