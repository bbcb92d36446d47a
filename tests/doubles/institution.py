"""A small town in memory that answers as the port Institution: two bodies, a handful of items and officers, spans that end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tests.law.cases import published_overlays
from yifa.docket.ports import (
    BodyFacts,
    EventClass,
    FineRange,
    Hindrances,
    ItemFacts,
    OfficerFacts,
    PlaceFacts,
    Subject,
    Thing,
    UnknownToInstitution,
)
from yifa.kernel.citation import Cite
from yifa.law.layers import Layer
from yifa.law.people.officers import certificate_faults

OURS, THEIRS = "xian.zhen", "xian.chengguan"
PLACE, ELSEWHERE = "131128101", "131128102"
#: the day on which the item LEAVING goes from us to them, and the certificate of EXPIRING ends
TURN = date(2026, 5, 6)
_SINCE, _UNTIL = date(2024, 1, 1), date(2030, 1, 1)
_LAW = Cite("示例条例", "10")
_ALL = ("城市管理", "市场监管", "农业")


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds an item until (exclusive) a day."""

    body: str
    until: date = _UNTIL


def _item(code: str, domain: str, layer: str, kinds: Sequence[str], low: int, high: int, law: Cite = _LAW) -> ItemFacts:
    ranges = (FineRange("person", low, high), FineRange("organisation", low * 5, high * 10))
    thresholds = {"person": 200_000, "organisation": 1_000_000}
    return ItemFacts(code, f"{domain}示例事项", domain, (layer,), law, law, tuple(kinds), ranges, thresholds, department=domain)


ITEMS = {
    "CG-1": _item("CG-1", "城市管理", "住建", ("警告", "罚款", "没收违法所得"), 5_000, 500_000),
    "SC-1": _item("SC-1", "市场监管", "市场监管", ("罚款", "责令停产停业"), 10_000, 1_000_000),
    "NY-1": _item("NY-1", "农业", "农业", ("警告", "罚款"), 0, 300_000),
    "LEAVING": _item("LEAVING", "城市管理", "住建", ("警告", "罚款"), 5_000, 500_000),
    "RULED": _item("RULED", "城市管理", "住建", ("警告", "罚款"), 5_000, 500_000),
    "AIR": _item("AIR", "城市管理", "住建", ("警告", "罚款"), 5_000, 500_000, Cite("大气污染防治法", "115")),
    "THEIRS": _item("THEIRS", "城市管理", "住建", ("警告", "罚款"), 5_000, 500_000),
    "HEAVIER": _item("HEAVIER", "城市管理", "住建", ("警告", "罚款"), 5_000, 80_000),
}
#: from that day (included) the item has another range
CHANGED = {"HEAVIER": (date(2026, 3, 10), _item("HEAVIER", "城市管理", "住建", ("警告", "罚款"), 5_000, 500_000))}
HELD = {
    "CG-1": (Holding(OURS),),
    "SC-1": (Holding(OURS),),
    "NY-1": (Holding(OURS),),
    "LEAVING": (Holding(OURS, TURN), Holding(THEIRS)),
    "RULED": (Holding(OURS),),
    "AIR": (Holding(OURS),),
    "HEAVIER": (Holding(OURS),),
    "THEIRS": (Holding(THEIRS),),
}


def _officer(code: str, name: str, **more: object) -> OfficerFacts:
    facts: dict[str, object] = {
        "body": OURS,
        "team": OURS,
        "title": "执法员",
        "certificate": f"证{code}",
        "domains": _ALL,
        "region": PLACE,
        "valid_from": _SINCE,
        "valid_until": _UNTIL,
    }
    return OfficerFacts(code, name, **{**facts, **more})  # type: ignore[arg-type]  # members by name


OFFICERS = {
    officer.code: officer
    for officer in (
        _officer("A1", "甲一"),
        _officer("A2", "甲二"),
        _officer("A3", "甲三"),
        _officer("A4", "甲四"),
        _officer("EXPIRING", "届满员", valid_until=TURN),
        _officer("MARKET", "市场员", domains=("市场监管",)),
        _officer("FAR", "外区员", region=ELSEWHERE),
        _officer("HELPER", "协管员", certificate="", domains=(), region="", valid_from=None, valid_until=None, assistant=True),
        _officer("B1", "乙一", body=THEIRS, team=THEIRS),
        _officer("B2", "乙二", body=THEIRS, team=THEIRS),
        _officer("H1", "负责人"),
        _officer("V1", "审核员", legally_qualified=True),
        _officer("V2", "新审核员"),
        _officer("AWAY", "休假员"),
        _officer("KIN", "亲属员"),
        _officer("APART", "专职审核员"),
    )
}
#: on leave on the day of the turn, kin of a party, set aside for legal review
ABSENT = {"AWAY": (TURN, TURN)}
RECUSED = {"KIN": "钱示例"}
SET_ASIDE = {"APART": "法制审核"}
#: a class of the street, one that must be recorded, one whose power another body has
CLASSES = {
    one.code: one
    for one in (
        EventClass("JM-01", "占道堆物", "事件", 4, "工作时", item="CG-1", domain="城市管理"),
        EventClass("WF-01", "违法建设", "事件", 1, "工作日", item="CG-1", domain="城市管理", recorded=True),
        EventClass("YS-01", "渣土遗撒", "事件", 2, "小时", item="THEIRS", domain="城市管理"),
        EventClass("JG-01", "井盖缺失", "部件", 4, "小时", owner=THEIRS),
    )
}
THINGS = {"E-01": Thing("E-01", "执法记录仪", "执法记录仪1号", OURS), "E-02": Thing("E-02", "执法摩托车", "执法摩托车1号", OURS)}
#: grids and how far east they reach
GRIDS = {"网格1": 116.2}
#: by whom the other body answers our whistle
LIAISONS = {THEIRS: "B1"}
BODIES = {
    OURS: BodyFacts(
        OURS,
        "示例镇综合行政执法局",
        mark="示综执",
        seal="示例镇综合行政执法局",
        place=PLACE,
        reconsideration="示例县人民政府",
        court="示例县人民法院",
        bank="示例银行示例县支行",
        synthetic=True,
    ),
    THEIRS: BodyFacts(THEIRS, "示例县城市管理局", mark="示城管", place="131128", synthetic=True),
}


@dataclass(frozen=True, slots=True)
class Town:
    """Implements ``yifa.docket.ports.Institution`` without a database."""

    items_known: dict[str, ItemFacts] = field(default_factory=lambda: ITEMS)
    bodies_known: dict[str, BodyFacts] = field(default_factory=lambda: BODIES)
    newest: str = "NULL::bigint"

    def seen(self, newest: int | None) -> None:
        """It keeps nothing."""

    def body(self, code: str, *, on: date) -> BodyFacts:
        return self._known(self.bodies_known, code, "机关", on)

    def item(self, code: str, *, on: date) -> ItemFacts:
        since, changed = CHANGED.get(code, (None, None))
        return changed if since and changed and on >= since else self._known(self.items_known, code, "事项", on)

    def layers(self, *, item: str, place: str, body: str, on: date) -> Sequence[Layer]:
        domains = self.item(item, on=on).layers if item else ()
        return published_overlays().chain(domains=domains, place=place, body=body)

    def subject(self, *, item: str, place: str, on: date) -> Subject | None:
        if not place.startswith(PLACE):
            return None
        return next((Subject(held.body, "grant", "", held.until) for held in HELD.get(item, ()) if on < held.until), None)

    def officer(self, code: str, *, on: date) -> OfficerFacts:
        return self._known(OFFICERS, code, "人员", on)

    def officers(self, *, body: str, on: date) -> Sequence[OfficerFacts]:
        return tuple(officer for code, officer in sorted(OFFICERS.items()) if officer.body == body or officer.body.startswith(f"{body}."))

    def hindrances(self, code: str, *, body: str, domain: str, place: str, party: str, on: date) -> Hindrances:
        officer = self.officer(code, on=on)
        name = officer.name
        away = ABSENT.get(code)
        held = {"valid_from": officer.valid_from, "valid_until": officer.valid_until, "domains": officer.domains, "region": officer.region}
        return Hindrances(
            foreign=() if officer.body == body or officer.body.startswith(f"{body}.") else (f"{name}不是本机关的执法人员",),
            unqualified=certificate_faults(**held, assistant=officer.assistant, name=name, domain=domain, place=place, on=on),
            absent=(f"{name}请假",) if away and away[0] <= on <= away[1] else (),
            recused=(f"{name}与当事人“{party}”有回避事由",) if party and RECUSED.get(code) == party else (),
            set_aside=(f"{name}已被指定担任{SET_ASIDE[code]}",) if code in SET_ASIDE else (),
        )

    def items(self, *, body: str, on: date, words: str = "", limit: int = 50) -> Sequence[ItemFacts]:
        held = [item for code, item in ITEMS.items() if any(one.body == body and on < one.until for one in HELD[code])]
        return tuple(item for item in held if all(word in f"{item.name} {item.code} {item.domain}" for word in words.split()))[:limit]

    def places(self, *, under: str, on: date) -> Sequence[PlaceFacts]:
        known = (PlaceFacts(PLACE, "示例镇"), PlaceFacts(ELSEWHERE, "邻镇"))
        return tuple(place for place in known if place.code.startswith(under))

    def event_class(self, code: str, *, on: date) -> EventClass | None:
        return CLASSES.get(code)

    def equipment(self, codes: Sequence[str], *, on: date) -> Sequence[Thing]:
        return tuple(THINGS[code] for code in sorted(set(codes)) if code in THINGS)

    def grid_holds(self, code: str, *, point: tuple[float, float] | None, on: date) -> bool | None:
        return None if code not in GRIDS else point is None or point[0] < GRIDS[code]

    def liaison(self, *, body: str, place: str, on: date) -> str:
        return LIAISONS.get(body, "") if place.startswith(PLACE) else ""

    @staticmethod
    def _known(rows: dict, code: str, what: str, on: date):  # type: ignore[no-untyped-def,type-arg]  # one row of any kind
        if code not in rows:
            raise UnknownToInstitution(f"名录中没有{what}「{code}」。", remedy="请核对编码。", asked=code, on=on.isoformat())
        return rows[code]
