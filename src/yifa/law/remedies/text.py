"""What a decision must say about remedies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yifa.law.answer import Ruling, refused
from yifa.law.rule import rule
from yifa.law.sources import APL, ARL, LIT


@dataclass(frozen=True, slots=True)
class Remedies:
    """救济途径 — where and by when; ``sentence`` stands in the decision as it is.

    ``within_months`` is the term for suing directly, None where reconsideration comes first.
    """

    organ: str
    within_days: int
    court: str
    within_months: int | None
    reconsideration_first: bool
    sentence: str


@rule("remedies.text", cites=[APL("59", 1, 5), ARL("20", 1), ARL("23", 1, 1), ARL("24"), LIT("45"), LIT("46", 1)], since=date(2024, 1, 1))
def text(*, on_the_spot: bool, reconsideration: str, court: str) -> Remedies | Ruling:
    """告知救济途径 — reconsideration within sixty days or a lawsuit within six months; on the spot, reconsideration first.

    ``reconsideration`` and ``court`` are the names of the organ and the court, from the institution.
    Reads: the organ is the people's government (article 24), not the superior department. After compulsory
        reconsideration one sues within fifteen days of its decision. Reviewed: no.
    Leaves out: other terms set by laws; the internet channel (article 22 of 行政复议法).
    """
    if not reconsideration or not court:
        missing = "行政复议机关" if not reconsideration else "管辖法院"
        return refused(f"本机关的{missing}未载明，决定书不能告知救济途径。", remedy="请系统管理员在机构资料中补填后再办理。")
    if on_the_spot:
        sentence = (
            f"如不服本决定，应当自收到本决定书之日起六十日内先向{reconsideration}申请行政复议；"
            f"对行政复议决定不服的，可以自收到行政复议决定书之日起十五日内依法向{court}提起行政诉讼。"
        )
        return Remedies(reconsideration, 60, court, None, True, sentence)
    sentence = (
        f"如不服本决定，可以自收到本决定书之日起六十日内向{reconsideration}申请行政复议，"
        f"或者自收到本决定书之日起六个月内依法直接向{court}提起行政诉讼。"
    )
    return Remedies(reconsideration, 60, court, 6, False, sentence)
