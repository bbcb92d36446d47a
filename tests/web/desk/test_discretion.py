"""The page of discretion: the tables, a result part by part, a departure, two versions, and the way back into the docket."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlencode
from uuid import uuid4

from tests.web.desk.conftest import Signed, do, filed

ROAD = {
    "table": "CG-ROAD-27",
    "f0": "10平方米以上不足50平方米",
    "f1": "影响通行，未损坏设施",
    "f2": "责令后当场改正",
    "f3": "初次违法",
}


def shown(signed: Signed, username: str = "zhifa1", **asked: str) -> str:
    """What a reader sees of the page, without marks, blanks made one."""
    page = signed(username).get(f"/discretion?{urlencode(asked)}").content.decode()
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


def lightest(signed: Signed, table: str) -> dict[str, str]:
    """The first option of every factor of a table."""
    page = signed("zhifa1").get(f"/discretion?table={table}").content.decode()
    asked = {"table": table}
    for name, option in re.findall(r'name="(f\d)" value="([^"]+)"', page):
        asked.setdefault(name, unescape(option))
    return asked


def test_tables_are_listed_by_domain_with_their_ranges_and_marked_as_examples(signed: Signed) -> None:
    page = shown(signed)

    assert "擅自占用或者挖掘城市道路 CG-ROAD-27 《城市道路管理条例》第四十二条 20,000元以下 示例 2026-01-01" in page
    assert page.index("交通运输") < page.index("农业") < page.index("城市管理")


def test_words_narrow_the_list_and_may_find_nothing(signed: Signed) -> None:
    assert "1张裁量基准" in shown(signed, q="CG-ROAD-27")
    assert "没有找到含“<b>”的裁量基准。" in shown(signed, q="<b>")


def test_table_nobody_knows_is_told_above_the_list(signed: Signed) -> None:
    answer = signed("zhifa1").get("/discretion?table=NONE")

    assert answer.status_code == 404
    assert "没有编号为“NONE”的裁量基准" in answer.content.decode()


def test_table_waits_until_every_weighted_factor_is_chosen(signed: Signed) -> None:
    page = shown(signed, table="CG-ROAD-27", f0="不足10平方米")

    assert "选好每项有权重的因素后" in page
    assert "建议数额" not in page


def test_each_factor_has_its_part_and_the_parts_make_the_amount(signed: Signed) -> None:
    page = shown(signed, **ROAD)

    assert "建议数额 6,500元 一般档，6,000元至14,000元" in page
    assert "起点 法定幅度的下限 0元" in page
    assert "占用或者挖掘面积 10平方米以上不足50平方米 40% ＋20% ＋4,000元" in page
    assert "危害后果 影响通行，未损坏设施 35% ＋17.5% ＋3,500元" in page
    assert "违法次数 初次违法 修正 －5% －1,000元" in page
    assert "建议数额 一般 32.5% 6,500元" in page
    assert "偏离裁量基准，应当经该基准的制定机关批准。" in page
    assert "这张表是示例" in page


def test_circumstances_that_contradict_each_other_are_refused(signed: Signed) -> None:
    page = shown(signed, **ROAD | {"f2": "逾期不改正", "f4": "主动消除危害后果"})

    assert "裁量情节相互矛盾：“逾期不改正”与“主动消除危害后果”不能并存。" in page


def test_amount_in_mind_is_inside_the_tier_outside_it_or_over_the_range(signed: Signed) -> None:
    assert "拟定的14,000元在“一般”档内，不是偏离。" in shown(signed, **ROAD, fine="14000")
    outside = shown(signed, **ROAD, fine="14000.01")
    assert "罚款14,000.01元超出“一般”裁量区间（6,000.00元至14,000.00元）。" in outside
    assert "偏离裁量基准，应当经该基准的制定机关批准。" in outside
    assert "罚款20,000.01元高于法定上限20,000.00元，没有依据。" in shown(signed, **ROAD, fine="20000.01")


def test_amount_below_the_range_is_mitigation_and_needs_its_ground(signed: Signed) -> None:
    asked = lightest(signed, "NY-SEED-40") | {"fine": "1999"}

    without = shown(signed, **asked)
    with_ground = shown(signed, **asked, lenient="应当从轻或者减轻")

    assert "罚款1,999.00元低于法定下限2,000.00元，没有依法应当或者可以减轻处罚的情形。" in without
    assert "减轻处罚至1,999.00元，应当经评估并由本机关主要负责人批准或者集体讨论通过。" in with_ground


def test_what_was_typed_wrongly_is_told_at_its_field(signed: Signed) -> None:
    page = shown(signed, **ROAD, fine="一万", act_on="昨天")

    assert "“一万”不是金额。" in page
    assert "日期应当写作2026-03-11。" in page


def test_base_of_a_multiple_is_asked_for_and_must_be_a_number(signed: Signed) -> None:
    asked = {"table": "CG-BUILD-40", "f0": "不足100平方米", "f1": "符合控制性详细规划，仅缺许可", "f2": "责令后立即停止"}

    assert "罚款按建设工程造价计算，尚未填写建设工程造价。" in shown(signed, **asked)
    assert "应当用阿拉伯数字填写，小数最多两位。" in shown(signed, **asked, base="十万")
    assert "起点 法定幅度的下限 5,000元" in shown(signed, **asked, base="100000")


def test_base_that_no_amount_can_hold_is_refused(signed: Signed) -> None:
    page = shown(signed, **lightest(signed, "SC-AD-28"), base="999999999999")

    assert "按填写的广告费用计算，罚款超出了金额的上限。" in page


def test_act_before_the_newer_version_compares_both_and_says_which_applies(signed: Signed) -> None:
    page = shown(signed, table="HJ-BARBECUE-250", act_on="2026-08-14")

    assert "行为时 2026-08-14 周五 HJ-BARBECUE-81 500元至20,000元" in page
    assert "从旧兼从轻：决定时的版本较轻，适用决定时的版本（HJ-BARBECUE-250）。 《行政处罚法》第三十七条" in page
    assert "从旧兼从轻" not in shown(signed, table="HJ-BARBECUE-250", act_on="2026-08-15")


def test_docket_offers_the_table_of_its_item_and_takes_the_result_back(signed: Signed) -> None:
    docket = filed()
    do(docket, "take_evidence", officers=("GC-001", "GC-002"))
    client = signed("zhifa1")

    offered = shown(signed, docket=str(docket))
    page = client.get(f"/discretion?{urlencode(ROAD | {'docket': str(docket)})}").content.decode()
    back = unescape(re.search(r'href="(/dockets/[^"]+/acts/report_investigation\?[^"]+)"', page)[1])  # type: ignore[index]  # found
    report = client.get(back).content.decode()

    assert "本案事项适用的裁量基准 事项 处罚依据 法定幅度 制定机关 擅自占用或者挖掘城市道路" in offered
    assert 'name="benchmark" value="CG-ROAD-27"' in report
    assert "占用或者挖掘面积：10平方米以上不足50平方米\n危害后果：影响通行，未损坏设施" in report
    assert 'name="fine_fen" value="6500.00"' in report
    assert "属于“一般”档，裁量区间为6,000元至14,000元，按基准计算为6,500元。" in report
    assert "从裁量计算页带入" in report
    assert f'href="/discretion?docket={docket}"' in report


def test_table_of_another_item_is_not_carried_into_the_docket(signed: Signed) -> None:
    docket = filed("GC-ZJ-003")

    page = shown(signed, **ROAD, docket=str(docket))

    assert "这张表不是本案事项的裁量基准，计算结果不能带入本案。" in page
    assert "带入调查终结报告" not in page
    assert "建议数额 6,500元" in page


def test_docket_one_may_not_see_is_not_there(signed: Signed) -> None:
    docket = filed()

    assert signed("chengguan1").get(f"/discretion?docket={docket}").status_code == 404
    assert signed("zhifa1").get(f"/discretion?docket={uuid4()}").status_code == 404
