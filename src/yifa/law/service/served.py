"""Service: the forms and the day on which a paper is served."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from yifa.kernel.calendar import Calendar, reckon
from yifa.kernel.dates import Days
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.layers import Layer
from yifa.law.penalties import Party
from yifa.law.rule import apply, rule
from yifa.law.sources import ACL, APL, CPL, JCPL, JLIT, SAMR

#: The 民事诉讼法 as numbered since then; earlier service is not judged here.
SINCE = date(2024, 1, 1)


class Mode(StrEnum):
    """送达方式 — the ways of the 民事诉讼法 that a body uses, and electronic service of the 行政处罚法."""

    DIRECT = "直接送达"
    LEFT = "留置送达"
    POST = "邮寄送达"
    ELECTRONIC = "电子送达"
    PUBLIC = "公告送达"


@rule("service.form", cites=[APL("61"), CPL("87"), CPL("88"), CPL("89"), CPL("90"), CPL("91"), CPL("95")], since=SINCE)
def form(*, mode: str, receiver_signed: bool, witnessed: bool, recorded: bool, consent: bool, other_ways_failed: bool) -> Ruling:
    """送达方式 — each way of service with what makes it one.

    ``mode`` is one of ``Mode``. Direct: the receiver signed. Left: a witness, or photo or video (``recorded``). Post: the receipt of
    delivery is signed or kept (``recorded``). Electronic: the party agreed *and* signed the confirmation (``consent``), and the
    arrival is recorded. Public: the other ways failed, and reason and course are recorded in the file.
    Reads: proof of arrival is asked for electronic service because the day of arrival is the day of service. Reviewed: no.
    Leaves out: who may receive for the party (``service.receiver``), soldiers and prisoners (``service.through_unit``).
    """
    if mode not in list(Mode):
        return refused("没有这种送达方式。", remedy="选择直接、留置、邮寄、电子或者公告送达。")
    if mode == Mode.DIRECT and not receiver_signed:
        return refused("直接送达应当由受送达人在送达回证上签收。", remedy="请受送达人签收；拒绝签收的，改用留置送达。")
    if mode == Mode.LEFT and not (witnessed or recorded):
        return refused("留置送达应当有见证人签名，或者以拍照、录像记录送达过程。", remedy="邀请见证人，或者上传送达过程的照片、录像。")
    if mode == Mode.POST and not (receiver_signed or recorded):
        return refused("邮寄送达以回执上注明的收件日期为送达日期，目前没有回执。", remedy="取得邮件回执后再登记送达。")
    if mode == Mode.ELECTRONIC and not consent:
        return refused("电子送达须经当事人同意并签订确认书。", remedy="请当事人签订送达地址确认书，或者改用其他方式送达。")
    if mode == Mode.ELECTRONIC and not recorded:
        return refused("没有送达信息到达受送达人系统的记录。", remedy="上传发送成功和到达的记录。")
    if mode == Mode.PUBLIC and not other_ways_failed:
        return refused(
            "受送达人并非下落不明，其他方式也未确认无法送达，不能公告送达。", remedy="先用直接、留置、邮寄等方式送达，并记录经过。"
        )
    if mode == Mode.PUBLIC and not recorded:
        return refused("公告送达应当在案卷中记明原因和经过。", remedy="记明公告的原因和经过，并留存公告。")
    return LAWFUL


@rule("service.served_on", cites=[CPL("87"), CPL("89"), CPL("90"), CPL("91"), CPL("95")], since=SINCE, settable=("public_notice",))
def served_on_day(*, mode: str, done_on: date, public_notice: Days = Days(30)) -> date:
    """送达日期 — the day it was done; for public notice, thirty days after the (last) posting.

    ``done_on``: signed, left, arrived, received by the receipt, or last posted.
    Reads: natural days; whether the last of them rolls is unsettled and not assumed here (``service.public_notice``).
        农业 and 交通 kept sixty days when the 民事诉讼法 went to thirty. Reviewed: no.
    """
    return done_on + timedelta(days=public_notice.n) if mode == Mode.PUBLIC else done_on


def served_on(*, mode: str, done_on: date, layers: Sequence[Layer] = ()) -> date:
    """送达日期 — the value of ``service.served_on`` for those layers."""
    day = apply("service.served_on", on=done_on, layers=layers, mode=mode, done_on=done_on).value
    assert isinstance(day, date)
    return day


@dataclass(frozen=True, slots=True)
class Posted:
    """公告送达之日 — ``nominal`` by count, ``safe`` after a rest day: the later for whatever cuts the party off."""

    nominal: date
    safe: date
    provisional: bool


@rule("service.public_notice", cites=[CPL("95", 1), CPL("85", 3), JCPL("138")], since=SINCE, settable=("public_notice",))
def public_notice_day(*, posted_on: Sequence[date], calendar: Calendar, public_notice: Days = Days(30)) -> Posted | Ruling:
    """公告送达之日 — thirty days after the last of the postings.

    Reads: natural days; whether a last day that rests moves on is unsettled, so both days are given. Reviewed: no.
    """
    if not posted_on:
        return refused("尚未张贴或者刊登公告，公告期没有起算。", remedy="先发布公告，并记明日期。")
    due = reckon(max(posted_on), public_notice, calendar=calendar, rolls=True)
    return Posted(due.nominal, due.due, due.provisional)


@rule("service.electronic", cites=[APL("61", 2), CPL("90")], since=SINCE)
def electronic(*, agreed: bool, confirmation_signed: bool) -> Ruling:
    """电子送达的前提 — the party agreed *and* signed a confirmation.

    Leaves out: a paper copy, handed over where the party asks for one.
    """
    if agreed and confirmation_signed:
        return LAWFUL
    missing = "同意" if not agreed else "签订确认书"
    return refused(f"当事人尚未{missing}，不得以传真、电子邮件等方式送达。", remedy="请当事人签订送达地址确认书，或者改用其他方式送达。")


Receiver = Literal["本人", "同住成年家属", "法定代表人或者主要负责人", "负责收件的人", "值班室、收发室", "代理人", "指定的代收人", "其他人"]
_PERSONAL = ("本人", "同住成年家属")
_OF_ORGANISATION = ("法定代表人或者主要负责人", "负责收件的人", "值班室、收发室")
_FOR_BOTH = ("代理人", "指定的代收人")


@rule("service.receiver", cites=[CPL("87"), CPL("88"), JCPL("130")], since=SINCE)
def receiver(*, receiver: Receiver, party: Party) -> Ruling:
    """签收人 — who may sign for the party: itself, its grown-up family at home, its head or mail room, its agent, whom it named.

    Reads: the reception desk of an organisation is one that is in charge of its mail. Reviewed: no.
    Leaves out: family who is the other side of the matter.
    """
    if receiver in (*_FOR_BOTH, *(_OF_ORGANISATION if party == "organisation" else _PERSONAL)):
        return LAWFUL
    return refused(f"“{receiver}”不能代受送达人签收。", remedy="交受送达人或者依法可以代收的人签收；拒收的，改用留置送达。")


@rule("service.through_unit", cites=[CPL("92"), CPL("93"), CPL("94")], since=SINCE)
def through_unit(*, held_by: Literal["", "部队", "监所", "强制性教育机构"], handed_to_unit: bool) -> Ruling:
    """转交送达 — soldiers through their unit, prisoners and those in compulsory education through the institution.

    Served on the day they sign themselves.
    Leaves out: that the military unit is the political organ of a regiment or above.
    """
    if not held_by or handed_to_unit:
        return LAWFUL
    return refused(f"受送达人在{held_by}，应当通过其所在单位转交。", remedy="交所在单位转交，以本人签收的日期为送达日期。")


@rule("service.address", cites=[SAMR("83"), JLIT("51")], since=SINCE)
def address(*, confirmed: bool, same: bool, change_told: bool) -> Ruling:
    """送达地址 — what was sent to the address the party confirmed holds, as long as the party has told no other.

    ``same``: it was sent to that address. ``change_told``: the party told a new one.
    Reads: a confirmed address that the party left without a word stays good. Reviewed: no.
    Leaves out: that the party was told so when it confirmed.
    """
    if not confirmed:
        return for_person("当事人没有确认送达地址，本次使用的地址是否确为其住所？", remedy="核对身份证件或者登记的住所后记明。")
    if change_told:
        return refused("当事人已经告知变更送达地址，不能再按原地址送达。", remedy="按变更后的地址送达。")
    if same:
        return LAWFUL
    return refused("没有按当事人确认的送达地址送达。", remedy="按确认的地址送达。")


@rule("service.direct_first", cites=[ACL("38")], since=SINCE)
def direct_first(*, mode: str, refused_or_impossible: bool) -> Ruling:
    """催告书直接送达 — a demand and an execution decision are served directly; otherwise only after a refusal or where that cannot be done.

    ``refused_or_impossible``: recorded.
    Leaves out: the form of each way (``service.form``).
    """
    if mode == Mode.DIRECT or refused_or_impossible:
        return LAWFUL
    return refused("催告书、行政强制执行决定书应当直接送达。", remedy="先直接送达；拒收或者无法直接送达的，记明情况后改用其他方式。")


@rule("service.left", cites=[CPL("89")], since=SINCE)
def left(*, refused_by: bool, at_residence: bool, witnessed: bool, recorded: bool) -> Ruling:
    """留置送达 — left at the residence after a refusal, before a witness or on photo or video.

    ``refused_by``: the party or its grown-up family at home refused to take it.
    Reads: either the witness or the recording suffices; the residence of an organisation is its registered or real place of business.
        Reviewed: no.
    """
    if not refused_by:
        return refused("受送达人及其同住成年家属没有拒收，不能留置送达。", remedy="直接送达；拒收的，记明拒收事由和日期。")
    if not at_residence:
        return refused("留置送达应当把文书留在受送达人的住所。", remedy="到受送达人住所送达。")
    if not (witnessed or recorded):
        return refused("留置送达没有见证人，也没有拍照、录像。", remedy="邀请见证人，或者以拍照、录像记录送达过程。")
    return LAWFUL
