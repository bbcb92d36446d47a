"""告知听证 — notice, statement, hearing."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from yifa.casework.forms.fields import FIRST_DAY, LAST_DAY, FineFen, Kinds
from yifa.docket.core.form import Form, Line, Text


class GiveNotice(Form):
    """事先告知 — facts, reasons, basis, what is intended, and the rights."""

    facts: Annotated[Text, Field(title="告知的事实", min_length=2)]
    reason: Annotated[Text, Field(title="告知的理由和依据", min_length=2)]
    kinds: Kinds
    fine_fen: FineFen = None
    other: Annotated[Text, Field(title="其他拟作出的处理")] = ""
    hearing_offered: Annotated[bool, Field(title="告知听证的权利")] = False


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
    invited_on: Annotated[date, Field(title="通知听证时间、地点之日", ge=FIRST_DAY, le=LAST_DAY)]
    place_text: Annotated[Line, Field(title="听证地点", min_length=2)]
    record: Annotated[Text, Field(title="听证笔录摘要", min_length=2)]
