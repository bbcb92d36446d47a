"""Which norm may create which penalty, and whether it is a basis on the day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from yifa.kernel.dates import chinese_date
from yifa.kernel.money import Yuan
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.penalties import Kind, listed, unknown_kinds
from yifa.law.rule import rule
from yifa.law.sources import APL, EEC

SINCE = date(2021, 7, 15)

#: 规范层级 — from the statute down to other documents.
Norm = Literal["法律", "行政法规", "地方性法规", "部门规章", "地方政府规章", "规范性文件"]
NORMS: tuple[Norm, ...] = ("法律", "行政法规", "地方性法规", "部门规章", "地方政府规章", "规范性文件")
RULES: tuple[Norm, ...] = ("部门规章", "地方政府规章")
#: 法律、法规、规章 — any of them; what is left are other documents
LAWS_AND_RULES: tuple[Norm, ...] = NORMS[:5]
#: 吊销营业执照 — a kind of revocation that local regulations may not create
REVOCATION_OF_BUSINESS_LICENCE = "吊销营业执照"
_OF_RULES = (Kind.WARNING, Kind.CRITICISM, Kind.FINE)


@rule("authority.kind_of_penalty", cites=[APL("9")], since=SINCE)
def kind_of_penalty(*, kinds: Sequence[str], set_by: Norm | None) -> Ruling:
    """处罚种类 — a penalty is one of the kinds of article 9, or a kind that a law or an administrative regulation sets.

    ``set_by`` is the norm that sets a kind the article does not name, None where none does.
    Reads: 吊销营业执照 is a revocation of a licence. An order to correct is no penalty (article 28). Reviewed: no.
    """
    strange = [kind for kind in unknown_kinds(kinds) if kind != REVOCATION_OF_BUSINESS_LICENCE]
    if not strange or set_by in ("法律", "行政法规"):
        return LAWFUL
    return refused(
        f"“{listed(strange)}”不是行政处罚的法定种类，只有法律、行政法规可以规定其他种类。",
        remedy="改用法定种类；依据法律、行政法规的，写明条款。",
    )


@rule("authority.may_create", cites=[APL("10"), APL("11"), APL("12"), APL("13"), APL("14"), APL("16")], since=SINCE)
def may_create(*, norm: Norm, kind: str, fine: Yuan | None, cap: Yuan | None, within_higher: bool | None) -> Ruling:
    """处罚的设定 — which penalty a norm of this level may create or specify.

    ``fine`` is the highest fine it sets, ``cap`` the limit set for rules. ``within_higher`` says whether it keeps to the act, kind and
    range that a higher norm gave for the same violation; None where no higher norm gave any.
    Reads: a local regulation may lower or suspend any licence but not revoke the business licence. Reviewed: no.
    Leaves out: that a supplement was heard and explained; which body sets the cap of rules (State Council, provincial congress).
    """
    if norm == "规范性文件":
        return refused("规范性文件不得设定行政处罚。", remedy="另找法律、法规、规章的依据；没有依据的，不得处罚。")
    if kind == Kind.DETENTION and norm != "法律":
        return refused(f"限制人身自由的行政处罚只能由法律设定，{norm}不得设定。", remedy="另找法律的依据；没有依据的，不得处罚。")
    if kind == REVOCATION_OF_BUSINESS_LICENCE and norm == "地方性法规":
        return refused("地方性法规不得设定吊销营业执照。", remedy="另找法律、行政法规的依据；没有依据的，不得处罚。")
    if within_higher is False and norm != "法律":
        return refused(f"{norm}超出上位法规定的行为、种类或者幅度。", remedy="按上位法规定的行为、种类和幅度处理。")
    if norm not in RULES or within_higher:
        return LAWFUL
    if kind not in _OF_RULES:
        return refused(
            f"{norm}只能设定警告、通报批评或者一定数额的罚款，不得设定{kind}。", remedy="另找法律、法规的依据；没有依据的，不得处罚。"
        )
    if kind == Kind.FINE and fine is not None:
        if cap is None:
            return for_person(f"没有载入{norm}设定罚款的限额，{fine.text}是否在限额以内？", remedy="由法制审核人员核对罚款限额的规定。")
        if fine > cap:
            return refused(f"{norm}设定罚款的限额为{cap.text}，{fine.text}超过限额。", remedy=f"罚款不超过{cap.text}。")
    return LAWFUL


@rule("authority.basis_published", cites=[APL("5", 3)], since=SINCE)
def basis_published(*, basis: str, published: bool, day: date, valid_from: date | None, valid_until: date | None) -> Ruling:
    """依据已公布 — only a published norm in force on ``day`` is a basis of a penalty.

    ``valid_until`` is exclusive; None at either end is open.
    Reads: in force on the day the question needs: of the act, or of the decision (article 37). Reviewed: no.
    """
    if not published:
        return refused(f"{basis}没有公布，不得作为行政处罚的依据。", remedy="改用已经公布的依据；没有依据的，不得处罚。")
    if valid_from is not None and day < valid_from:
        return refused(f"{basis}自{chinese_date(valid_from)}起施行，{chinese_date(day)}尚未施行。", remedy="适用当日有效的规定。")
    if valid_until is not None and day >= valid_until:
        return refused(f"{basis}已于{chinese_date(valid_until)}失效，不能作为{chinese_date(day)}的依据。", remedy="适用当日有效的规定。")
    return LAWFUL


#: 随生态环境法典施行同时废止的法律 — by their short titles
REPEALED_BY_THE_CODE = (
    "环境保护法",
    "环境影响评价法",
    "海洋环境保护法",
    "大气污染防治法",
    "水污染防治法",
    "土壤污染防治法",
    "固体废物污染环境防治法",
    "噪声污染防治法",
    "放射性污染防治法",
    "清洁生产促进法",
)
CODE_IN_FORCE = date(2026, 8, 15)


@rule("authority.basis_not_repealed", cites=[EEC("1242"), EEC("1057"), APL("37")], since=SINCE)
def basis_not_repealed(*, laws: Sequence[str], acted_on: date | None, decided_on: date) -> Ruling:
    """依据未废止 — the ten laws that ended when the ecological code came into force are no basis for what was done since.

    ``acted_on`` is the day of the act or of its end, None where it goes on or is not known.
    Reads: an act of before that day decided after it is a question of old and new law (从旧兼从轻), left to a person. Reviewed: no.
    Leaves out: other repealed laws; their items end in the institution's rows.
    """
    gone = [law for law in laws if law.removeprefix("中华人民共和国") in REPEALED_BY_THE_CODE]
    if decided_on < CODE_IN_FORCE or not gone:
        return LAWFUL
    named = f"《{'》《'.join(gone)}》已于{chinese_date(CODE_IN_FORCE)}废止"
    if acted_on is not None and acted_on < CODE_IN_FORCE:
        return for_person(
            f"{named}，违法行为发生在此之前，应当适用旧法还是处罚较轻的新法？",
            remedy="由法制审核人员对照生态环境法典，按照从旧兼从轻判断。",
        )
    return refused(f"{named}，不能作为处罚依据。", remedy="改用生态环境法典的相应条款。")
