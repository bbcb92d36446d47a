"""Forms of what is reported, and of the ways out that need no case."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import AwareDatetime, Field

from yifa.docket.core.form import Form, Line, ProtectedLine, Text
from yifa.kernel.actor import Role

Source = Literal[
    "群众举报",
    "来访举报",
    "热线电话",
    "网页",
    "微信",
    "微博",
    "12345热线",
    "网络理政",
    "公众接口",
    "乡镇吹哨",
    "巡查发现",
    "视频发现",
    "上级交办",
    "部门移送",
    "公安协查",
]
#: what the body finds by itself; of every other source somebody waits for an answer
FOUND_BY_US = frozenset({"巡查发现", "视频发现"})
SOURCES: tuple[str, ...] = get_args(Source)


#: the answer to whoever waits for one; every way out of a docket asks for it
Reply = Annotated[Text, Field(title="对来源的答复", description="没有需要答复的来源时可以不填。")]


class RegisterLead(Form):
    """案件来源登记 — what was told, and how to reach the one who told it (private)."""

    source: Annotated[Source, Field(title="线索来源")]
    reported_at: Annotated[AwareDatetime, Field(title="收到时间")]
    summary: Annotated[Text, Field(title="反映的情况", min_length=2, max_length=2000)]
    place_text: Annotated[Line, Field(title="发生地点", min_length=2)]
    longitude: Annotated[str, Field(title="经度", pattern=r"^(\d{1,3}(\.\d{1,8})?)?$", json_schema_extra={"hidden": True})] = ""
    latitude: Annotated[str, Field(title="纬度", pattern=r"^(\d{1,2}(\.\d{1,8})?)?$", json_schema_extra={"hidden": True})] = ""
    item: Annotated[Line, Field(title="可能涉及的事项", json_schema_extra={"widget": "item"})] = ""
    report: Annotated[str, Field(title="受理号", pattern=r"^\d{0,24}$", json_schema_extra={"hidden": True})] = ""
    event_kind: Annotated[Line, Field(title="立案结案标准小类", json_schema_extra={"hidden": True})] = ""
    grid: Annotated[Line, Field(title="责任网格", json_schema_extra={"hidden": True})] = ""
    reporter: Annotated[ProtectedLine, Field(title="反映人姓名")] = ""
    reporter_phone: Annotated[ProtectedLine, Field(title="反映人电话")] = ""
    reporter_more: Annotated[ProtectedLine, Field(title="反映人其他联系方式", json_schema_extra={"hidden": True})] = ""


class ReferLead(Form):
    """移送线索 — to the body that has the power."""

    to: Annotated[Line, Field(title="移送机关", min_length=2)]
    reason: Annotated[Text, Field(title="移送理由", min_length=2)]
    reply: Reply = ""


class DeclineFiling(Form):
    """不予立案 — why there is no case, and the answer to whoever waits for one."""

    ground: Annotated[
        Literal["没有违法事实", "违法行为轻微并已及时改正", "超过处罚时效", "不属于本机关管辖", "其他依法不予立案的情形"],
        Field(title="不予立案的情形"),
    ]
    reason: Annotated[Text, Field(title="理由", min_length=2)]
    reply: Reply = ""


class AssistPolice(Form):
    """协助公安机关 — what was asked, what was given."""

    police: Annotated[Line, Field(title="公安机关", min_length=2)]
    request: Annotated[Text, Field(title="协查请求", min_length=2)]
    result: Annotated[Text, Field(title="协助情况", min_length=2)]


class AddNote(Form):
    """补充说明 — a remark or a correction; what was recorded before stays as it was."""

    text: Annotated[Text, Field(title="说明", min_length=2)]


class JoinReport(Form):
    """并入上报 — one voice more about the same event, with why it was taken for the same, and how to reach the one who told it."""

    report: Annotated[str, Field(title="受理号", pattern=r"^\d{1,24}$")]
    source: Annotated[Source, Field(title="来源")]
    reported_at: Annotated[AwareDatetime, Field(title="收到时间")]
    summary: Annotated[Text, Field(title="反映的情况", min_length=2, max_length=2000)]
    why: Annotated[Line, Field(title="为什么认为是同一件事", min_length=2)]
    reporter: Annotated[ProtectedLine, Field(title="反映人姓名")] = ""
    reporter_phone: Annotated[ProtectedLine, Field(title="反映人电话")] = ""
    reporter_more: Annotated[ProtectedLine, Field(title="反映人其他联系方式", json_schema_extra={"hidden": True})] = ""


class OpenReporter(Form):
    """查看反映人信息 — why the name and number of the one who told of it are looked at."""

    reason: Annotated[Text, Field(title="查看事由", min_length=4, max_length=500)]


#: each opening is an act; nobody who handles the matter on the street is among those who may
OPEN_REPORTER: dict[str, Any] = {
    "form": OpenReporter,
    "by": (Role.INTAKE, Role.HEAD, Role.SUPERVISOR),
    "once": False,
    "adds": True,
    "after_end": True,
    "occasional": True,
    "says": lambda act: act.payload["reason"],
}
