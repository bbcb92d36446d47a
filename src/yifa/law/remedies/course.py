"""Remedies in their course: which organ, which first, whether execution stops, and terms that were told wrongly."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.rule import rule
from yifa.law.sources import APL, ARL, JTERM, LIT

SINCE = date(2024, 1, 1)

Issuer = Literal[
    "工作部门", "派出机构", "授权组织", "乡镇人民政府", "街道办事处", "县级以上人民政府", "省级人民政府", "垂直领导部门", "司法行政部门"
]
Subject = Literal["当场行政处罚", "自然资源权属", "未履行法定职责", "不予公开政府信息", "法律、行政法规规定的其他情形", "其他"]


@dataclass(frozen=True, slots=True)
class Organ:
    """行政复议机关 — who decides; ``or_else`` is a second one the party may choose instead, empty where there is none."""

    organ: str
    or_else: str = ""


@rule("remedies.organ", cites=[ARL("24"), ARL("27"), ARL("28")], since=SINCE)
def organ(*, issuer: Issuer, large_city: bool) -> Organ:
    """行政复议机关 — the people's government, not the superior department; departments led from above go to their superior.

    ``large_city``: a dispatched institution of a department of a municipality or a city with districts, set up by district.
    Reads: a street office is a dispatched organ of the government that set it up; an entrusted organisation acts in the name of
        the body that entrusted it, so ask for that body. Reviewed: no.
    Leaves out: the State Council and its departments (article 25).
    """
    match issuer:
        case "乡镇人民政府":
            return Organ("县级人民政府")
        case "街道办事处":
            return Organ("设立该街道办事处的人民政府")
        case "县级以上人民政府":
            return Organ("上一级人民政府")
        case "省级人民政府":
            return Organ("本机关")
        case "垂直领导部门":
            return Organ("上一级主管部门")
        case "司法行政部门":
            return Organ("本级人民政府", "上一级司法行政部门")
        case "派出机构":
            return Organ("设立该机构的部门的本级人民政府", "派出机构所在地的人民政府" if large_city else "")
        case _:
            return Organ("本级人民政府")


@rule("remedies.reconsideration_first", cites=[ARL("23", 1), LIT("44", 2)], since=SINCE)
def reconsideration_first(*, subject: Subject) -> bool:
    """复议前置 — reconsideration comes before a lawsuit against fines on the spot and four other subjects.

    Leaves out: which laws and regulations name further ones.
    """
    return subject != "其他"


@dataclass(frozen=True, slots=True)
class Stated:
    """救济告知 — whether the paper says it right, and the first thing it says wrong."""

    ok: bool
    error: Literal[
        "",
        "reconsideration_first_required",
        "reconsideration_missing",
        "reconsideration_term_wrong",
        "lawsuit_missing",
        "lawsuit_term_wrong",
        "reconsideration_not_first",
    ] = ""


@rule("remedies.stated", cites=[APL("59", 1, 5), ARL("20", 1), ARL("23", 1, 1), ARL("23", 2), LIT("45"), LIT("46", 1)], since=SINCE)
def stated(*, first: bool, told_first: bool, reconsideration_days: int | None, direct_months: int | None, after_days: int | None) -> Stated:
    """救济告知核对 — what a decision says about remedies: the terms, and reconsideration first where it must be.

    ``first``: reconsideration must come first (``remedies.reconsideration_first``); ``told_first``: the paper says so.
    ``direct_months`` and ``after_days`` are the terms told for suing directly and after reconsideration; None where not told.
    Reads: where reconsideration comes first, a direct lawsuit must not be told and the word 先 must be there; the term after
        reconsideration may stay untold, the organ tells it. Reviewed: no.
    Leaves out: other terms set by laws.
    """
    if first and (direct_months is not None or not told_first):
        return Stated(False, "reconsideration_first_required")
    if reconsideration_days is None:
        return Stated(False, "reconsideration_missing")
    if reconsideration_days != 60:
        return Stated(False, "reconsideration_term_wrong")
    if after_days not in (None, 15):
        return Stated(False, "lawsuit_term_wrong")
    if first:
        return Stated(True)
    if told_first:
        return Stated(False, "reconsideration_not_first")
    if direct_months is None:
        return Stated(False, "lawsuit_missing")
    return Stated(True) if direct_months == 6 else Stated(False, "lawsuit_term_wrong")


@rule("remedies.internet_channel", cites=[ARL("22", 2)], since=SINCE)
def internet_channel(*, served_by_internet: bool, channel_given: bool) -> Ruling:
    """复议互联网渠道 — a decision served over the internet comes with the internet channel for the application.

    Reads: electronic service of any kind is over the internet. Reviewed: no.
    """
    if channel_given or not served_by_internet:
        return LAWFUL
    return refused("通过互联网渠道送达决定书，没有同时提供提交行政复议申请书的互联网渠道。", remedy="写明复议申请的互联网渠道后再送达。")


@rule("remedies.through_body", cites=[ARL("32", 1)], since=SINCE)
def through_body(*, on_the_spot: bool, by_camera: bool) -> Ruling:
    """向处罚机关提交复议申请 — open against fines on the spot and those resting on camera records.

    Leaves out: an application handed to the wrong body in other cases.
    """
    if on_the_spot or by_camera:
        return LAWFUL
    return refused(
        "本决定不是当场作出，也不是依据电子技术监控设备记录作出，复议申请不能由本机关收转。", remedy="告知当事人向行政复议机关提交。"
    )


@rule("remedies.running", cites=[ARL("42"), LIT("56")], since=SINCE)
def running(*, received: int, ended: int) -> Ruling:
    """复议、诉讼进行中 — what is answered or ended was received and has not ended.

    Leaves out: which of several running at once is meant; the act says so.
    """
    if received > ended:
        return LAWFUL
    return refused("本案没有正在进行的行政复议或者行政诉讼。", remedy="先登记收到的复议申请书或者起诉状。")


@rule("remedies.execution_goes_on", cites=[APL("73", 1), ARL("42"), LIT("56")], since=SINCE)
def execution_goes_on(*, stopped_by: Literal["", "本机关", "行政复议机关", "人民法院", "法律、法规、规章"]) -> Ruling:
    """不停止执行 — a remedy does not stop execution, unless the body, the organ, the court or a norm stops it.

    ``stopped_by`` is empty where nobody did.
    Leaves out: detention, which the police may defer; the surcharge, which is not counted while a remedy runs.
    """
    if stopped_by:
        return refused(f"执行已由{stopped_by}停止，不得继续执行。", remedy="待停止执行的决定解除或者复议、诉讼终结后再执行。")
    return LAWFUL


@rule("remedies.term_misstated", cites=[JTERM("")], since=date(2026, 5, 1))
def term_misstated(*, told_months: int | None, knew_organ: bool) -> Ruling:
    """起诉期限告知错误 — a term told wrongly, or an acting organ not known, moves the term; how, a person decides.

    ``told_months`` is the term told for suing directly, None where none was told.
    Reads: 法释〔2026〕3号 is known only from secondary pages, so its questions are never decided here. The day it took effect is not
        confirmed. Reviewed: no.
    """
    if told_months == 6 and knew_organ:
        return LAWFUL
    return for_person("告知的起诉期限有误或者作出机关不明，起诉期限从何时起算、至何时届满？", remedy="由法制审核人员查明司法解释后确认。")
