"""线索 — the procedure every docket begins in: what was reported, by whom, where; and the ways out that need no case."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import AwareDatetime, Field

from yifa.docket.core.act import View
from yifa.docket.core.form import Form, Line, PrivateLine, Text
from yifa.docket.core.procedure import ClockStart, Gate, Procedure, Situation
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
    reporter: Annotated[PrivateLine, Field(title="反映人姓名")] = ""
    reporter_phone: Annotated[PrivateLine, Field(title="反映人电话")] = ""


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


def waits_for_reply(view: View) -> bool:
    """Does somebody wait for an answer: a reporter, another office?"""
    lead = view.first("register_lead")
    return lead is not None and lead.payload["source"] not in FOUND_BY_US


def _reply_given(situation: Situation) -> dict[str, object]:
    return {"needs_reply": waits_for_reply(situation.view), "replied": bool(getattr(situation.form, "reply", ""))}


REPLY_GIVEN = Gate("closing.reply_given", _reply_given, asks_form=True)

LEAD_CHECK = ClockStart(
    "lead_check",
    "线索核查",
    "deadlines.lead_check",
    lambda view, act, layers: {"registered_on": act.happened_on},
    stopped_by=("approve_filing", "punish_on_spot", "decline_filing", "refer_lead"),
)

lead = Procedure("lead", "线索")

lead.act(
    "register_lead",
    "登记线索",
    form=RegisterLead,
    by=(Role.INTAKE, Role.OFFICER),
    opens=True,
    stage="待核查",
    awaits=Role.OFFICER,
    starts=[LEAD_CHECK],
    papers=["case_source"],
    says=lambda act: f"{act.payload['source']}：{act.payload['summary']}",
)

lead.act(
    "refer_lead",
    "移送线索",
    form=ReferLead,
    by=Role.HEAD,
    stage="已移送",
    needs=[REPLY_GIVEN],
    ends=True,
    says=lambda act: f"移送{act.payload['to']}：{act.payload['reason']}",
)

lead.act(
    "decline_filing",
    "不予立案",
    form=DeclineFiling,
    by=Role.HEAD,
    stage="不予立案",
    needs=[REPLY_GIVEN],
    ends=True,
    says=lambda act: f"{act.payload['ground']}：{act.payload['reason']}",
)

assist_police: dict[str, Any] = {
    "form": AssistPolice,
    "by": (Role.OFFICER, Role.INTAKE),
    "once": False,
    "adds": True,
    "says": lambda act: f"协助{act.payload['police']}：{act.payload['result']}",
}
lead.act("assist_police", "协助公安机关", **assist_police)

add_note: dict[str, Any] = {
    "form": AddNote,
    "by": (Role.INTAKE, Role.OFFICER, Role.REVIEWER, Role.HEAD, Role.SUPERVISOR),
    "once": False,
    "adds": True,
    "says": lambda act: act.payload["text"],
}
lead.act("add_note", "补充说明", **add_note)
