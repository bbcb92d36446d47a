"""吹哨报到 — a town asks departments for help (行政处罚法 26): who answers, arrives, finishes, and how it is scored."""

from __future__ import annotations

from collections.abc import Sequence

from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.dispatch.order import SINCE
from yifa.law.penalties import listed
from yifa.law.rule import rule
from yifa.law.sources import APL


@rule("dispatch.whistle_for", cites=[APL("26")], since=SINCE)
def whistle_for(*, called: bool, answered: bool, arrived: bool, finished: bool, step: str) -> Ruling:
    """应哨、报到、办结 — a body that was whistled for answers, arrives and finishes, each once a whistle and in this order.

    ``step`` is what is being done. Reads: the article has one agency ask another for help, within the powers of the one asked; the
    order of the steps is this platform's. Who arrives has answered by that. Reviewed: no.
    """
    if not called:
        return refused("没有对本单位的吹哨需要回应。", remedy="请核对是哪个卷宗、对哪个单位吹的哨。")
    if finished:
        return refused("本单位对这次吹哨已经办结。", remedy="需要继续协助的，请乡镇再次吹哨。")
    if step == "应哨" and (answered or arrived):
        return refused("本单位对这次吹哨已经回应。", remedy="请按回应前去报到，到场后办理报到。")
    if step == "报到" and arrived:
        return refused("本单位对这次吹哨已经报到。", remedy="请办理报到事项，完成后办理报到办结。")
    if step == "报到办结" and not arrived:
        return refused("本单位对这次吹哨还没有报到，不能办结。", remedy="请先到场，办理报到。")
    return LAWFUL


@rule("dispatch.whistle_to_others", cites=[APL("26")], since=SINCE)
def whistle_to_others(*, own: str) -> Ruling:
    """吹哨对象 — help is asked of another body; one's own people are sent by an order.

    ``own`` is the name of the docket's body where it is among those called, else empty. Reads: as for whistle_for. Reviewed: no.
    """
    if not own:
        return LAWFUL
    return refused(f"{own}就是承办本事件的单位，不能对自己吹哨。", remedy="请选择其他单位；本单位的人员请办理派遣。")


@rule("dispatch.whistle_heard", cites=[APL("26")], since=SINCE)
def whistle_heard(*, unnamed: Sequence[str]) -> Ruling:
    """吹哨有人应 — a body that is whistled for has named who answers; where it has not, whoever whistles says whom he reached.

    ``unnamed`` are the names of those called without a liaison for that place. Reads: as for whistle_for; a request that nobody hears is
    none. Reviewed: no.
    """
    if not unnamed:
        return LAWFUL
    return for_person(
        f"名录中没有{listed(unnamed)}在这个地方的联络员，吹哨由谁应？",
        remedy="请电话通知该单位，写明通知了谁；或者先补记联络员，再吹哨。",
    )


@rule("dispatch.liaison", cites=[APL("26")], since=SINCE)
def liaison(*, named: str, same: bool) -> Ruling:
    """联络员应哨 — the liaison named for body and place answers; another of the body says why.

    ``named`` is the liaison's name, empty where none is named. Reads: as for whistle_for. Reviewed: no.
    """
    if same:
        return LAWFUL
    if not named:
        return for_person("名录中没有本单位在这个地方的联络员，由谁应哨？", remedy="请写明由谁负责联络，并补记联络员。")
    return for_person(f"本单位在这个地方的联络员是{named}，为什么由别人应哨？", remedy="请由联络员应哨；联络员不在的，写明由谁代替。")


@rule("dispatch.whistle_scored", cites=[APL("26"), APL("74")], since=SINCE)
def whistle_scored(*, called: bool, finished: bool, scored: bool) -> Ruling:
    """评价报到 — the town that whistled scores each body called, once a whistle, when it has finished.

    Reads: what is scored is how the body came and worked; no appraisal rests on fines (article 74 keeps them apart). A body that
        did not come may be scored too, which a person decides. Reviewed: no.
    """
    if not called:
        return refused("没有对这个单位吹过哨，不能评价。", remedy="请选择吹过哨的单位。")
    if scored:
        return refused("这次吹哨已经评价过这个单位。", remedy="评价有误的，用「补充说明」记载。")
    if not finished:
        return for_person("该单位还没有办结报到事项，现在就评价吗？", remedy="没有按时报到的，写明情况后评价。")
    return LAWFUL


@rule("dispatch.nobody_on_the_way", cites=[APL("26")], since=SINCE)
def nobody_on_the_way(*, waiting: Sequence[str]) -> Ruling:
    """吹哨未办结 — an event is closed when who was called in has finished; that one of them is not waited for is a person's word.

    Reads: as for whistle_for; after the closing nothing more can be registered in the docket. Reviewed: no.
    """
    if not waiting:
        return LAWFUL
    return for_person(
        f"{listed(waiting)}还没有办结报到事项，结案以后不能再登记，现在就结案吗？", remedy="请等报到单位办结，或者写明为什么不再等。"
    )
