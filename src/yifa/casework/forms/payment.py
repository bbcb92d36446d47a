"""缴款 — payment."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from yifa.casework.forms.fields import FIRST_DAY, LAST_DAY, YUAN
from yifa.docket.core.form import Fen, Form, Line


class RecordPayment(Form):
    """缴款登记 — a receipt of the treasury's channel, or a lawful collection on the spot."""

    channel: Annotated[Literal["银行", "电子支付", "当场收缴"], Field(title="缴款渠道")]
    amount_fen: Annotated[Fen, Field(title="金额", gt=0, json_schema_extra=YUAN)]
    paid_on: Annotated[date, Field(title="缴款日期", ge=FIRST_DAY, le=LAST_DAY)]
    receipt_no: Annotated[Line, Field(title="票据号码", min_length=2)]
    hard_to_collect: Annotated[bool, Field(title="不当场收缴事后难以执行")] = False
    remote_request: Annotated[bool, Field(title="边远、水上、交通不便地区，当事人到银行缴纳有困难并提出当场缴纳")] = False
