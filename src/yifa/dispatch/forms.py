"""Forms of the acts of dispatch."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, Field, ValidationInfo
from pydantic.config import JsonDict

from yifa.docket.core.form import AHEAD, Form, Line, Text

Trigger = Literal["人工督办", "未接单", "时限将到", "超过时限"]
Unit = Literal["工作时", "工作日", "小时", "天"]


def _on_earth(value: str, info: ValidationInfo) -> str:
    if value and float(value) > (180 if info.field_name == "longitude" else 90):
        raise ValueError("经度应当在180以内，纬度应当在90以内，请核对是否填反。")
    if info.field_name == "latitude" and "longitude" in info.data and bool(value) != bool(info.data["longitude"]):
        raise ValueError("经度和纬度应当一起填写，或者都不填。")
    return value


Degrees = Annotated[
    str, Field(pattern=r"^(\d{1,3}(\.\d{1,8})?)?$", json_schema_extra={"hidden": True}, validate_default=True), AfterValidator(_on_earth)
]
Code = Annotated[Line, Field(min_length=1, max_length=100)]
#: fields that hold codes, and of what
BODY: JsonDict = {"widget": "code", "of": "body"}
BODIES: JsonDict = {"widget": "codes", "of": "body"}
OFFICERS: JsonDict = {"widget": "codes", "of": "officer"}
THINGS: JsonDict = {"widget": "codes", "of": "thing"}


class FileEvent(Form):
    """事件立案 — the class of the catalogue and its limit as they stood when it was filed."""

    event_kind: Annotated[Code, Field(title="立案结案标准小类", json_schema_extra={"widget": "event_kind"})]
    kind_name: Annotated[Line, Field(title="小类名称", min_length=1)]
    limit: Annotated[int, Field(title="处置时限", ge=1, le=10_000)]
    unit: Annotated[Unit, Field(title="时限单位")]
    due_at: Annotated[AwareDatetime, Field(title="应当办结的时间"), AHEAD]
    recorded: Annotated[bool, Field(title="须全过程记录")] = False
    grid: Annotated[Line, Field(title="责任网格")] = ""
    reason: Annotated[Text, Field(title="立案理由")] = ""


class GiveOrder(Form):
    """派遣指令 — who is sent, who helps, with what, and why just they."""

    team: Annotated[Code, Field(title="主办单位", json_schema_extra=BODY)]
    officers: Annotated[tuple[Code, ...], Field(title="执法人员", max_length=12, json_schema_extra=OFFICERS)] = ()
    assisting: Annotated[tuple[Code, ...], Field(title="协办单位", max_length=12, json_schema_extra=BODIES)] = ()
    equipment: Annotated[tuple[Code, ...], Field(title="装备", max_length=12, json_schema_extra=THINGS)] = ()
    task: Annotated[Text, Field(title="任务", min_length=2)]
    why: Annotated[Text, Field(title="为什么派他们")] = ""
    #: the duty officer sent others than those proposed
    overruled: Annotated[bool, Field(title="没有采用推荐")] = False
    reason: Annotated[Text, Field(title="改派理由")] = ""


class TakeOrder(Form):
    """接单."""

    note: Annotated[Text, Field(title="说明")] = ""


class ReturnOrder(Form):
    """退回 — why this team cannot or may not do it."""

    reason: Annotated[Text, Field(title="退回理由", min_length=2)]


class Arrive(Form):
    """到场 — where the officer was; ``doubtful`` where the device's place cannot be relied on."""

    longitude: Degrees = ""
    latitude: Degrees = ""
    doubtful: Annotated[bool, Field(title="位置可疑", json_schema_extra={"hidden": True})] = False
    note: Annotated[Text, Field(title="说明")] = ""


class HandleEvent(Form):
    """现场处理 — what was found and done."""

    findings: Annotated[Text, Field(title="现场情况", min_length=2)]
    done: Annotated[Text, Field(title="处理结果", min_length=2)]
    outcome: Annotated[Literal["已处理", "需立案查处", "未发现问题", "需其他部门处理"], Field(title="结果")] = "已处理"


class ReportAssistance(Form):
    """协办反馈 — what an assisting body did; the one in charge settles the event."""

    done: Annotated[Text, Field(title="协办情况", min_length=2)]


class VerifyEvent(Form):
    """核查 — is it settled by the closing condition of its class, or must somebody go again?"""

    settled: Annotated[bool, Field(title="符合结案条件")]
    view: Annotated[Text, Field(title="核查意见", min_length=2)]


class ReplySource(Form):
    """答复来源 — what the one who reported is told, and how."""

    reply: Annotated[Text, Field(title="答复内容", min_length=2)]
    channel: Annotated[Literal["查询码自助查询", "电话", "当面", "原渠道回传", "书面"], Field(title="答复方式")] = "查询码自助查询"


class CloseEvent(Form):
    """结案 — the closing condition holds; whoever waits is answered here, if not before."""

    result: Annotated[Text, Field(title="结案意见", min_length=2)]
    reply: Annotated[Text, Field(title="对来源的答复", description="没有需要答复的来源，或者已经答复过的，可以不填。")] = ""


class ExtendLimit(Form):
    """延期 — a later limit and why."""

    due_at: Annotated[AwareDatetime, Field(title="延长到"), AHEAD]
    reason: Annotated[Text, Field(title="延期理由", min_length=2)]


class HangEvent(Form):
    """挂账 — set aside with a reason, and until when it is looked at again."""

    reason: Annotated[Text, Field(title="挂账理由", min_length=2)]
    until: Annotated[AwareDatetime | None, Field(title="何时再看"), AHEAD] = None


class ResumeEvent(Form):
    """恢复办理."""

    reason: Annotated[Text, Field(title="恢复理由", min_length=2)]
    due_at: Annotated[AwareDatetime | None, Field(title="新的应当办结的时间"), AHEAD] = None


class MergeEvent(Form):
    """并案 — the same event has a docket already; its reporters are answered there."""

    into: Annotated[Line, Field(title="并入的卷宗编号", min_length=2)]
    reason: Annotated[Text, Field(title="理由", min_length=2)]


class LinkEvent(Form):
    """关联 — another event that has to do with this one."""

    other: Annotated[Line, Field(title="关联的卷宗编号", min_length=2)]
    reason: Annotated[Text, Field(title="理由", min_length=2)]


class EscalateEvent(Form):
    """督办 — the limit nears or is broken, or somebody does not take the order; who is told."""

    to: Annotated[Line, Field(title="督办对象", min_length=1)]
    trigger: Annotated[Trigger, Field(title="督办原因", json_schema_extra={"hidden": True})] = "人工督办"
    reason: Annotated[Text, Field(title="督办理由", min_length=2)]


class BlowWhistle(Form):
    """吹哨 — the town calls departments in, or asks them for support."""

    bodies: Annotated[tuple[Code, ...], Field(title="报到单位", min_length=1, max_length=12, json_schema_extra=BODIES)]
    purpose: Annotated[Literal["吹哨报到", "支援请求", "联合处置"], Field(title="种类")] = "吹哨报到"
    matter: Annotated[Text, Field(title="事由", min_length=2)]
    by_at: Annotated[AwareDatetime, Field(title="何时前报到"), AHEAD]


class AnswerWhistle(Form):
    """应哨 — the liaison says who comes and when."""

    who: Annotated[Line, Field(title="谁来", min_length=1)]
    arrives_at: Annotated[AwareDatetime, Field(title="预计到达"), AHEAD]


class ArriveWhistle(Form):
    """报到."""

    note: Annotated[Text, Field(title="说明")] = ""


class FinishWhistle(Form):
    """办结报到事项."""

    result: Annotated[Text, Field(title="办理结果", min_length=2)]


class ScoreWhistle(Form):
    """评价 — the town scores how the department came and worked; never by fines or counts of cases (行政处罚法 74)."""

    body: Annotated[Code, Field(title="被评价单位", json_schema_extra=BODY)]
    score: Annotated[int, Field(title="评分（1—5）", ge=1, le=5)]
    remark: Annotated[Text, Field(title="评语")] = ""


class HoldMeeting(Form):
    """召开协调会 — what is to be settled between bodies, and who is called."""

    summary: Annotated[Text, Field(title="协调事项", min_length=2, max_length=2000)]
    place_text: Annotated[Line, Field(title="会议地点", min_length=2)]
    bodies: Annotated[tuple[Code, ...], Field(title="参加单位", min_length=1, max_length=20, json_schema_extra=BODIES)]
    meets_at: Annotated[AwareDatetime, Field(title="开会时间"), AHEAD]
    about: Annotated[Line, Field(title="相关卷宗编号")] = ""


class DecideTask(Form):
    """议定任务 — one thing one body is to do, and by when."""

    body: Annotated[Code, Field(title="承办单位", json_schema_extra=BODY)]
    what: Annotated[Text, Field(title="任务", min_length=2)]
    due_on: Annotated[date, Field(title="完成期限"), AHEAD]


class FinishTask(Form):
    """完成任务 — the body tells what came of it; ``task`` is the number the task was given."""

    task: Annotated[int, Field(title="第几项任务", ge=1, le=99)]
    result: Annotated[Text, Field(title="完成情况", min_length=2)]


class CloseMeeting(Form):
    """协调办结 — how the matter stands."""

    result: Annotated[Text, Field(title="协调结果", min_length=2)]
