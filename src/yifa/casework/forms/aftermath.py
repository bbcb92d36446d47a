"""决定之后 — publication, reconsideration and lawsuits."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from yifa.casework.forms.fields import FIRST_DAY, LAST_DAY
from yifa.docket.core.form import Form, Line, Text

Way = Literal["行政复议", "行政诉讼"]


class PublishDecision(Form):
    """公示 — where, and that what must stay hidden is hidden."""

    where: Annotated[Line, Field(title="公示平台", min_length=2)]
    impact: Annotated[bool, Field(title="经确认具有一定社会影响")] = False
    hidden: Annotated[bool, Field(title="已隐去国家秘密、商业秘密和个人隐私")] = False


class WithdrawPublication(Form):
    """撤回公示 — why, and who else was told."""

    reason: Annotated[Text, Field(title="公开说明的理由", min_length=2)]
    receivers_told: Annotated[bool, Field(title="已告知接收过该信息的单位")] = False


class ReceiveRemedy(Form):
    """收到复议申请书或者起诉状副本 — which way, from whom, since when."""

    way: Annotated[Way, Field(title="救济方式")]
    organ: Annotated[Line, Field(title="行政复议机关或者人民法院", min_length=2)]
    applied_on: Annotated[date, Field(title="申请或者起诉之日", ge=FIRST_DAY, le=LAST_DAY)]
    simple: Annotated[bool, Field(title="行政复议适用简易程序")] = False
    content: Annotated[Text, Field(title="请求和理由", min_length=2)]


class AnswerRemedy(Form):
    """提交答复 — the body's answer with its evidence."""

    way: Annotated[Way, Field(title="救济方式")]
    content: Annotated[Text, Field(title="答复和提交的证据、依据", min_length=2)]


class EndRemedy(Form):
    """复议、诉讼结果 — what came of it, and when it reached the party."""

    way: Annotated[Way, Field(title="救济方式")]
    outcome: Annotated[Literal["维持", "变更", "撤销", "确认违法", "确认无效", "驳回请求", "撤回申请或者起诉", "终止"], Field(title="结果")]
    served_on: Annotated[date, Field(title="复议决定书或者裁判文书送达当事人之日", ge=FIRST_DAY, le=LAST_DAY)]
    content: Annotated[Text, Field(title="文书名称、文号和主要内容", min_length=2)]
