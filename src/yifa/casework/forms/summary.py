"""简易程序 — the fine on the spot."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from yifa.casework.forms.fields import FIRST_DAY, ITEM, LAST_DAY, FineFen, Kinds
from yifa.docket.core.form import Form, Line, Party, Text
from yifa.inspection.procedure import Signature


class PunishOnSpot(Form):
    """当场处罚 — clear facts, small fine or warning, rights told, party heard, paper handed over."""

    item: Annotated[Line, Field(title="事项", min_length=1, json_schema_extra=ITEM)]
    party: Annotated[Party, Field(title="当事人")]
    facts: Annotated[Text, Field(title="违法事实", min_length=2)]
    facts_clear: Annotated[bool, Field(title="违法事实确凿并有法定依据")]
    act_ended_on: Annotated[date | None, Field(title="违法行为终了之日", description="仍在继续的不填。", ge=FIRST_DAY, le=LAST_DAY)] = None
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


class ReportSpot(Form):
    """当场处罚备案 — the officers report to their body."""

    opinion: Annotated[Text, Field(title="备案说明", min_length=2)] = "已将当场处罚决定书存根交回备案。"
