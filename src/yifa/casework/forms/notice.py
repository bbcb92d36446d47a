"""告知 — notice and statement."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from yifa.casework.forms.fields import FineFen, Kinds
from yifa.docket.core.form import Form, Text


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
