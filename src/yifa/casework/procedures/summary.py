"""简易程序 — 行政处罚法第五十一、五十二条: a clear case, a small fine or a warning, decided and handed over on the spot."""

from __future__ import annotations

from yifa.casework import clocks, gates
from yifa.casework.forms import PunishOnSpot, ReportSpot
from yifa.casework.procedures.aftermath import declare_aftermath
from yifa.casework.procedures.shared import declare_execution
from yifa.docket.core.procedure import Procedure
from yifa.inspection.procedure import CERTIFICATE_SHOWN
from yifa.kernel.actor import Role

penalty_summary = Procedure("penalty_summary", "简易程序", after="lead", entrance=gates.punished)

penalty_summary.act(
    "punish_on_spot",
    "当场处罚",
    form=PunishOnSpot,
    by=Role.OFFICER,
    officers=2,
    enters=True,
    field=True,
    stage="当场处罚",
    needs=[
        gates.checked,
        CERTIFICATE_SHOWN,
        *gates.BY_DEVICE,
        gates.competent_for_form,
        gates.same_matter_of_form,
        gates.within_limitation,
        gates.on_the_spot,
        gates.kinds_allowed,
        gates.fine_with_kind,
        gates.within_range,
        gates.heard,
        gates.delivered,
    ],
    starts=[clocks.SPOT_REPORT, clocks.SPOT_PAYMENT, clocks.SPOT_RECONSIDERATION],
    papers=["spot_decision"],
    awaits=Role.OFFICER,
    says=lambda act: act.payload["facts"],
)

penalty_summary.act(
    "report_spot",
    "当场处罚备案",
    form=ReportSpot,
    by=Role.OFFICER,
    stage="执行",
    awaits=Role.OFFICER,
    says=lambda act: act.payload["opinion"],
)

declare_execution(penalty_summary)
declare_aftermath(penalty_summary)
