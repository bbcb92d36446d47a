"""Acts that both procedures know, declared once."""

from __future__ import annotations

from typing import Any

from yifa.casework import clocks, gates
from yifa.casework.forms import ArchiveCase, CloseCase, RecordPayment
from yifa.docket.core.procedure import Procedure
from yifa.intake.forms import OPEN_REPORTER
from yifa.intake.procedure import REPLY_GIVEN, add_note, assist_police
from yifa.kernel.actor import Role
from yifa.kernel.money import Yuan


def declare_execution(procedure: Procedure) -> None:
    """缴款 → 结案 → 归档, and what may be added at any time before."""
    procedure.act(
        "record_payment",
        "登记缴款",
        form=RecordPayment,
        by=(Role.INTAKE, Role.OFFICER),
        stage="执行",
        once=False,
        needs=[gates.still_open, gates.decision_served, gates.still_owed, gates.paid_after_decision, gates.collector, gates.amount],
        starts=[clocks.CLOSING, clocks.CASH_HANDED_IN],
        awaits=Role.HEAD,
        says=lambda act: f"{act.payload['channel']}缴款{Yuan.of_fen(act.payload['amount_fen']).text}，票据{act.payload['receipt_no']}",
    )
    procedure.act(
        "close_case",
        "批准结案",
        form=CloseCase,
        by=Role.HEAD,
        stage="已结案",
        needs=[
            gates.still_open,
            gates.outcome_served,
            gates.spot_reported,
            gates.transfer_not_replaced,
            gates.none_left,
            gates.executed,
            REPLY_GIVEN,
        ],
        papers=["closing_approval"],
        awaits=Role.OFFICER,
        says=lambda act: f"{act.payload['outcome']}：{act.payload['execution']}",
    )
    procedure.act(
        "archive_case",
        "立卷归档",
        form=ArchiveCase,
        by=(Role.OFFICER, Role.INTAKE),
        stage="已归档",
        needs=[gates.closed],
        papers=["file_cover", "file_index"],
        ends=True,
        says=lambda act: f"立卷人{act.payload['keeper']}，保管期限{act.payload['retention']}",
    )
    extra: dict[str, dict[str, Any]] = {"assist_police": assist_police, "add_note": add_note, "open_reporter": OPEN_REPORTER}
    for name, title in (("assist_police", "协助公安机关"), ("add_note", "补充说明"), ("open_reporter", "查看反映人信息")):
        procedure.act(name, title, **extra[name])
