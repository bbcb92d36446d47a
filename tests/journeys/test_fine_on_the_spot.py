"""简易程序 — two officers fine fifty yuan in the street and hand over the paper; every wrong step is refused."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.factories.browser import Desk, Item, People

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]

ITEM = Item("公路 摆摊", "在公路上及公路用地范围内摆摊设点、堆放物品等影响公路畅通")
OFFICERS = ("赵建国", "钱文斌")
FINE = {
    "当事人类别": ["公民"],
    "姓名或者名称": "崔小满",
    "住址或者住所": "古城镇东街村",
    "违法事实": "当事人在公路上摆摊设点，占用路面约3平方米，影响公路畅通。",
    "违法事实确凿并有法定依据": True,
    "处罚种类": ["罚款"],
    "已出示执法证件": True,
    "已告知拟处罚的内容、事实、理由、依据和陈述申辩的权利": True,
    "已听取陈述和申辩": True,
    "当事人的意见": "知道错了，以后到市场里卖。",
    "缴款方式": ["当场收缴"],
    "决定书已当场交付当事人": True,
    "签收情况": ["已签名"],
}


def test_fifty_yuan_on_the_spot(people: People) -> None:
    zhifa1 = people.at_desk("zhifa1")
    _found(zhifa1, "公路十字街东口")

    _refused_on_the_spot(zhifa1)
    form = zhifa1.form("当场处罚").fill({**FINE, "罚款金额": "50"}, officers=OFFICERS)
    form.submit()
    zhifa1.recorded("当场处罚")

    number = _paper(zhifa1, "伍拾元整（50.00元）", "罚款由执法人员依法当场收缴，并出具财政部门统一制发的专用票据。")
    fuzeren = people.at_desk("fuzeren").open(zhifa1.docket)
    with fuzeren.nothing_recorded():
        fuzeren.send_anyway("close_case", {"outcome": ["已全部履行"], "execution": ["尚未缴款。"], "opinion": ["同意结案。"]})
        fuzeren.refused("尚欠50.00元，处罚决定尚未执行完毕，不能结案。", "行政处罚法第六十六条第一款")
    with zhifa1.nothing_recorded():
        zhifa1.form("登记缴款").fill({"缴款渠道": ["当场收缴"], "金额": "60", "票据号码": "冀财票00000051"}).submit()
        zhifa1.refused("缴款60.00元多于应缴50.00元。", "行政处罚法第六十六条")
    zhifa1.act("登记缴款", {"缴款渠道": ["当场收缴"], "金额": "50", "票据号码": "冀财票00000051"})
    expect(zhifa1.page.get_by_role("complementary")).to_contain_text("当场处罚备案")
    fuzeren.open(zhifa1.docket).not_offered("批准结案", "当场处罚决定尚未报所属机关备案。", "行政处罚法第五十二条第三款")
    zhifa1.act("当场处罚备案", {"备案说明": "已将当场处罚决定书存根交回备案。"})
    fuzeren.open(zhifa1.docket).act("批准结案", {"结案方式": ["已全部履行"], "执行情况": "罚款50元已当场收缴并出具票据。"})
    zhifa1.open(zhifa1.docket).act("立卷归档", {"立卷人": "赵建国"})

    assert zhifa1.stage() == "已归档"
    file = PdfReader(BytesIO(zhifa1.download("整卷PDF")))
    assert [str(entry.title) for entry in file.outline] == [  # type: ignore[union-attr]  # a flat outline
        "案卷封面", "卷内目录", "当场行政处罚决定书", "现场笔录", "证据目录", "案件来源登记表", "结案审批表",
    ]  # fmt: skip
    assert number in re.sub(r"\s", "", file.pages[0].extract_text())


def test_over_a_hundred_yuan_is_not_taken_in_cash(people: People) -> None:
    zhifa1 = people.at_desk("zhifa1")
    _found(zhifa1, "公路三公里处")
    zhifa1.act("当场处罚", {**FINE, "罚款金额": "150", "缴款方式": ["到银行或者电子支付缴纳"]}, officers=OFFICERS)

    with zhifa1.nothing_recorded():
        zhifa1.form("登记缴款").fill({"缴款渠道": ["当场收缴"], "金额": "150", "票据号码": "冀财票00000052"}).submit()
        zhifa1.refused("罚款150.00元超过一百元，又没有事后难以执行的情形，不得当场收缴。", "行政处罚法第六十八条")
    zhifa1.act("登记缴款", {"缴款渠道": ["电子支付"], "金额": "150", "票据号码": "冀财票00000052"})


def _found(zhifa1: Desk, place: str) -> None:
    """巡查发现 — the officers register what they see and check it there and then."""
    zhifa1.page.get_by_role("navigation", name="功能").get_by_role("link", name="登记线索").click()
    zhifa1.lead().fill({"线索来源": "巡查发现", "反映的情况": "流动摊贩占用公路摆摊", "发生地点": place, "可能涉及的事项": ITEM}).submit()
    zhifa1.recorded("登记线索")
    form = zhifa1.form("现场检查")
    form.fill(
        {
            "检查开始时间": form.value("检查结束时间"),
            "已出示执法证件": True,
            "已告知申请回避的权利": True,
            "现场情况": "公路边摆放蔬菜摊位一处，占用路面约3平方米，经劝导当场收摊。",
            "签名情况": ["已签名"],
        },
        officers=OFFICERS,
    )
    form.submit()
    zhifa1.recorded("现场检查")


def _refused_on_the_spot(zhifa1: Desk) -> None:
    """201 yuan to a citizen, one officer, no certificate shown, the party not heard, the paper not handed over: each with its article."""
    with zhifa1.nothing_recorded():
        form = zhifa1.form("当场处罚").fill({**FINE, "罚款金额": "201"}, officers=OFFICERS)
        form.submit()
        zhifa1.refused("对公民当场罚款不得超过200.00元，本次为201.00元。", "行政处罚法第五十一条")
        form.fill(
            {"罚款金额": "50", "已出示执法证件": False, "已听取陈述和申辩": False, "决定书已当场交付当事人": False}, officers=("赵建国", "")
        ).submit()
        zhifa1.refused("执法人员不得少于两人，本次只列明1人。", "行政处罚法第四十二条第一款")
        zhifa1.tells("执法人员没有主动出示执法证件", "行政处罚法第五十五条第一款")
        zhifa1.tells("尚未听取当事人的陈述、申辩。", "行政处罚法第四十四条")
        zhifa1.tells("当场处罚决定书没有当场交付当事人。", "行政处罚法第五十二条第一款")


def _paper(zhifa1: Desk, *said: str) -> str:
    """当场处罚决定书 — there at once, with its number; the number."""
    line = zhifa1.page.get_by_role("complementary").get_by_role("listitem").filter(has_text="当场行政处罚决定书")
    number = line.locator("span").inner_text()
    assert re.fullmatch(r"古\S*当罚〔20\d\d〕\d+号", number), number
    text = re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(BytesIO(zhifa1.download("当场行政处罚决定书"))).pages))
    for words in (number, "崔小满", "赵建国", "钱文斌", "自收到本决定书之日起六十日内先向阜城县人民政府申请行政复议", *said):
        assert words in text, text
    return number
