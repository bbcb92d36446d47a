"""What may be used as evidence: verified, lawfully got, told, recorded; here, elsewhere and in criminal proceedings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.evidence.proof import SINCE
from yifa.law.penalties import listed
from yifa.law.rule import rule
from yifa.law.sources import APL, CPRL, SC118


@rule("evidence.usable", cites=[APL("46", 2), APL("46", 3)], since=SINCE)
def usable(*, piece: str, verified: bool | None, lawful: bool | None) -> Ruling:
    """证据可采 — evidence is verified before it is used, and never used where it was got by unlawful means.

    None is a question nobody has answered yet. Reads: unlawful means shut out also what is true. Reviewed: no.
    """
    if lawful is False:
        return refused(f"“{piece}”以非法手段取得，不得作为认定案件事实的根据。", remedy="排除该证据，另行依法取证。")
    if verified is False:
        return refused(f"“{piece}”未经查证属实，不得作为认定案件事实的根据。", remedy="先查证核实，或者另行取证。")
    if verified and lawful:
        return LAWFUL
    return for_person(f"“{piece}”是否已经查证属实，取得的手段是否合法？", remedy="由承办人核对以后写明结论。")


@rule("evidence.camera_record", cites=[APL("41", 2)], since=SINCE)
def camera_record(*, reviewed: bool, true_: bool, clear: bool, complete: bool, accurate: bool) -> Ruling:
    """监控记录审核 — what a camera recorded is reviewed, and is true, clear, complete and accurate.

    Reads: a person reviews each record, not the device alone. Reviewed: no.
    """
    if not reviewed:
        return refused("电子监控记录的内容没有经过审核，不得作为行政处罚的证据。", remedy="先审核记录内容。")
    parts = ((true_, "真实"), (clear, "清晰"), (complete, "完整"), (accurate, "准确"))
    if missing := [name for met, name in parts if not met]:
        return refused(f"电子监控记录经审核不{'、不'.join(missing)}，不得作为行政处罚的证据。", remedy="排除该记录，另行取证。")
    return LAWFUL


@rule("evidence.camera_device", cites=[APL("41", 1)], since=SINCE)
def camera_device(*, basis: bool, legal: bool, technical: bool, standard: bool, sensible: bool, marked: bool, published: bool) -> Ruling:
    """监控设备 — used as a law or administrative regulation provides, reviewed, of the standard, sensibly set, marked, its place published.

    Reads: all seven are asked of the device that made the record. Reviewed: no.
    """
    parts = (
        (basis, "法律、行政法规的依据"),
        (legal, "法制审核"),
        (technical, "技术审核"),
        (standard, "符合标准"),
        (sensible, "设置合理"),
        (marked, "标志明显"),
        (published, "设置地点公布"),
    )
    if missing := [name for met, name in parts if not met]:
        return refused(f"电子监控设备不符合要求，缺少：{listed(missing)}。", remedy="补齐以后再采用其记录，或者另行取证。")
    return LAWFUL


@rule("evidence.camera_told", cites=[APL("41", 3)], since=SINCE)
def camera_told(*, told: bool, can_look: bool, can_object: bool) -> Ruling:
    """监控记录告知 — the party is told promptly of what a camera recorded, and can look, state its case and object.

    Reads: how prompt is prompt the statute does not say. Reviewed: no.
    """
    parts = ((told, "告知当事人违法事实"), (can_look, "提供查询"), (can_object, "保障陈述和申辩"))
    if missing := [name for met, name in parts if not met]:
        return refused(f"采用电子监控记录，尚未{listed(missing)}。", remedy="以短信、信件等方式告知，并提供查询和申辩的途径。")
    return LAWFUL


@rule("evidence.test_open", cites=[APL("46", 1, 7)], since=SINCE)
def test_open(*, commissioned: bool) -> Ruling:
    """鉴定委托在先 — the result of a test or an appraisal answers a commission whose result is not in yet.

    Reads: an appraisal nobody asked for is a document of somebody else. Reviewed: no.
    """
    if commissioned:
        return LAWFUL
    return refused("没有委托过该项检测检验鉴定，或者结果已经登记。", remedy="先登记委托；检测对象应当与委托时一致。")


@rule("evidence.record_signed", cites=[APL("55", 2)], since=SINCE)
def record_signed(*, signed: bool, refusal_noted: bool, witnessed: bool) -> Ruling:
    """笔录签名 — the party signs the record, or it says that the party refused or was absent, before a witness or on film.

    ``witnessed``: by a witness or by audio and video. Reads: how a refusal is made good the departments say (市场监管 43). Reviewed: no.
    """
    if signed:
        return LAWFUL
    if not refusal_noted:
        return refused("笔录没有当事人签名，也没有注明原因。", remedy="请当事人核对后签名；拒绝签名或者不在场的，在笔录中注明。")
    if not witnessed:
        return refused("当事人没有签名，没有见证人，也没有录音录像。", remedy="邀请见证人签名，或者以录音录像等方式记录。")
    return LAWFUL


#: 应当全程音像记录的执法行为
FULL_VIDEO = ("查封扣押财产", "强制拆除", "询问场所", "听证场所")


@rule("evidence.filmed", cites=[SC118(""), APL("47")], since=SINCE)
def filmed(*, act: str, filmed: bool, needed: bool | None) -> Ruling:
    """音像记录 — sealing, seizure and forced demolition are filmed throughout, as are rooms for interviews and hearings; others as needed.

    ``needed`` is what a person judged of any other act, None while nobody did. Reads: the text is not held, only notes of it. Reviewed: no.
    """
    if filmed or (act not in FULL_VIDEO and needed is False):
        return LAWFUL
    if act not in FULL_VIDEO and needed is None:
        return for_person(f"“{act}”是否需要全程音像记录？", remedy="由承办人根据现场情况决定，容易引发争议的应当记录。")
    return refused(f"“{act}”应当全程音像记录，没有记录。", remedy="先开启执法记录设备，全程记录；确有故障的，书面说明。")


@rule("evidence.course_recorded", cites=[APL("47")], since=SINCE)
def course_recorded(*, missing: Sequence[str]) -> Ruling:
    """全过程记录 — opening, inquiry, review, decision, service and execution are all recorded and archived.

    ``missing`` are the stages without a record. Reads: text or recording, either will do. Reviewed: no.
    """
    if not missing:
        return LAWFUL
    return refused(f"以下环节没有记录：{listed(missing)}。", remedy="补齐记录以后再归档；不能补的，书面说明原因。")


#: 在刑事诉讼中可以作为证据使用的行政证据
IN_CRIMINAL = ("物证", "书证", "视听资料", "电子数据")


@dataclass(frozen=True, slots=True)
class Criminal:
    """行刑衔接证据 — the kinds usable in criminal proceedings as they are, and those the police will take anew."""

    usable: tuple[str, ...]
    anew: tuple[str, ...]


@rule("evidence.in_criminal", cites=[CPRL("54", 2)], since=SINCE)
def in_criminal(*, kinds: Sequence[str]) -> Criminal:
    """行政证据的刑事使用 — things, documents, recordings and electronic data the body collected are usable in criminal proceedings.

    Reads: the article says 等; statements are not named and count as to be taken anew, appraisals and records too, until a person says
        otherwise. Reviewed: no.
    """
    return Criminal(tuple(kind for kind in kinds if kind in IN_CRIMINAL), tuple(kind for kind in kinds if kind not in IN_CRIMINAL))


@rule("evidence.of_other_body", cites=[APL("46", 2), APL("46", 3)], since=SINCE, settable=("reusable",))
def of_other_body(*, lawful: bool, verified: bool, reusable: bool = False) -> Ruling:
    """其他机关取得的证据 — what another body lawfully collected may be used where a province says so (``reusable``), once verified.

    Reads: the statute is silent; without such a provision a person decides. Reviewed: no.
    """
    if not (lawful and verified):
        return refused("其他机关移交的证据未经查证属实，或者取得的手段不合法，不能使用。", remedy="核实来源和内容，或者另行取证。")
    if reusable:
        return LAWFUL
    return for_person("其他机关依法取得的证据能否在本案直接使用？", remedy="由法制审核人员核对本地规定，必要时重新取证。")
