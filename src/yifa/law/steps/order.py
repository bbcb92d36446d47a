"""步骤 — which step must stand before which, in both procedures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from yifa.kernel.dates import chinese_date
from yifa.kernel.money import Yuan
from yifa.law.answer import LAWFUL, Ruling, refused
from yifa.law.rule import rule
from yifa.law.sources import APL

SINCE = date(2021, 7, 15)


@rule("steps.filed", cites=[APL("54", 2)], since=SINCE)
def filed(*, filed: bool) -> Ruling:
    """先立案 — acts of the ordinary procedure follow the filing of the case.

    Reads: who meets the standard files promptly; what is done as a step of the case presupposes that it was filed. Reviewed: no.
    """
    if filed:
        return LAWFUL
    return refused("本案尚未立案。", remedy="请先由承办人提请立案，并由负责人批准。")


@rule("steps.proposed", cites=[APL("54", 2)], since=SINCE)
def proposed(*, proposed: bool) -> Ruling:
    """先提请立案 — the head approves what two handlers proposed.

    Reads: the statute asks for prompt filing; that handlers propose and the head approves is how the department rules do it. Reviewed: no.
    """
    if proposed:
        return LAWFUL
    return refused("承办人尚未提请立案。", remedy="请先由两名执法人员提请立案。")


@rule("steps.punished", cites=[APL("51"), APL("52", 1)], since=SINCE)
def punished(*, punished: bool) -> Ruling:
    """先作出当场处罚决定 — execution of a fine on the spot follows its decision.

    Reads: payment, report and closing in the summary procedure presuppose the decision of article 52. Reviewed: no.
    """
    if punished:
        return LAWFUL
    return refused("尚未作出当场处罚决定。", remedy="请先由两名执法人员作出并当场交付当场处罚决定书。")


@rule("steps.undecided", cites=[APL("54", 1), APL("57", 1)], since=SINCE)
def undecided(*, decided: bool) -> Ruling:
    """调查在决定之前 — inquiry, review, notice and statement come before the decision, never after.

    Reads: the head decides *after* the inquiry ended (article 57); what is found later needs a new decision. Reviewed: no.
    Leaves out: changing or withdrawing a decision.
    """
    if not decided:
        return LAWFUL
    return refused(
        "本案已经作出处理决定，不能再补办决定之前的步骤。", remedy="确有错误的，请按规定变更或者撤销原决定，并用「补充说明」记载。"
    )


@rule("steps.fine_with_kind", cites=[APL("9")], since=SINCE)
def fine_with_kind(*, kinds: Sequence[str], fine: Yuan | None) -> Ruling:
    """罚款与金额相符 — an amount stands exactly where a fine is among the kinds of penalty.

    Reads: a fine of nothing is no fine, an amount without the kind is no penalty of article 9. Reviewed: no.
    """
    if "罚款" in kinds and not fine:
        return refused("处罚种类中有罚款，但没有写明罚款金额。", remedy="请填写罚款金额，或者去掉罚款。")
    if "罚款" not in kinds and fine is not None:
        return refused("写明了罚款金额，但处罚种类中没有罚款。", remedy="请选择罚款，或者清空罚款金额。")
    return LAWFUL


@rule("steps.delivered_on_spot", cites=[APL("52", 1)], since=SINCE)
def delivered_on_spot(*, delivered: bool) -> Ruling:
    """当场交付 — the paper of a penalty on the spot is handed to the party there and then.

    Reads: a party that refuses to sign is noted in the paper; the paper is handed over all the same (paragraph 1). Reviewed: no.
    """
    if delivered:
        return LAWFUL
    return refused("当场处罚决定书没有当场交付当事人。", remedy="请当场交付决定书；当事人拒绝签收的，在决定书上注明。")


@rule("steps.paper_made", cites=[APL("61", 1)], since=SINCE)
def paper_made(*, paper: str, made: bool) -> Ruling:
    """先制作后送达 — only a paper that was made can be served.

    Reads: service concerns the paper by which the decision or notice is made known. Reviewed: no.
    """
    if made:
        return LAWFUL
    return refused(f"尚未制作《{paper}》，无从送达。", remedy=f"请先作出并制作《{paper}》。")


@rule("steps.decision_served", cites=[APL("61"), APL("67", 3)], since=SINCE)
def decision_served(*, decided: bool, served: bool) -> Ruling:
    """先送达后执行 — payment is due from receipt of the decision, so nothing is collected or closed before its service.

    Reads: 收到 in article 67(3) is service under article 61. Reviewed: no.
    """
    if not decided:
        return refused("尚未作出处罚决定。", remedy="请先依法作出处罚决定。")
    if not served:
        return refused("处罚决定书尚未送达当事人。", remedy="请先送达处罚决定书，并登记送达回证。")
    return LAWFUL


@rule("steps.hearing_requested", cites=[APL("63", 1), APL("64", None, 1)], since=SINCE)
def hearing_requested(*, requested: bool) -> Ruling:
    """先申请后听证 — a hearing is held when the party asked for it.

    Reads: article 63 has the agency organise a hearing when the party requests one. Reviewed: no.
    Leaves out: a hearing the agency holds on its own motion.
    """
    if requested:
        return LAWFUL
    return refused("当事人没有申请听证。", remedy="当事人在告知后五个工作日内提出的，请先登记听证申请。")


@rule("steps.still_open", cites=[APL("47")], since=SINCE)
def still_open(*, closed: bool) -> Ruling:
    """结案之前 — a closed case takes no further step but archiving.

    Reads: the whole process is recorded and archived; after closing only the file is made. Reviewed: no.
    """
    if not closed:
        return LAWFUL
    return refused("本案已经结案或者撤案。", remedy="请立卷归档；需要说明的，用「补充说明」记载。")


@rule("steps.something_to_serve", cites=[APL("61", 1)], since=SINCE)
def something_to_serve(*, made: bool) -> Ruling:
    """有文书可送 — service needs a paper that makes something known to the party: a notice or a decision.

    Reads: as for paper_made. Reviewed: no.
    """
    if made:
        return LAWFUL
    return refused("还没有需要送达当事人的文书。", remedy="请先作出事先告知或者处罚决定。")


@rule("steps.still_owed", cites=[APL("66", 1), APL("67", 3)], since=SINCE)
def still_owed(*, due: Yuan, paid: Yuan) -> Ruling:
    """尚有应缴 — a payment is recorded while something of the fine is open.

    ``due`` is the fine, with the surcharge that was settled.
    Reads: the decision sets what is due; nothing beyond it may be taken. Reviewed: no.
    """
    if paid < due:
        return LAWFUL
    if not due:
        return refused("本案没有罚款需要缴纳。", remedy="请办理结案。")
    return refused("罚款已经全部缴清。", remedy="请办理结案。")


@rule("steps.spot_reported", cites=[APL("52", 3)], since=SINCE)
def spot_reported(*, reported: bool) -> Ruling:
    """当场处罚备案 — officers report a penalty decided on the spot to their body before the case is closed.

    Reads: the statute sets no moment; before closing is the last at which the body can still look at it. Reviewed: no.
    """
    if reported:
        return LAWFUL
    return refused("当场处罚决定尚未报所属机关备案。", remedy="请执法人员先办理当场处罚备案。")


@rule("steps.paid_after_decision", cites=[APL("67", 3)], since=SINCE)
def paid_after_decision(*, paid_on: date, decided_on: date) -> Ruling:
    """先决定后缴款 — a fine is paid on or after the day of its decision.

    Reads: the duty to pay begins with receiving the decision; money taken before it has no basis. Reviewed: no.
    """
    if paid_on >= decided_on:
        return LAWFUL
    return refused(f"缴款日期{chinese_date(paid_on)}早于处罚决定日期{chinese_date(decided_on)}。", remedy="请核对票据上的缴款日期。")
