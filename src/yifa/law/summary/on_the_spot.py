"""The summary procedure: when, and what must be told."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from yifa.kernel.money import Yuan
from yifa.law.answer import LAWFUL, Ruling, refused
from yifa.law.penalties import Kind, Party, listed
from yifa.law.rule import rule
from yifa.law.sources import APL

SINCE = date(2021, 7, 15)


@rule("summary.on_the_spot", cites=[APL("51")], since=SINCE)
def on_the_spot(*, party: Party, fine: Yuan | None, kinds: Sequence[str], facts_clear: bool) -> Ruling:
    """简易程序适用条件 — decided on the spot: clear facts, and only a warning or a fine up to 200 yuan (person) or 3,000 (organisation).

    Reads: both amounts included (以下, 民法典 1259 by analogy); whatever is not said to be an organisation is held to the
        lower amount, so an individual business (个体工商户) counts as a person. Reviewed: no.
    Leaves out: other amounts set by laws (road traffic, police).
    """
    if not facts_clear:
        return refused("违法事实尚不确凿，不得当场作出行政处罚决定。", remedy="转普通程序，立案调查。")
    others = [kind for kind in kinds if kind not in (Kind.WARNING, Kind.FINE)]
    if others or not kinds:
        what = f"“{listed(others)}”" if others else "未列明种类的处罚"
        return refused(f"当场处罚只限于警告和小额罚款，{what}不能当场作出。", remedy="转普通程序，立案调查。")
    if (Kind.FINE in kinds) != bool(fine):
        return refused("处罚种类与罚款数额不一致。", remedy="处以罚款的，填写罚款数额；只予警告的，不填罚款数额。")
    most, whom = (Yuan("3000"), "法人或者其他组织") if party == "organisation" else (Yuan("200"), "公民")
    if fine and fine > most:
        return refused(f"对{whom}当场罚款不得超过{most.text}，本次为{fine.text}。", remedy="转普通程序，立案调查。")
    return LAWFUL


@rule("summary.heard", cites=[APL("44"), APL("45", 1)], since=SINCE)
def heard(*, told: bool, heard: bool) -> Ruling:
    """当场告知并听取意见 — facts, reasons, basis and rights are told by word of mouth and the party is heard before the decision.

    Reads: articles 44 and 45 stand in the general part and bind the summary procedure too; a party that says nothing
        was heard when it was asked. Reviewed: no.
    """
    if not told:
        return refused("尚未告知当事人拟处罚的内容、事实、理由、依据和陈述、申辩权利。", remedy="先当场口头告知，并在记录中注明。")
    if not heard:
        return refused("尚未听取当事人的陈述、申辩。", remedy="先听取并如实记录；当事人不陈述的，也要注明。")
    return LAWFUL


#: 行政处罚法 52, in its order
CONTENTS = ("违法行为", "处罚的种类和依据", "罚款数额", "时间", "地点", "救济的途径和期限", "机关名称", "执法人员签名")


@rule("summary.contents", cites=[APL("52", 1), APL("52", 2)], since=SINCE)
def contents(*, number: str, used: Collection[str], present: Collection[str], fined: bool) -> Ruling:
    """当场处罚决定书 — on a numbered form that says what the statute lists and is signed by the officers.

    ``used``: numbers given before. ``present`` names those of ``CONTENTS`` that the paper carries.
    Reads: a number stands for one paper only. Reviewed: no.
    """
    if not number:
        return refused("当场处罚决定书没有编号。", remedy="使用预定格式、编有号码的决定书。")
    if number in used:
        return refused(f"编号{number}已经用过。", remedy="换用未使用的编号。")
    if missing := [name for name in CONTENTS if name not in present and (fined or name != "罚款数额")]:
        return refused(f"当场处罚决定书没有载明{listed(missing)}。", remedy="补充后再交付当事人。")
    return LAWFUL


@rule("summary.handed_over", cites=[APL("52", 1)], since=SINCE)
def handed_over(*, certificate_shown: bool, delivered: bool, signed: bool, refusal_noted: bool) -> Ruling:
    """当场交付 — certificate shown, paper handed over on the spot, signed for or the refusal noted on it.

    Leaves out: why the party refuses.
    """
    if not certificate_shown:
        return refused("没有向当事人出示执法证件。", remedy="先出示执法证件。")
    if not delivered:
        return refused("当场处罚决定书没有当场交付当事人。", remedy="当场交付。")
    if not (signed or refusal_noted):
        return refused("当事人没有签收，也没有注明拒收。", remedy="请当事人签收；拒绝的，在决定书上注明。")
    return LAWFUL
