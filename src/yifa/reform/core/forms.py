"""变动的内容 — one form for each kind of change: what it is based on, from when, and which rows it moves."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from yifa.docket.core.form import PLANNED, Form, Line, Text

#: in a list of codes: everything there is
ALL: Final = "全部"


def _split(value: object) -> object:
    """A text of several lines is a list; empty lines fall away, spaces around a line too."""
    return [part for line in value.splitlines() if (part := line.strip())] if isinstance(value, str) else value


def _once(codes: tuple[str, ...]) -> tuple[str, ...]:
    """No code stands twice; the message completes the label of the field."""
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        raise ValueError(f"重复列出：{'、'.join(twice[:5])}。")
    if ALL in codes and len(codes) > 1:
        raise ValueError(f"写了“{ALL}”就不能再列别的。")
    return codes


_LINES: Final = {"widget": "lines"}
Codes = Annotated[tuple[Line, ...], BeforeValidator(_split), AfterValidator(_once), Field(max_length=20_000, json_schema_extra=_LINES)]
Code = Annotated[Line, Field(min_length=1)]

Decider = Literal["国务院", "省级人民政府", "市级人民政府", "县级人民政府", "党委机构编制委员会"]
BasisNorm = Literal["法律", "行政法规", "地方性法规", "部门规章", "地方政府规章", "规范性文件"]
BodyKind = Literal[
    "政府",
    "行委",
    "管委会",
    "产业功能区",
    "机关",
    "综合行政执法局",
    "支队",
    "大队",
    "中队",
    "股室",
    "处室",
    "科室",
    "派驻组",
    "片区队",
    "镇街办公室",
    "综合执法协调机构",
    "领导小组",
    "工作专班",
    "事业单位",
]


class Change(Form):
    """What every change says: in one sentence what it is, by which document of whom, from which day."""

    summary: Annotated[Line, Field(title="变动事由", min_length=2)]
    document: Annotated[Line, Field(title="批准文件文号", description="没有文号的变动不能办理。")] = ""
    issuer: Annotated[Line, Field(title="批准机关")] = ""
    decided_by: Annotated[Decider, Field(title="批准层级")]
    effective_on: Annotated[date, PLANNED, Field(title="施行日期")]


_ITEMS_HELP: Final = "事项编码，每行一个；原机构的全部事项写“全部”。"
_POSTS_HELP: Final = "编制编号，每行一个；原机构的全部编制写“全部”。"
_PEOPLE_HELP: Final = "人员编号，每行一个；原机构的全部人员写“全部”。"
_NONE_HELP: Final = "确无编制或者人员随事项划转的，在这里写明理由。"


class Moved(Form):
    """两个同步 — items, posts and people that move together, or why none of a kind does."""

    items: Annotated[Codes, Field(title="划转的事项", description=_ITEMS_HELP)] = ()
    posts: Annotated[Codes, Field(title="随同划转的编制", description=_POSTS_HELP)] = ()
    people: Annotated[Codes, Field(title="随同划转的人员", description=_PEOPLE_HELP)] = ()
    none_reason: Annotated[Text, Field(title="没有编制或者人员划转的理由", max_length=400, description=_NONE_HELP)] = ""


class NewBody(Form):
    """新机构 — the columns of a body that begins."""

    code: Annotated[Line, Field(title="机构编码", pattern=r"^[a-z0-9_-]+(\.[a-z0-9_-]+)*$", description="小写字母和数字，上下级用点隔开。")]
    name: Annotated[Line, Field(title="机构名称", description="并入已有机构的，只填编码，名称留空。")] = ""
    kind: Annotated[BodyKind, Field(title="机构类型")] = "机关"
    level: Annotated[
        Literal["town", "county", "city", "state", "province"],
        Field(
            title="层级",
            json_schema_extra={"labels": {"town": "乡镇", "county": "县级", "city": "市级", "state": "州级", "province": "省级"}},
        ),
    ] = "county"
    place: Annotated[Line, Field(title="所在区划编码")] = ""
    mark: Annotated[Line, Field(title="文号简称", max_length=20)] = ""
    seal: Annotated[Line, Field(title="印章名称")] = ""
    domain: Annotated[Line, Field(title="领域")] = ""
    duty: Annotated[Line, Field(title="主要职责")] = ""
    reconsideration: Annotated[Line, Field(title="复议机关")] = ""
    court: Annotated[Line, Field(title="管辖法院")] = ""


class Merge(Moved, Change):
    """机构合并 — several bodies end and one goes on with everything they had."""

    bodies: Annotated[Codes, Field(title="合并的机构", min_length=2, description="机构编码，每行一个，其下属单位一并撤销。")]
    into: Annotated[NewBody, Field(title="合并后的机构")]


class Part(Moved, NewBody):
    """分设的一支 — one of the bodies a split leaves, with what it takes."""


class Split(Change):
    """机构分设 — what one body has goes to several."""

    body: Annotated[Code, Field(title="分设的机构")]
    ends: Annotated[bool, Field(title="原机构撤销")] = True
    first: Annotated[Part, Field(title="分设的第一个机构")]
    second: Annotated[Part, Field(title="分设的第二个机构")]


class Abolish(Moved, Change):
    """机构撤销 — a body ends; what it had goes to another."""

    body: Annotated[Code, Field(title="撤销的机构")]
    to: Annotated[Line, Field(title="承接机构", description="没有事项、编制和人员的，可以不填。")] = ""


class Establish(Change):
    """机构设立 — a body begins; powers, posts and people come to it by changes of their own."""

    body: Annotated[NewBody, Field(title="新设的机构")]
    owner: Annotated[Line, Field(title="编制归属")] = ""


class Plate(Change):
    """挂牌 — a body takes a second name."""

    body: Annotated[Code, Field(title="挂牌的机构")]
    name: Annotated[Line, Field(title="牌子名称", min_length=2)]


class HandOver(Moved, Change):
    """职能划转 — some of what a body has goes to another; both go on."""

    of: Annotated[Code, Field(title="划出机构")]
    to: Annotated[Code, Field(title="划入机构")]
    place: Annotated[Line, Field(title="区划编码", description="只划转在一个地方行使的，填该地方；否则不填。")] = ""
    transition_until: Annotated[date | None, PLANNED, Field(title="过渡期截止日期", description="截止日前仍由划出机构行使。")] = None


class Grant(Change):
    """赋权 — a town or an area team gets items of the county's; the county's own holding stays and rests."""

    of: Annotated[Code, Field(title="赋权机关", description="原行使这些事项的机关，赋权以后负责指导。")]
    to: Annotated[Code, Field(title="承接机构")]
    place: Annotated[Code, Field(title="行使的地方")]
    items: Annotated[Codes, Field(title="赋权的事项", min_length=1, description="事项编码，每行一个。")]
    by: Annotated[Literal["省级决定", "县级从省级目录选定"], Field(title="决定方式")]
    published: Annotated[bool, Field(title="决定已经公布")] = False
    named_by_law: Annotated[bool, Field(title="法律、法规直接规定由乡镇、街道行使")] = False
    transition_until: Annotated[date | None, PLANNED, Field(title="过渡期截止日期", description="截止日前仍由赋权机关行使。")] = None


class Entrust(Change):
    """委托 — another organisation exercises items in the name of their holder, for a term."""

    of: Annotated[Code, Field(title="委托机关")]
    to: Annotated[Code, Field(title="受委托组织")]
    place: Annotated[Code, Field(title="行使的地方")]
    items: Annotated[Codes, Field(title="委托的事项", min_length=1, description="事项编码，每行一个。")]
    until: Annotated[date, PLANNED, Field(title="委托期限届满日", description="届满日当日起不再有委托。")]
    norm: Annotated[BasisNorm, Field(title="委托依据的层级")]
    basis: Annotated[Line, Field(title="委托依据的条款", min_length=2)]
    written: Annotated[bool, Field(title="已订立书面委托书")] = False
    published: Annotated[bool, Field(title="双方已向社会公布")] = False
    needs_testing: Annotated[bool, Field(title="所列事项需要技术检查或者技术鉴定")] = False
    can_test: Annotated[bool, Field(title="受委托组织有条件组织技术检查或者技术鉴定")] = False


class Recall(Change):
    """收回 — a grant, an entrustment or a posting ends; the items go back, and with them the open cases."""

    what: Annotated[Literal["赋权", "委托", "派驻"], Field(title="收回的方式")]
    of: Annotated[Code, Field(title="收回自", description="乡镇、受委托组织或者派驻队伍的机构编码。")]
    place: Annotated[Line, Field(title="区划编码", description="只收回一个地方的，填该地方；否则不填。")] = ""
    items: Annotated[Codes, Field(title="收回的事项", min_length=1, description="事项编码，每行一个；全部收回写“全部”。")]
    to: Annotated[Line, Field(title="收回以后行使的机关", description="上级机关原来就持有这些事项的，可以不填。")] = ""
    cases: Annotated[Text, Field(title="在办案件的移交", max_length=400, description="由谁继续办理、何时移交。")] = ""


class PostTeam(Change):
    """派驻 — a team acts at a place in the name of its body; posts stay with the body, the day is run there."""

    of: Annotated[Code, Field(title="派出机关")]
    team: Annotated[Code, Field(title="派驻队伍")]
    place: Annotated[Code, Field(title="派驻的地方")]
    domains: Annotated[Codes, Field(title="领域", description="每行一个；派驻全部领域的不填。")] = ()
    managed_by: Annotated[Line, Field(title="日常管理单位")] = ""
    paid_by: Annotated[Line, Field(title="经费保障单位")] = ""


class MovePosts(Change):
    """编制划转 — posts go from one body to another, with who holds them; the total stays."""

    of: Annotated[Code, Field(title="划出机构")]
    to: Annotated[Code, Field(title="划入机构")]
    posts: Annotated[Codes, Field(title="划转的编制", min_length=1, description=_POSTS_HELP)]
    people: Annotated[Codes, Field(title="随同划转的人员", description="所列编制上的在编人员，每行一个编号。")] = ()
    none_reason: Annotated[Text, Field(title="在编人员不随编制划转的理由", max_length=400)] = ""
    approval: Annotated[Line, Field(title="锁定编制或者跨层级调配的批准文号")] = ""
    central: Annotated[bool, Field(title="跨层级调配已由国务院机构编制管理机关批准")] = False


class MovePool(Change):
    """编制周转 — posts taken in, lent, given back or sunk; none is created."""

    move: Annotated[Literal["收回", "借出", "归还", "下沉"], Field(title="周转方式")]
    owner: Annotated[Code, Field(title="周转池的所有单位")]
    body: Annotated[Code, Field(title="对方单位", description="收回自、借给、归还自或者下沉到的单位。")]
    posts: Annotated[Codes, Field(title="编制", min_length=1, description="编制编号，每行一个。")]
    purpose: Annotated[Line, Field(title="用途")] = ""
    review_on: Annotated[date | None, PLANNED, Field(title="评估日期")] = None
    until: Annotated[date | None, PLANNED, Field(title="借用截止日期")] = None
    approval: Annotated[Line, Field(title="锁定编制的批准文号")] = ""


class Review(Form):
    """合法性审核 — passed or not, and why."""

    passed: Annotated[bool, Field(title="审核通过")]
    opinion: Annotated[Text, Field(title="审核意见", min_length=2)]


class Approve(Form):
    """批准施行 — the decision; what was proposed takes effect."""

    opinion: Annotated[Text, Field(title="批准意见", min_length=2)]


class Withdraw(Form):
    """撤回 — why the proposal goes no further."""

    reason: Annotated[Text, Field(title="撤回理由", min_length=2)]
