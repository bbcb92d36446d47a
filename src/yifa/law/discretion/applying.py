"""Applying a benchmark in a case: the right table, an amount in its tier, and who lets it be left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from yifa.kernel.dates import chinese_date
from yifa.kernel.money import Yuan
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.discretion.benchmark import Maker
from yifa.law.penalties import listed
from yifa.law.rule import rule
from yifa.law.sources import APL, SC27

#: 国办发〔2022〕27号
SINCE = date(2022, 7, 29)


class Approval(StrEnum):
    """偏离基准的批准 — who let a benchmark be left."""

    NONE = ""
    MAIN_HEAD = "本机关主要负责人批准"
    COLLECTIVE = "本机关集体讨论通过"
    MAKER = "制定机关批准"


@rule("discretion.applied", cites=[APL("34"), SC27("")], since=SINCE)
def applied(
    *,
    named: str,
    held: Sequence[str],
    known: bool = True,
    synthetic: bool = False,
    published_on: date | None = None,
    in_force: bool = True,
    decided_on: date,
) -> Ruling:
    """适用裁量基准 — where a published benchmark of the item is in force it is applied, and only a published one can be.

    ``named`` is the table the form applies, empty where it says that there is none; ``held`` are the published tables of the item that the
    platform holds for that day. ``in_force``: it covers the day of the decision or of the act (article 37 chooses between the two).
    Reads: APL 34 makes publication a duty; 27号 embeds benchmarks in the work. A table that is only an example (示例) binds nobody; whether
        it may guide the case, a person says. Reviewed: no.
    Leaves out: whether the benchmark itself is lawful.
    """
    if not named:
        if not held:
            return LAWFUL
        return refused(
            f"本事项有已公布的裁量基准（{listed(held)}），尚未适用。", remedy="填写所适用的裁量基准及裁量情节；要偏离的，写明理由。"
        )
    if not known:
        return refused(f"平台没有载入编号为“{named}”的裁量基准，或者它不适用于本事项。", remedy="从裁量计算页选择本事项的裁量基准。")
    if not in_force:
        return refused(f"裁量基准“{named}”在行为时和决定时都不施行。", remedy="选用行为时或者决定时施行的裁量基准。")
    if synthetic:
        return for_person(
            f"裁量基准“{named}”是示例，没有机关制定公布，本案能否参照？",
            remedy="由负责人决定，并写明理由；有正式公布的裁量基准的，改用正式的。",
        )
    if published_on is None or published_on > decided_on:
        return refused(
            f"裁量基准“{named}”至{chinese_date(decided_on)}没有向社会公布，不能作为裁量依据。",
            remedy="先由制定机关公布；或者适用已公布的裁量基准。",
        )
    return LAWFUL


@rule("discretion.within_tier", cites=[SC27("")], since=SINCE)
def within_tier(*, fine: Yuan, tier: str, low: Yuan, high: Yuan, reason: str) -> Ruling:
    """裁量档次 — the fine lies in the tier that the circumstances lead to, both ends included; else the reason is written down.

    Reads: text not held, from notes: a benchmark is applied, and a departure is reasoned, approved and kept in the file. Who approves
        is ``discretion.departure``. Reviewed: no.
    """
    if low <= fine <= high or reason:
        return LAWFUL
    return refused(
        f"罚款{fine.text}超出“{tier}”裁量区间（{low.text}至{high.text}）。", remedy="在区间内确定数额；确需偏离的，写明理由并按规定报批。"
    )


@rule("discretion.tier_kept", cites=[APL("44"), SC27("")], since=SINCE)
def tier_kept(*, told: str, tier: str, changed: bool) -> Ruling:
    """告知后的档次 — after the notice the fine leaves the tier that was told only where the circumstances changed.

    ``told`` is the tier of the fine in the notice, ``tier`` that of the fine asked about; ``changed``: other circumstances are stated now.
    Reads: the circumstances lead to the tier (27号, text not held), so the same ones lead to the same; this holds of a departure too, for
        its reason would have stood before the notice. What the party brings forward and is found true is a circumstance. Reviewed: no.
    Leaves out: another table in the place of the first: whether that is a change a person sees in the report.
    """
    if changed or tier == told:
        return LAWFUL
    return refused(
        f"裁量情节未变化，不能从告知的“{told}”档次调整为“{tier}”。",
        remedy="维持告知的档次；有新的情节的，补充证据，在报告中写明并送法制审核。",
    )


@rule("discretion.departure", cites=[SC27("")], since=SINCE)
def departure(*, made_by: Maker, approval: Approval, reason: str) -> Ruling:
    """偏离裁量基准 — one's own benchmark is left with the main head's approval or by collective discussion, a superior's with its maker's.

    Reads: text not held, from notes; approval of the maker suffices for one's own benchmark too, for the body is the maker. Reviewed: no.
    Leaves out: the way up to the maker through the bodies between.
    """
    if not reason:
        return refused("偏离裁量基准没有写明理由。", remedy="写明适用裁量基准将明显不当、显失公平的具体情形。")
    if approval is Approval.NONE or (made_by is Maker.SUPERIOR and approval is not Approval.MAKER):
        who = "该基准的制定机关批准" if made_by is Maker.SUPERIOR else "本机关主要负责人批准或者集体讨论通过"
        return refused(f"偏离裁量基准，应当经{who}。", remedy=f"报请{who}，并把批准材料归入本案；否则在裁量区间内处罚。")
    return LAWFUL


@rule("discretion.mitigation", cites=[APL("32"), SC27("")], since=SINCE)
def mitigation(*, fine: Yuan, low: Yuan, ground: bool, approval: Approval) -> Ruling:
    """减轻处罚 — below the lower end of the range only on a ground of the law, weighed and approved by the main head or collectively.

    ``ground``: a person found one of articles 30 to 32.
    Reads: text of 27号 not held, from notes: mitigation needs an assessment; who approves is read as for one's own benchmark. At the lower
        end itself nothing is mitigated. Reviewed: no.
    Leaves out: how far below; no penalty at all is article 33.
    """
    if fine >= low:
        return LAWFUL
    if not ground:
        return refused(f"罚款{fine.text}低于法定下限{low.text}，没有依法应当或者可以减轻处罚的情形。", remedy="在法定幅度内处罚。")
    if approval is Approval.NONE:
        return refused(
            f"减轻处罚至{fine.text}，应当经评估并由本机关主要负责人批准或者集体讨论通过。", remedy="完成评估并报批，把材料归入本案。"
        )
    return LAWFUL
