"""巡查 — grids are drawn from where things were reported, walked with the list of what to look at, and what is found becomes a report."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, Field, ValidationInfo

from yifa.devices.procedure import DRAW_KEPT
from yifa.dispatch.core.patrol import draw, pairs_of, pool_digest
from yifa.docket.core.form import Form, Line, Text
from yifa.docket.core.procedure import Gate, Procedure, Situation
from yifa.kernel.actor import Role

_HIDDEN: dict[str, Any] = {"hidden": True}
_Code = Annotated[Line, Field(min_length=1, max_length=60)]


def _different(pool: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(pool)) != len(pool):
        raise ValueError("有重复的网格，等于多给一次机会，请核对。")
    return pool


def _weighed(weights: tuple[int, ...], info: ValidationInfo) -> tuple[int, ...]:
    if "pool" in info.data and len(weights) != len(info.data["pool"]):
        raise ValueError("与网格不是一一对应。")
    return weights


def _of_pool(digest: str, info: ValidationInfo) -> str:
    known = info.data
    if {"pool", "weights"} <= known.keys() and digest != pool_digest(pairs_of(known["pool"], known["weights"])):
        raise ValueError("与抽取名单不符，抽取无效。")
    return digest


def _drawn(grids: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
    known = info.data
    if {"pool", "weights", "seed", "count"} <= known.keys():
        again = draw(known["seed"], pairs_of(known["pool"], known["weights"]), known["count"])
        if grids != again:
            raise ValueError("不是用这个种子从这份名单抽出来的，抽取无效。")
    return grids


class PlanPatrol(Form):
    """巡查计划 — the list with its weights as they were, its digest, the seed, what was drawn and why; and what to look at."""

    places: Annotated[tuple[_Code, ...], Field(title="巡查场所", min_length=1, max_length=20)]
    pool: Annotated[tuple[_Code, ...], Field(title="抽取名单", min_length=1, max_length=5_000), AfterValidator(_different)]
    weights: Annotated[tuple[Annotated[int, Field(ge=0)], ...], Field(title="热度", max_length=5_000), AfterValidator(_weighed)]
    pool_digest: Annotated[Line, Field(title="名单摘要", pattern=r"^[0-9a-f]{64}$"), AfterValidator(_of_pool)]
    seed: Annotated[Line, Field(title="随机种子", pattern=r"^[0-9a-f]{32}$")]
    count: Annotated[int, Field(title="抽取几个网格", ge=1, le=100)]
    grids: Annotated[tuple[_Code, ...], Field(title="抽中的网格", min_length=1), AfterValidator(_drawn)]
    reasons: Annotated[tuple[Line, ...], Field(title="为什么巡查这里")] = ()
    checklist: Annotated[tuple[_Code, ...], Field(title="巡查清单", min_length=1, max_length=300)]
    officers: Annotated[tuple[_Code, ...], Field(title="巡查人员", max_length=12)] = ()
    ticket: Annotated[str, Field(title="抽取凭据", max_length=64, json_schema_extra=_HIDDEN)] = ""


def _looked_at(found: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
    if "looked" in info.data and not set(found) <= set(info.data["looked"]):
        raise ValueError("有没有看过的小类，请一并填入看过的小类。")
    return found


class WalkPatrol(Form):
    """巡查记录 — in one grid: what was looked at, and at which of it something was found; numbers of the reports made of it."""

    grid: Annotated[_Code, Field(title="网格")]
    looked: Annotated[tuple[_Code, ...], Field(title="看过的小类", min_length=1, max_length=300)]
    found: Annotated[tuple[_Code, ...], Field(title="发现问题的小类", max_length=300), AfterValidator(_looked_at)] = ()
    reports: Annotated[tuple[_Code, ...], Field(title="上报的受理号", max_length=100)] = ()
    note: Annotated[Text, Field(title="巡查情况")] = ""


class FinishPatrol(Form):
    """巡查结束."""

    note: Annotated[Text, Field(title="说明")] = ""


def _as_drawn(situation: Situation) -> dict[str, Any]:
    form = situation.form
    assert isinstance(form, WalkPatrol)
    return {"grid": form.grid, "drawn": form.grid in situation.view.acts[0].payload["grids"]}


AS_DRAWN = Gate("dispatch.patrol_as_drawn", _as_drawn, asks_form=True)
PLANS = (Role.INTAKE, Role.HEAD)
WALKS = (Role.INTAKE, Role.OFFICER, Role.HEAD)

patrol = Procedure("patrol", "巡查", mark="巡查")

patrol.act(
    "plan_patrol",
    "巡查计划",
    form=PlanPatrol,
    by=PLANS,
    opens=True,
    stage="待巡查",
    awaits=Role.OFFICER,
    needs=[DRAW_KEPT],
    says=lambda act: f"从{len(act.payload['pool'])}个网格中抽中{len(act.payload['grids'])}个，巡查清单{len(act.payload['checklist'])}项",
)
patrol.act(
    "walk_patrol",
    "巡查记录",
    form=WalkPatrol,
    by=WALKS,
    once=False,
    adds=True,
    stage="巡查中",
    awaits=Role.OFFICER,
    needs=[AS_DRAWN],
    field=True,
    says=lambda act: f"{act.payload['grid']}：看了{len(act.payload['looked'])}项，发现{len(act.payload['found'])}项",
)
patrol.act("finish_patrol", "巡查结束", form=FinishPatrol, by=WALKS, stage="已结束", ends=True, says=lambda act: act.payload["note"])
