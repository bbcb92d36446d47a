"""The force as a whole: auxiliaries, certificates, examinations, training, the share of reviewers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from yifa.kernel.dates import Months, add_months, chinese_date
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.people.officers import SINCE
from yifa.law.rule import rule
from yifa.law.sources import APL, GOV21, SC118


@dataclass(frozen=True, slots=True)
class Indicator:
    """指标 — reached or not, and how much is missing; it stops nothing."""

    reached: bool
    missing: int


#: 执法职权 — what only an officer with a certificate does
OFFICERS_TASKS = ("作出决定", "单独检查", "单独调查取证", "实施强制措施", "计入两名执法人员")


@rule("people.assistant_task", cites=[APL("42", 1), APL("76", 1, 5)], since=SINCE, settable=("may",))
def assistant_task(*, task: str, may: tuple[str, ...] = ()) -> Ruling:
    """辅助人员的工作 — an auxiliary never decides, inspects or measures alone, nor counts as an officer; the rest a province lists.

    ``may`` is the list of the layer. Reads: what is neither an officer's task nor on the list is left to a person. Reviewed: no.
    """
    if task in OFFICERS_TASKS:
        return refused(f"“{task}”须由具有行政执法资格的人员承担，执法辅助人员不能承担。", remedy="由两名具有行政执法资格的执法人员办理。")
    if task in may:
        return LAWFUL
    return for_person(f"执法辅助人员可以承担“{task}”吗？", remedy="核对本地关于执法辅助人员的规定，由负责人决定。")


@rule("people.certificate_issuer", cites=[GOV21(""), SC118("")], since=SINCE)
def certificate_issuer(*, issued_by: Literal["省级", "垂直管理系统", "其他"]) -> Ruling:
    """证件核发 — certificates are issued by the province after its examination, or by the central body of a vertical system.

    Reads: the text is not held, only notes of it. Reviewed: no.
    Leaves out: style and term of validity of the certificate: no national text was found.
    """
    if issued_by != "其他":
        return LAWFUL
    return refused(
        "行政执法证件不是由省级或者垂直管理系统核发，不能作为行政执法资格的证明。", remedy="参加全省统一考试，取得统一核发的行政执法证件。"
    )


@rule("people.exam_result", cites=[GOV21("")], since=SINCE, settable=("term",))
def exam_result(*, passed_on: date, day: date, term: Months | None = None) -> Ruling:
    """考试成绩有效期 — for how long the result of who is not in enforcement yet is good; a province sets it.

    Reads: the corresponding day is the last. Reviewed: no.
    """
    if term is None:
        return for_person("本地没有载入执法资格考试成绩的有效期，成绩是否仍然有效？", remedy="由证件管理人员核对本地规定。")
    last = add_months(passed_on, term.n)
    if day <= last:
        return LAWFUL
    return refused(f"执法资格考试成绩已于{chinese_date(last)}过期，不能据此核发证件。", remedy="重新参加执法资格考试。")


@rule("people.training", cites=[GOV21("")], since=SINCE)
def training(*, hours: int) -> Indicator:
    """年度培训 — every officer has at least sixty hours of professional and legal training a year.

    Reads: whole hours of one calendar year, political training not counted. It is an indicator and stops no act. Reviewed: no.
    """
    return Indicator(hours >= 60, max(60 - hours, 0))


@rule("people.reviewer_share", cites=[SC118("")], since=SINCE)
def reviewer_share(*, reviewers: int, officers: int) -> Indicator:
    """法制审核人员比例 — in principle at least five per cent of the enforcement staff.

    Reads: ``officers`` is the whole enforcement staff, reviewers among them. It is an indicator and stops no act. Reviewed: no.
    """
    missing = max(-(-officers // 20) - reviewers, 0)
    return Indicator(missing == 0, missing)
