"""Forms of casework: what each act must say. Labels are the words of the papers."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, Field

from yifa.docket.core.form import Fen, Form, Line, Party, Text
from yifa.inspection.procedure import Signature, not_before_start
from yifa.intake.procedure import Reply

PenaltyKind = Literal[
    "警告", "通报批评", "罚款", "没收违法所得", "没收非法财物", "暂扣许可证件", "降低资质等级", "吊销许可证件",
    "限制开展生产经营活动", "责令停产停业", "责令关闭", "限制从业",
]  # fmt: skip
EvidenceKind = Literal["书证", "物证", "视听资料", "电子数据", "证人证言", "当事人的陈述", "鉴定意见", "勘验笔录、现场笔录"]
Outcome = Literal["已全部履行", "部分履行后依法终结", "终结执行", "撤案"]

#: days that papers can print and terms can be reckoned from
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
_YUAN = {"widget": "yuan"}
_ITEM = {"widget": "item"}
Kinds = Annotated[tuple[PenaltyKind, ...], Field(title="处罚种类", min_length=1, json_schema_extra={"widget": "checks"})]
FineFen = Annotated[Fen | None, Field(title="罚款金额", json_schema_extra=_YUAN)]


class ProposeFiling(Form):
    """立案审批表 — the handlers' proposal."""

    item: Annotated[Line, Field(title="事项", min_length=1, json_schema_extra=_ITEM)]
    cause: Annotated[Line, Field(title="案由", min_length=2)]
    party: Annotated[Party, Field(title="当事人")]
    facts: Annotated[Text, Field(title="主要案情", min_length=2)]
    act_ended_on: Annotated[date | None, Field(title="违法行为终了之日", description="仍在继续的不填。", ge=_FIRST_DAY, le=_LAST_DAY)] = (
        None
    )
    five_years: Annotated[bool, Field(title="涉及公民生命健康安全、金融安全且有危害后果")] = False
    prima_facie: Annotated[bool, Field(title="有初步证据证明存在违法行为，依法应当给予处罚")]
    reason: Annotated[Text, Field(title="立案理由", min_length=2)]


class ApproveFiling(Form):
    """批准立案 — the head's opinion."""

    opinion: Annotated[Text, Field(title="负责人意见", min_length=1)] = "同意立案。"


class TakeEvidence(Form):
    """收集证据 — one piece of evidence: kind, from whom, how."""

    kind: Annotated[EvidenceKind, Field(title="证据种类")]
    name: Annotated[Line, Field(title="证据名称", min_length=2)]
    description: Annotated[Text, Field(title="证明内容", min_length=2)]
    from_whom: Annotated[Line, Field(title="提供人或者提取地点")] = ""
    method: Annotated[Line, Field(title="收集方式")] = ""
    by_camera: Annotated[bool, Field(title="由电子技术监控设备收集")] = False
    camera_legal_review: Annotated[bool, Field(title="监控设备经过法制审核")] = False
    camera_technical_review: Annotated[bool, Field(title="监控设备经过技术审核")] = False
    camera_published: Annotated[bool, Field(title="监控设备设置地点已向社会公布")] = False


class Question(Form):
    """一问一答."""

    q: Annotated[Text, Field(title="问", min_length=1)]
    a: Annotated[Text, Field(title="答", min_length=1)]


class Inquire(Form):
    """询问笔录 — who was asked, what was answered."""

    from_at: Annotated[AwareDatetime, Field(title="询问开始时间")]
    until_at: Annotated[AwareDatetime, Field(title="询问结束时间"), AfterValidator(not_before_start)]
    place_text: Annotated[Line, Field(title="询问地点", min_length=2)]
    person_name: Annotated[Line, Field(title="被询问人", min_length=1)]
    person_relation: Annotated[Line, Field(title="与本案的关系")] = ""
    certificate_shown: Annotated[bool, Field(title="已出示执法证件")]
    recusal_told: Annotated[bool, Field(title="已告知申请回避的权利")]
    questions: Annotated[tuple[Question, ...], Field(title="问答", min_length=1, json_schema_extra={"widget": "questions"})]
    signature: Annotated[Signature, Field(title="签名情况")]


class ReportInvestigation(Form):
    """调查终结报告 — facts, evidence, nature, discretion, proposal."""

    facts: Annotated[Text, Field(title="查明的事实", min_length=2)]
    evidence_opinion: Annotated[Text, Field(title="证据及其证明的事实", min_length=2)]
    nature: Annotated[Text, Field(title="案件性质和法律依据", min_length=2)]
    discretion: Annotated[Text, Field(title="裁量理由", min_length=2)]
    kinds: Kinds
    fine_fen: FineFen = None
    other: Annotated[Text, Field(title="其他处理建议")] = ""
    complex_or_major: Annotated[bool, Field(title="情节复杂或者重大违法行为，需要集体讨论")] = False


class ReviewLegality(Form):
    """法制审核表 — nine points, an opinion, passed or not."""

    subject_lawful: Annotated[bool, Field(title="执法主体合法")]
    officers_qualified: Annotated[bool, Field(title="执法人员具备资格")]
    procedure_lawful: Annotated[bool, Field(title="程序合法")]
    facts_clear: Annotated[bool, Field(title="事实清楚、证据合法充分")]
    law_correct: Annotated[bool, Field(title="适用法律、法规、规章准确")]
    discretion_proper: Annotated[bool, Field(title="裁量基准运用适当")]
    within_powers: Annotated[bool, Field(title="没有超越法定权限")]
    papers_proper: Annotated[bool, Field(title="文书完备、规范")]
    no_crime: Annotated[bool, Field(title="不涉嫌犯罪、不需要移送司法机关")]
    passed: Annotated[bool, Field(title="审核通过")]
    opinion: Annotated[Text, Field(title="审核意见", min_length=2)]
    first_time: Annotated[bool, Field(title="审核人员属于初次从事法制审核")] = False
    qualified: Annotated[bool, Field(title="已取得国家统一法律职业资格")] = False


class GiveNotice(Form):
    """事先告知 — facts, reasons, basis, what is intended, and the rights."""

    facts: Annotated[Text, Field(title="告知的事实", min_length=2)]
    reason: Annotated[Text, Field(title="告知的理由和依据", min_length=2)]
    kinds: Kinds
    fine_fen: FineFen = None
    other: Annotated[Text, Field(title="其他拟作出的处理")] = ""
    hearing_offered: Annotated[bool, Field(title="告知听证的权利")] = False


class Serve(Form):
    """送达回证 — what was served, how, to whom."""

    paper: Annotated[
        Literal["penalty_notice", "penalty_decision"],
        Field(
            title="送达的文书", json_schema_extra={"labels": {"penalty_notice": "行政处罚事先告知书", "penalty_decision": "行政处罚决定书"}}
        ),
    ]
    mode: Annotated[Literal["直接送达", "留置送达", "邮寄送达", "电子送达", "公告送达"], Field(title="送达方式")]
    place_text: Annotated[Line, Field(title="送达地点", min_length=2)]
    receiver: Annotated[Line, Field(title="受送达人或者签收人", min_length=1)]
    relation: Annotated[Line, Field(title="签收人与受送达人的关系")] = "本人"
    receiver_signed: Annotated[bool, Field(title="签收人已签名或者盖章")] = False
    witness: Annotated[Line, Field(title="见证人")] = ""
    recorded: Annotated[bool, Field(title="已拍照或者录像")] = False
    consent: Annotated[bool, Field(title="已签订电子送达确认书")] = False
    other_ways_failed: Annotated[bool, Field(title="下落不明或者其他方式无法送达")] = False
    refused_reason: Annotated[Text, Field(title="拒收事由")] = ""


class HearStatement(Form):
    """陈述申辩 — what the party said or that it waived, and what the body made of it."""

    mode: Annotated[Literal["提出意见", "书面放弃"], Field(title="当事人的态度")]
    content: Annotated[Text, Field(title="陈述、申辩的内容", min_length=1)]
    review_opinion: Annotated[Text, Field(title="复核意见")] = ""
    adopted: Annotated[bool, Field(title="意见成立，予以采纳")] = False
    hearing_waived: Annotated[bool, Field(title="同时书面放弃听证")] = False


class RequestHearing(Form):
    """听证申请 — who asked, when, how."""

    requested_by: Annotated[Line, Field(title="申请人", min_length=1)]
    content: Annotated[Text, Field(title="申请内容", min_length=2)]


class HoldHearing(Form):
    """听证 — chaired by somebody who did not investigate; the record binds the decision."""

    chair: Annotated[Line, Field(title="听证主持人", min_length=1)]
    invited_on: Annotated[date, Field(title="通知听证时间、地点之日", ge=_FIRST_DAY, le=_LAST_DAY)]
    place_text: Annotated[Line, Field(title="听证地点", min_length=2)]
    record: Annotated[Text, Field(title="听证笔录摘要", min_length=2)]


class DiscussCollectively(Form):
    """集体讨论 — who was there, what was said, what came of it."""

    attendees: Annotated[Text, Field(title="参加人员", min_length=2)]
    minutes: Annotated[Text, Field(title="讨论记录", min_length=2)]
    conclusion: Annotated[Text, Field(title="结论", min_length=2)]


class Decide(Form):
    """处罚决定 — the head's decision, from which the paper is made."""

    facts: Annotated[Text, Field(title="违法事实和证据", min_length=2)]
    statement_answer: Annotated[Text, Field(title="对陈述、申辩的答复", min_length=2)]
    discretion: Annotated[Text, Field(title="裁量理由", min_length=2)]
    kinds: Kinds
    fine_fen: FineFen = None
    correction: Annotated[Text, Field(title="责令改正的内容")] = ""
    other: Annotated[Text, Field(title="其他处理决定")] = ""
    surcharge_stated: Annotated[bool, Field(title="逾期不缴的，每日按罚款数额的百分之三加处罚款")] = True


class PunishOnSpot(Form):
    """当场处罚 — clear facts, small fine or warning, rights told, party heard, paper handed over."""

    item: Annotated[Line, Field(title="事项", min_length=1, json_schema_extra=_ITEM)]
    party: Annotated[Party, Field(title="当事人")]
    facts: Annotated[Text, Field(title="违法事实", min_length=2)]
    facts_clear: Annotated[bool, Field(title="违法事实确凿并有法定依据")]
    act_ended_on: Annotated[date | None, Field(title="违法行为终了之日", description="仍在继续的不填。", ge=_FIRST_DAY, le=_LAST_DAY)] = (
        None
    )
    kinds: Kinds
    fine_fen: FineFen = None
    correction: Annotated[Text, Field(title="责令改正的内容")] = ""
    certificate_shown: Annotated[bool, Field(title="已出示执法证件")]
    told_rights: Annotated[bool, Field(title="已告知拟处罚的内容、事实、理由、依据和陈述申辩的权利")]
    heard: Annotated[bool, Field(title="已听取陈述和申辩")]
    party_view: Annotated[Text, Field(title="当事人的意见")] = ""
    place_text: Annotated[Line, Field(title="处罚地点", min_length=2)]
    payment: Annotated[Literal["到银行或者电子支付缴纳", "当场收缴"], Field(title="缴款方式")] = "到银行或者电子支付缴纳"
    delivered: Annotated[bool, Field(title="决定书已当场交付当事人")]
    signature: Annotated[Signature, Field(title="签收情况")]


class RecordPayment(Form):
    """缴款登记 — a receipt of the treasury's channel, or a lawful collection on the spot."""

    channel: Annotated[Literal["银行", "电子支付", "当场收缴"], Field(title="缴款渠道")]
    amount_fen: Annotated[Fen, Field(title="金额", gt=0, json_schema_extra=_YUAN)]
    paid_on: Annotated[date, Field(title="缴款日期", ge=_FIRST_DAY, le=_LAST_DAY)]
    receipt_no: Annotated[Line, Field(title="票据号码", min_length=2)]
    hard_to_collect: Annotated[bool, Field(title="不当场收缴事后难以执行")] = False
    remote_request: Annotated[bool, Field(title="边远、水上、交通不便地区，当事人到银行缴纳有困难并提出当场缴纳")] = False


class ReportSpot(Form):
    """当场处罚备案 — the officers report to their body."""

    opinion: Annotated[Text, Field(title="备案说明", min_length=2)] = "已将当场处罚决定书存根交回备案。"


class CloseCase(Form):
    """结案审批表 — how the decision was carried out, and the answer to whoever reported."""

    outcome: Annotated[Outcome, Field(title="结案方式")]
    execution: Annotated[Text, Field(title="执行情况", min_length=2)]
    other_ended: Annotated[Text, Field(title="未全部履行而终结的依据")] = ""
    reply: Reply = ""
    opinion: Annotated[Text, Field(title="负责人意见", min_length=1)] = "同意结案。"


class DropCase(Form):
    """撤案 — the inquiry found no ground for a penalty."""

    ground: Annotated[
        Literal["违法事实不能成立", "违法行为轻微依法不予处罚", "超过处罚时效", "当事人死亡或者终止且无承受人", "应当移送其他机关"],
        Field(title="撤案的情形"),
    ]
    reason: Annotated[Text, Field(title="理由", min_length=2)]
    reply: Reply = ""


class ArchiveCase(Form):
    """归档 — one case, one file."""

    keeper: Annotated[Line, Field(title="立卷人", min_length=1)]
    retention: Annotated[Literal["永久", "30年", "10年"], Field(title="保管期限")] = "30年"
