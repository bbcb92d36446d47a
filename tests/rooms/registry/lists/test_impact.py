from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from tests.factories.people import actor
from yifa.law.answer import Verdict
from yifa.reform.impact import impact
from yifa.registry import lists, snapshot
from yifa.registry.models import ItemVersion
from yifa.staffing.models import Certificate

from .conftest import AFTER, BEFORE, ITEM, recall

pytestmark = pytest.mark.django_db


def test_an_open_case_whose_item_is_recalled_asks_who_finishes_it(case: UUID) -> None:
    recall()

    (found,) = impact(lists.difference("gucheng", BEFORE, "gucheng", AFTER), actor=None).cases

    assert (found.docket, found.item, found.how, found.procedure) == (case, ITEM, ("moved",), "普通程序")
    assert found.verdict is Verdict.FOR_PERSON
    assert found.sentence == "事项自2026年7月1日起由阜城县城市管理综合执法大队管，古城镇综合行政执法管理局立案的本案继续办理还是移送？"
    assert [cite.text for cite in found.cites] == ["《行政处罚法》第十七条", "《行政处罚法》第二十二条", "《行政处罚法》第三十八条第一款"]


def test_an_open_case_whose_item_nobody_holds_any_more_is_not_decided(case: UUID) -> None:
    recall(to="")

    (found,) = impact(lists.difference("gucheng", BEFORE, "gucheng", AFTER), actor=None).cases

    assert (found.how, found.verdict) == (("withdrawn",), Verdict.FOR_PERSON)
    assert found.sentence == "事项在2026年7月1日没有机关管，古城镇综合行政执法管理局立案的本案由谁办理？"


def test_an_open_case_goes_on_where_only_another_list_does_not_have_its_item(case: UUID) -> None:
    (found,) = impact(lists.difference("gucheng", BEFORE, "wenlv", AFTER), actor=None).cases

    assert (found.how, found.verdict, found.remedy) == (("withdrawn",), Verdict.LAWFUL, "")
    assert found.sentence == "事项仍由古城镇综合行政执法管理局管，本案继续办理。"


def test_an_open_case_whose_fines_changed_asks_which_version_holds(case: UUID) -> None:
    reads_otherwise()

    (found,) = impact(lists.difference("gucheng", BEFORE, "gucheng", AFTER), actor=None).cases

    assert (found.how, found.verdict) == (("changed",), Verdict.FOR_PERSON)
    assert found.sentence == "事项仍由古城镇综合行政执法管理局管；罚款幅度有变化，本案适用行为时的规定还是决定时的规定？"
    assert [cite.text for cite in found.cites] == ["《行政处罚法》第三十七条"]


def reads_otherwise() -> None:
    """From the first of July the item has no fines."""
    text = ItemVersion.objects.get(item__code=ITEM)
    ItemVersion.objects.filter(pk=text.pk).update(valid_until=AFTER)
    text.pk, text.valid_from, text.fines = None, AFTER, []
    text.save()
    snapshot.clear()


def test_a_penalty_that_is_decided_stands_whatever_the_list_says(on_spot: UUID) -> None:
    reads_otherwise()

    (found,) = impact(lists.difference("gucheng", BEFORE, "gucheng", AFTER), actor=None).cases

    assert (found.decided, found.verdict) == (True, Verdict.LAWFUL)
    assert found.sentence == "事项仍由古城镇综合行政执法管理局管，处罚决定已经作出，不因清单变化而改变，继续执行。"


def test_a_penalty_that_is_decided_asks_who_executes_it_when_the_item_is_recalled(on_spot: UUID) -> None:
    recall()

    (found,) = impact(lists.difference("gucheng", BEFORE, "gucheng", AFTER), actor=None).cases

    assert (found.decided, found.verdict) == (True, Verdict.FOR_PERSON)
    assert found.sentence == "事项自2026年7月1日起由阜城县城市管理综合执法大队管，古城镇综合行政执法管理局已经作出的处罚决定由谁执行？"


def test_a_case_opened_under_the_later_version_is_not_touched(case: UUID) -> None:
    day = date(2026, 3, 11)
    before = lists.version("gucheng", on=day)
    after = replace(before, entries={})

    cases = [impact(lists.compare(before, replace(after, on=on)), actor=None).cases for on in (day, day + timedelta(1))]

    assert [len(found) for found in cases] == [0, 1]


def test_papers_of_the_items_touched_are_named(case: UUID) -> None:
    recall()

    found = impact(lists.difference("gucheng", BEFORE, "gucheng", AFTER), actor=None).papers

    assert [(paper.docket, paper.item, paper.open) for paper in found] == [(case, ITEM, True)] * len(found)
    assert "filing_approval" in [paper.kind for paper in found]


def test_cases_of_other_items_are_not_touched(case: UUID) -> None:
    recall("GC-ZJ-002")

    found = impact(lists.difference("gucheng", BEFORE, "gucheng", AFTER), actor=None)

    assert (found.cases, found.papers) == ((), ())


def test_who_may_not_read_the_case_is_not_told_of_it(case: UUID) -> None:
    recall()
    difference = lists.difference("gucheng", BEFORE, "gucheng", AFTER)
    stranger = replace(actor("zhifa1"), posts=())

    assert [len(impact(difference, actor=who).cases) for who in (actor("zhifa1"), stranger)] == [1, 0]
    assert [len(impact(difference, actor=who).papers) > 0 for who in (actor("zhifa1"), stranger)] == [True, False]


def test_a_body_that_gets_a_domain_needs_two_with_its_certificate() -> None:
    nothing = lists.version("fucheng.gucheng", on=AFTER)
    before = replace(nothing, entries={})

    found = impact(lists.compare(before, nothing), actor=None).certificates

    by_domain = {one.domain: one for one in found}
    assert by_domain["城市管理"].sentence == "古城镇综合行政执法管理局在古城镇新增“城市管理”领域：28人持证能办，同时可组成14组。"
    assert (by_domain["城市管理"].how, by_domain["城市管理"].remedy) == ("new", "")

    Certificate.objects.exclude(officer__code="GC-001").update(domains=["农业"])
    snapshot.clear()
    short = {one.domain: one for one in impact(lists.compare(before, nothing), actor=None).certificates}["城市管理"]
    assert short.sentence == "古城镇综合行政执法管理局在古城镇新增“城市管理”领域，只有1人持证能办，不足两人。"
    assert (short.officers, short.able, short.at_once) == (("GC-001",), 1, 0)
    assert [cite.text for cite in short.cites] == ["《行政处罚法》第四十二条第一款"]


def test_a_body_that_loses_a_domain_has_certificates_to_look_at() -> None:
    had = lists.version("fucheng.gucheng", on=date(2026, 7, 1))

    found = impact(lists.compare(had, replace(had, entries={})), actor=None).certificates

    gone = {one.domain: one for one in found}["城市管理"]
    assert (gone.how, len(gone.officers)) == ("gone", 28)
    assert gone.sentence == "古城镇综合行政执法管理局在古城镇不再有“城市管理”领域的事项，28名人员的证件仍含该领域。"
