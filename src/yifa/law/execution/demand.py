"""催告与强制执行决定 — first the demand, then hearing what is said, then the decision."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from yifa.kernel.dates import chinese_date
from yifa.law.answer import LAWFUL, Ruling, refused
from yifa.law.penalties import listed
from yifa.law.rule import rule
from yifa.law.sources import ACL, APL

SINCE = date(2012, 1, 1)

#: 行政强制法 35, in its order; the third only where money is owed
DEMAND_CONTENTS = ("履行义务的期限", "履行义务的方式", "陈述权和申辩权")
MONEY_CONTENTS = ("明确的金额和给付方式",)
#: 行政强制法 37(2), in its order
DECISION_CONTENTS = (
    "当事人的姓名或者名称、地址",
    "强制执行的理由和依据",
    "强制执行的方式和时间",
    "申请行政复议或者提起行政诉讼的途径和期限",
    "行政机关的名称、印章和日期",
)


@rule("execution.own_power", cites=[ACL("13"), ACL("34"), ACL("46"), APL("72", 1)], since=date(2021, 7, 15))
def own_power(*, given_by_law: bool) -> Ruling:
    """自行强制执行权 — a body executes itself only where a law gives it that; else it asks the court.

    Reads: 法律 is a statute of the congress; neither regulation nor rule gives the power. Reviewed: no.
    """
    if given_by_law:
        return LAWFUL
    return refused("法律没有规定本机关可以强制执行，不得自行强制执行。", remedy="催告后，在法定期限内申请人民法院强制执行。")


@rule("execution.demand", cites=[ACL("35")], since=SINCE)
def demand(*, written: bool, present: Collection[str], money: bool) -> Ruling:
    """催告 — in writing: by when, how, how much where money is owed, and the right to state and defend.

    ``present`` names those of ``DEMAND_CONTENTS`` and ``MONEY_CONTENTS`` that it carries.
    Leaves out: how it is served (article 38); how long a term it gives.
    """
    if not written:
        return refused("催告应当以书面形式作出。", remedy="制作催告书并送达当事人。")
    asked = (*DEMAND_CONTENTS, *(MONEY_CONTENTS if money else ()))
    if missing := [name for name in asked if name not in present]:
        return refused(f"催告书没有载明{listed(missing)}。", remedy="补充后再送达。")
    return LAWFUL


@rule("execution.overdue", cites=[ACL("34"), ACL("35"), APL("72", 1)], since=date(2021, 7, 15))
def overdue(*, due_on: date, today: date, owed: bool) -> Ruling:
    """逾期不履行 — demanded is what the decision orders, once its term is over and something is still owed.

    ``due_on`` is the last day to perform, of an approved deferral where there is one.
    Reads: 逾期 is after the last day, also where it rolled. Reviewed: no.
    """
    if not owed:
        return refused("处罚决定已经履行，没有需要催告的义务。", remedy="请办理结案。")
    if today <= due_on:
        return refused(f"履行期限至{chinese_date(due_on)}，尚未届满。", remedy="期满仍不履行的，再催告。")
    return LAWFUL


@rule("execution.decision", cites=[ACL("35"), ACL("36"), ACL("37")], since=SINCE)
def decision(
    *, demanded: bool, term_until: date | None, today: date, stated: bool, reviewed: bool, good_reason: bool, hides_property: bool
) -> Ruling:
    """强制执行决定 — after the demand, its term and what the party said; at once where property is being moved or hidden.

    ``term_until`` is the last day the demand gave, None where it was not served. ``stated``: the party spoke; ``reviewed``: that was
    recorded and examined. ``good_reason``: it has a good reason not to perform, which a person says.
    Reads: hiding dispenses with the rest of the term, not with the demand. Reviewed: no.
    """
    if not demanded or term_until is None:
        return refused("作出强制执行决定前，应当先催告当事人履行义务。", remedy="制作催告书并送达当事人。")
    if stated and not reviewed:
        return refused("当事人对催告提出了陈述、申辩，尚未复核。", remedy="记录、复核当事人的意见；成立的，予以采纳。")
    if good_reason:
        return refused("当事人有正当理由没有履行，不能作出强制执行决定。", remedy="消除原因后再催告，或者达成执行协议。")
    if today <= term_until and not hides_property:
        return refused(f"催告的履行期限至{chinese_date(term_until)}，尚未届满。", remedy="期满仍不履行的，再决定。")
    return LAWFUL


@rule("execution.decision_paper", cites=[ACL("37", 2)], since=SINCE)
def decision_paper(*, present: Collection[str]) -> Ruling:
    """强制执行决定书 — five contents.

    ``present`` names those of ``DECISION_CONTENTS`` that the decision carries.
    Leaves out: how it is served (article 38).
    """
    if missing := [name for name in DECISION_CONTENTS if name not in present]:
        return refused(f"强制执行决定书没有载明{listed(missing)}。", remedy="补充后再作出。")
    return LAWFUL


@rule("execution.self_execution", cites=[ACL("46", 1)], since=SINCE)
def self_execution(*, has_power: bool, demanded: bool, surcharge_from: date | None, today: date, starts_on: date | None) -> Ruling:
    """加处罚款后的强制执行 — with the power, after more than thirty days of surcharge and a demand.

    ``surcharge_from`` is the first day of the surcharge, None where there is none; ``starts_on`` the first day after more than thirty of
    them (``deadlines.self_execution``).
    Leaves out: sealing, seizing or freezing before execution (paragraph 2).
    """
    if not has_power:
        return refused("没有行政强制执行权的机关应当申请人民法院强制执行。", remedy="催告后，在法定期限内申请人民法院强制执行。")
    if surcharge_from is None or starts_on is None:
        return refused("没有加处罚款，不能依照本条强制执行。", remedy="先依法加处罚款，或者依照其他规定执行。")
    if not demanded:
        return refused("没有催告当事人履行义务。", remedy="制作催告书并送达当事人。")
    if today < starts_on:
        return refused(f"加处罚款尚未超过三十日，{chinese_date(starts_on)}以前不能强制执行。", remedy="期满经催告仍不履行的，再执行。")
    return LAWFUL


@rule("execution.auction", cites=[ACL("46", 3)], since=SINCE)
def auction(*, holds_seized: bool, remedies_over: bool, remedy_used: bool, demanded: bool) -> Ruling:
    """拍卖抵缴罚款 — what was sealed or seized may be auctioned to pay the fine, once no remedy was used in time and a demand was in vain.

    ``remedies_over``: both terms, for reconsideration and lawsuit, are over.
    Reads: a remedy that was used is waited for. Reviewed: no.
    """
    if not holds_seized:
        return refused("没有已经查封、扣押的财物可以拍卖。", remedy="催告后，在法定期限内申请人民法院强制执行。")
    if not remedies_over or remedy_used:
        return refused(
            "申请行政复议和提起行政诉讼的期限没有届满，或者当事人已经寻求救济，不能拍卖。", remedy="等待期限届满或者救济程序终结。"
        )
    if not demanded:
        return refused("没有催告当事人履行义务。", remedy="制作催告书并送达当事人。")
    return LAWFUL


@rule("execution.agreement", cites=[ACL("42", 1)], since=SINCE)
def agreement(*, harms_public: bool, harms_others: bool, surcharge_waived: bool, made_good: bool) -> Ruling:
    """执行协议 — stages may be agreed without harm to the public or others; surcharges are lowered only where the party made good.

    ``made_good``: the party took remedial measures.
    Leaves out: what the stages are.
    """
    if harms_public or harms_others:
        return refused("执行协议损害公共利益或者他人合法权益，不能达成。", remedy="修改协议的内容。")
    if surcharge_waived and not made_good:
        return refused("当事人没有采取补救措施，不能减免加处的罚款。", remedy="当事人采取补救措施后，再约定减免。")
    return LAWFUL


@rule("execution.agreement_kept", cites=[ACL("42", 2)], since=SINCE)
def agreement_kept(*, agreed: bool, kept: bool) -> Ruling:
    """履行执行协议 — lawful means: execution waits for the agreement; a broken one lets execution resume.

    Reads: whether the agreement was kept a person says. Reviewed: no.
    """
    if agreed and not kept:
        return refused("当事人不履行执行协议，应当恢复强制执行。", remedy="恢复强制执行，并告知当事人。")
    return LAWFUL


@rule("execution.decided", cites=[ACL("37"), ACL("38")], since=SINCE)
def decided(*, decided: bool) -> Ruling:
    """先决定后执行 — compulsory execution follows a written decision to execute.

    Reads: substitute performance has a decision of its own (article 51). Reviewed: no.
    Leaves out: how the decision is served.
    """
    if decided:
        return LAWFUL
    return refused("没有作出强制执行决定。", remedy="催告期满后，由负责人作出强制执行决定。")
