"""审核决定 — review, discussion, decision."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from yifa.casework.forms.fields import DepartureApproval, DepartureReason, FineFen, Kinds
from yifa.docket.core.form import Form, Text


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


class DiscussCollectively(Form):
    """集体讨论 — who was there, what was said, what came of it."""

    attendees: Annotated[Text, Field(title="参加人员", min_length=2)]
    members: Annotated[
        int, Field(title="应到人数", ge=0, le=99, strict=True, description="集体讨论成员的总数；填写的，核对人数是否足够。")
    ] = 0
    present: Annotated[int, Field(title="实到人数", ge=0, le=99, strict=True)] = 0
    minutes: Annotated[Text, Field(title="讨论记录", min_length=2)]
    conclusion: Annotated[Text, Field(title="结论", min_length=2)]


class Decide(Form):
    """处罚决定 — the head's decision, from which the paper is made."""

    facts: Annotated[Text, Field(title="违法事实和证据", min_length=2)]
    statement_answer: Annotated[Text, Field(title="对陈述、申辩的答复", min_length=2)]
    facts_changed: Annotated[bool, Field(title="认定的事实与告知的不同")] = False
    basis_changed: Annotated[bool, Field(title="适用的依据与告知的不同")] = False
    rests_on_record: Annotated[bool, Field(title="举行过听证的，根据听证笔录作出")] = False
    same_act_fined: Annotated[bool, Field(title="同一违法行为已经被罚款")] = False
    discretion: Annotated[Text, Field(title="裁量理由", min_length=2)]
    kinds: Kinds
    fine_fen: FineFen = None
    departure_reason: DepartureReason = ""
    departure_approval: DepartureApproval = ""
    correction: Annotated[Text, Field(title="责令改正的内容")] = ""
    other: Annotated[Text, Field(title="其他处理决定")] = ""
    social_impact: Annotated[bool, Field(title="具有一定社会影响，依法公开")] = False
    surcharge_stated: Annotated[bool, Field(title="逾期不缴的，每日按罚款数额的百分之三加处罚款")] = True


class DecideNoPenalty(Form):
    """不予处罚决定 — why not, what is corrected, and how the party was educated."""

    ground: Annotated[
        Literal[
            "违法行为轻微并及时改正，没有造成危害后果",
            "初次违法且危害后果轻微并及时改正",
            "当事人有证据足以证明没有主观过错",
            "违法行为人不满十四周岁",
            "违法行为人不能辨认或者不能控制自己的行为",
            "违法事实不能成立",
        ],
        Field(title="不予处罚的情形"),
    ]
    crime: Annotated[bool, Field(title="涉嫌犯罪")] = False
    facts: Annotated[Text, Field(title="查明的事实和证据", min_length=2)]
    reason: Annotated[Text, Field(title="不予处罚的理由和依据", min_length=2)]
    education: Annotated[Text, Field(title="教育情况", description="何人、何时、以何种方式教育当事人；事实不能成立的不填。")] = ""
    correction: Annotated[Text, Field(title="责令改正的内容")] = ""
    delivered: Annotated[bool, Field(title="决定已送达当事人")] = False
