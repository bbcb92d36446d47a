"""步骤 — which step must stand before which between a report and its reply (采集、立案、派遣、处理、核查、结案)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from yifa.kernel.dates import chinese_moment
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.penalties import listed
from yifa.law.rule import rule
from yifa.law.sources import GBT30428

SINCE = date(2021, 7, 15)


@rule("dispatch.filed", cites=[GBT30428("")], since=SINCE)
def filed(*, filed: bool) -> Ruling:
    """先立案后派遣 — an order follows the filing of the event with its class and limit.

    Reads: the text is not held, only notes of its order of work. Reviewed: no.
    """
    if filed:
        return LAWFUL
    return refused("本事件尚未按立案结案标准立案，还没有小类和处置时限。", remedy="请先办理事件立案，选择小类。")


@rule("dispatch.ordered", cites=[GBT30428("")], since=SINCE)
def ordered(*, ordered: bool) -> Ruling:
    """先派遣后处置 — an order is taken, worked on or returned while one stands.

    Reads: as for filed; an order that was returned, set aside or found insufficient stands no more. Reviewed: no.
    """
    if ordered:
        return LAWFUL
    return refused("本事件现在没有有效的派遣指令。", remedy="请由值班人员派遣后再办理。")


@rule("dispatch.not_working", cites=[GBT30428("")], since=SINCE)
def not_working(*, sent: Sequence[str], arrived: bool, handled: bool) -> Ruling:
    """处置中不改派 — who was sent is not replaced without a word, whether on the spot already or not; what was handled is verified first.

    ``sent`` are the names of those an order that stands names, or of their team. Reads: as for filed; a second duty officer learns by
    this that somebody was sent. Reviewed: no.
    """
    if handled:
        return refused("现场已经处理完毕，正在等待核查，不能再派遣。", remedy="请先核查；不符合结案条件的，核查后重新派遣。")
    if not sent:
        return LAWFUL
    return for_person(
        f"本事件已经派给{listed(sent)}，{'已经到场' if arrived else '还没有到场'}，仍然要改派吗？",
        remedy="请值班人员写明改派的理由，并告知原来派遣的人员。",
    )


@rule("dispatch.not_elsewhere", cites=[GBT30428("")], since=SINCE)
def not_elsewhere(*, out: Mapping[str, str]) -> Ruling:
    """一组人员同时一件事 — who is out on another event is sent to this one by a word only.

    ``out`` maps the name of each officer who is out to the number of that event, empty where the one who asks may not know it.
    Reads: as for filed; nobody is in two places at once, but what is nearest or most urgent a person decides. Reviewed: no.
    """
    if not out:
        return LAWFUL
    told = "；".join(
        f"{listed([name for name, number in out.items() if number == one])}正在办理{one or '别处的事件'}"
        for one in dict.fromkeys(out.values())
    )
    return for_person(f"{told}，仍然派遣吗？", remedy="请改派空闲的人员，或者等现场处理完毕再派；确需同时派遣的，写明先办哪一件、为什么。")


@rule("dispatch.on_duty", cites=[GBT30428("")], since=SINCE)
def on_duty(*, off: Sequence[str]) -> Ruling:
    """派遣在岗人员 — who is sent is on duty; who is not is called by a word only.

    ``off``: the names of those whom a roster has, but not at that moment. Reads: as for filed; an emergency calls whoever is near, and what
    work outside one's hours means is for a person. Reviewed: no.
    """
    if not off:
        return LAWFUL
    return for_person(f"{listed(off)}现在不在值班时间，仍然派遣吗？", remedy="请改派在岗人员，或者先加班次；确需召回的，写明理由。")


@rule("dispatch.not_sent", cites=[GBT30428("")], since=SINCE)
def not_sent(*, sent: bool) -> Ruling:
    """派遣之前立案 — class and limit are not changed while somebody is out on the event.

    Reads: as for filed. Reviewed: no.
    """
    if not sent:
        return LAWFUL
    return refused("本事件已经派遣，不能再改小类和时限。", remedy="请先退回派遣或者等现场处理后核查；只需更多时间的，办理延期。")


@rule("dispatch.overruled_with_word", cites=[GBT30428("")], since=SINCE)
def overruled_with_word(*, overruled: bool, reason: bool) -> Ruling:
    """改派说明 — a duty officer may send others than those proposed, and says why.

    Reads: as for filed; that a word is needed is this platform's rule. Reviewed: no.
    """
    if reason or not overruled:
        return LAWFUL
    return refused("没有采用推荐的人员，又没有写明理由。", remedy="请写一句改派的理由，或者采用推荐。")


@rule("dispatch.as_sent", cites=[GBT30428("")], since=SINCE)
def as_sent(*, named: Sequence[str], among: bool, registers: bool) -> Ruling:
    """派给谁由谁办 — the officers an order names take it, go there and handle the event; another one says for whom and why.

    ``named`` are the names of those sent; ``among``: the one who acts, or another one the act names, is one of them. ``registers``: a
    duty officer or head writes down what the team told. Reads: as for filed; an order to a team alone binds its team. Reviewed: no.
    """
    if among or registers or not named:
        return LAWFUL
    return for_person(f"派给的是{listed(named)}，为什么由别人办理？", remedy="请值班人员改派，或者写明由谁代办、为什么。")


#: as far from the point of an event an arrival is one: a market or a stretch of road is that long, and the point is where somebody stood
#: or set a pin
ARRIVED_WITHIN: Final = 500


@rule("dispatch.arrived_there", cites=[GBT30428("")], since=SINCE, settable=("within",))
def arrived_there(*, metres: int, within: int = ARRIVED_WITHIN) -> Ruling:
    """到场在现场 — who arrives is where the event is; that one is there though one's place is far off is a person's word.

    ``metres`` lie between the place of the device and the point of the event; where one of them is unknown it is not asked. Reads: as
    for filed; the distance is this platform's, and a city sets its own. Reviewed: no.
    """
    if metres <= within:
        return LAWFUL
    return for_person(
        f"到场定位距事件地点{metres}米，超过{within}米，怎样认定已经到场？",
        remedy="请到达现场后再登记；事件坐标或者定位有误的，写明现场实际位置。",
    )


@rule("dispatch.handled", cites=[GBT30428("")], since=SINCE)
def handled(*, handled: bool) -> Ruling:
    """先处理后核查 — what is verified was handled.

    Reads: as for filed. Reviewed: no.
    """
    if handled:
        return LAWFUL
    return refused("现场还没有处理结果，无从核查。", remedy="请由被派遣的单位先登记现场处理。")


@rule("dispatch.verified", cites=[GBT30428("")], since=SINCE)
def verified(*, verified: bool) -> Ruling:
    """先核查后结案 — an event is closed when it was verified that the closing condition of its class holds.

    Reads: as for filed; what never was an event of the catalogue ends by 不予立案. Reviewed: no.
    """
    if verified:
        return LAWFUL
    return refused("还没有核查认定本事件符合结案条件，不能结案。", remedy="请先核查；不属于立案范围的，办理不予立案。")


@rule("dispatch.not_hung", cites=[GBT30428("")], since=SINCE)
def not_hung(*, hung: bool) -> Ruling:
    """挂账期间 — an event that was set aside is resumed before it goes on.

    Reads: as for filed. Reviewed: no.
    """
    if not hung:
        return LAWFUL
    return refused("本事件已经挂账，暂停办理。", remedy="请先恢复办理。")


@rule("dispatch.hung", cites=[GBT30428("")], since=SINCE)
def hung(*, hung: bool) -> Ruling:
    """先挂账后恢复 — only what was set aside is resumed.

    Reads: as for filed. Reviewed: no.
    """
    if hung:
        return LAWFUL
    return refused("本事件没有挂账，不需要恢复。", remedy="请按派遣、处理、核查的顺序继续办理。")


@rule("dispatch.extension", cites=[GBT30428("")], since=SINCE)
def extension(*, filed: bool, due_at: datetime | None, new: datetime | None, earlier: int) -> Ruling:
    """延期 — a limit is put off to a later moment, with a reason; a second time is left to a person.

    ``due_at`` is the limit as it stands, ``new`` the one asked for (None before the form is there), ``earlier`` how often it was put
    off. Reads: as for filed; the number of extensions is not in the notes. Reviewed: no.
    """
    if not filed or due_at is None:
        return refused("本事件尚未立案，没有可以延长的时限。", remedy="请先办理事件立案。")
    if new is not None and new <= due_at:
        return refused(f"延长后的时间不晚于现在的时限{chinese_moment(due_at)}。", remedy="请填写更晚的时间。")
    if earlier:
        return for_person(f"本事件已经延期{earlier}次，是否再次延期？", remedy="请由负责人或者值班长决定，并写明理由。")
    return LAWFUL


@rule("dispatch.nobody_out", cites=[GBT30428("")], since=SINCE)
def nobody_out(*, sent: Sequence[str], arrived: bool) -> Ruling:
    """并案之前收回派遣 — nobody is out on an event that is merged: who was sent is called back first, by an act that says why.

    ``sent`` are the names of those an order that stands names, or of their team. Reads: as for filed; the docket ends with the merger, and
    with it what is registered on the way, so an order does not end by it in silence. Reviewed: no.
    """
    if not sent:
        return LAWFUL
    there = "已经到场，还没有处理完毕" if arrived else "还没有到场"
    return refused(
        f"本事件已经派给{listed(sent)}，{there}，不能并案。",
        remedy="请先通知派出人员，办理退回派遣并写明并入哪个卷宗，再并案；已经到场的，也可以处理完毕后再并案。",
    )


@rule("dispatch.not_merged_into_itself", cites=[GBT30428("")], since=SINCE)
def not_merged_into_itself(*, number: str, into: str) -> Ruling:
    """并案与关联 — an event is merged into, or linked with, another one.

    Reads: as for filed. Reviewed: no.
    """
    if into.strip() != number:
        return LAWFUL
    return refused(f"{number}就是本卷宗，不能并入或者关联自己。", remedy="请填写另一个卷宗的编号。")
