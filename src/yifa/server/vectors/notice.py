"""Cases of notice, hearing, review, the summary procedure, service, publication and remedies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from yifa.kernel.calendar import Due
from yifa.kernel.money import Yuan
from yifa.law.answer import Answer as Asked
from yifa.law.answer import Verdict
from yifa.law.layers import Layer, Level, Setting
from yifa.law.penalties import Kind, Party
from yifa.law.service.served import Mode
from yifa.server.vectors.frame import Answer, BadCase, Context, Given, answers
from yifa.server.vectors.terms import least_sure, put, term, told, value

#: an individual business is held to the amounts of a person
PARTIES: dict[str, Party] = {
    **dict.fromkeys(
        ("person", "natural_person", "individual", "citizen", "individual_business", "individual_business(个体工商户)"), "person"
    ),
    **dict.fromkeys(("个体工商户", "公民", "自然人"), "person"),
    **dict.fromkeys(("organization", "organisation", "legal_person", "company", "org", "法人", "其他组织"), "organisation"),
}
KINDS = {
    **{kind.value: kind for kind in Kind},
    "吊销许可证": Kind.REVOCATION_OF_LICENCE,
    "吊销营业执照": Kind.REVOCATION_OF_LICENCE,
    "暂扣许可证": Kind.SUSPENSION_OF_LICENCE,
    "暂扣营业执照": Kind.SUSPENSION_OF_LICENCE,
    "停产停业": Kind.SUSPENSION_OF_BUSINESS,
    "限制开展生产经营": Kind.RESTRICTION_OF_BUSINESS,
}


def kinds_of(given: Given, *names: str) -> list[Kind]:
    """What the fields name as penalties, each a text or a list of texts."""
    words: list[str] = []
    for name in names:
        try:
            words += [given.text(name)] if given.has(name) else []
        except BadCase:
            words += given.texts(name)
    if strange := [word for word in words if word not in KINDS]:
        raise BadCase(f"不认识处罚种类 {'、'.join(strange)}")
    return [KINDS[word] for word in words]


def verdict(answer: Asked[object]) -> bool | None:
    """True where lawful, False where refused, None where a person decides."""
    return {Verdict.LAWFUL: True, Verdict.REFUSED: False, Verdict.FOR_PERSON: None}[answer.verdict]


def _start(rule: str, given: Given, context: Context, fact: str, *, layers: Sequence[Layer] = ()) -> dict[str, object]:
    start = given.day("start")
    given.text("act", "")
    return term(put(rule, on=start, layers=layers, calendar=context.calendar, **{fact: start}))


@answers("APL-64(1)", reads=("act", "start", "overlay", "province"))
def hearing_request(given: Given, context: Context) -> Answer:
    return _start("deadlines.hearing_request", given, context, "served_on", layers=context.layers(given))


@answers("APL-64(2)", reads=("hearing_on", "notice_served_on"))
def hearing_notice(given: Given, context: Context) -> Answer:
    """Without ``notice_served_on``: only the last days to tell."""
    on, calendar = given.day("hearing_on"), context.calendar
    last = value("notice.hearing_latest", on=on, hearing_on=on, calendar=calendar)
    found: dict[str, object] = {
        "latest_safe": None if last.provisional else last.safe,
        "latest_nominal": None if last.provisional else last.nominal,
        "calendar_status": "incomplete" if last.provisional else "official",
    }
    if given.has("notice_served_on"):
        invited = given.day("notice_served_on")
        found["ok"] = verdict(put("notice.hearing_invited", on=on, invited_on=invited, hearing_on=on, calendar=calendar))
        known = calendar.known(invited) and calendar.known(on)
        found["workdays_between"] = calendar.working_days_between(invited, on) if known else None
    return found


_HEARING = "notice.hearing_right"
#: whose standard a rule by its name is
_HOME = {"SAMRH-5": "SAMR", "SAMRH-5(4)": "SAMR", "AGRI-59": "AGRI", "SH77-4": "上海", "GD294-7": "广东"}
_HEARING_FIELDS = (
    "overlay",
    "province",
    "party",
    "fine",
    "penalty",
    "penalties",
    "confiscated_gains",
    "confiscated_goods_value",
    "province_standard",
    "department_lower_threshold",
)


def _hearing(home: str, given: Given, context: Context) -> Answer:
    """Gains and goods that are not told are none. A standard told as an amount is that of the province or the department."""
    layers = list(context.layers_of(home, given))
    gains, goods = given.amount("confiscated_gains", Yuan.ZERO), given.amount("confiscated_goods_value", Yuan.ZERO)
    fine = given.amount("fine", Yuan.ZERO)
    kinds = kinds_of(given, "penalty", "penalties")
    for amount, kind in ((fine, Kind.FINE), (gains, Kind.CONFISCATION_OF_GAINS), (goods, Kind.CONFISCATION_OF_THINGS)):
        if amount and kind not in kinds:
            kinds.append(kind)
    if not kinds:
        if not any(map(given.has, ("fine", "confiscated_gains", "confiscated_goods_value"))):
            raise BadCase("没有写明拟作出的处罚：fine、penalty 或者 confiscated_gains、confiscated_goods_value")
        kinds.append(Kind.FINE)  # of nothing
    party = given.choice("party", PARTIES) if fine or gains or goods else given.choice("party", PARTIES, "person")
    layers = _with_amounts(given, layers, context.today)
    confiscated = gains + goods if gains or goods else None
    right = value(_HEARING, on=context.today, layers=layers, kinds=kinds, fine=fine, party=party, threshold=None, confiscated=confiscated)
    return {"hearing_notice": right.must, "advise": right.advice or None}


def _with_amounts(given: Given, layers: list[Layer], on: date) -> list[Layer]:
    """The layers and, before them, what the case itself says that a province or a department sets."""
    own = [setting.values for layer in layers if (setting := layer.setting(_HEARING, on=on))]
    summed = any(values.get("summed", False) for values in own)
    for field, level in (("department_lower_threshold", Level.DEPARTMENT), ("province_standard", Level.PROVINCE)):
        if given.has(field):
            amount = given.amount(field)
            values = {"person": amount, "organisation": amount, "summed": summed}
            layer = Layer(field, level, settings=(Setting(field, _HEARING, (), date.min, None, values),))
            layers = [layer, *layers] if level is Level.PROVINCE else [*layers, layer]
    return layers


def _declare_hearing(rule: str, home: str) -> None:
    @answers(rule, reads=_HEARING_FIELDS)
    def right(given: Given, context: Context) -> Answer:
        return _hearing(home, given, context)


for _rule, _home in {**_HOME, "APL-63": ""}.items():
    _declare_hearing(_rule, _home)


@answers(
    "APL-58",
    reads=(
        "hearing_held",
        "hearing_right_told",
        "hearing_requested",
        "legal_review",
        "major_public_interest",
        "major_rights",
        "complex",
        "required_by_other_law",
    ),
)
def legal_review(given: Given, context: Context) -> Answer:
    """What is not told of the four cases does not hold; what is null is not known, so a person decides.

    A review is passed, not passed, or (null, absent) not made.
    """
    given.flag("hearing_right_told", False)
    requested = given.flag("hearing_requested", False)
    required = value(
        "decision.review_required",
        on=context.today,
        major_public_interest=given.flag("major_public_interest", False),
        hearing_held=given.flag("hearing_held", False),
        major_rights=given.flag("major_rights", None),
        complex_case=given.flag("complex", False),
        other_law=given.flag("required_by_other_law", False),
    ).required
    review = put("decision.review_passed", on=context.today, passed=_passed(given), reviewed_after_report=True, hearing_after_review=False)
    unknown = given.unknown("hearing_held", "major_public_interest", "complex", "required_by_other_law")
    if not required and (unknown or (requested and not given.has("hearing_held"))):  # was it held? nobody says
        return {"legal_review_required_by_law": None, "decision_allowed": True if review.lawful else None}
    return {"legal_review_required_by_law": required, "decision_allowed": review.lawful or not required}


def _passed(given: Given) -> bool | None:
    words = {"passed": True, "approved": True, "通过": True, "failed": False, "not_passed": False, "rejected": False, "未通过": False}
    if not given.has("legal_review"):
        return None
    try:
        return given.flag("legal_review")
    except BadCase:
        return given.choice("legal_review", words)


@answers("APL-57(2)", reads=("complex_or_major", "collective_discussion"))
def collective(given: Given, context: Context) -> Answer:
    """``complex_or_major`` null: nobody has said."""
    if "complex_or_major" not in given.names:
        given.flag("complex_or_major")
    complex_or_major = given.flag("complex_or_major", None)
    minutes = given.flag("collective_discussion", False)
    return {"decision_allowed": verdict(put("decision.collective", on=context.today, complex_or_major=complex_or_major, minutes=minutes))}


def _by_department(rule: str, given: Given, context: Context, fact: str, names: dict[str, str], **facts: object) -> dict[str, object]:
    """The day each department sets, by its code, and for the layers of the case under the usual names."""
    start, calendar = given.day("start"), context.calendar
    given.text("act", "")
    found = term(put(rule, on=start, layers=context.layers(given), calendar=calendar, **{fact: start}))
    statuses = [found["calendar_status"]]
    for name, code in names.items():
        more = facts if name != code and not name.endswith("archive") else {}
        own = term(put(rule, on=start, layers=(context.layer(code),), calendar=calendar, **{fact: start}, **more))
        found[name] = own["due"]
        statuses.append(own["calendar_status"])
    return {**found, "calendar_status": least_sure(*statuses)} if found["due"] is None else found


@answers("STATEMENT-PERIOD", reads=("act", "start", "overlay", "province"))
def statement(given: Given, context: Context) -> Answer:
    return _by_department("deadlines.statement", given, context, "served_on", {code: code for code in ("AGRI", "SAMR", "MOHURD", "TRANS")})


@answers("LEGAL-REVIEW-PERIOD", reads=("act", "start", "overlay", "province"))
def review_term(given: Given, context: Context) -> Answer:
    names = {"MOHURD": "MOHURD", "SAMR": "SAMR", "AGRI": "AGRI", "TRANS": "TRANS", "AGRI_ext15": "AGRI"}
    return _by_department("deadlines.legal_review", given, context, "sent_on", names, extended=True)


@answers("ONSPOT-RECORD", reads=("act", "start", "overlay", "province"))
def spot_report(given: Given, context: Context) -> Answer:
    names = {"AGRI": "AGRI", "MOHURD": "MOHURD", "SAMR_archive": "SAMR", "TRANS": "TRANS"}
    return _by_department("deadlines.spot_report", given, context, "decided_on", names)


@answers("APL-48", reads=("act", "start", "overlay", "province"))
def withdrawal(given: Given, context: Context) -> Answer:
    return _start("deadlines.withdrawal", given, context, "annulled_on", layers=context.layers(given))


_PUBLISHED = {
    **dict.fromkeys(("penalty_decision", "licence_decision", "license_decision", "permit_decision"), "deadlines.publication"),
    **dict.fromkeys(
        ("inspection_result", "check_result", "enforcement_result", "coercive_measure", "other_result"), "publication.check_result"
    ),
}


@answers("SC118-6", reads=("act", "start"))
def publication(given: Given, context: Context) -> Answer:
    """Penalties and licences in seven working days, other results in twenty; a penalty where the act is not told."""
    rule = given.choice("act", _PUBLISHED, "deadlines.publication")
    start = given.day("start")
    fact: dict[str, Any] = {"decided_on": start} if rule == "deadlines.publication" else {"ended_on": start}
    return term(put(rule, on=start, calendar=context.calendar, **fact))


_SAMR_ACTS = {
    "samr_penalty_decision_same_province": False,
    "samr_penalty_decision_other_province": True,
    "samr_penalty_info_received_from_other_province": None,
}


@answers("SAMR45-9", reads=("act", "start", "overlay"))
def samr_publication(given: Given, context: Context) -> Answer:
    """In the same province where the act is not told; to another province the term is that to pass it on."""
    start, calendar = given.day("start"), context.calendar
    elsewhere = given.choice("act", _SAMR_ACTS, False)
    if elsewhere is None:
        return term(put("publication.passed_on", on=start, received_on=start, calendar=calendar))
    layers = (context.layer("SAMR"),)
    return term(put("deadlines.publication", on=start, layers=layers, decided_on=start, other_province=elsewhere, calendar=calendar))


@answers("ARL-20", reads=("act", "start"))
def reconsideration(given: Given, context: Context) -> Answer:
    return _start("deadlines.reconsideration", given, context, "served_on")


@answers("LIT-46", reads=("act", "start"))
def lawsuit(given: Given, context: Context) -> Answer:
    return _start("deadlines.lawsuit", given, context, "served_on")


_DECISIONS = {
    **dict.fromkeys(("onspot", "on_spot", "on_the_spot", "simple", "summary"), "当场行政处罚"),
    **dict.fromkeys(("ordinary", "general", "normal"), "其他"),
    **{name: name for name in ("自然资源权属", "未履行法定职责", "不予公开政府信息", "法律、行政法规规定的其他情形")},
}
_TOLD = re.compile(r"(reconsideration|lawsuit)((?:_(?:first|direct|directly|after|reconsideration|[0-9]{1,3}[dm]))*)")


@answers("ARL-23(1)", reads=("decision_type", "remedy_text"))
def remedy_text(given: Given, context: Context) -> Answer:
    """``remedy_text`` in words as reconsideration_60d, reconsideration_first_60d, lawsuit_6m_direct, lawsuit_15d_after_reconsideration."""
    subject = given.choice("decision_type", _DECISIONS)
    first = value("remedies.reconsideration_first", on=context.today, subject=subject)
    days: int | None = None
    months: int | None = None
    after: int | None = None
    told_first, direct = False, False
    for word in given.texts("remedy_text"):
        match = _TOLD.fullmatch(word)
        if match is None:
            raise BadCase(f"不认识救济告知 {word}")
        marks = match[2].split("_")[1:]
        number = next((mark for mark in marks if mark[0].isdecimal()), "")
        if match[1] == "reconsideration":
            days = int(number[:-1]) if number.endswith("d") else 60 if not number else 0
            told_first |= "first" in marks
        elif number.endswith("d") or "after" in marks:
            after = int(number[:-1]) if number.endswith("d") else 15
        else:
            months, direct = int(number[:-1]) if number else 6, True
    told_first |= after is not None and not direct
    on = context.today
    stated = value(
        "remedies.stated", on=on, first=first, told_first=told_first, reconsideration_days=days, direct_months=months, after_days=after
    )
    return {"ok": stated.ok, "error": stated.error or None}


@answers("ARL-22", reads=("served_via_internet", "reconsideration_internet_channel_given"))
def internet_channel(given: Given, context: Context) -> Answer:
    """A channel that is not told is not given."""
    served, channel = given.flag("served_via_internet"), given.flag("reconsideration_internet_channel_given", False)
    return {"ok": put("remedies.internet_channel", on=context.today, served_by_internet=served, channel_given=channel).lawful}


@answers("ARL-20(3)+JLIT-64", reads=("act", "start", "remedy_notice_given", "knew_remedy_on"))
def longstop(given: Given, context: Context) -> Answer:
    """Reconsideration; where the right was told there is no longstop, and the usual term runs."""
    start, calendar = given.day("start"), context.calendar
    given.text("act", "")
    if given.flag("remedy_notice_given"):
        return {**term(put("deadlines.reconsideration", on=start, served_on=start, calendar=calendar)), "longstop_nominal": None}
    knew = given.day("knew_remedy_on", None)
    rule = "deadlines.reconsideration_not_told"
    longest = value(rule, on=start, knew_content_on=start, knew_remedy_on=None, calendar=calendar)
    own = value(rule, on=start, knew_content_on=start, knew_remedy_on=knew, calendar=calendar)
    return {**told(own), "longstop_nominal": longest.nominal, "longstop_due": longest.due}


@answers("LIT-45", reads=("act", "start"))
def lawsuit_after_reconsideration(given: Given, context: Context) -> Answer:
    start, calendar = given.day("start"), context.calendar
    given.text("act", "")
    sue = value("deadlines.lawsuit_after_reconsideration", on=start, served_on=start, calendar=calendar)
    court = value("deadlines.court_application", on=start, expired_on=sue.due, calendar=calendar)
    status = "provisional" if sue.provisional or court.provisional else "official"
    return {**told(sue), "sue_by": sue.due, "court_enforcement_by": court.due, "calendar_status": status}


def _public_notice(home: str, given: Given, context: Context) -> Answer:
    given.text("act", "")
    layers = context.layers_of(home, given)
    posted, calendar = given.days("posted_on"), context.calendar
    if not posted:
        raise BadCase("字段 posted_on 没有日期")
    on = max(posted)
    served = value("service.public_notice", on=on, layers=layers, posted_on=posted, calendar=calendar)

    # what cuts the party off runs from the later of the two days
    rules = {"pay_by": "deadlines.payment", "reconsider_by": "deadlines.reconsideration", "sue_by": "deadlines.lawsuit"}
    terms: dict[str, Due] = {name: value(rule, on=on, served_on=served.safe, calendar=calendar) for name, rule in rules.items()}
    return {
        "served_on": served.nominal,
        "served_on_nominal": served.nominal,
        "served_on_safe": served.safe,
        **{name: due.due for name, due in terms.items()},
        "calendar_status": "provisional" if served.provisional or any(due.provisional for due in terms.values()) else "official",
    }


def _declare_public_notice(rule: str, home: str) -> None:
    @answers(rule, reads=("act", "posted_on", "overlay", "province"))
    def served(given: Given, context: Context) -> Answer:
        return _public_notice(home, given, context)


for _rule, _home in {"CPL-95": "", "JCPL-138": "", "CPL-95+85": "", "AGRI-72": "AGRI"}.items():
    _declare_public_notice(_rule, _home)


_ELECTRONIC = ("email", "e-mail", "fax", "sms", "electronic", "electronic_platform", "wechat", "app", "电子邮件", "传真", "电子送达")


@answers("APL-61(2)", reads=("mode", "consent", "confirmation_signed"))
def electronic(given: Given, context: Context) -> Answer:
    """Consent and confirmation that are not told are not there."""
    given.choice("mode", dict.fromkeys(_ELECTRONIC, Mode.ELECTRONIC), Mode.ELECTRONIC)
    agreed, signed = given.flag("consent", False), given.flag("confirmation_signed", False)
    return {"valid": put("service.electronic", on=context.today, agreed=agreed, confirmation_signed=signed).lawful}


_LEFT_AT = {"leave_at_residence": True, "leave_at_home": True, "left_at_residence": True, "留置送达": True, "leave_elsewhere": False}


@answers("CPL-89", reads=("mode", "refused", "witness", "video", "photo"))
def left(given: Given, context: Context) -> Answer:
    """A witness is a name or a flag; null or absent is none, and so are recordings that are not told."""
    recorded = given.flag("video", False) or given.flag("photo", False)
    facts: dict[str, Any] = {
        "refused_by": given.flag("refused"),
        "at_residence": given.choice("mode", _LEFT_AT, True),
        "recorded": recorded,
    }
    return {"valid": put("service.left", on=context.today, witnessed=_witnessed(given), **facts).lawful}


def _witnessed(given: Given) -> bool:
    try:
        return given.flag("witness", False)
    except BadCase:
        return bool(given.text("witness"))


@answers("APL-61", reads=("act", "start"))
def service(given: Given, context: Context) -> Answer:
    return _start("deadlines.service", given, context, "decided_on")


@answers("APL-51", reads=("party", "fine", "confiscate_illegal_gain", "confiscate_illegal_things", "penalty", "penalties", "facts_clear"))
def on_the_spot(given: Given, context: Context) -> Answer:
    """The facts are clear where nothing else is told."""
    fine = given.amount("fine", Yuan.ZERO)
    kinds = kinds_of(given, "penalty", "penalties")
    for amount, kind in (
        (fine, Kind.FINE),
        (given.amount("confiscate_illegal_gain", Yuan.ZERO), Kind.CONFISCATION_OF_GAINS),
        (given.amount("confiscate_illegal_things", Yuan.ZERO), Kind.CONFISCATION_OF_THINGS),
    ):
        if amount and kind not in kinds:
            kinds.append(kind)
    if not kinds and not given.has("fine"):
        raise BadCase("没有写明拟作出的处罚：fine 或者 penalty")
    party, clear = given.choice("party", PARTIES), given.flag("facts_clear", True)
    answer = put("summary.on_the_spot", on=context.today, party=party, fine=fine, kinds=kinds, facts_clear=clear)
    return {"simple_procedure": answer.lawful}
