"""代履行 — somebody else does what the party owes, at its cost."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Literal

from yifa.kernel.calendar import Calendar
from yifa.kernel.dates import chinese_date
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.penalties import listed
from yifa.law.rule import rule
from yifa.law.sources import ACL

SINCE = date(2012, 1, 1)

Harm = Literal["危害交通安全", "造成环境污染", "破坏自然资源"]
#: 行政强制法 51(1), item 1, in its order
CONTENTS = ("当事人的姓名或者名称、地址", "代履行的理由和依据", "代履行的方式和时间", "代履行的标的", "费用预算", "代履行人")
#: full days of work between the demand and the doing
BETWEEN = 3


@rule("execution.substitute", cites=[ACL("50"), ACL("51", 1), ACL("69")], since=SINCE)
def substitute(
    *,
    harm: Harm | None,
    decision_served: bool,
    demand_served_on: date | None,
    planned_on: date,
    still_unperformed: bool,
    interested: bool,
    calendar: Calendar,
) -> Ruling:
    """代履行的条件 — a duty to remove or restore, demanded in vain three working days before, and harm to traffic, environment or nature.

    ``harm`` is what not performing has done or will do, None for none of the three. ``interested``: who would do it has an interest.
    Reads: three whole working days lie between the demand and the doing (article 69); the decision is served before. Reviewed: no.
    """
    if harm is None:
        return refused("不履行的后果没有危害交通安全、造成环境污染或者破坏自然资源，不能代履行。", remedy="催告后，申请人民法院强制执行。")
    if not decision_served:
        return refused("代履行决定书没有送达当事人。", remedy="先送达代履行决定书。")
    if demand_served_on is None:
        return refused("代履行前没有催告当事人履行。", remedy="代履行三个工作日前催告当事人。")
    if calendar.working_days_between(demand_served_on, planned_on) < BETWEEN:
        return refused(f"催告与{chinese_date(planned_on)}代履行之间不足三个工作日。", remedy="推迟代履行的日期，使催告后满三个工作日。")
    if not still_unperformed:
        return refused("当事人已经履行，应当停止代履行。", remedy="核查后结案。")
    if interested:
        return refused("代履行人与本案有利害关系。", remedy="由本机关代履行，或者委托没有利害关系的第三人。")
    if not calendar.known(planned_on):
        return for_person(
            f"{planned_on.year}年放假安排尚未载入，代履行前是否确有三个工作日？", remedy="由系统管理员载入放假安排后再确定代履行日期。"
        )
    return LAWFUL


@rule("execution.substitute_paper", cites=[ACL("51", 1, 1)], since=SINCE)
def substitute_paper(*, present: Collection[str]) -> Ruling:
    """代履行决定书 — six contents, the estimate of the cost and who will do it among them.

    ``present`` names those of ``CONTENTS`` that the decision carries.
    Leaves out: how it is served (article 38).
    """
    if missing := [name for name in CONTENTS if name not in present]:
        return refused(f"代履行决定书没有载明{listed(missing)}。", remedy="补充后再送达。")
    return LAWFUL


@rule("execution.substitute_done", cites=[ACL("51")], since=SINCE)
def substitute_done(*, watched: bool, signed: bool, by_force: bool, cost_reasonable: bool) -> Ruling:
    """代履行的实施 — an official is there, all sign, no force or threat, and the cost is what it reasonably takes.

    ``signed``: the official, who did it, and the party or a witness.
    Reads: whether the cost is reasonable a person says. Reviewed: no.
    """
    if by_force:
        return refused("代履行不得采用暴力、胁迫以及其他非法方式。", remedy="停止代履行，依法追究责任。")
    if not watched:
        return refused("代履行时，作出决定的行政机关没有派员到场监督。", remedy="派员到场后再代履行。")
    if not signed:
        return refused("执行文书没有监督人员、代履行人和当事人或者见证人的签名。", remedy="补齐签名。")
    if not cost_reasonable:
        return refused("代履行的费用没有按照成本合理确定。", remedy="按照成本重新核定费用。")
    return LAWFUL


@rule("execution.immediate", cites=[ACL("52")], since=SINCE)
def immediate(*, public_way: bool, must_go_at_once: bool, party_can: bool, party_present: bool, told_after: bool) -> Ruling:
    """立即代履行 — spills, obstacles or pollutants on roads, waterways and public places that must go at once and the party cannot clear.

    ``told_after``: an absent party was told at once afterwards.
    Reads: whether it must go at once and the party cannot, a person says. Reviewed: no.
    """
    if not (public_way and must_go_at_once):
        return refused(
            "不是需要立即清除的道路、河道、航道或者公共场所的遗洒物、障碍物、污染物，不能立即代履行。", remedy="催告后依法代履行。"
        )
    if party_can:
        return refused("当事人能够清除，不能立即代履行。", remedy="责令当事人立即清除。")
    if not party_present and not told_after:
        return refused("当事人不在场，事后没有立即通知当事人。", remedy="立即通知当事人，并依法作出处理。")
    return LAWFUL
