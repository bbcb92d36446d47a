"""One act, one fine: articles 29 and 35."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yifa.kernel.money import Yuan
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.penalties import Kind, Span
from yifa.law.rule import rule
from yifa.law.sources import APL

SINCE = date(2021, 7, 15)


@dataclass(frozen=True, slots=True)
class Norm:
    """法律规范 — one norm that fines the act; ``name`` as in papers."""

    name: str
    fine: Span

    def __str__(self) -> str:
        return f"{self.name}（{self.fine.text}）"


@rule("substance.one_fine", cites=[APL("29")], since=SINCE)
def one_fine(*, same_act: bool | None, fined_before: bool, kinds: Sequence[str]) -> Ruling:
    """一事不二罚 — one act is fined once, whichever body fined it; other kinds of penalty are not barred.

    ``same_act``: is it the act that was fined? A person's finding, None where nobody found.
    Reads: only 罚款 is barred, not confiscation, not a warning. Reviewed: no.
    """
    if not fined_before or Kind.FINE not in kinds:
        return LAWFUL
    if same_act is None:
        return for_person("该当事人已被罚款，本案是否同一个违法行为？", remedy="由负责人对照前次处罚决定书认定，并写明理由。")
    if not same_act:
        return LAWFUL
    return refused("对同一个违法行为已经罚款，不得再次罚款。", remedy="去掉罚款；需要的，另行适用其他种类的处罚。")


@rule("substance.higher_norm", cites=[APL("29")], since=SINCE)
def higher_norm(*, same_act: bool | None, norms: Sequence[Norm]) -> Norm | Ruling:
    """从一重罚款 — where one act breaks several norms that fine it, the norm with the higher fine applies; fines are not added.

    Reads: the higher upper limit decides, with equal upper limits the higher lower one; equal in both, the first named. An upper limit
        that is open (a base not established) cannot be compared. Reviewed: no.
    Leaves out: the kinds beside the fine, and a special norm that sets the general one aside (特别法优先): a person names the norms.
    """
    if same_act is None:
        return for_person("所列规范处罚的是否同一个违法行为？", remedy="由承办人认定，并写明理由。")
    if not same_act:
        return refused("不是同一个违法行为，应当分别裁量。", remedy="对每一个违法行为分别立案或者分别写明处罚。")
    if not norms:
        return refused("没有列出规定罚款的法律规范。", remedy="列出所违反的法律规范及其罚款幅度。")
    best = norms[0]
    for norm in norms[1:]:
        if best.fine.high is None or norm.fine.high is None:
            return for_person(f"{best}与{norm}的罚款上限无法比较，哪一个罚款数额高？", remedy="查明计算罚款的基数后再比较。")
        if (norm.fine.high, norm.fine.low) > (best.fine.high, best.fine.low):
            best = norm
    return best


@rule("substance.set_off", cites=[APL("35", 2)], since=SINCE)
def set_off(*, fine_paid: Yuan, court_fine: Yuan) -> Yuan:
    """罚款折抵罚金 — what was fined for the crime is set off against the court's fine; the value is what remains to be paid.

    Reads: never less than nothing, and nothing is paid back. What was imposed but not paid is not set off: it is no longer
        collected. Reviewed: no.
    Leaves out: detention set off against imprisonment (paragraph 1): the police and the court reckon that.
    """
    return court_fine - min(fine_paid, court_fine)


@rule("substance.no_fine_after_court", cites=[APL("35", 2)], since=SINCE)
def no_fine_after_court(*, fined_by_court: bool, kinds: Sequence[str]) -> Ruling:
    """罚金之后不再罚款 — after a court fined the crime, the act is not fined again by the body that had not fined it.

    Reads: other kinds of penalty (a licence revoked) stay open. Reviewed: no.
    """
    if fined_by_court and Kind.FINE in kinds:
        return refused("人民法院已经判处罚金，不再给予罚款。", remedy="去掉罚款；依法应当给予其他处罚的，保留其他种类。")
    return LAWFUL
