"""现场检查 — two officers at the place of a lead: certificate shown, findings, the party's view, the record signed."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, Field, ValidationInfo

from yifa.docket.core.form import Form, Line, Text
from yifa.docket.core.procedure import Gate
from yifa.intake.procedure import lead
from yifa.kernel.actor import Role


def not_before_start(until_at: datetime, info: ValidationInfo) -> datetime:
    """An end that is not before its start; the message completes the label of the field."""
    from_at = info.data.get("from_at")
    if from_at is not None and until_at < from_at:
        raise ValueError("早于开始时间，请核对。")
    return until_at


Signature = Literal["已签名", "拒绝签名", "当事人不在场"]


class CheckOnSpot(Form):
    """现场笔录 — from when to when, where, who was there, what was found."""

    from_at: Annotated[AwareDatetime, Field(title="检查开始时间")]
    until_at: Annotated[AwareDatetime, Field(title="检查结束时间"), AfterValidator(not_before_start)]
    place_text: Annotated[Line, Field(title="检查地点", min_length=2)]
    party_present: Annotated[Line, Field(title="在场的当事人或者负责人")] = ""
    certificate_shown: Annotated[bool, Field(title="已出示执法证件")]
    recusal_told: Annotated[bool, Field(title="已告知申请回避的权利")]
    findings: Annotated[Text, Field(title="现场情况", min_length=2)]
    correction_ordered: Annotated[Text, Field(title="当场责令改正的内容")] = ""
    party_view: Annotated[Text, Field(title="当事人的意见")] = ""
    signature: Annotated[Signature, Field(title="签名情况")]
    witness: Annotated[Line, Field(title="见证人")] = ""


CERTIFICATE_SHOWN = Gate(
    "people.certificate_shown", lambda situation: {"shown": bool(getattr(situation.form, "certificate_shown", False))}, asks_form=True
)

check_on_spot: dict[str, Any] = {
    "form": CheckOnSpot,
    "by": Role.OFFICER,
    "officers": 2,
    "once": False,
    "field": True,
    "adds": True,
    "stage": "",
    "needs": [CERTIFICATE_SHOWN],
    "papers": ["onsite_record"],
    "says": lambda act: act.payload["findings"],
}

lead.act("check_on_spot", "现场检查", **{**check_on_spot, "stage": "已核查", "awaits": Role.OFFICER})
