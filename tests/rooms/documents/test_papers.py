"""Every paper, rendered from the two dockets: its words, its bytes, its pages, and what it never does."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from yifa.docket.append import PAPER_MARKS
from yifa.docket.core.act import Act, View
from yifa.documents.filing import WRAPPERS, entries_of
from yifa.documents.kinds import UnknownPaper, kind_of, kinds
from yifa.documents.reading import cited, day_text, ended, masked, money_capitals, money_figures, read_day
from yifa.documents.rendering import FontsMissing, chosen, preview, render
from yifa.kernel.citation import Cite

from .conftest import SECRETS, Town, docket_of

ORDINARY = [
    "case_source",
    "onsite_record",
    "filing_approval",
    "inquiry_record",
    "investigation_report",
    "legal_review",
    "penalty_notice",
    "statement_record",
    "penalty_decision",
    "service_receipt",
    "closing_approval",
    "file_cover",
    "file_index",
]


def words_of(pdf: bytes) -> str:
    """The text of all pages, one line a line, without trailing white space."""
    pages = [page.extract_text() for page in PdfReader(BytesIO(pdf)).pages]
    return "\n".join(line.rstrip() for page in pages for line in page.splitlines() if line.strip())


def run_on(pdf: bytes) -> str:
    """The same without white space, for words that lines may break."""
    return re.sub(r"\s", "", words_of(pdf))


def maker(view: View, kind: str) -> Act:
    return next(act for act in reversed(view.acts) if any(paper["kind"] == kind for paper in act.papers))


def made(view: View, kind: str, town: Town, **options: Any) -> bytes:
    act = maker(view, kind)
    facts = kind_of(kind).facts(view, act, town, **({"secrets": SECRETS} | options))
    return render(kind, facts, timestamp=act.recorded_at)


def with_payload(view: View, kind: str, **members: Any) -> View:
    """The same docket, one act of it said otherwise."""
    return replace(view, acts=tuple(replace(act, payload=act.payload | members) if act.kind == kind else act for act in view.acts))


@pytest.mark.parametrize("kind", ORDINARY)
def test_paper_of_the_ordinary_docket_reads_as_golden(kind: str, ordinary: View, town: Town, golden: Callable[[str, str], None]) -> None:
    golden(kind, words_of(made(ordinary, kind, town)))


def test_spot_decision_reads_as_golden(summary: View, town: Town, golden: Callable[[str, str], None]) -> None:
    golden("spot_decision", words_of(made(summary, "spot_decision", town)))


def test_evidence_list_reads_as_golden(ordinary: View, town: Town, golden: Callable[[str, str], None]) -> None:
    act = ordinary.acts[-1]

    pdf = render("evidence_list", kind_of("evidence_list").facts(ordinary, act, town), timestamp=act.recorded_at)

    golden("evidence_list", words_of(pdf))


def test_every_kind_has_a_template_and_declares_itself() -> None:
    declared = {name: (kind.TITLE != "", kind.NUMBERED) for name, kind in kinds().items()}

    assert declared == {name: (True, PAPER_MARKS.get(name)) for name in [*ORDINARY, "spot_decision", "evidence_list"]}


@pytest.mark.parametrize("kind", ORDINARY)
def test_paper_rendered_again_is_byte_for_byte_the_same(kind: str, ordinary: View, town: Town) -> None:
    assert made(ordinary, kind, town) == made(ordinary, kind, town)


@pytest.mark.parametrize("kind", [kind for kind in ORDINARY if kind not in WRAPPERS])
def test_paper_does_not_change_with_what_happens_later(kind: str, ordinary: View, town: Town) -> None:
    act = maker(ordinary, kind)
    then = replace(ordinary, acts=ordinary.acts[: act.seq])

    assert kind_of(kind).facts(then, act, town) == kind_of(kind).facts(ordinary, act, town)


@pytest.mark.parametrize("kind", ["penalty_decision", "inquiry_record", "filing_approval"])
def test_paper_is_pdf_a_with_all_fonts_embedded(kind: str, ordinary: View, town: Town) -> None:
    reader = PdfReader(BytesIO(made(ordinary, kind, town)))

    metadata = reader.xmp_metadata
    assert metadata is not None
    assert "<pdfaid:part>2</pdfaid:part>" in metadata.stream.get_data().decode()
    descriptors = [
        descendant.get_object()["/FontDescriptor"].get_object()
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
        for descendant in font.get_object()["/DescendantFonts"]
    ]
    embedded = [
        descriptor[name].get_object().get_data() for descriptor in descriptors for name in descriptor if name.startswith("/FontFile")
    ]
    assert len(embedded) == len(descriptors) > 0
    assert min(len(data) for data in embedded) > 0


NASTY = [
    '#import "base.typ": *',
    "$ x^2 $",
    "*粗*_斜_",
    "\\ \\n \\u{41}",
    "<label> @ref",
    "#(1+1)",
    "`raw`",
    "// no comment",
    "= 标题",
    "- 项",
    "[x] {y}",
    "〔{cause}〕%s",
]


@pytest.mark.parametrize("text", NASTY)
def test_what_a_person_typed_is_printed_and_never_read_as_markup(text: str, ordinary: View, town: Town) -> None:
    view = with_payload(ordinary, "decide", facts=text, discretion=text, statement_answer=text, correction=text)
    view = with_payload(view, "propose_filing", cause=text, party=ordinary.acts[2].payload["party"] | {"name": text})

    printed = run_on(made(view, "penalty_decision", town))

    assert printed.count(re.sub(r"\s", "", text)) == 6


@pytest.mark.parametrize("character", "堃䶮龑祎喆昇玥淏赟燚𬱖")
def test_rare_character_of_a_name_has_a_glyph(character: str, ordinary: View, town: Town) -> None:
    view = with_payload(ordinary, "propose_filing", party=ordinary.acts[2].payload["party"] | {"name": f"孙{character}"})

    for kind in ("penalty_decision", "filing_approval"):
        assert f"孙{character}" in run_on(made(view, kind, town))


@pytest.mark.parametrize(
    ("character", "code"), [("😀", "〔U+1F600〕"), ("𠮷", "〔U+20BB7〕"), ("\ue000", "〔U+E000〕"), ("한", "〔U+D55C〕")]
)
def test_character_no_font_can_show_is_printed_as_its_code(character: str, code: str, ordinary: View, town: Town) -> None:
    view = with_payload(ordinary, "propose_filing", party=ordinary.acts[2].payload["party"] | {"name": f"孙{character}某"})

    assert f"孙{code}某" in run_on(made(view, "penalty_decision", town))
    assert f"孙{code}某" in run_on(made(view, "filing_approval", town))


def test_run_without_spaces_stays_inside_the_page(ordinary: View, town: Town) -> None:
    view = with_payload(ordinary, "decide", facts="甲" + "Q" * 300 + "乙")

    lines = words_of(made(view, "penalty_decision", town)).splitlines()

    longest = max(line.count("Q") for line in lines)
    assert sum(line.count("Q") for line in lines) == 300
    assert longest <= 48


def test_running_text_stands_on_the_official_grid(ordinary: View, town: Town) -> None:
    view = with_payload(ordinary, "decide", facts="占" * 28 * 60)

    second = PdfReader(BytesIO(made(view, "penalty_decision", town))).pages[1].extract_text().splitlines()

    full = [line.strip() for line in second if set(line.strip()) == {"占"}]
    assert [len(line) for line in full] == [28] * 22


def test_office_fonts_come_first_and_the_free_ones_follow() -> None:
    held = {"Noto Serif SC", "Noto Sans SC", "FandolFang R", "FZXiaoBiaoSong-B05S"}

    assert chosen(held) == {
        "fang": ["FandolFang R", "Noto Serif SC"],
        "title": ["FZXiaoBiaoSong-B05S", "Noto Serif SC"],
        "hei": ["Noto Sans SC"],
        "song": ["Noto Serif SC"],
        "kai": ["Noto Serif SC"],
    }


def test_long_record_breaks_pages_signed_and_counted_on_each(ordinary: View, town: Town) -> None:
    questions = [{"q": f"第{number}个问题：请说明当天的情况。", "a": "情况是这样的，" * 12} for number in range(1, 31)]
    view = with_payload(ordinary, "inquire", questions=questions)

    pages = [re.sub(r"\s", "", page.extract_text()) for page in PdfReader(BytesIO(made(view, "inquiry_record", town))).pages]

    assert len(pages) == 5
    assert [re.findall(r"第\d+页共\d+页", page) for page in pages] == [[f"第{number}页共5页"] for number in range(1, 6)]
    assert ["被询问人（签名）" in page and "询问人（签名）" in page for page in pages] == [True] * 5


def test_long_form_goes_on_with_its_table_on_the_next_page(ordinary: View, town: Town) -> None:
    view = with_payload(ordinary, "propose_filing", facts="当事人占用人行道堆放物料，影响行人通行。" * 120)

    text = run_on(made(view, "filing_approval", town))
    within = re.sub(r"第\d页共\d页|示例数据|核验码[0-9a-f]+", "", text)

    assert within.count("当事人占用人行道堆放物料，影响行人通行。") == 120
    assert re.findall(r"第\d页共\d页", text) == ["第1页共3页", "第2页共3页", "第3页共3页"]


def test_decision_holds_the_six_contents(ordinary: View, town: Town) -> None:
    text = run_on(made(ordinary, "penalty_decision", town))

    wanted = [
        "当事人：阜城县古城镇龑兴建材经营部",
        "住所：阜城县古城镇古漕公路南侧18号",
        "违反了《城市市容和环境卫生管理条例》第十四条的规定，",
        "应当依据《城市市容和环境卫生管理条例》第三十六条第（二）项的规定给予行政处罚",
        "罚款人民币壹仟元整（1,000.00元）",
        "自收到本决定书之日起十五日内",
        "账号：6200000000000001",
        "每日按罚款数额的百分之三加处罚款",
        "六十日内向阜城县人民政府申请行政复议",
        "六个月内依法直接向阜城县人民法院提起行政诉讼",
        "2026年3月15日",
        "古综执罚决〔2026〕3号",
    ]
    assert [one for one in wanted if one not in text] == []


def test_decision_without_a_fine_names_no_account_and_no_surcharge(ordinary: View, town: Town) -> None:
    view = with_payload(ordinary, "decide", kinds=["警告"], fine_fen=None)

    text = run_on(made(view, "penalty_decision", town))

    assert "警告。" in text
    assert [word for word in ("账号", "百分之三", "罚款人民币") if word in text] == []


def test_surcharge_is_not_stated_when_the_decision_does_not(ordinary: View, town: Town) -> None:
    text = run_on(made(with_payload(ordinary, "decide", surcharge_stated=False), "penalty_decision", town))

    assert "账号" in text
    assert "百分之三" not in text


def test_waived_and_silent_statements_are_told_apart(ordinary: View, town: Town) -> None:
    waived = with_payload(ordinary, "hear_statement", mode="书面放弃", content="放弃", review_opinion="", adopted=False)
    silent = replace(ordinary, acts=tuple(act for act in ordinary.acts if act.kind != "hear_statement"))

    assert "当事人书面放弃陈述、申辩。" in run_on(made(waived, "penalty_decision", town))
    assert "当事人在规定期限内未提出陈述、申辩。" in run_on(made(silent, "penalty_decision", town))


def test_notice_offers_a_hearing_only_when_the_act_did(ordinary: View, town: Town) -> None:
    offered = with_payload(ordinary, "give_notice", hearing_offered=True)

    assert "有权要求听证" in run_on(made(offered, "penalty_notice", town))
    assert "有权要求听证" not in run_on(made(ordinary, "penalty_notice", town))
    assert "五个工作日内" in run_on(made(ordinary, "penalty_notice", town))


def test_spot_decision_sends_to_reconsideration_first_and_stays_on_one_page(summary: View, town: Town) -> None:
    long = with_payload(summary, "punish_on_spot", facts="当事人占用人行道堆放蔬菜筐，经劝导后仍未清理。" * 20)

    assert [len(PdfReader(BytesIO(made(view, "spot_decision", town))).pages) for view in (summary, long)] == [1, 1]
    assert "应当自收到本决定书之日起六十日内先向阜城县人民政府申请行政复议" in run_on(made(summary, "spot_decision", town))


def test_spot_decision_paid_in_cash_names_no_account(summary: View, town: Town) -> None:
    text = run_on(made(with_payload(summary, "punish_on_spot", payment="当场收缴"), "spot_decision", town))

    assert "专用票据" in text
    assert "账号" not in text


def test_who_told_of_it_is_in_no_paper_not_even_in_part(ordinary: View, town: Town) -> None:
    closed = run_on(made(ordinary, "case_source", town, secrets=None))
    opened = run_on(made(ordinary, "case_source", town, secrets={"c" * 64: masked("赵某某")}))

    assert "已封存" in closed and "赵" not in closed
    assert opened == closed


def test_unknown_values_are_left_blank_and_not_invented(ordinary: View) -> None:
    facts = kind_of("penalty_decision").facts(ordinary, maker(ordinary, "penalty_decision"), Town(complete=False))

    assert facts["account"] == {"bank": "", "name": "", "number": ""}
    assert "＿＿＿＿" in facts["remedies"]
    assert "None" not in run_on(render("penalty_decision", facts, timestamp=ordinary.acts[-1].recorded_at))


@pytest.mark.parametrize("kind", ORDINARY)
def test_paper_of_an_almost_empty_docket_still_renders(kind: str, town: Town) -> None:
    view = docket_of(
        "penalty_ordinary", "古综执卷〔2026〕10号", [{"kind": "add_note", "officers": (), "papers": {kind: ""}, "payload": {}}]
    )

    text = run_on(made(view, kind, town, secrets=None))

    assert kind_of(kind).TITLE in text or kind == "file_cover"
    assert "None" not in text


def test_synthetic_facts_say_so_at_the_foot(ordinary: View, town: Town) -> None:
    act = maker(ordinary, "penalty_decision")
    facts = kind_of("penalty_decision").facts(ordinary, act, town)

    assert run_on(render("penalty_decision", facts, timestamp=act.recorded_at)).count("示例数据") == 3
    assert "示例数据" not in run_on(render("penalty_decision", facts | {"synthetic": False}, timestamp=act.recorded_at))


def test_file_order_is_main_volume_then_side_volume_with_receipts_behind_their_papers(ordinary: View) -> None:
    order = [(entry.kind, entry.side) for entry in entries_of(ordinary)]

    assert order == [
        ("filing_approval", False),
        ("penalty_decision", False),
        ("service_receipt", False),
        ("penalty_notice", False),
        ("service_receipt", False),
        ("statement_record", False),
        ("onsite_record", False),
        ("inquiry_record", False),
        ("case_source", True),
        ("investigation_report", True),
        ("legal_review", True),
        ("closing_approval", True),
    ]


def test_preview_gives_one_picture_a_page(ordinary: View, town: Town) -> None:
    act = maker(ordinary, "penalty_decision")

    pictures = preview("penalty_decision", kind_of("penalty_decision").facts(ordinary, act, town), timestamp=act.recorded_at, ppi=40)

    assert [picture[:8] for picture in pictures] == [b"\x89PNG\r\n\x1a\n"] * 3


def test_unknown_kind_is_a_fault() -> None:
    with pytest.raises(UnknownPaper):
        kind_of("no_such_paper")


def test_folder_without_the_needed_fonts_is_a_fault(tmp_path: Any, settings: Any, ordinary: View, town: Town) -> None:
    settings.YIFA_FONTS = tmp_path

    with pytest.raises(FontsMissing):
        made(ordinary, "case_source", town)


@pytest.mark.parametrize(
    ("text", "shown"),
    [("", ""), ("张三", "张*"), ("赵某某", "赵**"), ("13800008000", "138****8000"), ("131128000000000011", "131***********0011")],
)
def test_masked_shows_the_ends_only(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize(
    ("text", "whole"), [("", ""), (None, ""), ("属实", "属实。"), ("属实。", "属实。"), ("属实；", "属实。"), ("（已改正）", "（已改正）")]
)
def test_ended_ends_a_sentence_once(text: str | None, whole: str) -> None:
    assert ended(text) == whole


@pytest.mark.parametrize(
    ("value", "text"), [("2026-03-11", "2026年3月11日"), ("2026-03-10T16:00:00Z", "2026年3月11日"), ("", ""), (None, "")]
)
def test_days_are_days_in_shanghai(value: str | None, text: str) -> None:
    assert day_text(read_day(value)) == text


@pytest.mark.parametrize(
    ("cite", "text"),
    [
        (Cite("公路法", "46"), "《中华人民共和国公路法》第四十六条"),
        (Cite("中华人民共和国道路运输条例", "1"), "《中华人民共和国道路运输条例》第一条"),
        (Cite("城市道路管理条例", "27", None, 1), "《城市道路管理条例》第二十七条第（一）项"),
        (Cite("城市生活垃圾管理办法", "16", 2), "《城市生活垃圾管理办法》第十六条第二款"),
    ],
)
def test_statutes_are_cited_by_their_whole_title(cite: Cite, text: str) -> None:
    assert cited(cite) == text


def test_money_is_written_twice() -> None:
    assert (money_capitals(100050), money_figures(100050)) == ("壹仟元伍角", "1,000.50元")
