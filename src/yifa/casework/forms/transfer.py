"""移送 — the report, the chief's decision, the case to the police, what came back."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from yifa.casework.forms.fields import FIRST_DAY, LAST_DAY
from yifa.docket.core.form import Form, Line, Text
from yifa.law.transfer.handing import Result

TransferPaper = Literal[
    "涉嫌犯罪案件移送书", "涉嫌犯罪案件情况的调查报告", "涉案物品清单", "有关检验报告或者鉴定结论", "其他有关涉嫌犯罪的材料",
]  # fmt: skip


class ReportCrime(Form):
    """移送涉嫌犯罪案件的书面报告 — which offence, on what facts, whether the standard is reached."""

    offence: Annotated[Line, Field(title="涉嫌罪名", min_length=2)]
    facts: Annotated[Text, Field(title="涉嫌犯罪的事实", min_length=2)]
    threshold_met: Annotated[bool, Field(title="达到刑事追诉标准")]
    intellectual_property: Annotated[bool, Field(title="属于知识产权领域")] = False
    reasonable_suspicion: Annotated[bool, Field(title="存在犯罪的合理嫌疑")] = False
    to_chief: Annotated[bool, Field(title="报正职负责人或者主持工作的负责人审批")]


class DecideTransfer(Form):
    """移送审批 — the chief's decision, with reasons where it is no."""

    decision: Annotated[Literal["批准移送", "不批准移送"], Field(title="决定")]
    reasons: Annotated[Text, Field(title="理由", description="不批准移送的，应当写明理由。")] = ""


class HandToPolice(Form):
    """涉嫌犯罪案件移送书 — to which police, with which papers and things."""

    police: Annotated[Line, Field(title="接受移送的公安机关", min_length=2)]
    papers: Annotated[tuple[TransferPaper, ...], Field(title="附送的材料", min_length=1, json_schema_extra={"widget": "checks"})]
    tested: Annotated[bool, Field(title="涉案物品经过检验、鉴定")] = False
    handed_over: Annotated[bool, Field(title="查封、扣押的财物已一并移送")] = False
    party_told: Annotated[bool, Field(title="财物移送已书面告知当事人")] = False
    receipt: Annotated[Line, Field(title="回执签收人", min_length=1)]


class RecordPoliceResult(Form):
    """移送处理结果登记 — what police, procuratorate or court made of it."""

    result: Annotated[Result, Field(title="处理结果")]
    received_on: Annotated[date, Field(title="收到书面通知之日", ge=FIRST_DAY, le=LAST_DAY)]
    document: Annotated[Line, Field(title="文书号", min_length=2)]


class HandOverExhibits(Form):
    """涉案物品移交 — all things and papers, with a receipt of both sides."""

    things: Annotated[Text, Field(title="移交的物品和材料", min_length=2)]
    receipts: Annotated[bool, Field(title="已办结交接手续")]


class ObjectToPolice(Form):
    """对不予立案的异议 — the police look again, or the procuratorate supervises."""

    way: Annotated[Literal["提请公安机关复议", "建议人民检察院立案监督"], Field(title="方式")]
    should_be_filed: Annotated[bool, Field(title="本机关认为依法应当由公安机关立案")]
    reason: Annotated[Text, Field(title="理由", min_length=2)]
