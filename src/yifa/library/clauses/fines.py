"""Which ranges of a sentence are fines, and which thresholds, losses, days of detention or references.

A range is a fine when 罚款 is tied to it: 处一千元以上五千元以下的罚款, 按照每吨一百元的标准处以罚款, 罚款金额为五万元以下, and the members
of a row that ends so (对单位、个人分别处一万元、一千元罚款). Whatever else holds money (货值金额不足一万元的, 造成损失五万元以上的) is not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from yifa.library.clauses.fine import Fine, Range, ranges
from yifa.library.clauses.numbers import NUMBER

#: How far words may stand from a range and still say what it is.
_REACH = 200
_FINE = r"(?<!加处)(?<!加收)(?:行政|治安)?罚款"
#: Between a range and its 罚款.
_TIED = re.compile(
    r"(?:以下|以内|以上)?[的]?(?:人民币)?(?:数额|金额)?[的]?(?:(?:标准|幅度|数额|比例|额度|范围)(?:计算|内)?)?[，,]?(?:(?<!加)处以?|予以|科以|给予|计算)?[的]?(?:行政)?"
    r"(?:罚款|罚金或者罚款)|对[^，,。；;：:]{1,40}处以罚款"
)
#: Before a range: 罚款金额为, 罚款数额按.
_AMOUNT_IS = re.compile(
    r"罚款(?:的)?(?:最高)?(?:金额|数额|额度|额|幅度|标准|限额)?(?:[，,](?:其)?(?:最高)?(?:金额|数额|额)?)?(?:为|是|按照?|在|:|：)*(?:人民币)?$"
    r"|罚款(?:的)?(?:最高)?(?:金额|数额|额度|额|幅度|标准|限额)(?:为|是|按照?)[^，,。；;：:]{0,40}$"
    r"|罚款(?:数额|金额|幅度)[^。；;]*对[^，,。；;]{1,16}为$"
    r"|罚款的?[，,]按照?(?:相当于)?[^，,。；;：:]{0,30}$"
    r"|(?<!加)处以?[^，,。；;：:]{0,30}罚款数额的$"
)
_IMPOSED = re.compile(r"(?<!加)(?:处以?|科以|处罚款)(?:[^，,。；;：:处]{0,24})$")
#: Behind the fine: it is no fine that is set, but one that was or may be set elsewhere.
_NOT_SET = re.compile(
    r"(?:的?决定|的[，,。；;、]|收据|罚没|的(?:案件|当事人|行政处罚案件|被处罚人|依据|标准(?![给从处])|幅度|数额|限额|权限|罚款收据))"
)
_PROCEDURE = re.compile(
    r"听证|当场收缴|当场作出|当场处以|决定之前|决定前|罚款的决定|罚款决定|超过[^，。；]{1,12}元的罚款|是指|所称|集体讨论|(?:可以|可|须|应当)?由[^，。；]{1,30}决定。|可以决定(?!禁止|对)|有权决定|有权作出|有权处"
    r"|罚款[^，。；]{0,6}的[，,](?:应当|须|必须|可以当场|还?应|由[^，。；]{1,40}(?:决定|批准|审批)|报|经)|的罚款[，,]由[^，。；]{1,40}(?:决定|批准)(?:[，。；]|$)|以上(?:的)?罚款[^，。；]{0,10}(?:等行政处罚|应当|须)"
)
#: Behind a member of a row that is no last one.
_IN_ROW = re.compile(r"的?(?:[，,、；;。]|和|或者|并|但|$)(?<!的，)(?<!的,)")
_VERB = r"(?:处以|处(?![理置罚分])|科以|给予|予以)"
_BASE_VERB = re.compile(r"(?:处以|处(?![理置罚分])|科以|并以|按照|按|(?<![可])以(?![上下内外前后及]))")
_PER = re.compile(
    r"每[^，,。；;每]{0,8}?"
    r"(日|天|月|年|人次|人|名|位|平方米|平方公里|立方米|公顷|亩|吨位|吨|公斤|千克|件|辆|台|个|株|棵|只|头|次|份|套|处|户|张|枚|艘|间|米|册|箱|条|项|种|支|座)"
    r"(?=[^，,。；;每]{0,12}(?:$|每))"
)
_CONDITION = re.compile(
    r"(?:所得|货值|金额|经营额|销售额|营业额|价值|费用|收入|价款|酬金|佣金|数额|财产|资金|价格|工资|税款|猎获物|投资|采购额|合同)[^，,。；;]{0,24}"
    r"(?:以上|以下|不足|不满|没有|难以|无法|明显偏低|超过|的)[^，,。；;]{0,12}$|^(?:没有|无|有|未取得|无法|不能|难以)[^，,。；;]{0,20}(?:所得|货值|金额|经营额|销售额|营业额|价值|费用|收入|价款|计算)"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A fine and where it stands: ``start`` of its range, ``end`` behind it."""

    fine: Fine
    start: int
    end: int


_IN_BRACKETS = re.compile(r"[（(][^（()）]*[）)]")


def fines(text: str, *, base: str = "", by_court: bool = False) -> list[Found]:
    """The fines a sentence (``narrow``) sets, in order, without condition and party.

    ``base`` is what an earlier sentence multiplied, for 处五倍以上十倍以下罚款. A court's fine without an amount is no penalty of ours.
    """
    if "罚款" not in text or text.endswith(("的；", "的;", "的。")):
        return []
    if _PROCEDURE.search(text) and not re.search(rf"的[，,][^，,。；;]*{_VERB}[^。；;]*罚款[。；;]", text):
        return []
    text = _IN_BRACKETS.sub(lambda inside: re.sub("[，,；;。]", "·", inside[0]), text)
    found: list[Found] = []
    last = 0
    for one, is_fine in _judged(text, ranges(text)):
        cap = one.high.yuan() if one.is_limit and one.high else None
        if found and cap and one.first.measure == "yuan" and "罚款" in text[found[-1].start : one.end + 20]:
            found[-1] = Found(replace(found[-1].fine, cap=cap), found[-1].start, one.end)
        elif is_fine:
            found.append(Found(_fine(text, one, base, since=last), one.start, one.end))
            base = found[-1].fine.base or base
        last = one.end
    return found or _open(text, by_court=by_court)


def _judged(text: str, everything: list[Range]) -> list[tuple[Range, bool]]:
    """Each range with whether it is a fine; from the last, for a row ends with its 罚款."""
    judged: list[tuple[Range, bool]] = []
    is_row = False
    for one in reversed(everything):
        is_fine = _is_fine(text, one, is_row=is_row)
        is_row = is_row or is_fine
        judged.append((one, is_fine))
    return judged[::-1]


def _is_fine(text: str, one: Range, *, is_row: bool) -> bool:
    """``is_row``: a later range is a fine, so this one may be a member of its row."""
    before, after = text[max(0, one.start - _REACH) : one.start], text[one.end : one.end + _REACH]
    if (before.endswith(("超过", "标准加", "高于")) and not one.is_limit) or re.search(
        "(?:受到|被处(?!罚|分)以?|被罚)[^，,。；;]{0,6}$", before
    ):
        return False
    if tied := _TIED.match(after):
        behind = after[tied.end() :]
        return not _NOT_SET.match(behind) and not (one.high is None and re.match("以上|[、的]", behind))
    if _AMOUNT_IS.search(before):
        return True
    return is_row and _IMPOSED.search(before) is not None and _IN_ROW.match(after) is not None


def _fine(text: str, one: Range, base: str, *, since: int) -> Fine:
    """``since`` is where the range before it ends: in a row each has its own base and unit."""
    stretch = re.split(r"[，,。；;：:]", text[max(since, one.start - _REACH) : one.start])[-1]
    if re.search(r"最高(?:限)?额|不(?:得)?超过", stretch):
        one = Range(one.start, one.end, None, one.high or one.low)
    unit = "每".join(_PER.findall(stretch))
    may = _may(text, one.start)
    if one.first.measure == "yuan":
        return Fine(low=one.low.yuan() if one.low else None, high=one.high.yuan() if one.high else None, per=unit, may=may)
    return Fine(
        times_low=one.low.value if one.low else None,
        times_high=one.high.value if one.high else None,
        base=_base(stretch) or base,
        per=unit,
        may=may,
    )


_BASE_FRINGE = re.compile(
    r"^(?:罚款(?:数额|幅度|额|金额)[为按照]+|(?:以下|以上)?的?罚款|或者|和|、|没收[^和]*和|最高(?=不)|不得?超过|以|按照?|相当于?|相等于|等于|并)+|(?:的|处以?|以)+$"
)


def _base(stretch: str) -> str:
    """The words between the verb and the number: 违法所得, 工程合同价款."""
    stretch = re.sub(r"[（(][^）)]*[）)]", "", stretch)
    verbs = list(_BASE_VERB.finditer(stretch))
    found = stretch[verbs[-1].end() :] if verbs else stretch
    if not found and len(verbs) > 1:
        found = stretch[verbs[-2].end() : verbs[-1].start()]
    return _BASE_FRINGE.sub("", found)[-40:]


def _may(text: str, at: int) -> bool:
    """可以处, or one of several to choose from."""
    stretch = re.split(r"[，,。；;：:]", text[max(0, at - _REACH) : at])[-1]
    return re.search("可以?(?:并|单|给予|予以|根据|视|处|以|按|酌情)|可处|或者|单处", stretch) is not None


_OPEN = re.compile(
    rf"(?:{_VERB}|并处|单处)((?:(?!{NUMBER}(?:元|倍))[^，,。；;：:])*?){_FINE}(?P<after>[^，,。；;：:]{{0,12}}[，,。；;：:]?)"
)
_REFERS = re.compile(
    r"(?:依照|按照|依据|根据|依(?!法$|法[处予并给])|按)(?!(?:各自)?(?:的)?(?:职责|职权|权限|规定的职责|管理权限|情节|不同情[节况]|其?情节|有关规定处以))"
)


_BODY = re.compile(r"由[^，,。；;：:]*(?:部门|机关|机构|政府|海关)")
_ROW = re.compile(r"、(?:没收|吊销|暂扣|责令|拘留|警告|停止|限期|撤销|取消|查封|扣)")
_FOLLOWED = re.compile(r"(?:的(?!处罚|行政处罚|处分)|决定|处罚(?!$|[，,。；;])|收|缴|额|数|金|之|以后|后|时|、|以上)")


def _open(text: str, *, by_court: bool) -> list[Found]:
    """并处罚款 with no range in the sentence: set here, unless it is a reference, a court's, or a condition."""
    for match in _OPEN.finditer(text):
        stretch = re.split(r"[，,。；;：:]", text[max(0, match.start() - _REACH) : match.start()])[-1]
        whole = stretch + match[0]
        if (
            by_court
            or re.search("不得|严禁|禁止|收缴|缴纳|下列|如果|受到|加处|不予|不再|尚未|已被|XX", whole)
            or _REFERS.search(_BODY.sub("", stretch) + match[1])
        ):
            continue
        tail = match["after"]
        if re.match(r"[^，,。；;：:]*的[，,]", text[match.start("after") :]):
            continue
        if match[1].endswith("的") or "时" in tail or (_FOLLOWED.match(tail) and not _ROW.match(tail)):
            continue
        return [Found(Fine(may=_may(text, match.end() - len(match["after"]))), match.start(), match.end() - len(match["after"]))]
    return []


def is_value_condition(clause: str) -> bool:
    """货值金额不足一万元的, 没有违法所得的: a condition on money, so a fine's own, not a tier of the conduct."""
    return len(clause) < 60 and _CONDITION.search(clause.removesuffix("的")) is not None
