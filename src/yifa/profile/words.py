"""What the columns of a profile may say: controlled words, what a column points to, what tells rows apart, how long a text may be.

One place for the reader, the checker, the export and the page of the reference, so that none of them drifts.
"""

from __future__ import annotations

from yifa.kernel.actor import Role
from yifa.profile import schema as s
from yifa.profile.schema import Record

BODY_KINDS = (
    "党委机构",
    "政府",
    "行委",
    "管委会",
    "产业功能区",
    "机关",
    "综合行政执法局",
    "支队",
    "大队",
    "中队",
    "股室",
    "处室",
    "科室",
    "派驻组",
    "片区队",
    "镇街办公室",
    "综合执法协调机构",
    "领导小组",
    "工作专班",
    "事业单位",
    "法院",
)
LEVELS = ("", "town", "county", "city", "state", "province")
#: 法定、相对集中、赋权、法律法规授权
TITLES = ("statute", "concentration", "grant", "authorised")
HISTORY_RELATIONS = ("abolished", "established", "plate", "moved_in", "source", "kept", "merged", "split")
EXERCISES = ("entrustment", "posting", "team")
#: of these a body has one at a time, and they may not run in a circle
SINGLE_RELATIONS = ("编制归属", "日常管理", "经费保障")
RELATIONS = (*SINGLE_RELATIONS, "业务指导", "力量来源")
SIDES = ("审批", "监管", "执法", "技术支撑")
STATES = ("梳理", "明确", "理顺", "已授权")
MODES = ("市区分设", "市级派驻", "机关执法")
FEATURES = ("一般", "重大", "跨区域", "疑难")
POST_KINDS = ("基本", "动态")
POOLS = ("行政编制", "事业编制")
POOL_MOVES = ("收回", "借出", "归还", "下沉")
DUTIES = ("法制审核", "听证主持", "负责人")
UNIT_CLASSES = ("", "综合保障类", "区域与专业类")
PARTIES = ("个人", "单位", "不分")
PENALTIES = (
    "警告",
    "通报批评",
    "罚款",
    "没收违法所得",
    "没收非法财物",
    "暂扣许可证件",
    "降低资质等级",
    "吊销许可证件",
    "限制开展生产经营活动",
    "责令停产停业",
    "责令关闭",
    "限制从业",
)
EVENT_KINDS = ("部件", "事件")
#: 工作时 hours of work, 工作日 working days, 小时 and 天 by the clock and the calendar
LIMIT_UNITS = ("工作时", "工作日", "小时", "天")
CENTRES = ("指挥", "监督")
WATCHES = ("值班", "巡查", "备勤")

#: what a figure may be counted by; reporting has one measure of each name
MEASURES = (
    *("bodies", "history", "places", "areas", "items", "held", "departments", "difference", "sum", "pct", "reduction_pct", "modes"),
    *("exercises", "claims", "mechanisms", "tasks", "deadlines", "leads", "conflicts", "policy", "milestone", "flag", "reform_on"),
    *("officers", "posts", "pool", "equipment", "cameras", "grids", "coverage", "area_km2", "zones", "zone_officers", "cases"),
    *("police_assists", "power_fields"),
)

#: measure -> field of a figure -> the member whose rows it names, or the words it may be; of several they stand in one text
ASKED: dict[str, dict[str, str | tuple[str, ...]]] = {
    "bodies": {"of": "bodies", "kind": BODY_KINDS, "by": LEVELS[1:]},
    "history": {"of": "bodies", "kind": HISTORY_RELATIONS, "by": ("subjects",)},
    "items": {"of": "lists", "kind": "domains", "by": ("department", "domain", "runnable")},
    "modes": {"kind": MODES},
    "exercises": {"of": "bodies", "kind": EXERCISES},
    "mechanisms": {"of": "bodies", "by": ("named", "titles")},
    "policy": {"of": "policies", "by": ("title", "also_titled", "number", "issuer", "meeting", "issued")},
    "officers": {"of": "bodies", "kind": ("certified", "assistant", "trained")},
    "posts": {"of": "bodies", "kind": ("occupied", "vacant", "front_line", "locked", *POST_KINDS)},
    "pool": {"kind": POOL_MOVES},
    **{measure: {"of": "bodies"} for measure in ("held", "departments", "equipment", "coverage", "cases", "police_assists")},
    **{measure: {"of": "policies"} for measure in ("tasks", "deadlines")},
    "claims": {"of": "claims"},
    "milestone": {"of": "milestones"},
    "reform_on": {"of": "reforms"},
}
#: field of a figure -> measures that cannot do without it
ASKED_FOR: dict[str, tuple[str, ...]] = {
    "of": ("held", "departments", "claims", "tasks", "deadlines", "milestone", "reform_on", "equipment", "coverage"),
    "kind": ("history", "exercises", "mechanisms", "flag", "pool", "equipment", "cameras", "area_km2"),
    "place": ("areas",),
}
#: measures that reckon with two figures told before; a sum takes any number
OF_TWO = ("difference", "pct", "reduction_pct")

#: member -> field -> the words it may hold
WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "bodies": {"kind": BODY_KINDS, "level": LEVELS, "unit_class": UNIT_CLASSES},
    "history": {"relation": HISTORY_RELATIONS},
    "lists": {"title": ("", *TITLES)},
    "items": {"kinds": PENALTIES},
    "fines": {"party": PARTIES},
    "holdings": {"title": TITLES},
    "relations": {"relation": RELATIONS},
    "exercises": {"kind": EXERCISES},
    "modes": {"mode": MODES},
    "routes": {"feature": FEATURES, "level": LEVELS[1:]},
    "boundaries": {"side": SIDES},
    "authorisations": {"state": STATES},
    "posts": {"kind": POST_KINDS, "pool": POOLS},
    "pool_moves": {"kind": POOL_MOVES},
    "duties": {"duty": DUTIES},
    "event_kinds": {"kind": EVENT_KINDS, "unit": LIMIT_UNITS},
    "centres": {"kind": CENTRES},
    "rosters": {"kind": WATCHES},
    "users": {"roles": tuple(Role)},
    "facts": {"measure": MEASURES},
}

#: member -> field -> the member whose rows it names
POINTS: dict[str, dict[str, str]] = {
    "places": {"parent": "places", "becomes": "places"},
    "bodies": {"place": "places", "domain": "domains"},
    "history": {"into": "bodies"},
    "lists": {"body": "bodies", "place": "places", "transition_body": "bodies", "guide": "bodies"},
    "items": {"domain": "domains"},
    "holdings": {"item": "items", "list": "lists", "body": "bodies", "place": "places", "transition_body": "bodies", "guide": "bodies"},
    "officers": {"body": "bodies"},
    "certificates": {"officer": "officers", "region": "places", "domains": "domains"},
    "postings": {"officer": "officers", "body": "bodies", "zone": "places"},
    "trainings": {"officer": "officers"},
    "equipment": {"body": "bodies"},
    "cameras": {"place": "places"},
    "coverage": {"body": "bodies"},
    "grids": {"place": "places", "parent": "grids"},
    "grid_owners": {"grid": "grids", "body": "bodies", "officer": "officers", "cover": "officers"},
    "event_kinds": {"owner": "bodies", "domain": "domains", "item": "items"},
    "centres": {"body": "bodies", "place": "places", "domains": "domains"},
    "liaisons": {"body": "bodies", "place": "places", "officer": "officers"},
    "rosters": {"body": "bodies", "officer": "officers"},
    "claims": {"body": "bodies"},
    "users": {"body": "bodies", "place": "places", "officer": "officers"},
    "areas": {"area": "places", "place": "places"},
    "relations": {"body": "bodies", "to": "bodies"},
    "exercises": {"holder": "bodies", "team": "bodies", "place": "places", "domain": "domains", "item": "items"},
    "modes": {"domain": "domains", "place": "places", "body": "bodies"},
    "routes": {"place": "places", "domain": "domains"},
    "catalogue": {"item": "items"},
    "scores": {"body": "bodies", "domain": "domains"},
    "boundaries": {"item": "items", "domain": "domains", "body": "bodies"},
    "disputes": {"bodies": "bodies", "item": "items", "domain": "domains"},
    "authorisations": {"place": "places", "list": "lists"},
    "publications": {"list": "lists"},
    "tasks": {"policy": "policies"},
    "conflicts": {"task": "tasks"},
    "mechanisms": {"body": "bodies", "place": "places"},
    "reforms": {"place": "places"},
    "shapes": {"place": "places"},
    "posts": {"owner": "bodies", "user": "bodies", "officer": "officers", "place": "places"},
    "pool_moves": {"of": "bodies", "to": "bodies"},
    "absences": {"officer": "officers"},
    "recusals": {"officer": "officers"},
    "duties": {"officer": "officers", "body": "bodies"},
    "office_roles": {"body": "bodies", "office_body": "bodies"},
    "facts": {"place": "places"},
}

#: member -> the fields in which it names people of its own ``body``
OF_BODY: dict[str, tuple[str, ...]] = {"grid_owners": ("officer", "cover"), "liaisons": ("officer",), "rosters": ("officer",)}

#: member -> the field other rows name it by
NAMED_BY = {"domains": "name", "places": "code", "bodies": "code", "lists": "code", "items": "code", "officers": "code"} | {
    "policies": "code",
    "tasks": "code",
    "claims": "key",
    "milestones": "code",
    "reforms": "code",
    "grids": "code",
}

#: member -> the fields that tell its rows apart; no two rows are alike in all of them
APART: dict[str, tuple[str, ...]] = {
    "domains": ("name",),
    "lists": ("code",),
    "fines": ("item", "valid_from", "party", "condition"),
    "officers": ("code",),
    "certificates": ("number",),
    "trainings": ("officer", "name"),
    "equipment": ("code",),
    "cameras": ("code",),
    "coverage": ("body", "place_type"),
    "grids": ("code",),
    "claims": ("key",),
    "users": ("username",),
    "history": ("relation", "subject", "into", "of"),
    "scores": ("body", "domain", "on"),
    "disputes": ("code",),
    "publications": ("list", "on"),
    "policies": ("code",),
    "tasks": ("code",),
    "conflicts": ("task", "field"),
    "mechanisms": ("code",),
    "milestones": ("code",),
    "flags": ("kind", "where"),
    "reforms": ("code",),
    "shapes": ("place",),
    "pool_moves": ("code",),
    "absences": ("officer", "first"),
    "recusals": ("officer", "party"),
    "facts": ("key",),
}

#: member -> the fields of which a row with the same may not meet it in time
NEVER_TWO: dict[str, tuple[str, ...]] = {
    "places": ("code",),
    "bodies": ("code",),
    "items": ("code",),
    "certificates": ("officer",),
    "postings": ("officer", "body", "title"),
    "areas": ("area", "place"),
    "exercises": ("kind", "holder", "place", "domain", "item"),
    "modes": ("domain", "place"),
    "routes": ("place", "domain", "feature"),
    "catalogue": ("item", "issuer"),
    "boundaries": ("item", "domain", "side", "body"),
    "authorisations": ("place", "list"),
    "posts": ("code",),
    "duties": ("officer", "duty", "body"),
    "grid_owners": ("grid", "body", "officer"),
    "event_kinds": ("code",),
    "centres": ("body", "place", "kind"),
    "liaisons": ("body", "place"),
    "rosters": ("body", "officer", "kind", "days", "begins"),
    "office_roles": ("body", "role", "office_body"),
}

#: the longest text: of a record's field, of every field of that name, of all others
LONGEST: dict[object, int] = {
    "": 300,
    "a": 300,
    "account_name": 200,
    "account_no": 60,
    "address": 200,
    "area": 20,
    "bank": 200,
    "becomes": 20,
    "bodies": 100,
    "body": 100,
    "by": 60,
    (s.AuthorisationRow, "by"): 100,
    "code": 60,
    (s.PlaceRow, "code"): 20,
    (s.BodyRow, "code"): 100,
    "begins": 5,
    "category": 40,
    "closing": 300,
    "court": 200,
    "cover": 60,
    "crew": 40,
    "days": 7,
    "deadline": 40,
    "department": 200,
    "domain": 40,
    "domains": 40,
    "duty": 20,
    (s.BodyRow, "duty"): 400,
    "feature": 20,
    "ends": 5,
    "field": 60,
    "filing": 300,
    "grid": 60,
    "legal_basis": 300,
    "file": 120,
    "funds": 200,
    "group": 60,
    "guide": 100,
    "holder": 100,
    "identity": 20,
    "integration": 40,
    "into": 100,
    "issuer": 100,
    (s.PolicyRow, "issuer"): 200,
    "item": 60,
    "key": 60,
    (s.FactRow, "key"): 80,
    "kind": 40,
    (s.ExerciseRow, "kind"): 20,
    (s.PostRow, "kind"): 20,
    (s.PoolMoveRow, "kind"): 20,
    (s.MilestoneRow, "kind"): 60,
    (s.FactRow, "kind"): 60,
    "kinds": 40,
    "layers": 40,
    "level": 10,
    "list": 60,
    "mark": 20,
    "measure": 60,
    "meeting": 200,
    "mode": 20,
    "name": 100,
    (s.DomainRow, "name"): 40,
    (s.BodyRow, "name"): 200,
    (s.ListRow, "name"): 200,
    (s.ItemRow, "name"): 300,
    (s.OfficerRow, "name"): 60,
    (s.UserRow, "name"): 60,
    (s.TrainingRow, "name"): 200,
    (s.ReformRow, "name"): 300,
    "note": 400,
    "number": 60,
    (s.PolicyRow, "number"): 100,
    "of": 200,
    (s.PoolMoveRow, "of"): 100,
    "office": 60,
    "office_body": 100,
    "officer": 60,
    (s.UserRow, "officer"): 32,
    "outcome": 400,
    (s.ShapeRow, "outline"): 100_000,
    (s.GridRow, "outline"): 100_000,
    "owner": 100,
    (s.CameraRow, "owner"): 200,
    "parent": 20,
    (s.GridRow, "parent"): 60,
    "patrol": 40,
    "published_place": 200,
    "party": 200,
    "phone": 40,
    "place": 20,
    "place_type": 40,
    "plate": 200,
    "policy": 60,
    "pool": 20,
    "purpose": 200,
    "reason": 300,
    (s.HoldingRow, "reason"): 400,
    "reconsideration": 200,
    "region": 20,
    "register": 40,
    "relation": 20,
    "result": 100,
    "reviewer": 100,
    "role": 60,
    "seal": 200,
    "sense": 40,
    "short": 40,
    "side": 20,
    (s.ClaimRow, "source"): 200,
    "standard": 40,
    "state": 20,
    "stream": 500,
    "status": 100,
    "subject": 200,
    "task": 60,
    "tier": 20,
    "team": 100,
    "title": 300,
    (s.HoldingRow, "title"): 20,
    (s.ListRow, "title"): 20,
    (s.PostingRow, "title"): 60,
    "to": 100,
    "transition_body": 100,
    "unit": 20,
    "unit_class": 40,
    "units": 600,
    "user": 100,
    "username": 64,
    "when": 10,
    "where": 200,
    "zone": 20,
}

#: digits before and after the point
PLACES_OF_DECIMALS = {
    "area_km2": (9, 3),
    "figure": (17, 3),
    "score": (4, 2),
    "low_yuan": (13, 2),
    "high_yuan": (13, 2),
    "longitude": (3, 6),
    "latitude": (3, 6),
}

#: fields that hold a code or a number of something, never a sentence
_CODES = {"code", "number", "username", "key", "violated_article", "penalty_article", "violated_print", "penalty_print"}


def is_code(record: type[Record], name: str) -> bool:
    """Is this field a code: of a row itself, or of one it names?"""
    return name in _CODES or name in _POINTING


_POINTING = {field for fields in POINTS.values() for field in fields} - {"domain", "domains"}
