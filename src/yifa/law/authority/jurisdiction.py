"""Which of several bodies: place, level, first to file, disputes, assistance; and what makes a penalty void."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypedDict

from yifa.kernel.calendar import Calendar, Due, reckon
from yifa.kernel.dates import WorkingDays, chinese_date, legal_date
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.authority.norms import SINCE
from yifa.law.penalties import listed
from yifa.law.rule import rule
from yifa.law.sources import APL


@rule("authority.place", cites=[APL("22")], since=SINCE)
def place(*, happened_here: bool | None, other_rule: str) -> Ruling:
    """地域管辖 — the bodies of the place where the violation happened, unless a law, regulation or department rule says otherwise.

    ``happened_here`` is None where the place is not settled; ``other_rule`` cites what says otherwise, empty for nothing.
    Reads: the preparation and the result belong to the place too, which the officer judges. Reviewed: no.
    """
    if happened_here or other_rule.strip():
        return LAWFUL
    if happened_here is None:
        return for_person("违法行为的发生地是否在本辖区？", remedy="由承办人查明行为实施地和结果发生地，并记录依据。")
    return refused("违法行为不在本辖区发生，本机关没有管辖权。", remedy="移送违法行为发生地有管辖权的机关；另有规定的，写明条款。")


@rule("authority.level", cites=[APL("23"), APL("24", 1)], since=SINCE)
def level(*, county_or_above: bool, other_rule: str) -> Ruling:
    """级别管辖 — bodies of county governments and above penalise, unless a law or an administrative regulation says otherwise.

    ``other_rule`` cites the law, the regulation or the provincial decision of article 24 that says otherwise.
    Reads: county bodies are those of the county government that hold the penalty power. Reviewed: no.
    """
    if county_or_above or other_rule.strip():
        return LAWFUL
    return refused(
        "行政处罚由县级以上地方人民政府具有行政处罚权的行政机关管辖，本机关不在其列。",
        remedy="移送县级主管部门；法律、行政法规另有规定的，写明条款。",
    )


@dataclass(frozen=True, slots=True)
class FirstFiled:
    """最先立案 — the body that has jurisdiction, and when it filed."""

    body: str
    filed_at: datetime


@rule("authority.first_to_file", cites=[APL("25", 1)], since=SINCE)
def first_to_file(*, claims: Mapping[str, datetime]) -> FirstFiled | Ruling:
    """最先立案 — of several bodies with jurisdiction the one that filed first has it.

    ``claims`` maps each body to the instant it filed. Reads: instants are compared, not days. Two at the same instant, or none that filed,
        is left to the superior. Reviewed: no.
    """
    if not claims:
        return for_person("尚无机关立案，应当由哪个机关管辖？", remedy="由有管辖权的机关协商；协商不成的，报请共同的上一级行政机关指定。")
    first = min(claims.values())
    body, *others = [body for body, filed_at in claims.items() if filed_at == first]
    if others:
        return for_person(
            f"{listed([body, *others])}同时立案，应当由哪个机关管辖？", remedy="由双方协商；协商不成的，报请共同的上一级行政机关指定。"
        )
    return FirstFiled(body, first)


class OtherCase(TypedDict):
    """另案 — another open docket on the same item and party: whose, the act by which it was proposed or filed, and when.

    ``docket`` and ``number`` are empty where the one who asks may not read it; ``ours``: it is a docket of the same body.
    """

    docket: str
    number: str
    body: str
    ours: bool
    done: str
    at: datetime
    filed: bool


@rule("authority.same_matter", cites=[APL("25", 1), APL("29")], since=SINCE)
def same_matter(*, others: Sequence[OtherCase]) -> Ruling:
    """另案是否同一行为 — where another docket is open on the same item and party, a person finds whether it is the same act.

    Reads: one act is handled by one body, that which filed first, and is fined once; a penalty on the spot counts as filed.
        That item and party are the same says nothing yet of the act. Reviewed: no.
    Leaves out: the same act under another item, and a party under another name: nobody finds these by comparing.
    """
    if not others:
        return LAWFUL
    told = "；".join(_told(other) for other in others)
    first = first_to_file(claims={other["body"]: other["at"] for other in reversed(others) if other["filed"]})
    if isinstance(first, Ruling):
        remedy = f"是同一行为的，{first.remedy.rstrip('。')}"
    elif next(other["ours"] for other in others if other["body"] == first.body):
        remedy = "是同一行为的，并入本机关最先立案的卷宗办理"
    else:
        remedy = f"是同一行为的，移送最先立案的{first.body}"
    return for_person(
        f"就同一事项、同一当事人，{told}。本案与上述案件是否同一个违法行为？", remedy=f"{remedy}；不是的，写明理由后继续办理。"
    )


def _told(other: OtherCase) -> str:
    number = f"（{other['number']}）" if other["number"] else ""
    return f"{other['body']}已于{chinese_date(legal_date(other['at']))}{other['done']}{number}"


@rule("authority.dispute_negotiated", cites=[APL("25", 2)], since=SINCE, settable=("term",))
def dispute_negotiated(*, arisen_on: date, calendar: Calendar, term: WorkingDays | None = None) -> Due | None:
    """管辖争议协商期限 — no term in the statute; departments set one from the day the dispute arose, after which the superior is asked.

    Reads: no number is made up where the statute gives none. Reviewed: no.
    """
    return None if term is None else reckon(arisen_on, term, calendar=calendar)


@rule("authority.dispute_designated", cites=[APL("25", 2)], since=SINCE, settable=("term",))
def dispute_designated(*, received_on: date, calendar: Calendar, term: WorkingDays | None = None) -> Due | None:
    """指定管辖期限 — no term in the statute; departments give the superior one from receiving the report.

    Reads: no number is made up where the statute gives none. Reviewed: no.
    """
    return None if term is None else reckon(received_on, term, calendar=calendar)


@rule("authority.assistance", cites=[APL("26")], since=SINCE)
def assistance(*, within_powers: bool, given: bool, reason: str) -> Ruling:
    """执法协助 — a body that is asked helps where the matter lies within its powers; else it says why not.

    Reads: the reason of a refusal is ours to ask for: without it nobody can tell whether it was due. Reviewed: no.
    """
    if given:
        return LAWFUL
    if within_powers:
        return refused("协助事项属于本机关职权范围，应当依法协助，不能拒绝。", remedy="接受协助请求并在期限内办理。")
    if reason.strip():
        return LAWFUL
    return refused("不予协助没有说明理由。", remedy="写明协助事项为什么不属于本机关职权范围。")


@rule("authority.assistance_due", cites=[APL("26")], since=SINCE, settable=("term",))
def assistance_due(*, received_on: date, calendar: Calendar, term: WorkingDays | None = None) -> Due | None:
    """协助期限 — no term in the statute; departments set one from receiving the request.

    Reads: no number is made up where the statute gives none. Reviewed: no.
    """
    return None if term is None else reckon(received_on, term, calendar=calendar)


@rule("authority.not_void", cites=[APL("38")], since=SINCE)
def not_void(*, has_basis: bool, has_standing: bool, breaches: str, grave: bool | None) -> Ruling:
    """处罚有效 — without basis, without standing of the body, or with a grave and obvious breach of procedure a penalty is void.

    ``breaches`` are the breaches of procedure found, empty for none; ``grave`` is what a person judged of them, None while nobody did.
    Reads: how grave a breach is, is never counted out: a person says it. Reviewed: no.
    """
    if not has_basis:
        return refused("行政处罚没有依据，处罚无效。", remedy="撤回处理意见；确有依据的，写明条款。")
    if not has_standing:
        return refused("实施主体不具有行政主体资格，处罚无效。", remedy="移送有行政处罚权的机关。")
    if not breaches.strip() or grave is False:
        return LAWFUL
    if grave is None:
        return for_person(f"办案程序存在“{breaches}”的问题，是否构成重大且明显违法？", remedy="由法制审核人员判断，能补正的先补正。")
    return refused(f"办案程序存在“{breaches}”的问题，构成重大且明显违法，处罚无效。", remedy="撤回处理意见，重新依法办理。")
