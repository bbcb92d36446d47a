"""事项 as a person states it when a proposal is confirmed: the form, what the reader fills in, and how its fines are kept.

A fine is kept so that whoever reckons with it cannot take a rate for an amount: ``low_fen`` and ``high_fen`` are the limits of the fine
itself. A multiple, a share or an amount per day or ton has none, so a person states the amount; what it is reckoned from stands beside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, Field

from yifa.docket.core.form import Fen, Form, Line, Text
from yifa.kernel.citation import Cite
from yifa.kernel.text import clean_line
from yifa.law.penalties import Kind
from yifa.library.clauses import cites
from yifa.library.clauses.fine import Fine
from yifa.library.clauses.proposal import Proposal as Clause
from yifa.library.core.proposals import ItemProposal
from yifa.library.core.texts import short_title
from yifa.registry.core.wording import OPEN, fault

CODE_LIMIT: Final = 60
_RATE = re.compile(r"(?:0|[1-9]\d{0,5})(?:\.\d{1,6})?%?")
_CODE = re.compile(r"[\w.\-]+")
_STAFF = re.compile("主管人员|责任人|负责人|从业人员|工作人员|董事|监事|高级管理人员|责任者|法定代表人")
_UNIT = re.compile("^(?:单位|企业|机构|法人|组织|公司|法人或者其他组织|法人、其他组织)$")
_PERSON = re.compile("^(?:个人|公民|自然人|本人)$")
_CITE = re.compile(r"《(?P<law>.{1,200})》(?P<place>第.{1,60})")
_APART: Final = "；"


def _code(text: str) -> str:
    if not _CODE.fullmatch(text):
        raise ValueError(fault("code"))
    return text


def _rate(text: str) -> str:
    if text and not _RATE.fullmatch(text):
        raise ValueError(fault("rate"))
    return text


def _name(text: str) -> str:
    return clean_line(text, field="事项名称", limit=300)


Rate = Annotated[Line, AfterValidator(_rate)]


class FineForm(Form):
    """罚款 — one range for one kind of party under one condition."""

    party: Annotated[
        Literal["", "person", "organisation"],
        Field(
            title="对谁",
            json_schema_extra={"widget": "select", "labels": {"person": "个人", "organisation": "单位"}, "empty": "不分"},
        ),
    ] = ""
    condition: Annotated[Line, Field(title="条件", max_length=200)] = ""
    low_fen: Annotated[Fen | None, Field(title="不低于", json_schema_extra={"widget": "yuan"})] = None
    high_fen: Annotated[Fen | None, Field(title="不高于", json_schema_extra={"widget": "yuan"})] = None
    times_low: Annotated[Rate, Field(title="不低于（倍数或者%）", max_length=20)] = ""
    times_high: Annotated[Rate, Field(title="不高于（倍数或者%）", max_length=20)] = ""
    base: Annotated[Line, Field(title="以什么为基数", max_length=100)] = ""
    per: Annotated[Line, Field(title="每（日、吨、平方米）", max_length=20)] = ""
    cap_fen: Annotated[Fen | None, Field(title="总额不超过", json_schema_extra={"widget": "yuan"})] = None


class ItemForm(Form):
    """事项 — what a confirmed proposal becomes."""

    code: Annotated[str, Field(title="事项代码", min_length=1, max_length=CODE_LIMIT), AfterValidator(_code)]
    name: Annotated[str, Field(title="事项名称（违法行为）", min_length=1, max_length=300), AfterValidator(_name)]
    domain: Annotated[Line, Field(title="领域", min_length=1, json_schema_extra={"widget": "select"})]
    department: Annotated[Line, Field(title="处罚机关（条文用语）", max_length=200)] = ""
    violated: Annotated[
        Text, Field(title="违反的条款", max_length=1_000, description="一行一条，如《城市道路管理条例》第二十七条；条文没有写明的留空。")
    ] = ""
    penalty: Annotated[Line, Field(title="处罚依据", min_length=1, max_length=200)]
    kinds: Annotated[
        tuple[Kind, ...],
        Field(title="处罚种类", min_length=1, json_schema_extra={"widget": "checks", "labels": {kind.value: kind.value for kind in Kind}}),
    ]
    fines: Annotated[
        tuple[FineForm, ...],
        Field(
            title="罚款幅度",
            max_length=40,
            description="一档一行，清空一行即删去；没有条件的是基本档。条文只写“并处罚款”的，条件写“未定幅度”。",
            json_schema_extra={"widget": "questions"},
        ),
    ] = ()
    correction_order: Annotated[bool, Field(title="同时责令改正")] = False
    orders: Annotated[Text, Field(title="责令改正的内容", max_length=1_000, description="几项用“；”隔开，以下同。")] = ""
    confiscated: Annotated[Text, Field(title="没收什么", max_length=1_000)] = ""
    coercion: Annotated[Text, Field(title="强制措施", max_length=1_000)] = ""
    rest: Annotated[Text, Field(title="其他后果", max_length=1_000)] = ""
    valid_from: Annotated[date | None, Field(title="自哪天起")] = None
    valid_until: Annotated[date | None, Field(title="到哪天止（不含当日）")] = None
    succeeds: Annotated[
        bool,
        Field(title="接续同一代码的原文本", description="法律修改后，沿用原代码时勾选：原文本到上面的起始日为止。"),
    ] = False


def prefilled(proposal: ItemProposal, *, code: str, valid_from: date | None, valid_until: date | None) -> dict[str, Any]:
    """What the reader says of a proposal, in the shape of ``ItemForm``'s payload; domain is left to the person."""
    own = proposal.own_clauses
    orders = _joined(order for clause in own for order in clause.orders)
    return {
        "code": code,
        "name": proposal.conduct,
        "department": proposal.body,
        "violated": "\n".join(cite.text for cite in proposal.violated),
        "penalty": proposal.penalty.text,
        "kinds": [kind.value for kind in proposal.kinds],
        "fines": [_fine_row(fine, clause) for clause in own for fine in clause.fines],
        "correction_order": bool(orders),
        "orders": orders,
        "confiscated": _joined(thing for clause in own for thing in clause.confiscated),
        "coercion": _joined(measure for clause in own for measure in clause.coercion),
        "rest": _joined(other for clause in own for other in clause.rest),
        "valid_from": valid_from and valid_from.isoformat(),
        "valid_until": valid_until and valid_until.isoformat(),
    }


def _joined(words: Iterable[str]) -> str:
    return _APART.join(dict.fromkeys(words))


def _fine_row(fine: Fine, clause: Clause) -> dict[str, Any]:
    party, narrower = _party(fine.party or clause.party)
    row: dict[str, Any] = {
        "party": party,
        "condition": "，".join(words for words in (narrower, clause.when, fine.when) if words)[:200],
        "low_fen": fine.low and fine.low.fen,
        "high_fen": fine.high and fine.high.fen,
        "times_low": _rate_text(fine.times_low),
        "times_high": _rate_text(fine.times_high),
        "base": fine.base[:100],
        "per": fine.per[:20],
        "cap_fen": fine.cap and fine.cap.fen,
    }
    if fine.is_open and not row["condition"]:
        row["condition"] = OPEN
    return {name: value for name, value in row.items() if value not in (None, "")}


def _party(words: str) -> tuple[str, str]:
    """Whom a fine is for, and what must stand in its condition: one for certain people (主管人员) is no range for everybody."""
    if not words or _UNIT.match(words):
        return ("organisation" if words else "", "")
    if _PERSON.match(words):
        return "person", ""
    return ("person" if _STAFF.search(words) else "", words)


def _rate_text(rate: Decimal | None) -> str:
    if rate is None:
        return ""
    return f"{(rate * 100).normalize():f}%" if rate < 1 else f"{rate.normalize():f}"


def rate_of(text: str) -> Decimal | None:
    """2 for "2", 0.05 for "5%"; None for an empty end."""
    if not text:
        return None
    return Decimal(text.removesuffix("%")) / (100 if text.endswith("%") else 1)


def differs(said: ItemForm, read: dict[str, Any]) -> bool:
    """Did the person say anything else than the reader? Code, domain and how it joins on are the person's own."""
    own = {"code", "domain", "succeeds"}
    return _plain(said.model_dump(mode="json"), own) != _plain(read, own)


def _plain(payload: dict[str, Any], left_out: set[str]) -> dict[str, Any]:
    found = {name: value for name, value in payload.items() if name not in left_out and value not in (None, "", False, [], ())}
    if "fines" in found:
        found["fines"] = [_plain(row, set()) for row in found["fines"]]
    if "kinds" in found:
        found["kinds"] = sorted(found["kinds"])
    return {name: " ".join(value.split()) if isinstance(value, str) else value for name, value in found.items()}


def faults(form: ItemForm) -> dict[str, str]:
    """What contradicts itself, field by field."""
    found: dict[str, str] = {}
    if form.valid_from and form.valid_until and form.valid_until <= form.valid_from:
        found["valid_until"] = fault("span")
    if form.fines and Kind.FINE not in form.kinds:
        found["kinds"] = fault("fine_not_ticked")
    if not form.fines and Kind.FINE in form.kinds:
        found["fines"] = fault("no_range")
    seen: set[tuple[object, ...]] = set()
    for at, fine in enumerate(form.fines):
        found |= _fine_faults(fine, f"fines.{at}.")
        row = tuple(fine.model_dump().values())
        if row in seen:
            found[f"fines.{at}.condition"] = fault("same_row")
        seen.add(row)
    if not _cites(form.penalty) or len(_cites(form.penalty)) > 1:
        found["penalty"] = fault("no_penalty")
    for line in filter(None, map(str.strip, form.violated.splitlines())):
        if not _cites(line):
            found["violated"] = fault("no_cite", line=line[:30])
    return found


def _fine_faults(fine: FineForm, prefix: str) -> dict[str, str]:
    low, high = rate_of(fine.times_low), rate_of(fine.times_high)
    is_rate = low is not None or high is not None
    is_money = fine.low_fen is not None or fine.high_fen is not None
    if fine.low_fen is not None and fine.high_fen is not None and fine.low_fen > fine.high_fen:
        return {f"{prefix}high_fen": fault("order")}
    if low is not None and high is not None and low > high:
        return {f"{prefix}times_high": fault("order")}
    if is_rate and is_money:
        return {f"{prefix}times_low": fault("both")}
    if is_rate and not fine.base:
        return {f"{prefix}base": fault("no_base")}
    if not (is_rate or is_money or fine.cap_fen is not None or fine.condition):
        return {f"{prefix}low_fen": fault("empty_row")}
    return {}


def _cites(text: str) -> tuple[Cite, ...]:
    """《食品安全法》第三十三条第一款 as a person writes it; none where no article is found. A title may hold another in 《》."""
    found = _CITE.fullmatch(text.strip())
    return cites.violated(f"违反本法{found['place']}规定", short_title(found["law"])) if found else ()


def penalty_cite(form: ItemForm) -> Cite:
    return _cites(form.penalty)[0]


def violated_cites(form: ItemForm) -> tuple[Cite, ...]:
    return tuple(dict.fromkeys(cite for line in form.violated.splitlines() for cite in _cites(line)))


def stored_fines(form: ItemForm) -> list[dict[str, Any]]:
    """The rows as an item keeps them: one for each kind of party; rates stand beside the amounts, so nobody takes one for an amount."""
    rows = []
    for fine in form.fines:
        is_amount = not (fine.times_low or fine.times_high or fine.per)
        row: dict[str, Any] = {
            "condition": "" if fine.condition == OPEN else fine.condition,
            "low_fen": fine.low_fen if is_amount else None,
            "high_fen": fine.high_fen if is_amount else None,
            "note": OPEN if fine.condition == OPEN else "",
        }
        more = {
            "times_low": fine.times_low,
            "times_high": fine.times_high,
            "base": fine.base,
            "per": fine.per,
            "cap_fen": fine.cap_fen,
            "per_low_fen": fine.low_fen if fine.per else None,
            "per_high_fen": fine.high_fen if fine.per else None,
        }
        row |= {name: value for name, value in more.items() if value not in (None, "")}
        parties = (fine.party,) if fine.party else ("person", "organisation")
        rows += [{"party": party, **row} for party in parties]
    return rows


def listed_words(text: str) -> list[str]:
    """没收违法所得；没收工具 — the parts, each once."""
    return list(dict.fromkeys(part.strip() for part in re.split("[；;\n]", text) if part.strip()))
