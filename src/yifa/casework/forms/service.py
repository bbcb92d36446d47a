"""送达 — service."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from yifa.docket.core.form import Form, Line, Text


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
    reconsideration_channel: Annotated[Line, Field(title="行政复议申请的互联网渠道", description="以电子方式送达处罚决定书的填写。")] = ""
    refused_reason: Annotated[Text, Field(title="拒收事由")] = ""
