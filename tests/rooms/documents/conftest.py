"""Two dockets as the engine keeps them, one ordinary and one summary, with a double for the port Institution."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from yifa.docket.core.act import FIRST_PREV, Act, View, digest_of
from yifa.docket.ports import BodyFacts, ItemFacts, UnknownToInstitution
from yifa.kernel.citation import Cite

DOCKET = UUID("01890000-0000-7000-8000-000000000001")
GOLDEN = Path(__file__).parents[2] / "golden" / "documents"
SECRETS = {
    "a" * 64: "92131128MA00000X1A",
    "b" * 64: "0318-0000001",
    "c" * 64: "赵某某",
    "d" * 64: "131128000000000011",
    "e" * 64: "13800008000",
}
OFFICERS = (
    {"code": "g01", "name": "周祎", "certificate": "13112810001", "title": "执法队员"},
    {"code": "g02", "name": "李䶮", "certificate": "13112810002", "title": "执法队员"},
)
HEAD = {"name": "王堃", "title": "负责人", "officer": "g09"}
REVIEWER = {"name": "陈喆", "title": "法制审核员", "officer": "g08"}
OFFICER = {"name": "周祎", "title": "执法队员", "officer": "g01"}


class Town:
    """The port Institution for one body and one item; everything else is unknown."""

    newest = "NULL::bigint"

    def seen(self, newest: int | None) -> None:
        """It keeps nothing."""

    def __init__(self, *, complete: bool = True) -> None:
        known = (
            {"bank": "示例农村商业银行古城支行", "account_name": "阜城县财政局非税收入专户", "account_no": "6200 0000 0000 0001"}
            if complete
            else {}
        )
        self._body = BodyFacts(
            "fucheng.gucheng",
            "阜城县古城镇人民政府",
            mark="古综执",
            address="阜城县古城镇政府街1号" if complete else "",
            phone="0318-0000000" if complete else "",
            reconsideration="阜城县人民政府" if complete else "",
            court="阜城县人民法院" if complete else "",
            synthetic=True,
            **known,
        )
        self._item = ItemFacts(
            "shirong-01",
            "擅自占用城市道路堆放物料",
            "住建",
            ("住建",),
            Cite("城市市容和环境卫生管理条例", "14"),
            Cite("城市市容和环境卫生管理条例", "36", None, 2),
        )

    def body(self, code: str, *, on: date) -> BodyFacts:
        if code != self._body.code:
            raise UnknownToInstitution(f"名录中没有机关「{code}」。", remedy="请核对机关编码。")
        return self._body

    def item(self, code: str, *, on: date) -> ItemFacts:
        if code != self._item.code:
            raise UnknownToInstitution(f"名录中没有事项「{code}」。", remedy="请核对事项编码。")
        return self._item


def docket_of(procedure: str, number: str, acts: list[dict[str, Any]]) -> View:
    """A view with these acts, one day apart unless they say otherwise, each chained to the one before."""
    built: list[Act] = []
    at, prev = datetime(2026, 3, 2, 1, 5, tzinfo=UTC), FIRST_PREV
    for seq, raw in enumerate(acts, 1):
        at = raw.get("at") or at + timedelta(days=1)
        papers = tuple({"kind": kind, "number": number} for kind, number in raw.get("papers", {}).items())
        act = Act(
            id=UUID(int=DOCKET.int + seq),
            docket=DOCKET,
            seq=seq,
            kind=raw["kind"],
            procedure=raw.get("procedure", procedure),
            actor=raw.get("actor", OFFICER),
            officers=raw.get("officers", OFFICERS),
            in_name_of="fucheng.gucheng",
            happened_at=at,
            recorded_at=at + timedelta(minutes=4),
            place=raw.get("place", ""),
            payload=raw["payload"],
            evidence=raw.get("evidence", ()),
            papers=papers,
            grounds=(),
            prev=prev,
        )
        prev = digest_of(act.body())
        built.append(act)
    return View(DOCKET, number, "fucheng.gucheng", "131128101", tuple(built))


PARTY = {
    "type": "organisation",
    "name": "阜城县古城镇龑兴建材经营部",
    "id_no": {"sealed": "a" * 64},
    "address": "阜城县古城镇古漕公路南侧18号",
    "phone": {"sealed": "b" * 64},
    "legal_rep": "孙龑",
}
FACTS = (
    "2026年3月4日，本机关执法人员在日常巡查中发现，当事人在古城镇古漕公路南侧人行道堆放砂石、水泥砖等建筑材料，"
    "占用人行道约12平方米，影响行人通行。经核查，当事人未办理临时占用手续。"
)


def lead(**more: Any) -> dict[str, Any]:
    return {
        "kind": "register_lead",
        "procedure": "lead",
        "actor": {"name": "刘昇", "title": "受理员", "officer": ""},
        "officers": (),
        "papers": {"case_source": ""},
        "payload": {
            "source": "热线电话",
            "reported_at": "2026-03-03T00:40:00.000000Z",
            "summary": "群众反映古漕公路南侧有商户将砂石堆在人行道上，行人只能走机动车道。",
            "place_text": "古城镇古漕公路南侧18号门前",
            "reporter": {"sealed": "c" * 64},
            "reporter_phone": {"sealed": "e" * 64},
        }
        | more,
    }


@pytest.fixture
def town() -> Town:
    return Town()


def ordinary_acts() -> list[dict[str, Any]]:
    return [
        lead(),
        {
            "kind": "check_on_spot",
            "procedure": "check",
            "papers": {"onsite_record": ""},
            "payload": {
                "from_at": "2026-03-04T01:05:00Z",
                "until_at": "2026-03-04T01:50:00Z",
                "place_text": "古城镇古漕公路南侧18号门前",
                "party_present": "孙龑（经营者）",
                "certificate_shown": True,
                "recusal_told": True,
                "findings": FACTS + "\n执法人员现场拍摄照片3张，测量占用面积并由当事人确认。",
                "correction_ordered": "责令当事人于2026年3月5日18时前清理占道物料，恢复人行道原状。",
                "party_view": "情况属实，马上清理。",
                "signature": "已签名",
                "witness": "",
            },
        },
        {
            "kind": "propose_filing",
            "payload": {
                "item": "shirong-01",
                "cause": "擅自占用人行道堆放物料",
                "party": PARTY,
                "facts": FACTS,
                "act_ended_on": "2026-03-04",
                "prima_facie": True,
                "reason": "有初步证据证明存在违法行为，属于本机关管辖，未超过追责时效，建议立案。",
            },
        },
        {
            "kind": "approve_filing",
            "actor": HEAD,
            "officers": (),
            "papers": {"filing_approval": "古综执立〔2026〕4号"},
            "payload": {"opinion": "同意立案，由周祎、李䶮承办。"},
        },
        {
            "kind": "take_evidence",
            "evidence": ("3f" * 32, "4e" * 32),
            "payload": {
                "kind": "视听资料",
                "name": "现场照片3张",
                "description": "占用人行道堆放物料的位置和面积",
                "from_whom": "执法人员拍摄",
                "method": "拍照",
            },
        },
        {
            "kind": "inquire",
            "at": datetime(2026, 3, 9, 7, 6, tzinfo=UTC),
            "papers": {"inquiry_record": ""},
            "payload": {
                "from_at": "2026-03-09T06:30:00Z",
                "until_at": "2026-03-09T07:05:00Z",
                "place_text": "古城镇综合行政执法队询问室",
                "person_name": "孙龑",
                "person_relation": "当事人的经营者",
                "certificate_shown": True,
                "recusal_told": True,
                "questions": [
                    {"q": "你是否申请执法人员回避？", "a": "不申请。"},
                    {"q": "请说明古漕公路南侧人行道上堆放物料的情况。", "a": "砂石是3月3日晚上卸的，店里放不下，就临时放在门前了。"},
                    {"q": "是否办理过临时占用手续？", "a": "没有办过，不知道要办。"},
                    {"q": "现在是否已经清理？", "a": "3月5日中午已经全部清完。"},
                ],
                "signature": "已签名",
            },
        },
        {
            "kind": "report_investigation",
            "papers": {"investigation_report": ""},
            "payload": {
                "facts": FACTS,
                "evidence_opinion": "上述证据来源合法，内容真实，与待证事实关联，能够相互印证。",
                "nature": "当事人擅自占用人行道堆放物料，影响市容和通行，违法事实清楚。",
                "discretion": "当事人属初次违法，占用面积较小，检查后次日即自行清理，建议从轻处罚。",
                "kinds": ["罚款"],
                "fine_fen": 100000,
            },
        },
        {
            "kind": "review_legality",
            "actor": REVIEWER,
            "officers": (),
            "papers": {"legal_review": ""},
            "payload": {
                "passed": True,
                "opinion": "主体适格，程序合法，事实清楚，证据充分，适用依据准确，裁量适当，同意进入告知程序。",
                "subject_lawful": True,
                "officers_qualified": True,
                "procedure_lawful": True,
                "facts_clear": True,
                "law_correct": True,
                "discretion_proper": True,
                "within_powers": True,
                "papers_proper": True,
                "no_crime": True,
            },
        },
        {
            "kind": "give_notice",
            "papers": {"penalty_notice": "古综执罚告〔2026〕5号"},
            "payload": {
                "facts": FACTS,
                "reason": "当事人属初次违法，占用面积较小，检查后次日即自行清理，予以从轻处罚。",
                "kinds": ["罚款"],
                "fine_fen": 100000,
                "hearing_offered": False,
            },
        },
        {
            "kind": "serve",
            "papers": {"service_receipt": ""},
            "payload": {
                "paper": "penalty_notice",
                "mode": "直接送达",
                "place_text": "阜城县古城镇古漕公路南侧18号",
                "receiver": "孙龑",
                "relation": "经营者",
                "receiver_signed": True,
            },
        },
        {
            "kind": "hear_statement",
            "papers": {"statement_record": ""},
            "payload": {
                "mode": "提出意见",
                "content": "承认堆放物料占道的事实，但当天卸货后准备次日转运，已及时清理，请求减轻处罚。",
                "review_opinion": "当事人及时改正的情节在拟处罚时已经作为从轻情节考虑，没有新的减轻处罚情形。",
                "adopted": False,
            },
        },
        {
            "kind": "decide",
            "actor": HEAD,
            "papers": {"penalty_decision": "古综执罚决〔2026〕3号"},
            "payload": {
                "kinds": ["罚款"],
                "fine_fen": 100000,
                "correction": "清理占道物料，恢复人行道原状（已于2026年3月5日改正）。",
                "facts": FACTS,
                "statement_answer": "当事人及时改正的情节已经作为从轻情节考虑，其请求减轻处罚的理由不成立。",
                "discretion": "当事人属初次违法，占用面积较小，检查后次日即自行清理，依照裁量基准属于从轻情形。",
            },
        },
        {
            "kind": "serve",
            "papers": {"service_receipt": ""},
            "evidence": ("5d" * 32,),
            "payload": {
                "paper": "penalty_decision",
                "mode": "留置送达",
                "place_text": "阜城县古城镇古漕公路南侧18号",
                "receiver": "孙龑",
                "relation": "经营者",
                "receiver_signed": False,
                "witness": "古城村村民委员会 郑某",
                "refused_reason": "经营者拒绝签收，执法人员在见证人见证下将决定书留置于其经营场所，并录像。",
            },
        },
        {
            "kind": "record_payment",
            "payload": {"channel": "银行", "amount_fen": 100000, "paid_on": "2026-03-20", "receipt_no": "0000123456"},
        },
        {
            "kind": "close_case",
            "actor": HEAD,
            "papers": {"closing_approval": ""},
            "payload": {
                "outcome": "已全部履行",
                "execution": "罚款已全额缴入指定账户，占道物料已清理。",
                "reply": "已于2026年3月20日电话答复反映人。",
                "opinion": "同意结案。",
            },
        },
        {
            "kind": "archive_case",
            "officers": (),
            "papers": {"file_cover": "", "file_index": ""},
            "payload": {"keeper": "刘昇", "retention": "30年"},
        },
    ]


@pytest.fixture
def ordinary() -> View:
    return docket_of("penalty_ordinary", "古综执卷〔2026〕8号", ordinary_acts())


@pytest.fixture
def summary() -> View:
    return docket_of(
        "penalty_summary",
        "古综执卷〔2026〕9号",
        [
            lead(source="巡查发现", reporter="", reporter_phone="", summary="巡查发现一流动摊贩占道经营。"),
            {
                "kind": "punish_on_spot",
                "papers": {"spot_decision": "古综执当罚〔2026〕2号"},
                "place": "古城镇中心街农贸市场北门",
                "payload": {
                    "item": "shirong-01",
                    "party": {
                        "type": "person",
                        "name": "吴祎喆",
                        "id_no": {"sealed": "d" * 64},
                        "address": "阜城县古城镇某村",
                        "phone": "",
                    },
                    "facts": "当事人在古城镇中心街农贸市场北门占用人行道堆放蔬菜筐约2平方米，经劝导后仍未立即清理。",
                    "kinds": ["罚款"],
                    "fine_fen": 5000,
                    "correction": "立即清理占道物品。",
                    "facts_clear": True,
                    "certificate_shown": True,
                    "delivered": True,
                    "told_rights": True,
                    "heard": True,
                    "party_view": "没有异议，马上收走。",
                    "place_text": "古城镇中心街农贸市场北门",
                    "payment": "到银行或者电子支付缴纳",
                    "signature": "已签名",
                },
            },
        ],
    )


@pytest.fixture
def golden() -> Any:
    """Compare with the golden file; with YIFA_GOLDEN=write the file is written instead, to be read as a diff."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / f"{name}.txt"
        if os.environ.get("YIFA_GOLDEN") == "write":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text + "\n", encoding="utf-8")
        assert text + "\n" == path.read_text(encoding="utf-8")

    return compare
