"""普通程序 — 行政处罚法第五十四条以下: filing, inquiry, review, notice, statement, decision, service, execution, closing."""

from __future__ import annotations

from datetime import date

from yifa.casework import clocks, execution, forms, gates
from yifa.casework.procedures.aftermath import declare_aftermath
from yifa.casework.procedures.shared import declare_execution
from yifa.docket.core.procedure import Procedure
from yifa.inspection.procedure import CERTIFICATE_SHOWN, check_on_spot
from yifa.intake.procedure import REPLY_GIVEN, lead
from yifa.kernel.actor import Role
from yifa.kernel.dates import chinese_date
from yifa.kernel.money import Yuan

lead.act(
    "propose_filing",
    "提请立案",
    form=forms.ProposeFiling,
    by=Role.OFFICER,
    officers=2,
    once=False,
    stage="待批准立案",
    needs=[gates.checked, gates.competent_for_form, gates.within_limitation, gates.should_file, gates.same_matter_of_form],
    awaits=Role.HEAD,
    says=lambda act: f"{act.payload['party']['name']}：{act.payload['cause']}",
)

penalty_ordinary = Procedure("penalty_ordinary", "普通程序", after="lead", entrance=gates.filed, always=(gates.not_recused,))

penalty_ordinary.act(
    "approve_filing",
    "批准立案",
    form=forms.ApproveFiling,
    by=Role.HEAD,
    enters=True,
    stage="调查取证",
    needs=[gates.proposed, gates.competent, gates.head_apart, gates.same_matter],
    starts=[clocks.DECISION],
    papers=["filing_approval"],
    awaits=Role.OFFICER,
    says=lambda act: act.payload["opinion"],
)

penalty_ordinary.act(
    "check_on_spot", "现场检查", **{**check_on_spot, "needs": [CERTIFICATE_SHOWN, gates.still_open, gates.undecided, *gates.BY_DEVICE]}
)

penalty_ordinary.act(
    "take_evidence",
    "收集证据",
    form=forms.TakeEvidence,
    by=Role.OFFICER,
    officers=2,
    once=False,
    field=True,
    adds=True,
    needs=[gates.still_open, gates.undecided, gates.camera_reviewed, *gates.BY_DEVICE],
    says=lambda act: f"{act.payload['kind']}：{act.payload['name']}",
)

penalty_ordinary.act(
    "tell_camera_record",
    "告知监控记录",
    form=forms.TellCameraRecord,
    by=Role.OFFICER,
    once=False,
    field=True,
    adds=True,
    occasional=True,
    needs=[gates.still_open, gates.undecided],
    says=lambda act: f"{act.payload['way']}告知：{act.payload['facts']}",
)

penalty_ordinary.act(
    "inquire",
    "询问",
    form=forms.Inquire,
    by=Role.OFFICER,
    officers=2,
    once=False,
    field=True,
    adds=True,
    needs=[gates.still_open, gates.undecided, CERTIFICATE_SHOWN, *gates.BY_DEVICE],
    papers=["inquiry_record"],
    says=lambda act: f"询问{act.payload['person_name']}",
)

penalty_ordinary.act(
    "report_investigation",
    "调查终结",
    form=forms.ReportInvestigation,
    by=Role.OFFICER,
    officers=2,
    once=False,
    stage="待法制审核",
    needs=[
        gates.still_open,
        gates.undecided,
        gates.not_suspended,
        gates.basis_stands,
        gates.established,
        *gates.BY_DEVICE,
        gates.competent,
        gates.kinds_allowed,
        gates.fine_with_kind,
        gates.within_range,
        gates.punishable,
        gates.version_applied,
        gates.benchmark_applied,
        gates.fine_calculated,
        gates.fine_within_tier,
        gates.tier_kept,
    ],
    starts=[clocks.LEGAL_REVIEW],
    papers=["investigation_report"],
    awaits=Role.REVIEWER,
    says=lambda act: act.payload["discretion"],
)

penalty_ordinary.act(
    "review_legality",
    "法制审核",
    form=forms.ReviewLegality,
    by=Role.REVIEWER,
    once=False,
    stage="已法制审核",
    needs=[gates.still_open, gates.undecided, gates.after_report, gates.reviewer_apart, gates.reviewer_qualified, gates.review_points],
    papers=["legal_review"],
    awaits=Role.OFFICER,
    says=lambda act: ("审核通过：" if act.payload["passed"] else "退回补正：") + act.payload["opinion"],
)

penalty_ordinary.act(
    "give_notice",
    "事先告知",
    form=forms.GiveNotice,
    by=Role.OFFICER,
    officers=2,
    once=False,
    stage="待送达告知书",
    needs=[
        gates.still_open,
        gates.undecided,
        gates.not_suspended,
        gates.after_report,
        gates.review_passed,
        gates.kinds_allowed,
        gates.fine_with_kind,
        gates.within_range,
        gates.version_applied,
        gates.benchmark_applied,
        gates.fine_calculated,
        gates.fine_within_tier,
        gates.as_reviewed,
        gates.hearing_offered,
    ],
    papers=["penalty_notice"],
    awaits=Role.OFFICER,
    says=lambda act: "拟" + _penalty(act.payload),
)

penalty_ordinary.act(
    "serve",
    "送达文书",
    form=forms.Serve,
    by=Role.OFFICER,
    officers=2,
    once=False,
    field=True,
    stage=lambda act: "待陈述申辩" if act.payload["paper"] == "penalty_notice" else "执行",
    needs=[gates.still_open, gates.something_to_serve, gates.paper_made, gates.service_form, gates.internet_channel],
    starts=[clocks.STATEMENT, clocks.HEARING_REQUEST, clocks.PAYMENT, clocks.RECONSIDERATION, clocks.LAWSUIT, execution.COURT],
    papers=["service_receipt"],
    awaits=Role.OFFICER,
    says=lambda act: (
        f"{act.payload['mode']}{gates.PAPER_TITLES[act.payload['paper']]}，{act.payload['receiver']}签收"
        if act.payload["receiver_signed"]
        else f"{act.payload['mode']}{gates.PAPER_TITLES[act.payload['paper']]}"
    ),
)

penalty_ordinary.act(
    "hear_statement",
    "听取陈述申辩",
    form=forms.HearStatement,
    by=Role.OFFICER,
    officers=2,
    once=False,
    stage="待决定",
    needs=[gates.still_open, gates.undecided, gates.notice_served],
    papers=["statement_record"],
    awaits=Role.HEAD,
    says=lambda act: f"{act.payload['mode']}：{act.payload['content']}",
)

penalty_ordinary.act(
    "request_hearing",
    "登记听证申请",
    form=forms.RequestHearing,
    by=(Role.INTAKE, Role.OFFICER),
    field=True,
    needs=[gates.still_open, gates.undecided, gates.notice_served],
    starts=[clocks.HEARING_CALL],
    awaits=Role.REVIEWER,
    says=lambda act: f"{act.payload['requested_by']}申请听证",
)

penalty_ordinary.act(
    "notify_hearing",
    "听证通知",
    form=forms.NotifyHearing,
    by=Role.REVIEWER,
    once=False,
    needs=[
        gates.still_open,
        gates.undecided,
        gates.hearing_requested,
        gates.hearing_chair,
        gates.hearing_told_in_time,
        gates.hearing_announced,
        gates.hearing_open,
    ],
    awaits=Role.REVIEWER,
    says=lambda act: f"定于{chinese_date(date.fromisoformat(act.payload['hearing_on']))}在{act.payload['place_text']}举行听证",
)

penalty_ordinary.act(
    "hold_hearing",
    "举行听证",
    form=forms.HoldHearing,
    by=Role.REVIEWER,
    needs=[
        gates.still_open,
        gates.undecided,
        gates.hearing_requested,
        gates.hearing_chair,
        gates.hearing_invited,
        gates.hearing_as_told,
        gates.hearing_agents,
        gates.hearing_absence,
        gates.hearing_record,
    ],
    awaits=Role.REVIEWER,
    says=lambda act: f"{act.payload['chair']}主持：{act.payload['record']}",
)

penalty_ordinary.act(
    "discuss_collectively",
    "集体讨论",
    form=forms.DiscussCollectively,
    by=Role.HEAD,
    once=False,
    needs=[gates.still_open, gates.undecided, gates.after_report, gates.quorum],
    says=lambda act: act.payload["conclusion"],
)

penalty_ordinary.act(
    "decide",
    "作出处罚决定",
    form=forms.Decide,
    by=Role.HEAD,
    stage="待送达决定书",
    needs=[
        gates.still_open,
        gates.transfer_not_replaced,
        gates.urgency_settled,
        gates.not_suspended,
        gates.basis_stands,
        gates.after_report,
        gates.established,
        *gates.BY_DEVICE,
        gates.camera_told,
        gates.review_passed,
        gates.notice_served,
        gates.statement_over,
        gates.statement_reviewed,
        gates.hearing_done,
        gates.collective,
        gates.head_apart,
        gates.competent,
        gates.kinds_allowed,
        gates.fine_with_kind,
        gates.within_range,
        gates.punishable,
        gates.version_applied,
        gates.benchmark_applied,
        gates.fine_calculated,
        gates.fine_within_tier,
        gates.departure_approved,
        gates.not_heavier,
        gates.unchanged,
        gates.as_reviewed,
        gates.on_hearing_record,
        gates.one_fine,
        gates.contents,
        gates.undecided,
    ],
    starts=[clocks.SERVICE, clocks.PUBLICATION],
    papers=["penalty_decision"],
    awaits=Role.OFFICER,
    says=lambda act: _penalty(act.payload),
)

penalty_ordinary.act(
    "decide_no_penalty",
    "不予处罚决定",
    form=forms.DecideNoPenalty,
    by=Role.HEAD,
    stage="待结案",
    needs=[
        gates.still_open,
        gates.undecided,
        gates.after_report,
        gates.competent,
        gates.head_apart,
        gates.collective,
        gates.outcome,
        gates.educated,
    ],
    starts=[clocks.NOT_PENALISED],
    awaits=Role.HEAD,
    says=lambda act: act.payload["ground"],
)

penalty_ordinary.act(
    "drop_case",
    "撤销案件",
    form=forms.DropCase,
    by=Role.HEAD,
    stage="已撤案",
    needs=[gates.still_open, gates.undecided, gates.head_apart, gates.none_left, REPLY_GIVEN],
    papers=["closing_approval"],
    awaits=Role.OFFICER,
    says=lambda act: f"{act.payload['ground']}：{act.payload['reason']}",
)

declare_execution(penalty_ordinary)
declare_aftermath(penalty_ordinary)


def _penalty(payload: dict[str, object]) -> str:
    """处罚内容 in a few words: 警告，罚款200.00元."""
    kinds = [str(kind) for kind in payload["kinds"]]  # type: ignore[attr-defined]  # a JSON list
    fine = payload.get("fine_fen")
    words = [f"罚款{Yuan.of_fen(fine).text}" if kind == "罚款" and isinstance(fine, int) else kind for kind in kinds]
    return "，".join(words)
