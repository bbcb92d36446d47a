"""Service: the forms and the day on which a paper is served."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from yifa.kernel.dates import Days
from yifa.law.answer import LAWFUL, Ruling, refused
from yifa.law.layers import Layer
from yifa.law.rule import apply, rule
from yifa.law.sources import APL, CPL

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
    Leaves out: who may receive for the party (article 88), soldiers and prisoners, entrusted service.
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
    Reads: natural days; whether the last of them rolls is unsettled and not assumed. 农业 and 交通 kept sixty days when the
        民事诉讼法 went to thirty. Reviewed: no.
    """
    return done_on + timedelta(days=public_notice.n) if mode == Mode.PUBLIC else done_on


def served_on(*, mode: str, done_on: date, layers: Sequence[Layer] = ()) -> date:
    """送达日期 — the value of ``service.served_on`` for those layers."""
    day = apply("service.served_on", on=done_on, layers=layers, mode=mode, done_on=done_on).value
    assert isinstance(day, date)
    return day
