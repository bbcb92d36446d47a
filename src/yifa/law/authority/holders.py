"""By what title a body penalises in place of another: concentration, authorisation, entrustment, grant to a township."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from yifa.kernel.dates import chinese_date
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.authority.norms import LAWS_AND_RULES, SINCE, Norm
from yifa.law.penalties import Kind, listed
from yifa.law.rule import rule
from yifa.law.sources import APL


@rule("authority.concentration", cites=[APL("18", 2)], since=SINCE)
def concentration(*, own_power: bool, decided_by: str) -> Ruling:
    """相对集中行政处罚权 — one body exercises the penalty power of others only by decision of the State Council or the province.

    ``own_power``: the power was this body's from the start. ``decided_by`` is who decided: 国务院, 省级人民政府 or another.
    Reads: a city or a county decides it for nobody. Reviewed: no.
    Leaves out: the measures that come along (行政强制法 17).
    """
    if own_power or decided_by in ("国务院", "省级人民政府"):
        return LAWFUL
    who = f"由{decided_by}决定，不符合要求" if decided_by else "没有这样的决定"
    return refused(
        f"相对集中行政处罚权须由国务院或者省级人民政府决定，本事项{who}。",
        remedy="核对相对集中行政处罚权的批准文件；没有的，移送原主管部门。",
    )


@rule("authority.liberty", cites=[APL("18", 3)], since=SINCE)
def liberty(*, kinds: Sequence[str], acting: Literal["公安机关", "法律规定的其他机关", "其他机关"]) -> Ruling:
    """限制人身自由的处罚权 — it stays with the police and the bodies a law names; concentration does not move it.

    Reads: of the kinds of article 9 only 行政拘留 restricts liberty. Reviewed: no.
    """
    if acting != "其他机关" or Kind.DETENTION not in kinds:
        return LAWFUL
    return refused("行政拘留只能由公安机关和法律规定的其他机关决定。", remedy="移送公安机关处理。")


@rule("authority.authorised", cites=[APL("19")], since=SINCE)
def authorised(*, norm: Norm, public_function: bool, within: bool) -> Ruling:
    """授权组织 — an organisation with a public function penalises within what a law or regulation authorises, in its own name.

    ``within``: the act lies within the authorisation. Reads: 法规 are administrative and local regulations; rules do not authorise.
        Reviewed: no.
    """
    if norm not in ("法律", "行政法规", "地方性法规"):
        return refused(f"只有法律、法规可以授权组织实施行政处罚，{norm}不能授权。", remedy="由有权的行政机关实施，或者依法书面委托。")
    if not public_function:
        return refused("被授权的组织不具有管理公共事务的职能。", remedy="由有权的行政机关实施。")
    if not within:
        return refused("本事项超出法定授权的范围。", remedy="移送有权的行政机关。")
    return LAWFUL


@rule("authority.entrusted_body", cites=[APL("21")], since=SINCE)
def entrusted_body(*, lawful_public_body: bool, qualified_staff: bool, technical_means: bool | None) -> Ruling:
    """受委托组织的条件 — lawfully formed with a public function, staff qualified to enforce, able to test where testing is needed.

    ``technical_means`` is None where the items need no technical inspection or appraisal. Reads: companies and villagers' groups have no
        function of managing public affairs. Reviewed: no.
    """
    conditions = (
        (lawful_public_body, "依法成立并具有管理公共事务职能"),
        (qualified_staff, "有取得行政执法资格的工作人员"),
        (technical_means is not False, "有条件组织技术检查或者技术鉴定"),
    )
    if missing := [name for met, name in conditions if not met]:
        return refused(f"受委托组织不符合条件，缺少：{listed(missing)}。", remedy="由委托机关自己实施，或者委托符合条件的组织。")
    return LAWFUL


@rule("authority.entrustment", cites=[APL("20"), APL("38", 1)], since=SINCE)
def entrustment(
    *,
    norm: Norm | None,
    written: bool,
    states_scope: bool,
    published_by_both: bool,
    day: date,
    valid_from: date | None,
    valid_until: date | None,
    to_organisation: bool,
    own_name: bool,
    passed_on_to: str,
) -> Ruling:
    """委托处罚 — based on a law, regulation or rule, written, with items, powers and term, published by both, in the principal's name.

    ``norm`` is the level of the basis, None where there is none; ``valid_until`` is exclusive; ``passed_on_to`` names who was entrusted in
    turn, empty for nobody.
    Reads: an expired or not yet begun term is no power. Reviewed: no.
    Leaves out: the conditions of the organisation (``authority.entrusted_body``), supervision by the principal.
    """
    if norm not in LAWS_AND_RULES:
        which = f"依据的是{norm}" if norm else "没有依据"
        return refused(f"委托实施行政处罚须依照法律、法规或者规章，本委托{which}。", remedy="由委托机关自己实施；有依据的，重新办理委托。")
    if not to_organisation:
        return refused("行政处罚不得委托给个人。", remedy="由委托机关自己实施，或者委托符合条件的组织。")
    if passed_on_to.strip():
        return refused(f"受委托组织不得再委托{passed_on_to}实施行政处罚。", remedy="撤回再委托，由受委托组织或者委托机关实施。")
    if own_name:
        return refused("受委托组织以自己的名义实施行政处罚，没有法律效力。", remedy="以委托行政机关的名义实施。")
    papers = ((written, "书面委托书"), (states_scope, "委托的事项、权限和期限"), (published_by_both, "双方向社会公布"))
    if missing := [name for met, name in papers if not met]:
        return refused(f"委托手续不完备，缺少：{listed(missing)}。", remedy="补齐委托手续以后再实施。")
    if valid_from is not None and day < valid_from:
        return refused(f"委托自{chinese_date(valid_from)}起生效，{chinese_date(day)}尚未生效。", remedy="由委托机关自己实施。")
    if valid_until is not None and day >= valid_until:
        return refused(
            f"委托已于{chinese_date(valid_until)}到期，{chinese_date(day)}没有委托。", remedy="由委托机关自己实施，或者重新委托。"
        )
    return LAWFUL


@rule("authority.township", cites=[APL("24", 1), APL("23"), APL("38", 1)], since=SINCE, settable=("county_picks",))
def township(
    *,
    granted_by: Literal["", "省级决定", "县级从省级目录选定"],
    published: bool,
    day: date,
    valid_from: date | None,
    valid_until: date | None,
    named_by_law: bool,
    county_picks: bool = False,
) -> Ruling:
    """乡镇街道赋权 — a township or street office penalises on items the province decided and published, or that a law itself gives it.

    ``granted_by`` is empty where nobody decided; ``valid_until`` is exclusive: a power may be taken back. ``county_picks``: the
    layer lets the county choose from the province's catalogue.
    Reads: what is done without it is void (article 38). Reviewed: no.
    Leaves out: whether the item is urgently needed and the township able, which the province judges; cases open when a power goes back.
    """
    if named_by_law:
        return LAWFUL
    remedy = "移送县级人民政府有行政处罚权的部门。"
    if not granted_by:
        return refused("该事项没有经省级决定交由乡镇、街道行使，乡镇、街道没有行政处罚权。", remedy=remedy)
    if granted_by == "县级从省级目录选定" and not county_picks:
        return refused("本地没有允许县级从省级目录选定事项的规定，赋权应当由省级决定。", remedy=remedy)
    if not published:
        return refused("赋权决定没有公布，乡镇、街道不能据此实施处罚。", remedy="公布决定以后再实施；在此之前" + remedy)
    if valid_from is not None and day < valid_from:
        return refused(f"赋权自{chinese_date(valid_from)}起生效，{chinese_date(day)}尚未生效。", remedy=remedy)
    if valid_until is not None and day >= valid_until:
        return refused(f"赋权已于{chinese_date(valid_until)}收回，{chinese_date(day)}没有行政处罚权。", remedy=remedy)
    return LAWFUL


@rule("authority.supervision_kept", cites=[APL("18", 2)], since=SINCE, settable=("kept",))
def supervision_kept(*, closed_as_transferred: bool, handed_over: bool, kept: bool = False) -> Ruling:
    """监管职责不随处罚权转移 — the department whose penalty power was moved keeps its other duties; its lead is not done by the move.

    ``closed_as_transferred``: the department closed its lead because the power moved; ``handed_over``: with a written hand-over.
    Reads: the statute moves the penalty power only; a province says (``kept``) that the rest stays. Without such a word a person
        decides. Reviewed: no.
    """
    if not closed_as_transferred or handed_over:
        return LAWFUL
    if kept:
        return refused(
            "行政处罚权划转以后，原主管部门的其他监管职责不变，不能以已经划转为由了结线索。", remedy="书面移交线索，并继续履行监管职责。"
        )
    return for_person("行政处罚权已经划转，原主管部门是否还应当处理本线索？", remedy="由双方核对划转文件，并书面移交线索。")
