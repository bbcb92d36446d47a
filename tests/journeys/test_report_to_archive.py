"""普通程序 from a citizen's report to the archived file, by the people whose turn it is; every wrong step on the way is refused."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.factories import acts
from tests.factories.browser import Desk, Item, People, choose, photo
from yifa.docket.core.procedure import declared_kind
from yifa.kernel.canonical import sm3
from yifa.web.desk.forms import typed_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]

PARTY = "古城镇顺和建材经营部"
SUMMARY = "顺和建材店把沙石水泥堆在人行道上，行人只能走机动车道"
FACTS = "当事人未经批准，在集市北口人行道上堆放沙石水泥约10平方米，占用城市道路2日。"
ITEM = Item("占用 城市道路", "擅自占用或者挖掘城市道路")
OFFICERS = ("赵建国", "钱文斌")
#: the papers of the file as they lie in it
PAPERS = (
    "案卷封面", "卷内目录", "立案审批表", "行政处罚决定书", "送达回证", "行政处罚事先告知书", "送达回证", "陈述申辩笔录",
    "现场笔录", "询问笔录", "证据目录", "案件来源登记表", "调查终结报告", "法制审核表", "结案审批表",
)  # fmt: skip


def typed(procedure: str, kind: str, **changes: Any) -> dict[str, list[str]]:
    """The fields of an act as its own page would send them."""
    declared = declared_kind(procedure, kind)
    assert declared is not None
    return typed_of(declared.form, acts.PAYLOADS[kind](**changes))


def tried(desk: Desk, kind: str, sentence: str, *articles: str, officers: tuple[str, ...] = (), status: int = 422, **changes: Any) -> None:
    """Sent although the page does not offer it: refused, and the record is as it was."""
    with desk.nothing_recorded():
        desk.send_anyway(kind, typed("penalty_ordinary", kind, **changes), officers=officers)
        desk.refused(sentence, *articles, status=status)


def test_a_report_becomes_an_archived_file(people: People) -> None:
    _two_hats(people)
    shouli, zhifa1 = people.at_desk("shouli"), people.at_desk("zhifa1")

    docket = _reported(shouli)
    _checked(zhifa1, docket)
    _others_see_nothing(people, zhifa1, docket)
    fuzeren = people.at_desk("fuzeren").open(docket)
    _filed(zhifa1, fuzeren)
    _investigated(zhifa1, fuzeren)
    shenhe = people.at_desk("shenhe").open(docket)
    _reviewed(zhifa1, shenhe)
    _noticed(zhifa1, fuzeren)
    _decided(zhifa1, fuzeren)
    _paid(zhifa1, fuzeren)
    _closed(zhifa1, fuzeren)
    _read(people.at_desk("ducha").open(docket), zhifa1)


def _two_hats(people: People) -> None:
    """The security administrator gives zhifa1 two more posts, so that only the law keeps him from judging his own case."""
    anquan = people.at_desk("anquan", then="账户与授权")
    for role in ("法制审核", "负责人"):
        choose(anquan.page.get_by_role("combobox", name="账户", exact=True), "zhifa1 赵建国")
        anquan.page.get_by_label("角色", exact=True).select_option(label=role)
        anquan.page.get_by_label("机关", exact=True).fill("fucheng.gucheng")
        anquan.page.get_by_label(re.compile("^地方")).fill("131128101")
        anquan.page.get_by_role("button", name="授予角色").click()
        expect(anquan.page.get_by_role("status")).to_contain_text("已授予")


def _reported(shouli: Desk) -> str:
    """受理 — the citizen's report with a photo; the docket has its number."""
    shouli.page.get_by_role("link", name="登记线索").first.click()
    form = shouli.lead()
    form.fill(
        {
            "线索来源": "群众举报",
            "发生地点": "古城镇集市北口",
            "可能涉及的事项": ITEM,
            "反映人姓名": "集市商户",
            "反映人电话": "13800138000",
        }
    )
    data = photo("占道堆放", (160, 90, 60))

    assert form.attach("占道.jpg", data, "image/jpeg") == sm3(data)[:8]
    form.submit()
    shouli.refused("请填写「反映的情况」。")
    assert form.value("反映人姓名") == "集市商户"
    form.fill({"反映的情况": SUMMARY})
    form.submit()
    shouli.recorded("登记线索")

    expect(shouli.page.locator(".head .number")).to_have_text(re.compile(r"^古\S*案〔20\d\d〕\d+号$"))
    assert shouli.stage() == "待核查"
    expect(shouli.page.get_by_role("complementary").get_by_role("link", name="占道.jpg")).to_be_visible()
    return shouli.docket


def _checked(zhifa1: Desk, docket: str) -> None:
    """现场检查 — by two; one alone is refused, and what was typed is there again."""
    zhifa1.page.get_by_role("link", name="依法", exact=True).click()
    zhifa1.page.get_by_role("link", name=re.compile("古城镇集市北口")).click()
    zhifa1.page.wait_for_url(f"**{docket}")
    zhifa1.open(docket).not_offered("提请立案", "尚未", "行政处罚法第五十四条")
    with zhifa1.nothing_recorded():
        form = zhifa1.form("现场检查")
        form.fill(
            {
                "检查开始时间": form.value("检查结束时间"),
                "在场的当事人或者负责人": "田顺和",
                "已出示执法证件": True,
                "已告知申请回避的权利": True,
                "现场情况": "人行道上堆放沙石水泥约10平方米，未设警示标志，现场未能出示占道许可。",
                "当场责令改正的内容": "立即清理，恢复道路原状。",
                "当事人的意见": "马上清理。",
                "签名情况": ["已签名"],
            },
            officers=("赵建国", ""),
        )
        form.submit()
        zhifa1.refused("执法人员不得少于两人，本次只列明1人。", "行政处罚法第四十二条第一款")

    form = zhifa1.form("现场检查")
    expect(form.box).to_contain_text("已找回上次没有提交的内容。")
    assert form.value("在场的当事人或者负责人") == "田顺和"
    form.officer(2, "钱文斌")
    form.submit()
    zhifa1.recorded("现场检查")


def _others_see_nothing(people: People, zhifa1: Desk, docket: str) -> None:
    """城关镇 — another body's officer is told what he would be told of a docket that never was."""
    other = people.at_desk("chengguan1")
    other.page.goto(people.town.url + docket)
    expect(other.page.get_by_role("alert")).to_contain_text("未找到")
    people.watch.take(404, docket)
    other.page.get_by_role("link", name="返回首页").click()
    for desk, found in ((zhifa1, 1), (other, 0)):
        desk.page.get_by_role("searchbox", name="查找").first.fill("集市北口")
        desk.page.keyboard.press("Enter")
        expect(desk.page.get_by_role("heading", name=re.compile("“集市北口”"))).to_be_visible()
        expect(desk.page.get_by_role("main").get_by_role("link", name=re.compile("集市北口"))).to_have_count(found)
    zhifa1.open(docket)


def _filed(zhifa1: Desk, fuzeren: Desk) -> None:
    """立案 — two propose, the head approves; neither a handler nor a decision before its time."""
    zhifa1.act(
        "提请立案",
        {
            "案由": "擅自占用城市道路堆放建材",
            "当事人类别": ["法人或者其他组织"],
            "姓名或者名称": PARTY,
            "证件号码或者统一社会信用代码": "92131128MA0ABCDE0X",
            "住址或者住所": "古城镇集市北口12号",
            "联系电话": "13900139000",
            "法定代表人或者负责人": "田顺和",
            "主要案情": FACTS,
            "有初步证据证明存在违法行为，依法应当给予处罚": True,
            "立案理由": "有现场笔录和照片证明，建议立案调查。",
        },
        officers=OFFICERS,
    )
    zhifa1.not_offered("批准立案", "本案承办人不能审批自己办理的案件。", "行政处罚法第五十七条第一款")
    tried(zhifa1, "approve_filing", "本案承办人不能审批自己办理的案件。", "行政处罚法第五十七条第一款")
    fuzeren.open(zhifa1.docket).act("批准立案", {"负责人意见": "同意立案，由赵建国、钱文斌承办。"})
    assert fuzeren.stage() == "调查取证"
    fuzeren.not_offered("作出处罚决定", "尚未作出行政处罚事先告知。", "行政处罚法第四十四条", "行政处罚法第六十二条")
    tried(fuzeren, "decide", "尚未作出行政处罚事先告知。", "行政处罚法第四十四条", "行政处罚法第六十二条")


def _investigated(zhifa1: Desk, fuzeren: Desk) -> None:
    """调查取证 — evidence with its file, the inquiry, the report; a fine above the range is refused."""
    zhifa1.open(zhifa1.docket)
    form = zhifa1.form("收集证据")
    form.fill({"证据种类": "视听资料", "证据名称": "现场照片一张", "证明内容": "证明占道堆放的位置、面积和物品"}, officers=OFFICERS)
    data = photo("现场", (90, 120, 90))
    assert form.attach("现场照片.jpg", data, "image/jpeg") == sm3(data)[:8]
    form.submit()
    zhifa1.recorded("收集证据")

    form = zhifa1.form("询问")
    form.fill(
        {
            "询问开始时间": form.value("询问结束时间"),
            "询问地点": "古城镇综合行政执法队询问室",
            "被询问人": "田顺和",
            "与本案的关系": "负责人",
            "已出示执法证件": True,
            "已告知申请回避的权利": True,
            "问答": [
                ("人行道上的沙石水泥是谁堆放的？", "是我们店的，仓库满了。"),
                ("有没有办理占用城市道路的手续？", "没有办理。"),
                ("堆放了几天？", "两天。"),
            ],
            "签名情况": ["已签名"],
        },
        officers=OFFICERS,
    )
    form.submit()
    zhifa1.recorded("询问")

    report = {"查明的事实": FACTS, "裁量理由": "占用面积较小，责令后当日清理，未造成损坏，在幅度内从轻。", "处罚种类": ["罚款"]}
    with zhifa1.nothing_recorded():
        form = zhifa1.form("调查终结")
        assert form.value("证据及其证明的事实").splitlines()[:2] == [
            "1. 视听资料：现场照片一张，证明占道堆放的位置、面积和物品",
            "2. 当事人的陈述：田顺和的询问笔录",
        ]
        form.fill({**report, "罚款金额": "20001"}, officers=OFFICERS)
        expect(form.box).to_contain_text("20,000.00元以下")
        form.submit()
        zhifa1.refused("罚款20,001.00元高于法定上限20,000.00元，没有依据。", "行政处罚法第三十八条第一款")
    zhifa1.act("调查终结", {**report, "罚款金额": "2000"}, officers=OFFICERS)
    assert zhifa1.stage() == "待法制审核"


def _reviewed(zhifa1: Desk, shenhe: Desk) -> None:
    """法制审核 — by one who did not handle the case."""
    zhifa1.not_offered("法制审核", "本案承办人不能审核自己办理的案件。", "行政处罚法第五十八条第一款")
    tried(zhifa1, "review_legality", "本案承办人不能审核自己办理的案件。", "行政处罚法第五十八条第一款")
    points = (
        "执法主体合法", "执法人员具备资格", "程序合法", "事实清楚、证据合法充分", "适用法律、法规、规章准确", "裁量基准运用适当",
        "没有超越法定权限", "文书完备、规范", "不涉嫌犯罪、不需要移送司法机关", "审核通过",
    )  # fmt: skip
    shenhe.act("法制审核", {**dict.fromkeys(points, True), "审核意见": "同意按拟处理意见办理。"})
    assert shenhe.stage() == "已法制审核"


def _noticed(zhifa1: Desk, fuzeren: Desk) -> None:
    """事先告知 — told, served, and the party writes that it waives; the head must wait for each."""
    zhifa1.open(zhifa1.docket).act("事先告知", {"处罚种类": ["罚款"], "罚款金额": "2000"}, officers=OFFICERS)
    tried(fuzeren, "decide", "行政处罚事先告知书尚未送达当事人。", "行政处罚法第四十四条")
    service = {
        "送达方式": ["直接送达"],
        "送达地点": "古城镇集市北口12号",
        "受送达人或者签收人": "田顺和",
        "签收人与受送达人的关系": "负责人",
    }
    with zhifa1.nothing_recorded():
        zhifa1.form("送达文书").fill(
            {**service, "送达的文书": ["行政处罚决定书"], "签收人已签名或者盖章": True}, officers=OFFICERS
        ).submit()
        zhifa1.refused("尚未制作《行政处罚决定书》，无从送达。", "行政处罚法第六十一条第一款")
    with zhifa1.nothing_recorded():
        zhifa1.form("送达文书").fill(
            {**service, "送达的文书": ["行政处罚事先告知书"], "签收人已签名或者盖章": False}, officers=OFFICERS
        ).submit()
        zhifa1.refused("直接送达应当由受送达人在送达回证上签收。", "行政处罚法第六十一条", "民事诉讼法第八十七条")
    zhifa1.act("送达文书", {**service, "送达的文书": ["行政处罚事先告知书"], "签收人已签名或者盖章": True}, officers=OFFICERS)
    tried(fuzeren, "decide", "届满，目前不得作出处罚决定。", "行政处罚法第六十二条")
    zhifa1.act("听取陈述申辩", {"当事人的态度": ["书面放弃"], "陈述、申辩的内容": "无异议，书面放弃陈述、申辩。"}, officers=OFFICERS)
    assert zhifa1.stage() == "待决定"


def _decided(zhifa1: Desk, fuzeren: Desk) -> None:
    """决定 — by a head who is no handler, not heavier than told; nothing is collected before it is served."""
    tried(zhifa1, "decide", "本案承办人不能审批自己办理的案件。", "行政处罚法第五十七条第一款", fine_fen=200_000)
    decision = {
        "违法事实和证据": FACTS,
        "对陈述、申辩的答复": "当事人书面放弃陈述、申辩。",
        "处罚种类": ["罚款"],
        "责令改正的内容": "保持道路畅通，不得再次占用。",
    }
    with fuzeren.nothing_recorded():
        fuzeren.form("作出处罚决定").fill({**decision, "罚款金额": "2001"}).submit()
        fuzeren.refused("决定罚款2,001.00元，高于告知的2,000.00元，不得因陈述、申辩加重处罚。", "行政处罚法第四十五条第二款")
    fuzeren.act("作出处罚决定", {**decision, "罚款金额": "2000"})
    assert fuzeren.stage() == "待送达决定书"
    zhifa1.open(zhifa1.docket).not_offered("登记缴款", "处罚决定书尚未送达当事人。", "行政处罚法第六十一条")
    tried(zhifa1, "record_payment", "处罚决定书尚未送达当事人。", "行政处罚法第六十一条", amount_fen=200_000)
    zhifa1.act(
        "送达文书",
        {
            "送达的文书": ["行政处罚决定书"],
            "送达方式": ["直接送达"],
            "受送达人或者签收人": "田顺和",
            "签收人与受送达人的关系": "负责人",
            "签收人已签名或者盖章": True,
        },
        officers=OFFICERS,
    )


def _paid(zhifa1: Desk, fuzeren: Desk) -> None:
    """缴款 — to the bank; the case is not closed while the fine is owed, nor is it taken in cash."""
    with fuzeren.nothing_recorded():
        fuzeren.form("批准结案").fill(
            {"结案方式": ["已全部履行"], "执行情况": "当事人表示愿意缴款。", "对来源的答复": "已电话答复。"}
        ).submit()
        fuzeren.refused("罚款2,000.00元，已缴0.00元，尚欠2,000.00元，处罚决定尚未执行完毕，不能结案。", "行政处罚法第六十六条第一款")
    with zhifa1.nothing_recorded():
        form = zhifa1.form("登记缴款")
        assert form.value("金额") == "2000.00"
        form.fill({"缴款渠道": ["当场收缴"], "票据号码": "冀财票00000001"}).submit()
        zhifa1.refused("普通程序作出的罚款决定，执法人员不得当场收缴。", "行政处罚法第六十七条第二款", "行政处罚法第六十八条")
    zhifa1.act("登记缴款", {"缴款渠道": ["银行"], "金额": "2000", "票据号码": "冀财票00000001"})


def _closed(zhifa1: Desk, fuzeren: Desk) -> None:
    """结案、归档 — the reporter is answered first; the file is archived once the case is closed, and then it is closed for all."""
    zhifa1.not_offered("立卷归档", "本案尚未结案，不能归档。", "行政处罚法第四十七条")
    tried(zhifa1, "archive_case", "本案尚未结案，不能归档。", "行政处罚法第四十七条")
    closing = {"结案方式": ["已全部履行"], "执行情况": "罚款2000元已缴清，人行道已清理。"}
    with fuzeren.nothing_recorded():
        fuzeren.form("批准结案").fill({**closing, "对来源的答复": ""}).submit()
        fuzeren.refused("反映人要求答复，尚未答复，不能结案。", "行政处罚法第五十四条第一款")
    fuzeren.act("批准结案", {**closing, "对来源的答复": "已清理并处罚，电话答复反映人。"})
    zhifa1.open(zhifa1.docket).act("立卷归档", {"立卷人": "赵建国", "保管期限": ["30年"]})
    expect(zhifa1.page.get_by_text("本卷宗已归档，已有的内容只能查看。")).to_be_visible()
    tried(zhifa1, "add_note", "不能再办理「补充说明」。", status=409)


def _read(ducha: Desk, zhifa1: Desk) -> None:
    """督查 — reads everything, may do nothing; the whole file is one PDF."""
    assert ducha.stage() == "已归档"
    titles = [text.splitlines()[0].split()[0] for text in reversed(ducha.events())]
    assert titles == [
        "登记线索", "现场检查", "提请立案", "批准立案", "收集证据", "询问", "调查终结", "法制审核", "事先告知", "送达文书",
        "听取陈述申辩", "作出处罚决定", "送达文书", "登记缴款", "批准结案", "立卷归档",
    ]  # fmt: skip
    expect(ducha.page.locator("form.act-form, .steps a")).to_have_count(0)
    numbers = {
        word: ducha.page.locator(".plain-list li", has=ducha.page.get_by_role("link", name=title, exact=True))
        .first.locator("span")
        .inner_text()
        for word, title in (("立", "立案审批表"), ("罚告", "行政处罚事先告知书"), ("罚决", "行政处罚决定书"))
    }
    assert all(re.fullmatch(rf"古\S*{word}〔20\d\d〕\d+号", number) for word, number in numbers.items()), numbers

    file = ducha.download("整卷PDF")

    reader = PdfReader(BytesIO(file))
    assert tuple(str(entry.title) for entry in reader.outline) == PAPERS  # type: ignore[union-attr]  # a flat outline
    pages = [re.sub(r"\s", "", page.extract_text()) for page in reader.pages]
    assert re.findall("|".join(sorted(set(PAPERS[2:]), key=len, reverse=True)), pages[1]) == list(PAPERS[2:])
    text = "".join(pages)
    for number in (*numbers.values(), ducha.page.locator(".head .number").inner_text()):
        assert number in text
    for said in (PARTY, "田顺和", "罚款人民币贰仟元整（2,000.00元）", "赵建国", "钱文斌", "现场照片一张"):
        assert said in text
    assert re.search(
        "自收到本决定书之日起六十日内向阜城县人民政府申请行政复议，或者自收到本决定书之日起六个月内依法直接向阜城县人民法院提起行政诉讼",
        text,
    )
    assert ducha.download("整卷PDF") == file
    assert zhifa1.open(zhifa1.docket).download("整卷PDF") == file
