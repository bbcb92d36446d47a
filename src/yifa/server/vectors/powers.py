"""Cases of powers, people, posts, inspection, leads, the term of a case and its closing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from yifa.kernel.calendar import Aside
from yifa.kernel.dates import Days
from yifa.law.answer import Verdict
from yifa.law.layers import Layer, Level
from yifa.law.penalties import Kind
from yifa.server.vectors.frame import Answer, BadCase, Context, Given, answers
from yifa.server.vectors.notice import verdict
from yifa.server.vectors.terms import least_sure, put, term

_DAY = timedelta(days=1)

#: actors -> is it a township or street office, which article 24 asks about
TOWNSHIPS = {
    **dict.fromkeys(("township", "street", "street_office", "subdistrict", "乡镇", "街道"), True),
    **dict.fromkeys(("county_department", "county_bureau", "comprehensive_bureau", "city_bureau", "department"), False),
}


@answers("APL-24+38", "APL-24", reads=("actor", "item_in_published_province_decision", "named_by_law"))
def township(given: Given, context: Context) -> Answer:
    """Whether a law itself names the township is taken as no where the case is silent."""
    if not given.choice("actor", TOWNSHIPS):
        return {"valid": verdict(put("authority.level", on=context.today, county_or_above=True, other_rule=""))}
    granted = given.flag("item_in_published_province_decision")
    answer = put(
        "authority.township",
        on=context.today,
        granted_by="省级决定" if granted else "",
        published=granted,
        day=context.today,
        valid_from=None,
        valid_until=None,
        named_by_law=given.flag("named_by_law", False),
    )
    return {"valid": verdict(answer)}


_NORMS = {
    **{norm: norm for norm in ("法律", "行政法规", "地方性法规", "部门规章", "地方政府规章", "规范性文件")},
    **dict.fromkeys(("其他规范性文件", "行政规范性文件", "会议纪要", "内部文件"), "规范性文件"),
    "法规": "行政法规",
    "规章": "部门规章",
    "law": "法律",
    "regulation": "行政法规",
    "rule": "部门规章",
    "normative_document": "规范性文件",
}
#: actors -> entrusted to an organisation that may be entrusted, to another organisation, to a person
_ENTRUSTED = {
    **dict.fromkeys(("entrusted_org", "entrusted_organisation", "entrusted_organization"), (True, True)),
    **dict.fromkeys(("company", "enterprise", "villagers_committee", "villagers_group"), (True, False)),
    **dict.fromkeys(("individual", "person", "natural_person", "entrusted_person"), (False, False)),
}


@answers("APL-20", reads=("actor", "acts_in_own_name", "sub_entrusts_to", "entrustment"))
def entrustment(given: Given, context: Context) -> Answer:
    """What the case does not mention of the entrustment is in order; where it describes the paper, it says all four members."""
    organisation, of_article_21 = given.choice("actor", _ENTRUSTED)
    if not of_article_21 and organisation:
        answer = put("authority.entrusted_body", on=context.today, lawful_public_body=False, qualified_staff=False, technical_means=None)
        return {"valid": verdict(answer)}
    if not given.names & {"acts_in_own_name", "sub_entrusts_to", "entrustment"} and organisation:
        raise BadCase("缺少字段 acts_in_own_name、sub_entrusts_to 或者 entrustment")
    paper: dict[str, Any] = {"norm": "法律", "written": True, "states_scope": True, "published_by_both": True, "valid_until": None}
    if given.has("entrustment"):
        part = given.part("entrustment")
        if "legal_basis" not in part.names:
            raise BadCase("缺少字段 entrustment.legal_basis（依据的层级）")
        if "term" not in part.names:
            raise BadCase("缺少字段 entrustment.term（委托期限的最后一日）")
        last = part.day("term", None)
        paper = {
            "norm": part.choice("legal_basis", _NORMS, None),
            "written": part.flag("written"),
            "states_scope": last is not None,
            "published_by_both": part.flag("published"),
            "valid_until": _after(last) if last else None,
        }
    answer = put(
        "authority.entrustment",
        on=context.today,
        **paper,
        day=context.today,
        valid_from=None,
        to_organisation=organisation,
        own_name=given.flag("acts_in_own_name", False),
        passed_on_to=given.text("sub_entrusts_to", ""),
    )
    return {"valid": verdict(answer)}


def _after(last: date) -> date:
    if last == date.max:
        raise BadCase("日期超出可以计算的范围")
    return last + _DAY


_HOLDERS_OF_LIBERTY = {
    **dict.fromkeys(("police", "public_security", "公安机关"), "公安机关"),
    **dict.fromkeys(("organ_named_by_law", "state_security", "coast_guard", "immigration"), "法律规定的其他机关"),
    **dict.fromkeys(("comprehensive_bureau", "township", "street", "department", "county_department", "entrusted_org"), "其他机关"),
}
_PENALTIES = {
    **{kind.value: kind.value for kind in Kind},
    "吊销营业执照": "吊销营业执照",
    "限制人身自由": Kind.DETENTION.value,
    "拘留": Kind.DETENTION.value,
    "停产停业": Kind.SUSPENSION_OF_BUSINESS.value,
    "吊销许可证": Kind.REVOCATION_OF_LICENCE.value,
}


@answers("APL-18(3)", reads=("actor", "penalty"))
def liberty(given: Given, context: Context) -> Answer:
    acting, kind = given.choice("actor", _HOLDERS_OF_LIBERTY), given.choice("penalty", _PENALTIES)
    return {"valid": verdict(put("authority.liberty", on=context.today, kinds=[kind], acting=acting))}


@answers("APL-25", reads=("claims",))
def first_to_file(given: Given, context: Context) -> Answer:
    """A body that names no instant has not filed."""
    claims: dict[str, datetime] = {}
    for claim in given.parts("claims"):
        body, filed = claim.text("agency"), claim.moment("filed", None)
        if filed is not None:
            claims[body] = min(filed, claims.get(body, filed))
    answer = put("authority.first_to_file", on=context.today, claims=claims)
    return {"jurisdiction": answer.value.body if answer.value else None, "manual_review": answer.verdict is Verdict.FOR_PERSON}


_ABLE = {
    **dict.fromkeys(("valid", "有效"), True),
    **dict.fromkeys(("expired", "suspended", "revoked", "cancelled", "invalid", "none", "missing", "auxiliary", "过期", "无"), False),
    **dict.fromkeys(("not_yet_valid", "other_region", "other_domain", "wrong_domain", "wrong_region"), False),
}


_ROLES = {
    **dict.fromkeys(("officer", "执法人员"), True),
    **dict.fromkeys(("auxiliary", "assistant", "grid_worker", "辅助人员"), False),
}


@answers("APL-42", reads=("officers",))
def officers(given: Given, context: Context) -> Answer:
    """Only who is able counts as an officer here; others who are there count for nothing. Without a certificate one is not able."""
    able = sum([officer.choice("cert", _ABLE, False) and officer.choice("role", _ROLES, True) for officer in given.parts("officers")])
    return {"allowed": verdict(put("people.two_officers", on=context.today, named=able, able=able, faults=()))}


@answers("APL-43", reads=("recusal_requested", "recusal_decided", "recusal_granted"))
def recusal(given: Given, context: Context) -> Answer:
    """The inquiry as such goes on; whether the officer himself does depends on ``recusal_granted``, taken as no where it is silent."""
    requested, decided = given.flag("recusal_requested"), given.flag("recusal_decided", False)
    inquiry = put("people.recusal_pending", on=context.today, requested=requested, decided=decided, withdraws=False)
    granted = given.flag("recusal_granted", False)
    officer = put("people.recusal_pending", on=context.today, requested=requested, decided=decided, withdraws=granted)
    return {"investigation_may_continue": verdict(inquiry), "officer_may_continue": verdict(officer)}


@answers("APL-58(2)", reads=("reviewer_first_time", "legal_professional_qualification"))
def reviewer(given: Given, context: Context) -> Answer:
    """Null for the first time is not known."""
    if "reviewer_first_time" not in given.names:
        raise BadCase("缺少字段 reviewer_first_time（true 或 false）")
    first, qualified = given.flag("reviewer_first_time", None), given.flag("legal_professional_qualification", False)
    return {"reviewer_ok": verdict(put("people.first_reviewer_qualified", on=context.today, first_time=first, qualified=qualified))}


_TRIGGERS = {
    **dict.fromkeys(("投诉举报", "投诉", "举报"), "投诉举报"),
    **dict.fromkeys(("转办交办", "转办", "交办"), "转办交办"),
    **dict.fromkeys(("数据监测", "监测"), "数据监测"),
    **dict.fromkeys(("企业申请", "企业主动申请", "主动申请", "企业要求"), "企业申请"),
}


@answers("SC54-cap", reads=("cap_per_year", "done", "new", "province", "overlay"))
def cap(given: Given, context: Context) -> Answer:
    """No published cap is null. Every check done counts, whatever led to it."""
    if "cap_per_year" not in given.names:
        raise BadCase("缺少字段 cap_per_year（不小于零的整数）")
    done = given.parts("done")
    for check in done:
        check.text("type"), check.text("trigger", "")
    new = given.part("new")
    trigger = new.text("trigger", "")
    answer = put(
        "inspection.cap",
        on=context.today,
        layers=context.layers(given),
        cap=given.number("cap_per_year", None),
        done=len(done),
        kind=new.text("type"),
        trigger=_TRIGGERS.get(trigger, trigger),
    )
    over = answer.value is not None and answer.value.over
    return {"allowed": verdict(answer), "flag": "supervision_if_clearly_excessive" if over else None}


_INSPECTORS = {
    "grid_worker": "网格员",
    **dict.fromkeys(("auxiliary", "assistant", "auxiliary_staff"), "辅助人员"),
    **dict.fromkeys(("temporary_staff", "temporary_worker", "temporary"), "临时人员"),
    **dict.fromkeys(("third_party", "third_party_agency", "testing_agency"), "第三方机构"),
    **dict.fromkeys(("coordination_body", "coordinating_body"), "议事协调机构"),
    **dict.fromkeys(("outsourced", "outsourced_agency", "hired_agency", "contractor"), "外包人员"),
    **dict.fromkeys(("uncertified", "uncertified_person", "uncertified_staff"), "未取得执法证件的人员"),
    **dict.fromkeys(("officer", "certified_officer", "certified_officers"), "执法人员"),
    **dict.fromkeys(("agency", "agency_with_power", "department"), "行政机关"),
    **dict.fromkeys(("authorised_org", "authorized_org"), "授权组织"),
    "entrusted_org": "受委托组织",
}


@answers("SC54-who", reads=("inspector",))
def who(given: Given, context: Context) -> Answer:
    """The standing of a body is published, for no case says otherwise."""
    inspector = given.choice("inspector", _INSPECTORS)
    return {"allowed": verdict(put("inspection.who", on=context.today, inspector=inspector, standing_published=True))}


_UNITS = {
    **dict.fromkeys(("行政机构", "行政机关", "administrative_body"), "行政机构"),
    **dict.fromkeys(("事业单位", "public_institution"), "事业单位"),
    **dict.fromkeys(("议事协调机构", "coordination_body"), "议事协调机构"),
}


@answers("STAFF-15", reads=("pool", "assign_to"))
def pool(given: Given, context: Context) -> Answer:
    answer = put("posts.typed", on=context.today, pool=given.text("pool"), assign_to=given.choice("assign_to", _UNITS))
    return {"allowed": verdict(answer)}


_LEVELS = {
    **{name: name for name in ("central", "province", "city", "county", "township", "street")},
    **{"省": "province", "市": "city", "县": "county", "乡镇": "township", "街道": "street"},
}


@answers("STAFF-18", reads=("pool", "from_level", "to_level"))
def move(given: Given, context: Context) -> Answer:
    """A move within one level stays within the total, and no central approval was given, for no case says otherwise."""
    pools = {"行政编制": "行政编制", "事业编制": "事业编制"}
    same = given.choice("from_level", _LEVELS) == given.choice("to_level", _LEVELS)
    answer = put(
        "posts.moved", on=context.today, pool=given.choice("pool", pools), same_level=same, within_total=True, central_approval=False
    )
    needs = "province_submits_to_central_staffing_office" if answer.verdict is Verdict.REFUSED else None
    return {"allowed": verdict(answer), "needs": needs}


@answers("RWD-SAMR", reads=("level", "fine_and_confiscation", "reporter"))
def market_reward(given: Given, context: Context) -> Answer:
    """The reporter is a natural person where the case is silent."""
    level = given.number("level")
    if level not in (1, 2, 3):
        raise BadCase(f"字段 level 应为 1、2、3 之一，不能是 {level}")
    person = given.choice("reporter", {"natural_person": True, "person": True, "company": False, "organization": False}, True)
    amount = given.amount("fine_and_confiscation")
    reward = put("filing.market_reward", on=context.today, level=level, fine_and_confiscation=amount, natural_person=person).value
    return {
        "reward": reward.amount if reward else None,
        "joint_decision_with_finance": reward.with_finance if reward else None,
    }


@answers("RWD-SAFE", reads=("fine", "first_reporter"))
def safety_reward(given: Given, context: Context) -> Answer:
    """The first reporter where the case is silent."""
    first = given.flag("first_reporter", True)
    return {"reward": put("filing.safety_reward", on=context.today, fine=given.amount("fine"), first_reporter=first).value}


def _by_department(rule: str, context: Context, start: date, **facts: Any) -> dict[str, object]:
    """The last day under each department, by its code; None where it sets no term, or the calendar of a year is missing."""
    found: dict[str, object] = {}
    statuses: list[object] = ["no_term"]
    for layer in context.overlays:
        if layer.level is not Level.DEPARTMENT:
            continue
        own = term(put(rule, on=start, layers=(layer,), calendar=context.calendar, **facts))
        found[layer.code] = own["due"]
        statuses.append(own["calendar_status"])
        setting = layer.setting(rule, on=start)
        longer = setting.values.get("extension") if setting else None
        if longer is not None:
            extended = put(rule, on=start, layers=(layer,), calendar=context.calendar, extended=True, **facts)
            found[f"{layer.code}_ext{longer.n}"] = term(extended)["due"]
            statuses.append(term(extended)["calendar_status"])
    return {**found, "calendar_status": least_sure(*statuses)}


def _beside(own: dict[str, object], departments: dict[str, object]) -> Answer:
    """The term of the layers of the case, which also says how sure it is where there is one; and those of the departments."""
    return {**own, **departments} if own["due"] is None else {**departments, **own}


_LEAD_ACTS = dict.fromkeys(("lead_received", "lead_registered", "lead_found", "material_received"), True)
_ENDS = dict.fromkeys(
    (
        "penalty_fully_executed",
        "penalty_executed",
        "fully_executed",
        "court_ended",
        "court_execution_ended",
        "investigation_ended",
        "investigation_terminated",
        "not_penalised",
        "not_penalized",
        "transferred",
        "case_transferred",
    ),
    True,
)


@answers("LEAD-CHECK", reads=("act", "start", "overlay", "province"))
def lead_check(given: Given, context: Context) -> Answer:
    given.choice("act", _LEAD_ACTS, True)
    start = given.day("start")
    own = put("deadlines.lead_check", on=start, layers=context.layers(given), calendar=context.calendar, registered_on=start)
    return _beside(term(own), _by_department("deadlines.lead_check", context, start, registered_on=start))


@answers("CLOSE-15", reads=("act", "start", "overlay", "province"))
def closing(given: Given, context: Context) -> Answer:
    given.choice("act", _ENDS, True)
    start = given.day("start")
    own = put("deadlines.closing", on=start, layers=context.layers(given), calendar=context.calendar, ended_on=start)
    return _beside(term(own), _by_department("deadlines.closing", context, start, ended_on=start))


_DECISION_FIELDS = ("act", "overlay", "province", "start", "extensions", "excluded_days", "claimed_excluded_days")


def _decision(home: str, given: Given, context: Context) -> Answer:
    """The term of a case, its extensions and the days not counted; without a start only what may be extended.

    Extensions are granted in time and by who must grant them, for no case says otherwise. Days not counted are those of a test.
    """
    given.choice("act", {"case_filed": True, "filed": True}, True)
    layers, extensions = context.layers_of(home, given), given.numbers("extensions", ())
    start = given.day("start", None)
    on = start or context.today
    answers_ = [
        put("deadlines.extension", on=on, layers=layers, granted_on=on, due_on=on, days=Days(days), nth=nth, collective=True)
        for nth, days in enumerate(extensions, start=1)
    ]
    worst = next((one for one in (False, None) if one in map(verdict, answers_)), True)
    found: dict[str, object] = {"allowed": worst, **_longest(layers, on)}
    if start is None:
        if not given.has("extensions"):
            raise BadCase("缺少字段 start（日期）")
        return found
    excluded = given.number("excluded_days", 0) + given.number("claimed_excluded_days", 0)
    try:
        aside = [Aside(start + _DAY, start + excluded * _DAY, "检测检验鉴定")] if excluded else []
    except OverflowError as fault:
        raise BadCase("日期超出可以计算的范围") from fault
    answer = put(
        "deadlines.decision", on=on, layers=layers, calendar=context.calendar, filed_on=start, extension=Days(sum(extensions)), aside=aside
    )
    last: Mapping[str, object] = term(answer)
    return {**found, **(dict.fromkeys(last) if worst is False else last)}


def _declare_decision(rule: str, home: str) -> None:
    @answers(rule, reads=_DECISION_FIELDS)
    def decision(given: Given, context: Context) -> Answer:
        return _decision(home, given, context)


for _rule, _home in {"APL-60": "", "SAMR-64+80": "SAMR", "SAMR-64": "SAMR", "SAMR-64(2)": "SAMR", "MOHURD-29": "MOHURD"}.items():
    _declare_decision(_rule, _home)


def _longest(layers: tuple[Layer, ...], on: date) -> dict[str, object]:
    """The longest first and second extension of the layer that answers; None where there is none, or no fixed one."""
    setting = next((found for layer in layers if (found := layer.setting("deadlines.extension", on=on))), None)
    values = setting.values if setting else {}
    longest = {"max_first_extension": values.get("first"), "max_second_extension": values.get("second")}
    return {name: term.n if term else None for name, term in longest.items()}
