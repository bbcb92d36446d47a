"""From files to articles: the forms that are read, and every line that is not is told."""

from __future__ import annotations

from datetime import date

import pytest

from tests.rooms.library.texts import FIRST, SECOND, STALLS_DOCX, docx
from yifa.kernel.citation import fingerprint
from yifa.library.core.docx import read_docx
from yifa.library.core.grammar import day_of_effect, read_number, repealed_titles
from yifa.library.core.markdown import read_markdown
from yifa.library.core.reading import read_text
from yifa.library.core.texts import FileUnread, LawText


def read(text: str, file: str = "摊位法(2015-03-02).md") -> LawText:
    return read_text(read_markdown(text.encode(), file=file))


def numbers(text: LawText) -> list[str]:
    return [one.number for one in text.articles]


def test_a_whole_law() -> None:
    text = read(FIRST)

    assert (text.title, text.name, text.kind) == ("中华人民共和国摊位法", "摊位法", "")
    assert (text.enacted_on, text.in_force_on) == (date(2015, 3, 2), date(2015, 6, 1))
    assert [event.text for event in text.events] == ["第一届集市代表大会通过", "施行"]
    assert numbers(text) == ["1", "2", "3", "3-1", "4", "5"]
    assert [one.path for one in text.articles[1:3]] == [("第一章 总则",), ("第二章 罚则",)]
    assert text.articles[1].text.splitlines()[:2] == ["本法所称摊位，是指下列之一：", "（一）固定摊位；"]
    assert (text.articles[3].label, text.articles[3].line) == ("第三条之一", 29)
    assert text.articles[3].print == fingerprint("第三条之一拒不收摊的，处五百元罚款。")
    assert text.unread == ()


def test_a_revised_law_takes_effect_on_the_day_of_its_last_article_and_says_what_it_repeals() -> None:
    text = read(SECOND, "摊位法(2024-09-10).md")

    assert (text.enacted_on, text.in_force_on, text.repeals) == (date(2024, 9, 10), date(2025, 1, 1), ("占道规定",))


@pytest.mark.parametrize(
    ("last", "events", "file", "expected"),
    [
        ("本法自公布之日起施行。", "2020年1月2日 国务院令第1号公布", "x.md", date(2020, 1, 2)),
        ("本法自公布之日起施行。", "2020年1月2日 通过\n\n2021年1月2日 《决定》修正", "x.md", None),
        ("本法自2019年1月1日起施行。", "2020年1月2日 《决定》修正", "x.md", None),
        ("本法自2020年1月2日起施行。", "2020年1月2日 修订", "x.md", date(2020, 1, 2)),
        ("无。", "2020年1月2日 公布\n\n发布之日施行", "x.md", date(2020, 1, 2)),
        ("无。", "2020年1月2日 公布", "某法(2020-03-04施行).md", date(2020, 3, 4)),
        ("无。", "2020年1月2日 公布", "某法_20200102.docx.md", None),
        ("无。", "2019年1月2日 施行\n\n2020年1月2日 修订", "x.md", None),
    ],
)
def test_day_of_effect_is_told_or_stays_unknown(last: str, events: str, file: str, expected: date | None) -> None:
    assert read(f"# 某法\n\n{events}\n\n<!-- INFO END -->\n\n第一条 甲。\n\n第二条 {last}", file).in_force_on == expected


def test_the_form_without_an_end_of_the_head_is_read_too() -> None:
    text = read(
        "---\nsidebar: auto\n---\n\n# 中华人民共和国摊位法\n\n2025年4月30日第三届集市代表大会通过\n\n"
        "## 第一章　总则\n\n**第一条**　摊位要摆好。\n\n**第二条**　不得占桥。\n",
        "摊位法(2025-05-20施行).md",
    )

    assert [(one.label, one.text) for one in text.articles] == [("第一条", "摊位要摆好。"), ("第二条", "不得占桥。")]
    assert (text.enacted_on, text.in_force_on) == (date(2025, 4, 30), date(2025, 5, 20))


def test_title_and_event_behind_the_text_are_found() -> None:
    text = read("# 第一编　总则\n\n### 第一章　规定\n\n**第一条**　甲。\n\n# 摊位法典\n\n2026年3月12日第四次会议通过\n", "无名.md")

    assert (text.title, text.enacted_on) == ("摊位法典", date(2026, 3, 12))
    assert text.articles[0].path == ("第一编 总则", "第一章 规定")


def test_a_part_of_a_code_is_a_part() -> None:
    text = read("# 摊位法典\n\n# 罚则编\n\n2020年5月8日 通过\n\n<!-- INFO END -->\n\n第九百八十九条 甲。\n")

    assert (text.name, text.part, numbers(text)) == ("摊位法典", "罚则编", ["989"])


def test_articles_run_together_in_a_line_are_cut() -> None:
    text = read("# 某法\n\n2020年5月8日 通过\n\n<!-- INFO END -->\n\n第一条 甲。 第二条 依照本法第九条 的规定。 第三条 丙。\n")

    assert [(one.number, one.text) for one in text.articles] == [("1", "甲。"), ("2", "依照本法第九条 的规定。"), ("3", "丙。")]


def test_slips_of_copies_are_read() -> None:
    text = read(
        "# 某法\n\n2020年5月8日 通过\n\n<!-- INFO END -->\n\n## 第一章 很长的标题、\n\n接着的标题\n\n\u200b第一 条侦查人员到场。\n\n"
        "笫二条 乙。\n\n第一条规定的情形除外。\n\n附：\n\n表一\n"
    )

    assert [(one.number, one.label, one.text) for one in text.articles] == [
        ("1", "第一条", "侦查人员到场。"),
        ("2", "第二条", "乙。\n第一条规定的情形除外。"),
        ("", "附：", "表一"),
    ]
    assert text.articles[0].path == ("第一章 很长的标题、接着的标题",)


def test_a_decision_without_articles_is_counted_by_its_numbers() -> None:
    text = read(
        "# 某决定\n\n2020年5月8日 通过\n\n<!-- INFO END -->\n\n为了甲，决定如下：\n\n一、乙：\n\n一、其中之一；\n\n## 二、丙\n\n丁。\n"
    )

    assert [(one.number, one.label, one.text) for one in text.articles] == [
        ("", "引言", "为了甲，决定如下："),
        ("1", "一、", "乙：\n一、其中之一；"),
        ("2", "二、", "丙\n丁。"),
    ]


def test_a_text_without_any_number_is_one_piece() -> None:
    text = read("# 某通知\n\n2020年5月8日 发布\n\n<!-- INFO END -->\n\n各地照办。\n\n不得有误。\n")

    assert [(one.label, one.text) for one in text.articles] == [("全文", "各地照办。\n不得有误。")]


def test_every_line_not_understood_is_told_with_its_line() -> None:
    text = read(
        "# 某法\n\n某某印发\n\n2020年5月8日 通过\n\n2021年5月<!-- INFO END -->\n\n##\n\n"
        "第一条 甲。\n\n![](图.png)\n\n第三条 乙。\n\n第二条 丙。\n\n第四条 abc\n"
    )

    assert [(one.line, one.why) for one in text.unread] == [
        (3, "不是“日期 事件”的形式：某某印发"),
        (7, "日期不完整，没有作为事件读入：2021年5月"),
        (9, "标题是空的。"),
        (13, "图片没有读入。"),
        (15, "第1条之后是第3条，中间缺条。"),
        (17, "第2条排在第3条之后，次序不对。"),
        (19, "第2条之后是第4条，中间缺条。"),
        (19, "第四条没有汉字，没有读入。"),
    ]
    assert numbers(text) == ["1", "3", "2"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "文件是空的。"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe", "文件不是文字（含有二进制内容）。"),
        (b"# \xe6\xb3\x95\n\x00", "文件不是文字（含有二进制内容）。"),
        (FIRST.encode("gbk"), "文件是 GBK 编码，不是 UTF-8。"),
        (FIRST.encode("utf-16"), "文件是 UTF-16 编码，不是 UTF-8。"),
        (b"caf\xe9 \xff\xfe\xfd", "文件不是 UTF-8 编码，也认不出是哪种编码。"),
        ("# 读我\n\n这里没有法。\n".encode(), "没有找到条文，也没有公布或者施行日期，不像法规文本。"),
        (b"# Readme\n\nNo law here.\n", "没有找到法规标题。"),
        ("# 某法\n\n第一条 xxx\n\n第二条 yyy\n".encode(), "没有找到条文，也没有公布或者施行日期，不像法规文本。"),
        ("# 某法\n\n第一条 甲。\n\n第二条 乙。\n\n第一条 丙。\n".encode(), "第一条出现了两次（第3行和第7行）。"),
        (("# " + "长" * 121 + "\n\n第一条 甲。\n").encode(), "标题过长（121字），不像法规标题。"),
    ],
)
def test_a_file_of_another_kind_is_refused_in_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(FileUnread) as refusal:
        read_text(read_markdown(data, file="readme.md"))

    assert refusal.value.sentence == sentence
    assert refusal.value.remedy.endswith("。")


def test_docx_of_the_law_database() -> None:
    text = read_text(read_docx(docx(*STALLS_DOCX), file="中华人民共和国摊位法_20240910.docx"))

    assert (text.name, text.enacted_on, text.in_force_on) == ("摊位法", date(2024, 9, 10), date(2025, 1, 1))
    assert [event.on for event in text.events] == [date(2015, 3, 2), date(2019, 4, 3), date(2024, 9, 10), date(2025, 1, 1)]
    assert [(one.label, one.path) for one in text.articles] == [
        ("第一条", ("第一章 总则",)),
        ("第二条", ("第一章 总则",)),
        ("第三条", ("第二章 罚则",)),
    ]
    assert text.articles[2].text == "乱摆摊位的，处一百元罚款：\n（一）占道的；\n（二）占桥的。"


def test_docx_and_markdown_of_one_article_bear_one_fingerprint() -> None:
    article = "第一条 为了摆好摊位，方便居民，制定本法。"
    told = read_text(read_docx(docx("摊位法", "（2024年9月10日通过）", article.replace(" ", "　")), file="a.docx"))

    assert told.articles[0].print == read(f"# 摊位法\n\n2024年9月10日 通过\n\n<!-- INFO END -->\n\n{article}\n").articles[0].print


def test_tables_of_a_docx_are_lines() -> None:
    data = docx("摊位法", "（2024年9月10日通过）", "第一条　甲。", "附：", table=(("税目", "税额"), ("摊位", "一元")))

    text = read_text(read_docx(data, file="a.docx"))

    assert text.articles[1].text == "税目 | 税额\n摊位 | 一元"


def test_numbers_and_days() -> None:
    assert [read_number(word) for word in ("一", "十", "十二", "二十", "一百零五", "一千二百四十二", "二〇")] == [
        1,
        10,
        12,
        20,
        105,
        1242,
        20,
    ]
    assert day_of_effect("依照《关于自2001年1月1日起施行的规定》，本法自2002年2月3日起施行。") == date(2002, 2, 3)
    assert day_of_effect("本法自2002年2月30日起施行。") is None
    assert repealed_titles("本法自某日起施行。《甲法》、《乙条例》同时废止。") == ("甲法", "乙条例")
    assert repealed_titles("《甲法》不废止。") == ()
