"""调查取证 — evidence, questions, the end of the inquiry."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, Field

from yifa.casework.forms.fields import FIRST_DAY, LAST_DAY, BenchmarkCode, Circumstances, DepartureReason, FineBase, FineFen, Kinds, Lenient
from yifa.docket.core.form import Form, Line, Text
from yifa.inspection.procedure import Signature, not_before_start
from yifa.law.substance.capacity import Mind

EvidenceKind = Literal["书证", "物证", "视听资料", "电子数据", "证人证言", "当事人的陈述", "鉴定意见", "勘验笔录、现场笔录"]


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
    camera_record_reviewed: Annotated[bool, Field(title="监控记录的内容已经审核")] = False
    camera_record_good: Annotated[bool, Field(title="监控记录真实、清晰、完整、准确")] = False


class TellCameraRecord(Form):
    """告知监控记录 — what a device recorded of the party is told, with the way to look at it, to state one's case and to object."""

    way: Annotated[Literal["短信", "信件", "电话", "当面", "其他能够确认收悉的方式"], Field(title="告知方式")]
    facts: Annotated[Text, Field(title="告知的违法事实", min_length=2)]
    look: Annotated[Line, Field(title="提供查询的途径", description="没有提供的不填。")] = ""
    objections: Annotated[bool, Field(title="已告知陈述、申辩的权利和途径")] = False


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
    benchmark: BenchmarkCode = ""
    circumstances: Circumstances = ""
    fine_base: FineBase = ""
    born_on: Annotated[
        date | None, Field(title="当事人出生日期", description="未成年人必须填写；单位不填。", ge=FIRST_DAY, le=LAST_DAY)
    ] = None
    mind: Annotated[Mind, Field(title="精神状态（有鉴定意见的填写）", json_schema_extra={"labels": {"": "没有异常"}})] = ""
    lenient: Annotated[Lenient, Field(title="从轻、减轻的情形")] = "没有"
    discretion: Annotated[Text, Field(title="裁量理由", min_length=2)]
    kinds: Kinds
    fine_fen: FineFen = None
    departure_reason: DepartureReason = ""
    other: Annotated[Text, Field(title="其他处理建议")] = ""
    complex_or_major: Annotated[bool, Field(title="情节复杂或者重大违法行为，需要集体讨论")] = False
