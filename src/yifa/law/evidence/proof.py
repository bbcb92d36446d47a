"""Evidence: facts established, camera records reviewed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from yifa.law.answer import LAWFUL, Ruling, refused
from yifa.law.penalties import listed
from yifa.law.rule import rule
from yifa.law.sources import APL

SINCE = date(2021, 7, 15)

#: 证据种类 — the eight of article 46; the eighth names two records.
KINDS = ("书证", "物证", "视听资料", "电子数据", "证人证言", "当事人的陈述", "鉴定意见", "勘验笔录", "现场笔录", "勘验笔录、现场笔录")


@rule("evidence.established", cites=[APL("40"), APL("46")], since=SINCE)
def established(*, kinds: Sequence[str], count: int) -> Ruling:
    """查明事实 — no penalty while the facts are unclear or the evidence is not enough: at least one piece, of a lawful kind.

    Reads: the least the articles ask for; whether what there is suffices is judged by officer, reviewer and head. Reviewed: no.
    Leaves out: verification and lawful collection of each piece.
    """
    if count < 1 or not kinds:
        return refused("本案没有证据，违法事实不清、证据不足的，不得给予行政处罚。", remedy="先调查取证，并把证据归入本案。")
    if strange := [kind for kind in kinds if kind not in KINDS]:
        return refused(f"“{listed(strange)}”不是法定证据种类。", remedy="按书证、物证、视听资料等八类法定证据种类登记。")
    return LAWFUL


@rule("evidence.camera_reviewed", cites=[APL("41")], since=SINCE)
def camera_reviewed(*, camera: bool, legal_review: bool, technical_review: bool, published: bool) -> Ruling:
    """电子监控证据审核 — a camera's record is evidence only after legal and technical review, from a published place.

    ``camera`` is false where no record of a camera is used; then there is nothing to ask.
    Reads: legal and technical review concern the device and its record alike. Reviewed: no.
    Leaves out: telling the party promptly and letting it look and object.
    """
    if not camera:
        return LAWFUL
    missing = [name for name, done in (("法制审核", legal_review), ("技术审核", technical_review), ("设置地点公布", published)) if not done]
    if not missing:
        return LAWFUL
    return refused(
        f"电子技术监控记录未完成{listed(missing)}，不得作为行政处罚的证据。", remedy="完成所缺事项后再采用该记录，或者另行取证。"
    )
