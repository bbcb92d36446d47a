"""机构与权力变动 — a change is drafted with its rows, reviewed, approved; with the approval it takes effect, whole or not at all."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from yifa.docket.core.act import Act
from yifa.docket.core.form import Form, Text
from yifa.docket.core.procedure import Procedure
from yifa.kernel.actor import Role
from yifa.kernel.dates import chinese_date
from yifa.reform import gates
from yifa.reform.actions import take_effect
from yifa.reform.core.forms import (
    Abolish,
    Approve,
    Change,
    Entrust,
    Establish,
    Grant,
    HandOver,
    Merge,
    MovePool,
    MovePosts,
    Plate,
    PostTeam,
    Recall,
    Review,
    Split,
    Withdraw,
)

institution = Procedure("institution", "机构与权力变动", readers=frozenset({Role.STAFFING, Role.JUSTICE}), mark="机构")


def _proposed(act: Act) -> str:
    said = act.payload
    return f"{said['summary']}（{said.get('document', '')}），自{chinese_date(date.fromisoformat(said['effective_on']))}起施行。"


def _propose(name: str, title: str, form: type[Change]) -> None:
    """拟定 — the first act of the docket: the change as data, judged at once."""
    gates.PROPOSALS.append(name)
    institution.act(
        name,
        title,
        form=form,
        by=Role.STAFFING,
        opens=True,
        stage="待合法性审核",
        awaits=Role.JUSTICE,
        needs=gates.OF_THE_CHANGE,
        says=_proposed,
    )


_propose("propose_merger", "拟定机构合并", Merge)
_propose("propose_split", "拟定机构分设", Split)
_propose("propose_abolition", "拟定机构撤销", Abolish)
_propose("propose_body", "拟定机构设立", Establish)
_propose("propose_plate", "拟定挂牌", Plate)
_propose("propose_handover", "拟定职能划转", HandOver)
_propose("propose_grant", "拟定赋权", Grant)
_propose("propose_entrustment", "拟定委托", Entrust)
_propose("propose_recall", "拟定收回", Recall)
_propose("propose_team", "拟定派驻", PostTeam)
_propose("propose_posts", "拟定编制划转", MovePosts)
_propose("propose_pool", "拟定编制周转", MovePool)

institution.act(
    "review_change",
    "合法性审核",
    form=Review,
    by=(Role.JUSTICE, Role.REVIEWER),
    stage=lambda act: "待批准" if act.payload["passed"] else "审核未通过",
    awaits=Role.HEAD,
    needs=[gates.REVIEWER_APART],
    says=lambda act: f"{'通过' if act.payload['passed'] else '没有通过'}：{act.payload['opinion']}",
)

institution.act(
    "approve_change",
    "批准施行",
    form=Approve,
    by=Role.HEAD,
    stage="已施行",
    needs=[gates.REVIEWED, gates.APPROVER_APART, *gates.OF_THE_CHANGE],
    effect=take_effect,
    ends=True,
    says=lambda act: act.payload["opinion"],
)

institution.act(
    "withdraw_change",
    "撤回",
    form=Withdraw,
    by=(Role.STAFFING, Role.HEAD),
    stage="已撤回",
    ends=True,
    occasional=True,
    says=lambda act: act.payload["reason"],
)


class AddOpinion(Form):
    """补充意见 — a remark of an office concerned; what was recorded before stays as it was."""

    text: Annotated[Text, Field(title="意见", min_length=2)]


add_opinion: dict[str, Any] = {
    "form": AddOpinion,
    "by": (Role.STAFFING, Role.JUSTICE, Role.REVIEWER, Role.HEAD, Role.SUPERVISOR),
    "once": False,
    "adds": True,
    "says": lambda act: act.payload["text"],
}
institution.act("add_opinion", "补充意见", **add_opinion)
