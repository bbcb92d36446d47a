"""处罚机关 — which body a sentence names, and for which words.

Two forms are read: 由…责令 and a subject of its own (海关可以处…). A body ends at the first organ word (部门, 机关, 政府, 海关 …) behind
which a verb or a comma stands: so 作出行政许可决定的部门 and 依照本法规定行使监督管理权的部门或者机构 are read whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ORGAN = (
    r"(?:部门|机关|机构|政府|国务院|海关|法院|检察院|委员会|银行|局|办公室|管理处|管理站|监督站|总站|公署|公司|单位|企业|交通部|农业部|卫生部|财政部|公安部|边防检查站|派出所|税务所|调查队|民航局|公安局|商务部|办\(证监会\)"
    r"|当局|港监|中心|部队|军区|检疫所|协会|交易所)(?:等)?"
)
_VERB = (
    r"(?:责令|责成|令其|给予|给以|予以|处(?![理置分于])|并|单处|科以|没收|没入|收缴|追缴|追回|吊销|撤销|注销|暂扣|扣留|扣押|扣缴|查封|封存|取缔|限期|通报|警告|批评|强制"
    r"|采取|会同|可|应|有权|视|除|对(?!外)|在|按|依(?!法设立)|根据|区别|分别|禁止|停止|提请|提出|决定(?!的)|组织(?!实施的)|委托(?!的)|降低|恢复|拆除|清除|代为|指定(?!的)"
    r"|实施(?!的)|执行(?!的)|作出(?!.{0,12}的部门|.{0,12}的机关)|宣布|要求|通知|建议|申请|报请|罚款|处罚|将|进行|不予|终止|加收|征收|收回|退还|追究|核定|自(?!然|治|贸)|酌情|立即|当场|先行"
    r"|直接|取消|纠正|公告|另行|暂停|解除|移送|记入|销毁|办理|补缴|结合|参照|与.{1,20}共同|向|列入|限制(?!.{0,12}的))"
)
_BY = re.compile(r"(?<![理自事因缘来])由(?!于|此|来|其他原因|本人承担)")
_END = re.compile(rf"{_ORGAN}(?:\([^)]*\))?(?=[，,。；;：:]|{_VERB}|$)")
_ACT = (
    r"(?:责令|给予|给以|予以|不予|处以?[^理置分]|并处|没收|警告|(?:可以?|应当|有权)(?:[^，。；]{0,12}?)(?:责令|给予|予以|处以?|并处|单处|没收|提请|吊销|根据|视|按|依|对)|"
    r"(?:根据|视|视其|按|依)[^，。；]{0,14}(?:情节|情况|后果|轻重|程度|规定|职责)|除[^，。；]{0,60}外|[，,](?:对|可|应当|按照|根据|依据|视)|对[^，。；]{1,30}(?:处|给予|责令))"
)
_NAMED = (
    r"(?:(?:[^，,。；;：:的由]|(?:负责|管理|行使|负有|规定)[^，,。；;：:由的]{1,20}的){0,60}?"
    r"(?:部门|机关|机构|政府|海关|法院|检察院|委员会|银行|管理局|总局|局)"
    r"(?:(?:及其|或者其)[^，,。；;：:由]{1,16}?(?:部门|机关|机构|单位))?)"
)
_SUBJECT = re.compile(rf"(?:^[（(][一二三四五六七八九十]+[）)]|^|[，,：:]|的)({_NAMED})(?={_ACT})")
#: The body in a clause of its own before what it imposes: …部门处理…案件时，; …机构依照…规定进行处罚的，.
_ACTING = re.compile(
    rf"^({_NAMED})(?=(?:依据|依照|按照|根据|对|(?=处理))[^，,。；;：:]{{0,60}}(?:处理[^，,。；;：:]{{0,30}}时|(?:进行|予以|给予)处罚的)[，,])"
)
#: Words before an organ word that are a deed, not its name.
_NO_SUBJECT = re.compile(
    r"[（(对经受被向按未由并在]|应当|或者|同时|必要时|责令|给予|没收|吊销|妨害|拒绝|阻碍|依照|报请|代收机构|开户银行"
    r"|.*(?:可以|建议|提请|移送|受到|.经)"
    r"|(?!.*(?:监督|管理|主管))(?:.*(?:医疗|诊疗|金融|保险|服务|检验|评估|代理|培训|认证|检测|教育))[^，]{0,4}机构$"
)
#: What follows belongs to another law: no body of this clause.
_ELSEWHERE = re.compile(r"(?:依照|按照|依法|根据)?[^，。；]{0,20}?(?:治安管理处罚|依法查处|追究[^，。；]{0,10}责任|依法处理[。；，])")
#: What follows binds the body to one deed only: revoking its own licence, punishing its staff.
_ASIDE = re.compile(
    r"(?:可以|并|应当|责令其|依法|予以|负责|按照[^，。；]{1,8}|视情节)*(?:吊销|撤销|暂扣|注销|收回|取消|降低|追究|处分|宣布|终止|强制执行|代为|代履行|申请|委托|拆除|强制拆除|强制清除|公告|通报|建议"
    r"|给予[^，。；]{0,24}处分|给以[^，。；]{0,24}处分|进行批评教育|责令(?:停业|停产|关闭|停办)|停止[^，。；]{0,10}资格|解除|开除|依法给予处分)"
)
_DECIDES = re.compile(
    r"(?:罚款|处罚)[^。；;]{0,24}由([^，,。；;]{2,60}?(?:部门|机关|机构|政府|海关|委员会|局))(?:[^，,。；;部机]{0,16})(?:决定|实施|执行|作出)"
)
_LEADING = re.compile(r"^(?:依法|分别|本条规定的行为|再|则|均|一律|仍)+")


@dataclass(frozen=True, slots=True)
class Body:
    """A body at ``start`` of its sentence; ``is_aside`` where it is named for one deed beside the penalty."""

    name: str
    start: int
    end: int
    is_aside: bool


def bodies(text: str) -> list[Body]:
    """The bodies a sentence names as acting, in order."""
    found: dict[int, Body] = {}
    for by in _BY.finditer(text):
        stop = re.search(r"[，,。；;：:]", text[by.end() :])
        reach = text[by.end() : by.end() + (stop.start() if stop else len(text))]
        end = _END.search(reach)
        if end is None or end.end() > 120:
            continue
        behind = by.end() + _with_others(reach, end.end())
        if _clause(text, behind).endswith("的") or (_ELSEWHERE.match(text[behind:]) and "罚款" not in text[behind:]):
            continue
        found[by.end()] = _body(text[by.end() : behind], by.end(), text[behind:], text[: by.start()])
    for subject in _SUBJECT.finditer(text):
        is_told_to = "对" in re.split(r"[，,。；;：:]", text[: subject.start(1)])[-1]
        is_known = any(body.start <= subject.end(1) and subject.start(1) <= body.end for body in found.values())
        if (
            subject[1]
            and not _clause(text, subject.end(1)).endswith(("的", "后", "时"))
            and not is_known
            and not is_told_to
            and not _NO_SUBJECT.match(subject[1])
        ):
            found[subject.start(1)] = _body(subject[1], subject.start(1), text[subject.end(1) :], "")
    if (acting := _ACTING.match(text)) and not found and not _NO_SUBJECT.match(acting[1]):
        found[0] = _body(acting[1], 0, "", "")
    return [found[start] for start in sorted(found)]


def _with_others(reach: str, end: int) -> int:
    """The end of a body's name with those it acts together with: …部门会同…部门."""
    if not reach.startswith("会同", end):
        return end
    other = _END.search(reach, end)
    return other.end() if other else end


def decides(text: str) -> str:
    """本条规定的罚款由…决定, 前款规定的处罚由…实施: the body that a sentence names for penalties set elsewhere; "" for none."""
    for found in _DECIDES.finditer(text):
        if not re.search(
            "吊销|降低|拘留|停产|停业|关闭|处分", text[max(text.rfind(sign, 0, found.start()) for sign in "；;。") + 1 : found.start(1)]
        ):
            return re.sub("(?:按照|依照|依据|根据).*", "", _LEADING.sub("", found[1]))
    return ""


def _clause(text: str, at: int) -> str:
    """The text up to the comma behind ``at``: one that ends in 的 tells a deed (未由…审批的)."""
    found = re.search(r"[，,。；;：:]|$", text[at:])
    assert found is not None
    return text[: at + found.start()]


def _body(name: str, start: int, rest: str, before: str) -> Body:
    is_aside = _ASIDE.match(rest) is not None or before.endswith(("并", "可以", "并可", "直至", "或者"))
    return Body(_LEADING.sub("", name), start, start + len(name), is_aside)
