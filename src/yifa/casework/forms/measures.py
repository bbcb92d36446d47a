"""措施 — evidence kept, things sealed and seized."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from yifa.docket.core.form import Form, Line, Text
from yifa.law.evidence.preservation import Outcome as PreservationOutcome
from yifa.law.measure.sealing import Outcome as SealingOutcome


class ApproveMeasure(Form):
    """有关事项审批表 — the head approves a measure, or not; of an urgent one afterwards."""

    measure: Annotated[Literal["先行登记保存", "查封", "扣押"], Field(title="措施")]
    target: Annotated[Text, Field(title="对象", min_length=2)]
    approval: Annotated[Literal["批准", "不批准"], Field(title="负责人意见")]
    reason: Annotated[Text, Field(title="理由", min_length=2)]


class PreserveEvidence(Form):
    """先行登记保存证据通知书 — what is kept, and why it might be lost."""

    things: Annotated[Text, Field(title="登记保存的物品", min_length=2, description="名称、数量、规格，每行一项。")]
    may_vanish: Annotated[bool, Field(title="证据可能灭失或者以后难以取得")]
    urgent: Annotated[bool, Field(title="情况紧急，来不及事先报批")] = False
    place_text: Annotated[Line, Field(title="保存地点", min_length=2)]
    certificate_shown: Annotated[bool, Field(title="已出示执法证件")]


class DecidePreserved(Form):
    """先行登记保存物品处理通知书 — what becomes of the things kept."""

    outcome: Annotated[PreservationOutcome, Field(title="处理方式")]
    reason: Annotated[Text, Field(title="处理的理由", min_length=2)]


class SealProperty(Form):
    """查封、扣押决定书 — what, on what basis, and each step of article 18."""

    measure: Annotated[Literal["查封", "扣押"], Field(title="措施")]
    things: Annotated[Text, Field(title="场所、设施或者财物", min_length=2, description="名称、数量，每行一项。")]
    norm: Annotated[Literal["法律", "行政法规", "地方性法规", "部门规章", "地方政府规章", "规范性文件"], Field(title="设定该措施的规范")]
    basis: Annotated[Line, Field(title="规范名称和条款", min_length=2)]
    local_affair: Annotated[bool, Field(title="属于地方性事务", description="依据地方性法规的，须属于地方性事务。")] = False
    of_the_case: Annotated[bool, Field(title="与违法行为有关")]
    living_necessities: Annotated[bool, Field(title="包括公民个人及其所扶养家属的生活必需品")] = False
    of_others: Annotated[bool, Field(title="包括与涉案财物分开的个人或者第三人财物")] = False
    sealed_by: Annotated[Line, Field(title="已被其他国家机关查封的，填写该机关")] = ""
    urgent: Annotated[bool, Field(title="情况紧急，当场实施后补办批准")] = False
    certificate_shown: Annotated[bool, Field(title="已出示执法证件")]
    party_called: Annotated[bool, Field(title="已通知当事人到场")]
    party_present: Annotated[bool, Field(title="当事人在场")]
    told: Annotated[bool, Field(title="已当场告知理由、依据、权利和救济途径")] = False
    heard: Annotated[bool, Field(title="已听取陈述和申辩")] = False
    record_made: Annotated[bool, Field(title="已制作现场笔录")]
    signed: Annotated[bool, Field(title="当事人和执法人员已签名，或者已注明当事人拒绝签名")] = False
    witnessed: Annotated[bool, Field(title="当事人不到场，见证人和执法人员已签名")] = False
    decision_complete: Annotated[bool, Field(title="决定书载明了法定的五项内容")]
    lists: Annotated[int, Field(title="清单份数", ge=0, le=9, strict=True)] = 2
    delivered: Annotated[bool, Field(title="决定书和清单已当场交付")]


class ExtendSealing(Form):
    """延长行政强制措施期限决定书 — by how many days, why, and that the party is told in writing."""

    extended_by: Annotated[int, Field(title="延长的日数", ge=1, le=365, strict=True)]
    complex_case: Annotated[bool, Field(title="情况复杂")]
    reason: Annotated[Text, Field(title="延长的理由", min_length=2)]
    reason_told: Annotated[bool, Field(title="已书面告知当事人并说明理由")]


class DisposeSealed(Form):
    """解除查封、扣押决定书、物品处理记录 — what becomes of all that is sealed or seized."""

    outcome: Annotated[SealingOutcome, Field(title="处理方式")]
    reason: Annotated[Text, Field(title="理由和依据", min_length=2)]
    destruction_by: Annotated[Line, Field(title="规定应当销毁的法律、行政法规")] = ""
    returned: Annotated[bool, Field(title="财物已经退还当事人")] = False
