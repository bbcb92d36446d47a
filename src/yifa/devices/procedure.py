"""随机远程抽查 — a camera is drawn, looked through, and what was seen is written down; with seed and list anybody can draw again."""

from __future__ import annotations

import hashlib
import hmac
from typing import Annotated, Any, Literal
from uuid import UUID

from django.conf import settings
from pydantic import AfterValidator, Field, ValidationInfo

from yifa.devices.core.draw import draw, pool_digest
from yifa.docket.core.form import Form, Line, Text
from yifa.docket.core.procedure import Gate, Procedure, Situation
from yifa.kernel.actor import Role

_HIDDEN: dict[str, Any] = {"hidden": True}
_Code = Annotated[Line, Field(min_length=1, max_length=60)]


def _different(pool: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(pool)) != len(pool):
        raise ValueError("有重复的编号，等于多给一次机会，请核对设备台账。")
    return pool


def _of_pool(digest: str, info: ValidationInfo) -> str:
    if "pool" in info.data and digest != pool_digest(info.data["pool"]):
        raise ValueError("与抽取名单不符，抽取无效。")
    return digest


def _drawn(camera: str, info: ValidationInfo) -> str:
    known = info.data
    if "pool" in known and "seed" in known and camera != draw(known["seed"], known["pool"]):
        raise ValueError("不是用这个种子从这份名单抽出来的，抽取无效。")
    return camera


class DrawCamera(Form):
    """抽取摄像头 — the list as it was, its digest, the seed and which was drawn. ``ticket``: the place itself drew the seed."""

    kind: Annotated[Literal["路段", "企业", "村庄", "学校", "不限"], Field(title="抽查种类")]
    reason: Annotated[Text, Field(title="抽查事由", min_length=2)]
    pool: Annotated[tuple[_Code, ...], Field(title="抽取名单", min_length=1, max_length=10_000), AfterValidator(_different)]
    pool_digest: Annotated[Line, Field(title="名单摘要", pattern=r"^[0-9a-f]{64}$"), AfterValidator(_of_pool)]
    seed: Annotated[Line, Field(title="随机种子", pattern=r"^[0-9a-f]{32}$")]
    camera: Annotated[_Code, Field(title="抽中的摄像头"), AfterValidator(_drawn)]
    camera_name: Annotated[Line, Field(title="名称")] = ""
    ticket: Annotated[str, Field(title="抽取凭据", max_length=64, json_schema_extra=_HIDDEN)] = ""


class RecordView(Form):
    """远程查看 — what was seen; the pictures are the evidence of the act."""

    seen: Annotated[Text, Field(title="看到的情况", min_length=2)]
    problem: Annotated[bool, Field(title="发现问题")] = False


class FinishCheck(Form):
    """抽查结果 — and the number of the report where something was found."""

    result: Annotated[Literal["未发现问题", "发现问题，已上报", "画面无法调取"], Field(title="抽查结果")]
    note: Annotated[Text, Field(title="说明")] = ""


def ticket_for(docket: UUID, seed: str, digest: str) -> str:
    """Says that this place drew this seed for this docket and list; nobody else can choose a seed that draws whom he likes."""
    said = f"draw/{docket}/{seed}/{digest}".encode()
    return hmac.new(str(settings.PRIVATE_SECRET).encode(), said, hashlib.sha256).hexdigest()


def _kept(situation: Situation) -> dict[str, Any]:
    """Of any form that draws: it has ``seed``, ``pool_digest`` and ``ticket``."""
    form: Any = situation.form
    ours = hmac.compare_digest(form.ticket.encode(), ticket_for(situation.view.id, form.seed, form.pool_digest).encode())
    # every draw is a docket of its own: a further draw stands beside the first
    return {"seed": ours, "pools": True, "result": True, "operator": situation.actor is not None, "redraws": 0, "redraw_reasons": 0}


def _as_seen(situation: Situation) -> dict[str, Any] | None:
    form, views = situation.form, situation.view.all("record_view")
    if not isinstance(form, FinishCheck):
        return None
    return {"looked": bool(views), "problem": any(act.payload["problem"] for act in views), "result": form.result}


DRAW_KEPT = Gate("inspection.draw_kept", _kept, asks_form=True)
WATCHERS = (Role.INTAKE, Role.OFFICER, Role.HEAD, Role.SUPERVISOR)

remote_check = Procedure("remote_check", "随机远程抽查", mark="巡检")

remote_check.act(
    "draw_camera",
    "抽取摄像头",
    form=DrawCamera,
    by=WATCHERS,
    opens=True,
    stage="待查看",
    awaits=Role.INTAKE,
    needs=[DRAW_KEPT],
    says=lambda act: f"从{len(act.payload['pool'])}个中抽中{act.payload['camera_name'] or act.payload['camera']}",
)
remote_check.act(
    "record_view",
    "记录查看情况",
    form=RecordView,
    by=WATCHERS,
    once=False,
    adds=True,
    stage="已查看",
    awaits=Role.INTAKE,
    says=lambda act: act.payload["seen"],
)
remote_check.act(
    "finish_check",
    "抽查结束",
    form=FinishCheck,
    by=WATCHERS,
    stage="已结束",
    needs=[Gate("dispatch.check_as_seen", _as_seen, asks_form=True)],
    ends=True,
    says=lambda act: "：".join(part for part in (act.payload["result"], act.payload["note"]) if part),
)
