"""Over a docket: may this party be punished at all, and under which of two versions of the norm."""

from __future__ import annotations

from datetime import date

from yifa.kernel.money import Yuan
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.penalties import Span
from yifa.law.rule import rule
from yifa.law.sources import APL
from yifa.law.substance.capacity import Capacity, Leniency, Mind, age, mind
from yifa.law.substance.newer_law import newer_law

SINCE = date(2021, 7, 15)


@rule("substance.punishable", cites=[APL("30"), APL("31")], since=SINCE)
def punishable(*, born_on: date | None, act_on: date, state: Mind, leniency: Leniency) -> Ruling:
    """可予处罚 — no penalty for a child or who could not govern the act; the proposal of a minor's penalty says that it must be lighter.

    ``born_on`` is None for an organisation and where nobody stated it; ``leniency`` is what the proposal states.
    Reads: stating the ground is what makes the discretion lighter (``discretion.calculate``). Reviewed: no.
    Leaves out: a party whose age nobody stated: the identity paper shows it, the handlers look.
    """
    found: list[Capacity] = [mind(state=state)]
    if born_on is not None:
        by_age = age(born_on=born_on, act_on=act_on)
        if isinstance(by_age, Ruling):
            return by_age
        found.append(by_age)
    if none := next((one for one in found if not one.penalty), None):
        return refused("违法行为人依法不予行政处罚。", remedy=f"作出不予处罚决定，{none.duty}。")
    if any(one.leniency is Leniency.MUST for one in found) and leniency is not Leniency.MUST:
        return refused("违法行为人已满十四周岁不满十八周岁，应当从轻或者减轻行政处罚。", remedy="选择“应当从轻或者减轻”，并据此裁量。")
    return LAWFUL


@rule("substance.version_applied", cites=[APL("37")], since=SINCE)
def version_applied(*, fine: Yuan | None, at_act: Span | None, at_decision: Span | None, known: bool) -> Ruling:
    """适用哪一版本 — a fine is not above what the lighter of the two versions allows, that of the act's day and today's.

    ``known``: the item is held for the day of the act. A span is None where its version sets no amount.
    Reads: as ``substance.newer_law``. Whether kinds or conditions changed beside the fine, the reviewer looks. Reviewed: no.
    """
    if not known:
        return for_person("名录中没有违法行为发生时的处罚依据，行为时的规定是否较轻？", remedy="由法制审核人员查明行为时的规定后填写意见。")
    if not fine or at_act == at_decision:
        return LAWFUL
    if at_act is None or at_decision is None:
        return for_person(
            "行为时和决定时的规定只有一个设定了罚款数额，适用哪一个？",
            remedy="由法制审核人员比较两个版本后提出意见，由负责人决定。",
        )
    applicable = newer_law(at_act=at_act, at_decision=at_decision)
    if isinstance(applicable, Ruling):
        return applicable
    span = applicable.span
    assert span is not None and span.high is not None  # an open end was for a person
    if fine <= span.high:
        return LAWFUL
    day = "决定" if applicable.version == "new" else "行为"
    return refused(f"罚款{fine.text}高于{day}时较轻的规定（{span.text}）。", remedy=f"适用{day}时的规定，在其幅度内重新裁量。")
