"""Extending the term of the decision: who may, how far, and only before it is over."""

from __future__ import annotations

from datetime import date

from yifa.kernel.dates import Days, chinese_date
from yifa.law.answer import LAWFUL, Ruling, for_person, refused
from yifa.law.deadlines.body import AGRICULTURE, HOUSING, MARKET, SINCE, TRANSPORT
from yifa.law.rule import rule
from yifa.law.sources import AGRI, APL, MOHURD, SAMR, TRANS


def _first(granted_on: date, due_on: date, days: Days) -> Ruling:
    """What every department asks of a first extension: in time, and thirty days at most."""
    if granted_on > due_on:
        return refused(f"办案期限已于{chinese_date(due_on)}届满，不能再批准延长。", remedy="尽快作出处理决定，并记录超期原因。")
    if days > Days(30):
        return refused(f"第一次延长不得超过三十日，本次为{days}。", remedy="延长不超过三十日。")
    return LAWFUL


def _no_more() -> Ruling:
    return refused("所适用的规定没有再次延长办案期限的依据。", remedy="在现有期限内作出处理决定。")


def _in_time(granted_on: date, due_on: date) -> bool:
    return granted_on <= due_on


@rule("deadlines.extension", cites=[APL("60")], since=SINCE)
def extension(*, granted_on: date, due_on: date, days: Days, nth: int, collective: bool) -> Ruling:
    """延长办案期限 — the statute itself knows no extension; another law, regulation or rule must give it.

    ``due_on`` is the last day as it stands, ``nth`` which extension this is (1, 2 …), ``collective``: decided by the heads together.
    Reads: without a layer that gives one, none is granted. Reviewed: no.
    """
    return refused(
        "没有可适用的法律、法规、规章规定可以延长九十日的办案期限。", remedy="在九十日内作出处理决定；另有规定的，由系统管理员载入后办理。"
    )


@rule("deadlines.extension", cites=[APL("60"), MOHURD("29")], since=HOUSING, layer="住建")
def extension_housing(*, granted_on: date, due_on: date, days: Days, nth: int, collective: bool) -> Ruling:
    """延长办案期限 — thirty days by the head, then at most sixty by the heads together.

    Reads: text not held; an extension is granted before the term is over. Reviewed: no.
    """
    if nth == 1 or not _in_time(granted_on, due_on):
        return _first(granted_on, due_on, days)
    if nth > 2:
        return _no_more()
    if not collective:
        return refused("再次延长办案期限应当由负责人集体讨论决定。", remedy="召开负责人集体讨论，并把讨论笔录归入本案。")
    if days > Days(60):
        return refused(f"再次延长不得超过六十日，本次为{days}。", remedy="延长不超过六十日。")
    return LAWFUL


@rule("deadlines.extension", cites=[APL("60"), SAMR("64")], since=MARKET, layer="市场监管")
def extension_market(*, granted_on: date, due_on: date, days: Days, nth: int, collective: bool) -> Ruling:
    """延长办案期限 — thirty days by the head, then a reasonable term by the heads together.

    Reads: text not held; what is reasonable the heads say, so their discussion settles it. Reviewed: no.
    """
    if nth == 1 or not _in_time(granted_on, due_on):
        return _first(granted_on, due_on, days)
    if not collective:
        return refused("再次延长办案期限应当由负责人集体讨论决定。", remedy="召开负责人集体讨论，并把讨论笔录归入本案。")
    return LAWFUL


@rule("deadlines.extension", cites=[APL("60"), AGRI("58")], since=AGRICULTURE, layer="农业")
def extension_agriculture(*, granted_on: date, due_on: date, days: Days, nth: int, collective: bool) -> Ruling:
    """延长办案期限 — thirty days by the head; whether further and how far, the superior body decides.

    Reads: text not held. Reviewed: no.
    """
    if nth == 1 or not _in_time(granted_on, due_on):
        return _first(granted_on, due_on, days)
    return for_person("再次延长办案期限，是否已由上一级机关决定？", remedy="报上一级机关决定，并把决定归入本案。")


@rule("deadlines.extension", cites=[APL("60"), TRANS("78")], since=TRANSPORT, layer="交通")
def extension_transport(*, granted_on: date, due_on: date, days: Days, nth: int, collective: bool) -> Ruling:
    """延长办案期限 — thirty days by the head, once.

    Reads: text not held. Reviewed: no.
    """
    if nth == 1 or not _in_time(granted_on, due_on):
        return _first(granted_on, due_on, days)
    return _no_more()
