"""What may be inspected, by whom, where, how often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.authority.norms import LAWS_AND_RULES, Norm
from yifa.law.penalties import listed
from yifa.law.rule import rule
from yifa.law.sources import APL, OBE, PEP, SC54, SC58

SINCE = date(2021, 7, 15)
#: the document of the State Council's office on inspections of enterprises was published on this day
SC54_SINCE = date(2025, 1, 3)


@rule("inspection.basis", cites=[SC58(""), APL("54", 1)], since=SINCE)
def basis(*, norm: Norm | None) -> Ruling:
    """检查依据 — nothing is inspected without a basis in a law, a regulation or a rule.

    ``norm`` is the level of the basis, None where there is none. Reads: the text is not held, only notes of it. Reviewed: no.
    """
    if norm in LAWS_AND_RULES:
        return LAWFUL
    return refused("本检查事项没有法律、法规、规章的依据，不得检查。", remedy="取消本次检查，或者写明检查的依据。")


@rule("inspection.published", cites=[SC54("")], since=SC54_SINCE)
def published(*, item: str, listed: bool) -> Ruling:
    """检查事项公布 — an item of inspection that is not on the published list is not inspected.

    ``listed``: the item is on the list published for the day. Reads: the text is not held, only secondary pages. Reviewed: no.
    """
    if listed:
        return LAWFUL
    return refused(f"“{item}”不在公布的行政检查事项清单内，不得检查。", remedy="改查已公布的事项；确需检查的，先依法公布。")


#: who may not inspect, whatever they were told
BANNED_INSPECTORS = ("议事协调机构", "第三方机构", "外包人员", "网格员", "临时人员", "辅助人员", "未取得执法证件的人员")
#: bodies that inspect through their officers, once their standing is published
INSPECTING_BODIES = ("行政机关", "授权组织", "受委托组织")


@rule("inspection.who", cites=[SC54(""), APL("42", 1)], since=SC54_SINCE)
def who(*, inspector: str, standing_published: bool) -> Ruling:
    """检查主体 — a body with the power, an authorised or an entrusted organisation, of published standing, through certified officers.

    Reads: 执法人员 is an officer with a valid certificate; who is on neither list is left to a person. Reviewed: no.
    """
    if inspector in BANNED_INSPECTORS:
        return refused(f"{inspector}不得实施行政检查。", remedy="由具有检查权的机关派两名执法人员实施。")
    if inspector not in (*INSPECTING_BODIES, "执法人员"):
        return for_person(f"“{inspector}”是否具有行政检查主体资格？", remedy="由法制机构核对公布的行政检查主体名单。")
    if not standing_published:
        return refused("检查主体的资格没有公布，不得实施检查。", remedy="先依法确认并公布检查主体。")
    return LAWFUL


@rule("inspection.place", cites=[SC54(""), PEP("64", 1)], since=date(2025, 5, 20))
def place(*, own_area: bool, assisted: bool) -> Ruling:
    """异地检查 — outside its own area a body inspects only through the assistance of the body there.

    Reads: an inspection is the handling of a matter away from home in the words of the statute. Reviewed: no.
    Leaves out: the motive of gain, which nobody states.
    """
    if own_area or assisted:
        return LAWFUL
    return refused("检查地点不在本机关管辖区域，没有办理执法协助。", remedy="向当地机关发出协助请求，由当地机关配合检查。")


@dataclass(frozen=True, slots=True)
class Cap:
    """检查频次 — how many checks of the year are left after this one, and whether this one exceeds the cap and is watched."""

    left: int
    over: bool


@rule("inspection.cap", cites=[SC54("")], since=SC54_SINCE, settable=("exempt_triggers", "exempt_kinds"))
def cap(
    *,
    cap: int | None,
    done: int,
    kind: str,
    trigger: str,
    exempt_triggers: tuple[str, ...] = ("投诉举报", "转办交办", "数据监测", "企业申请"),
    exempt_kinds: tuple[str, ...] = (),
) -> Cap | Ruling:
    """年度检查频次上限 — no more checks of one enterprise by one body in a calendar year than the published cap.

    ``done`` counts those before this one, of every kind; ``trigger`` is what led to this one, empty for the plan. Layers set which triggers
    and kinds may exceed the cap.
    Reads: what exceeds is counted all the same and watched; the exemption comes from secondary pages. Reviewed: no.
    Leaves out: from which excess on it is a matter of supervision.
    """
    if cap is None:
        return for_person("尚未载入公布的年度检查频次上限，本次检查是否超过上限？", remedy="核对上级公布的年度检查频次上限。")
    if done < cap:
        return Cap(cap - done - 1, over=False)
    if trigger in exempt_triggers or kind in exempt_kinds:
        return Cap(0, over=True)
    return refused(
        f"本年度对该企业已检查{done}次，达到公布的上限{cap}次，不得再安排{kind}检查。",
        remedy="取消本次检查；由投诉举报等引起的，写明线索来源。",
    )


@rule("inspection.on_site_needed", cites=[SC54("")], since=SC54_SINCE)
def on_site_needed(*, why: str, other_means_suffice: bool) -> Ruling:
    """非现场优先 — nobody goes on site where papers, shared data or smart means suffice; why one goes is written down.

    Reads: whether other means suffice a person says. Reviewed: no.
    """
    if other_means_suffice:
        return refused("书面核查、信息共享、智慧监管能够达到检查目的，不得入企检查。", remedy="改为非现场检查。")
    if not why.strip():
        return refused("没有写明必须入企检查的理由。", remedy="写明为什么非现场方式不能达到检查目的。")
    return LAWFUL


@rule("inspection.merged", cites=[OBE("54"), SC54("")], since=SC54_SINCE)
def merged(*, others: Sequence[str], merged: bool, reason: str) -> Ruling:
    """合并检查 — what is planned for one object at one time is merged, or done jointly where several bodies come.

    ``others`` are the other checks planned of the same object in the same window; ``reason`` says why they cannot be merged.
    Reads: what can be merged must be; whether the reason holds the head judges when he approves. Reviewed: no.
    """
    if not others or merged or reason.strip():
        return LAWFUL
    return refused(f"对同一检查对象还安排了{listed(others)}，没有合并或者联合检查。", remedy="合并为一次检查，或者写明不能合并的理由。")
