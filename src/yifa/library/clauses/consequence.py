"""后果 — what a clause threatens beside the fine: other penalties (行政处罚法 9), orders to correct, coercive measures, the rest."""

from __future__ import annotations

import re

from yifa.law.penalties import Kind

_LICENCE = r"[^，,。；;]{0,40}?(?:证|照|许可|资格|资质|批准|牌照|登记|备案)"
#: In the order of the statute; detention by a court is none.
_KINDS = {
    Kind.WARNING: re.compile(r"(?:给予|予以|处以?|并处|单处|、|或者|和|可以|提出|给以)[^，,。；;]{0,6}警告(?![标牌信])"),
    Kind.CRITICISM: re.compile("通报批评"),
    Kind.CONFISCATION_OF_GAINS: re.compile(
        r"(?:没收|收缴|没入)[^，,。；;]{0,40}?(?:所得|收入|价款|所获收益|获利|费用|报酬)|(?:所得|收入)[^，,。；;]{0,6}[，,]?(?:依法)?予以没收"
    ),
    Kind.SUSPENSION_OF_LICENCE: re.compile(rf"暂扣{_LICENCE}"),
    Kind.LOWER_QUALIFICATION: re.compile("降低[^，,。；;]{0,8}(?:资质|等级)"),
    Kind.REVOCATION_OF_LICENCE: re.compile(rf"吊销{_LICENCE}"),
    Kind.RESTRICTION_OF_BUSINESS: re.compile(
        "限制(?:开展)?(?:生产|经营|业务|有关业务)|限制生产|(?:暂停|停止)[^，,。；;]{0,10}业务(?!培训)"
    ),
    Kind.SUSPENSION_OF_BUSINESS: re.compile("停产停业|停业整顿|停产整[顿治]|责令[^，,。；;]{0,12}(?:停业|停产|停止生产经营)"),
    Kind.CLOSURE: re.compile("(?:责令|予以|停业、|停业或者|或者)[^，,。；;]{0,4}关闭"),
    Kind.RESTRICTION_OF_OCCUPATION: re.compile(
        "(?:年内|终身|期限内|月内)[^，,。；;]{0,8}(?:不得|禁止|不准)[^，,。；;]{0,20}(?:从事|担任|申请[^，,。；;]*资格)|(?:禁止|不得)其?(?:终身)?从事|市场禁入"
    ),
    Kind.DETENTION: re.compile("(?:处|以下|以上|行政|并处|予以|给予|日|、|或者)[^，,。；;]{0,6}拘留"),
}
_CONFISCATED = re.compile(r"(?:没收|没入)([^，,。；;：:]*)")
_GAINS = re.compile(r"(?:违法|非法)?(?:所得|收入|所获收益|获利|报酬)$")
_ORDER = re.compile(r"(?:责令|责成|限期|令其)(?![^，,。；;]{0,8}(?:停产|停业|关闭))[^，,。；;：:]*")
_COERCION = re.compile(
    r"(?:可以|并|依法|予以|由[^，,。；;]{2,20})?((?:查封|扣押|扣留|冻结|强制拆除|强行拆除|强制清除|强制执行|代履行|代为(?:履行|治理|处置|处理|清除|恢复|拆除|补种|改正|清理)|拖移|强制报废|强制扣缴|加处罚款|依法拆除)[^，,。；;：:]*)"
)
_REST = re.compile(
    r"(取缔|撤销[^，,。；;：:]+|[^，,。；;：:]{0,40}(?:年|月)内不(?:得|予|受理)[^，,。；;：:]*|给予[^，,。；;：:]*处分|向社会公[布告][^，,。；;：:]*|予以公[布告]|记入[^，,。；;：:]*信用[^，,。；;：:]*"
    r"|(?:依法)?承担(?:赔偿|民事)[^，,。；;：:]*|追究刑事责任|取消[^，,。；;：:]*资格|不予(?:登记|注册|许可)|驱逐出境|限期出境|所需费用由[^，,。；;：:]*)"
)


def kinds(text: str, *, by_court: bool = False) -> tuple[Kind, ...]:
    """The kinds of penalty the words name, but for the fine, which ``fines`` finds."""
    found = [kind for kind, words in _KINDS.items() if words.search(text)]
    if any(not _GAINS.search(thing) for thing in _things(text)):
        found.append(Kind.CONFISCATION_OF_THINGS)
    if by_court and Kind.DETENTION in found:
        found.remove(Kind.DETENTION)
    return tuple(kind for kind in Kind if kind in found)


def confiscated(text: str) -> tuple[str, ...]:
    """What is taken, as named: 违法所得, 违法生产的产品."""
    return tuple(dict.fromkeys(found[1].strip() for found in _CONFISCATED.finditer(text) if found[1].strip()))


def orders(text: str) -> tuple[str, ...]:
    """责令改正, 限期拆除: orders that are no penalty."""
    return tuple(dict.fromkeys(found[0] for found in _ORDER.finditer(text)))


def coercion(text: str) -> tuple[str, ...]:
    """查封, 强制拆除, 代履行: coercive measures the words allow."""
    return tuple(dict.fromkeys(found[1] for found in _COERCION.finditer(text)))


def rest(text: str) -> tuple[str, ...]:
    """取缔, 撤销许可, 给予处分 and other consequences that are none of the above."""
    return tuple(dict.fromkeys(found[1].strip() for found in _REST.finditer(text)))


def _things(text: str) -> list[str]:
    """The members of a confiscation's row: 违法所得和违法生产的产品 are two."""
    rows = [found[1] for found in _CONFISCATED.finditer(text)]
    return [thing for row in rows for thing in re.split(r"、|和|以及|及|或者|与", row) if thing.strip()]
