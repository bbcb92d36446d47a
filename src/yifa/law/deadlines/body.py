"""The body's terms: they roll only where the governing rule says so; else one acts by the last day of work before (``warn_by``)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from yifa.kernel.calendar import Calendar, Due, reckon
from yifa.kernel.dates import Days, Months, WorkingDays
from yifa.law.rule import rule
from yifa.law.sources import ACL, AGRI, APL, MOHURD, SAMR, SAMRP, SC118, TRANS

SINCE = date(2021, 7, 15)
#: From when each department's rule is in force in the version noted in ``sources``; the days of 市场监管 and 交通 are not confirmed.
HOUSING = date(2022, 5, 1)
MARKET = date(2022, 11, 1)
AGRICULTURE = date(2022, 2, 1)
TRANSPORT = date(2021, 7, 15)

NO_DAYS = Days(0)


@rule("deadlines.lead_check", cites=[APL("54")], since=SINCE)
def lead_check(*, registered_on: date, calendar: Calendar, extended: bool = False) -> Due | None:
    """线索核查期限 — no term: the statute says 及时.

    Reads: no number is made up where the statute gives none. Reviewed: no.
    """
    return None


@rule("deadlines.lead_check", cites=[MOHURD("15"), MOHURD("45")], since=HOUSING, layer="住建")
def lead_check_housing(*, registered_on: date, calendar: Calendar, extended: bool = False) -> Due:
    """线索核查期限 — fifteen working days, ten more where extended.

    Reads: this rule's own fifteen days are working days. Text not held. Reviewed: no.
    """
    return reckon(registered_on, WorkingDays(25 if extended else 15), calendar=calendar)


@rule("deadlines.lead_check", cites=[SAMR("18")], since=MARKET, layer="市场监管")
def lead_check_market(*, registered_on: date, calendar: Calendar, extended: bool = False) -> Due:
    """线索核查期限 — fifteen working days, fifteen more where extended.

    Reads: text not held. Reviewed: no.
    Leaves out: time for tests and appraisals, which is not counted.
    """
    return reckon(registered_on, WorkingDays(30 if extended else 15), calendar=calendar)


@rule("deadlines.lead_check", cites=[AGRI("29"), AGRI("89")], since=AGRICULTURE, layer="农业")
def lead_check_agriculture(*, registered_on: date, calendar: Calendar, extended: bool = False) -> Due:
    """线索核查期限 — seven working days, seven more where extended.

    Reads: text not held. Reviewed: no.
    """
    return reckon(registered_on, WorkingDays(14 if extended else 7), calendar=calendar)


@rule("deadlines.decision", cites=[APL("60"), APL("85")], since=SINCE)
def decision(*, filed_on: date, calendar: Calendar, extension: Days = NO_DAYS, set_aside: Days = NO_DAYS) -> Due:
    """处罚决定期限 — the decision is due ninety days after filing.

    Reads: calendar days, for article 85 makes working days only of two, three, five and seven; the day of filing is not
        counted; the last day does not roll, for the statute has no such clause for the body's own duty. The statute
        knows neither extension nor days set aside, so both are disregarded, and the reckoning says so. Reviewed: no.
    Leaves out: other periods set by special laws, regulations and rules; the departments' are layers of this rule.
    """
    due = reckon(filed_on, Days(90), calendar=calendar, rolls=False)
    if not extension.n and not set_aside.n:
        return due
    return replace(due, reckoning=(*due.reckoning, "没有可适用的部门规章，延长和扣除的日数不计算在内。"))


def _decision_by_department(filed_on: date, calendar: Calendar, extension: Days, set_aside: Days) -> Due:
    due = reckon(filed_on, Days(90) + extension + set_aside, calendar=calendar, rolls=True)
    told = [f"其中经批准延长{extension}。"] if extension.n else []
    told += [f"其中依规定不计入办案期限{set_aside}。"] if set_aside.n else []
    return replace(due, reckoning=(*due.reckoning, *told))


@rule("deadlines.decision", cites=[APL("60"), MOHURD("29"), MOHURD("30"), MOHURD("45")], since=HOUSING, layer="住建")
@rule("deadlines.decision", cites=[APL("60"), SAMR("64"), SAMR("80")], since=MARKET, layer="市场监管")
@rule("deadlines.decision", cites=[APL("60"), AGRI("58"), AGRI("89")], since=AGRICULTURE, layer="农业")
def decision_by_department(*, filed_on: date, calendar: Calendar, extension: Days = NO_DAYS, set_aside: Days = NO_DAYS) -> Due:
    """处罚决定期限 — ninety days, plus what was extended and what the department's rule does not count; the last day rolls.

    Reads: texts not held. Reviewed: no.
    Leaves out: who may extend and how far (``deadlines.extension``), and which days are not counted.
    """
    return _decision_by_department(filed_on, calendar, extension, set_aside)


@rule("deadlines.decision", cites=[APL("60"), TRANS("17"), TRANS("78")], since=TRANSPORT, layer="交通")
def decision_transport(*, filed_on: date, calendar: Calendar, extension: Days = NO_DAYS, set_aside: Days = NO_DAYS) -> Due:
    """处罚决定期限 — ninety days plus what was extended; the last day rolls; no days are set aside.

    Reads: text not held. Reviewed: no.
    """
    return _decision_by_department(filed_on, calendar, extension, Days(0))


@rule("deadlines.legal_review", cites=[APL("58", 1)], since=SINCE)
def legal_review(*, sent_on: date, calendar: Calendar) -> Due | None:
    """法制审核期限 — no term in the statute.

    Reads: no number is made up where the statute gives none. Reviewed: no.
    """
    return None


@rule("deadlines.legal_review", cites=[MOHURD("25"), MOHURD("45")], since=HOUSING, layer="住建")
@rule("deadlines.legal_review", cites=[SAMR("55")], since=MARKET, layer="市场监管")
def legal_review_ten(*, sent_on: date, calendar: Calendar) -> Due:
    """法制审核期限 — ten working days from receiving the file.

    Reads: texts not held. Reviewed: no.
    """
    return reckon(sent_on, WorkingDays(10), calendar=calendar)


@rule("deadlines.legal_review", cites=[AGRI("53"), AGRI("89")], since=AGRICULTURE, layer="农业")
def legal_review_agriculture(*, sent_on: date, calendar: Calendar) -> Due:
    """法制审核期限 — five working days from receiving the file.

    Reads: text not held. Reviewed: no.
    Leaves out: fifteen more days in complex cases.
    """
    return reckon(sent_on, WorkingDays(5), calendar=calendar)


@rule("deadlines.service", cites=[APL("61", 1), APL("85")], since=SINCE)
def service(*, decided_on: date, calendar: Calendar) -> Due:
    """决定书送达期限 — handed over at once, or served within seven working days where the party is absent.

    Reads: by then service is begun; public notice may end later. Reviewed: no.
    """
    return reckon(decided_on, WorkingDays(7), calendar=calendar)


@rule("deadlines.spot_report", cites=[APL("52", 3)], since=SINCE)
def spot_report(*, decided_on: date, calendar: Calendar) -> Due | None:
    """当场处罚备案期限 — reported to the body, without a term in the statute.

    Reads: no number is made up where the statute gives none. Reviewed: no.
    """
    return None


@rule("deadlines.spot_report", cites=[APL("52", 3), MOHURD("14"), MOHURD("45")], since=HOUSING, layer="住建")
def spot_report_housing(*, decided_on: date, calendar: Calendar) -> Due:
    """当场处罚备案期限 — three working days.

    Reads: text not held. Reviewed: no.
    """
    return reckon(decided_on, WorkingDays(3), calendar=calendar)


@rule("deadlines.spot_report", cites=[APL("52", 3), SAMR("70")], since=MARKET, layer="市场监管")
def spot_report_market(*, decided_on: date, calendar: Calendar) -> Due:
    """当场处罚归档期限 — seven working days to hand in the file.

    Reads: the department sets a term for archiving, none for reporting; archiving is the later. Text not held. Reviewed: no.
    """
    return reckon(decided_on, WorkingDays(7), calendar=calendar)


@rule("deadlines.spot_report", cites=[APL("52", 3), AGRI("27"), AGRI("89")], since=AGRICULTURE, layer="农业")
def spot_report_agriculture(*, decided_on: date, calendar: Calendar) -> Due:
    """当场处罚备案期限 — two working days.

    Reads: text not held. Reviewed: no.
    """
    return reckon(decided_on, WorkingDays(2), calendar=calendar)


@rule("deadlines.spot_report", cites=[APL("52", 3), TRANS("17"), TRANS("61")], since=TRANSPORT, layer="交通")
def spot_report_transport(*, decided_on: date, calendar: Calendar) -> Due:
    """当场处罚备案期限 — five natural days; the last rolls.

    Reads: this rule has no clause that makes days working days. Text not held. Reviewed: no.
    """
    return reckon(decided_on, Days(5), calendar=calendar, rolls=True)


@rule("deadlines.closing", cites=[APL("47")], since=SINCE)
def closing(*, ended_on: date, calendar: Calendar) -> Due | None:
    """结案期限 — no term in the statute.

    Reads: no number is made up where the statute gives none. Reviewed: no.
    """
    return None


@rule("deadlines.closing", cites=[MOHURD("31"), MOHURD("45")], since=HOUSING, layer="住建")
@rule("deadlines.closing", cites=[SAMR("77")], since=MARKET, layer="市场监管")
def closing_fifteen(*, ended_on: date, calendar: Calendar) -> Due:
    """结案期限 — fifteen working days after execution or another end.

    Reads: these fifteen days are working days, unlike those of 行政处罚法 67. Texts not held. Reviewed: no.
    """
    return reckon(ended_on, WorkingDays(15), calendar=calendar)


@rule("deadlines.publication", cites=[APL("48", 1), SC118("")], since=SINCE)
def publication(*, decided_on: date, calendar: Calendar) -> Due:
    """处罚决定公示期限 — seven working days from the decision.

    Reads: 国办发〔2018〕118号 (text not held) sets the term; since 2021 article 48 narrows what is published to decisions of some
        social impact, which a person marks. Reviewed: no.
    """
    return reckon(decided_on, WorkingDays(7), calendar=calendar)


@rule("deadlines.publication", cites=[MOHURD("10"), MOHURD("45")], since=HOUSING, layer="住建")
def publication_housing(*, decided_on: date, calendar: Calendar) -> Due:
    """处罚决定公示期限 — seven working days from the decision.

    Reads: text not held. Reviewed: no.
    """
    return reckon(decided_on, WorkingDays(7), calendar=calendar)


@rule("deadlines.publication", cites=[SAMRP("9")], since=date(2021, 9, 1), layer="市场监管")
def publication_market(*, decided_on: date, calendar: Calendar) -> Due:
    """处罚决定公示期限 — twenty working days from the decision.

    Reads: the party is registered in the same province. Reviewed: no.
    Leaves out: parties of another province (article 10: ten and ten working days).
    """
    return reckon(decided_on, WorkingDays(20), calendar=calendar)


@rule("deadlines.withdrawal", cites=[APL("48", 2), APL("85")], since=SINCE)
def withdrawal(*, annulled_on: date, calendar: Calendar) -> Due:
    """撤回公示期限 — a published decision that was changed or annulled is withdrawn within three working days.

    Leaves out: telling those to whom it was passed on.
    """
    return reckon(annulled_on, WorkingDays(3), calendar=calendar)


@rule("deadlines.cash_handed_in", cites=[APL("71"), APL("85")], since=SINCE)
def cash_handed_in(*, collected_on: date, calendar: Calendar) -> Due:
    """当场收缴罚款上交期限 — the officer hands the cash to the body within two working days; the body has two more to the bank.

    Reads: the same term, asked again from the day the body received it, is the body's. Reviewed: no.
    Leaves out: cash taken on water (from landing: give that day).
    """
    return reckon(collected_on, WorkingDays(2), calendar=calendar)


@rule("deadlines.evidence_preservation", cites=[APL("56"), APL("85")], since=SINCE)
def evidence_preservation(*, taken_on: date, calendar: Calendar) -> Due:
    """先行登记保存期限 — what becomes of the things kept is decided within seven working days.

    Leaves out: what happens when nobody decides (departments: the measure lapses).
    """
    return reckon(taken_on, WorkingDays(7), calendar=calendar)


@rule("deadlines.court_application", cites=[ACL("53"), APL("72", 1, 4), APL("72", 2)], since=SINCE)
def court_application(*, expired_on: date, calendar: Calendar) -> Due:
    """申请强制执行期限 — the court is asked within three months of the end of the term for a lawsuit.

    ``expired_on``: the last day of that term (``deadlines.lawsuit``), or of an approved deferral or the last instalment.
    Reads: the term for a lawsuit is the longer of the two of article 53; being a limit on the body's power it does not roll.
        Reviewed: no.
    Leaves out: the written demand and the ten working days before (article 54); bodies with a power of execution of their own.
    """
    return reckon(expired_on, Months(3), calendar=calendar)
