"""冻结 — only organs that a law names freeze money, as much as the case is about."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from yifa.kernel.money import Yuan
from yifa.law.answer import LAWFUL, Ruling, refused
from yifa.law.authority.norms import Norm
from yifa.law.penalties import listed
from yifa.law.rule import rule
from yifa.law.sources import ACL

SINCE = date(2012, 1, 1)

#: 行政强制法 31, in its order
CONTENTS = (
    "当事人的姓名或者名称、地址",
    "冻结的理由、依据和期限",
    "冻结的账号和数额",
    "申请行政复议或者提起行政诉讼的途径和期限",
    "行政机关的名称、印章和日期",
)


@rule("measure.freezing", cites=[ACL("29"), ACL("30", 3)], since=SINCE)
def freezing(*, named_by: Norm | None, entrusted: bool, amount: Yuan, involved: Yuan, frozen_by: str) -> Ruling:
    """冻结存款、汇款 — by an organ a law names, never entrusted, no more than the case is about, not what another organ has frozen.

    ``named_by`` is the norm that gives the body the power, None where none does. ``frozen_by`` names the other organ, empty for none.
    Reads: 相当 means not more. Reviewed: no.
    """
    if named_by != "法律":
        return refused("冻结存款、汇款只能由法律规定的行政机关实施，本机关没有这项权力。", remedy="不冻结；需要的，移送有权的机关。")
    if entrusted:
        return refused("冻结存款、汇款不得委托给其他行政机关或者组织。", remedy="由法律规定的行政机关自己实施。")
    if amount > involved:
        return refused(f"冻结{amount.text}，多于违法行为涉及的{involved.text}。", remedy="冻结的数额与违法行为涉及的金额相当。")
    if frozen_by.strip():
        return refused(f"已被{frozen_by}依法冻结，不得重复冻结。", remedy=f"与{frozen_by}联系。")
    return LAWFUL


@rule("measure.freezing_paper", cites=[ACL("31")], since=SINCE)
def freezing_paper(*, present: Collection[str]) -> Ruling:
    """冻结决定书 — five contents. Its term: ``deadlines.freezing_paper``.

    ``present`` names those of ``CONTENTS`` that the decision carries.
    Leaves out: the notice to the bank (article 30(1)).
    """
    if missing := [name for name in CONTENTS if name not in present]:
        return refused(f"冻结决定书没有载明{listed(missing)}。", remedy="补充后再交付。")
    return LAWFUL


@rule("measure.released", cites=[ACL("32", 1), ACL("33")], since=SINCE)
def released(*, expires_on: date, today: date, decided: bool) -> Ruling:
    """冻结期满 — without a decision in the term the bank releases the money on its own, and the body may not hold it.

    ``expires_on`` is the last day (``deadlines.freezing``); ``decided``: a decision on the money was made in the term.
    Leaves out: the bank's own duty to release.
    """
    if decided or today <= expires_on:
        return LAWFUL
    return refused("冻结期满没有作出处理决定或者解除冻结决定，应当解除冻结。", remedy="立即通知金融机构和当事人解除冻结。")
