"""A table of discretion as data: what is read, and what is refused because it contradicts itself."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from tests.law.cases import HERE, example_table
from yifa.kernel.citation import Cite
from yifa.kernel.money import Yuan
from yifa.law.discretion.benchmark import BadBenchmark, Benchmarks, Formula, Grade, Maker, Range, percent
from yifa.law.discretion.bounds import Bounds
from yifa.law.discretion.calculation import tier_of
from yifa.law.discretion.reading import parse
from yifa.law.penalties import Span

Table = dict[str, Any]
PLAIN: Table = tomllib.loads((HERE / "discretion" / "tables" / "PLAIN.toml").read_text(encoding="utf-8"))
TIER = {"name": "较轻", "from": "0%", "to": "30%"}


def changed(**members: Any) -> Table:
    """The plain table with other members; None takes one out."""
    table = deepcopy(PLAIN) | members
    return {name: value for name, value in table.items() if value is not None}


def tier(first: str, last: str, name: str = "档", **more: Any) -> Table:
    return {"name": name, "from": first, "to": last, **more}


def factor(name: str = "面积", *, weight: str | None = "100%", shares: tuple[str, ...] = ("0%", "100%"), **more: Any) -> Table:
    options = [{"name": f"{name}{share}", "share": share} for share in shares]
    return {"name": name, "option": options, **({"weight": weight} if weight else {}), **more}


def test_every_member_of_a_table_is_read() -> None:
    table = example_table("PLAIN")

    assert (table.code, table.name, table.domain, table.maker) == ("PLAIN", "擅自占用", "城市管理", "示例市城市管理局")
    assert table.violated == Cite("城市道路管理条例", "27")
    assert table.penalty == Cite("城市道路管理条例", "42")
    assert (table.since, table.until, table.published_on) == (date(2026, 1, 1), date(2027, 1, 1), date(2025, 12, 20))
    assert (table.made_by, table.formula, table.rounding, table.synthetic) == (Maker.OWN, Formula.NONE, Yuan("100"), False)
    assert table.ranges == (Range("any", Fraction(1_000_000), Fraction(5_000_000)),)
    assert [(one.name, one.low, one.high, one.grade) for one in table.tiers] == [
        ("较轻", 0, Fraction(3, 10), Grade.LIGHT),
        ("一般", Fraction(3, 10), Fraction(7, 10), Grade.ORDINARY),
        ("较重", Fraction(7, 10), 1, Grade.HEAVY),
    ]
    assert [(one.name, one.weight, one.adjusts) for one in table.factors] == [
        ("面积", Fraction(6, 10), False),
        ("后果", Fraction(4, 10), False),
        ("表现", 0, True),
    ]
    assert [(one.name, one.share) for one in table.factors[2].options] == [("主动消除", Fraction(-1, 10)), ("隐瞒", Fraction(2, 10))]
    assert str(table) == "示例市城市管理局《擅自占用》（PLAIN）"


def test_what_a_table_may_leave_out_has_its_default() -> None:
    table = parse(changed(made_by=None, rounding=None, until=None))

    assert (table.made_by, table.rounding, table.until) == (Maker.SUPERIOR, Yuan("1"), None)
    assert (table.place, table.items, table.first_violation, table.no_penalty, table.replaces, table.source) == ("", (), (), (), "", "")


def test_lists_and_texts_are_read() -> None:
    told = {"place": "131128", "items": ["GC-1"], "first_violation": ["初次"], "no_penalty": ["轻微"], "replaces": "OLD", "source": "文件"}

    table = parse(changed(**told))

    assert (table.place, table.items, table.first_violation, table.no_penalty) == ("131128", ("GC-1",), ("初次",), ("轻微",))
    assert (table.replaces, table.source) == ("OLD", "文件")


def test_tiers_in_yuan_become_shares_of_the_one_fixed_range() -> None:
    table = parse(changed(tier=[tier("10000", "20000", "甲"), tier("20000", "50000", "乙", conditions=["逾期"])]))

    assert [(one.low, one.high, one.grade, one.conditions) for one in table.tiers] == [
        (0, Fraction(1, 4), None, ()),
        (Fraction(1, 4), 1, None, ("逾期",)),
    ]


@pytest.mark.parametrize(
    ("formula", "low", "ends"),
    [
        ("thirty", "10000", [("从轻", "0%", "30%"), ("一般", "30%", "70%"), ("从重", "70%", "100%")]),
        ("thirty", None, [("从轻", "0%", "30%"), ("一般", "30%", "70%"), ("从重", "70%", "100%")]),
        ("midpoint", "10000", [("从轻", "0%", "50%"), ("从重", "50%", "100%")]),
        ("midpoint", None, [("从轻", "0%", "30%"), ("一般", "30%", "60%"), ("从重", "60%", "100%")]),
    ],
)
def test_a_formula_makes_the_tiers_that_are_not_written(formula: str, low: str | None, ends: list[tuple[str, str, str]]) -> None:
    range_ = {"high": "50000"} | ({"low": low} if low else {})

    table = parse(changed(formula=formula, tier=None, range=[range_]))

    assert [(one.name, percent(one.low), percent(one.high)) for one in table.tiers] == ends
    assert [one.grade for one in table.tiers] == [Grade(name) for name, _, _ in ends]


def test_without_weighted_factors_a_person_says_which_tier_is_met() -> None:
    factors = parse(changed(factor=[factor("表现", weight=None, shares=("-5%",), adjusts=True)])).factors

    assert [(one.name, one.weight, one.adjusts) for one in factors] == [("违法情节", 1, False), ("表现", 0, True)]
    assert [(one.name, one.share) for one in factors[0].options] == [
        ("较轻", Fraction(15, 100)),
        ("一般", Fraction(1, 2)),
        ("较重", Fraction(85, 100)),
    ]


def test_two_answers_may_weigh_the_same() -> None:
    (read,) = parse(changed(factor=[factor() | {"option": [{"name": name, "share": "50%"} for name in "甲乙"]}])).factors

    assert [one.share for one in read.options] == [Fraction(1, 2), Fraction(1, 2)]


@pytest.mark.parametrize(
    ("range_", "base", "span"),
    [
        ({"high": "20000"}, "0", ("0", "20000")),
        ({"low": "500", "high": "2000"}, "7", ("500", "2000")),
        ({"base": "违法所得", "low": "1倍", "high": "5倍"}, "1000.50", ("1000.50", "5002.50")),
        ({"base": "违法所得", "high": "0.5倍"}, "0.03", ("0", "0.01")),
        ({"base": "工程造价", "low": "5%", "high": "10%"}, "123456", ("6172.80", "12345.60")),
        ({"per": "平方米", "low": "100", "high": "500"}, "12.5", ("1250", "6250")),
        ({"base": "货值金额", "low": "10倍", "high": "20倍", "floor": "50000"}, "1000", ("50000", "50000")),
        ({"base": "货值金额", "low": "10倍", "high": "20倍", "cap": "150000"}, "10000", ("100000", "150000")),
        ({"base": "货值金额", "low": "10倍", "high": "20倍", "cap": "150000"}, "100000", ("150000", "150000")),
    ],
)
def test_a_range_in_money(range_: Table, base: str, span: tuple[str, str]) -> None:
    (read,) = parse(changed(range=[range_], tier=[tier("0%", "100%")])).ranges

    assert read.span(Fraction(base)) == Span(Yuan(span[0]), Yuan(span[1]))


def test_a_range_stands_from_its_threshold_to_below_the_next() -> None:
    low, high = example_table("VALUE").ranges_for("person")

    assert [low.is_for(Fraction(base)) for base in ("0", "9999.99", "10000")] == [True, True, False]
    assert [high.is_for(Fraction(base)) for base in ("9999.99", "10000", "1000000000")] == [False, True, True]
    assert example_table("VALUE").ranges_for("organisation") == ()


BAD: list[tuple[str, Callable[[], Table], str]] = [
    ("no code", lambda: changed(code=None), "a table without code: code must be a text"),
    ("an unknown member", lambda: changed(colour="red"), "PLAIN: unknown members: colour"),
    ("a name of blanks", lambda: changed(name=" "), "PLAIN: name must be a text"),
    ("a maker that is a number", lambda: changed(maker=3), "PLAIN: maker must be a text"),
    ("no first day", lambda: changed(since=None), "PLAIN: since must be a day, until a later one"),
    ("a first day as text", lambda: changed(since="2026-01-01"), "PLAIN: since must be a day"),
    ("an end that is no later", lambda: changed(until=date(2026, 1, 1)), "PLAIN: since must be a day, until a later one"),
    ("neither published nor an example", lambda: changed(published_on=None), "PLAIN: a table is either published on a day or synthetic"),
    ("published and an example", lambda: changed(synthetic=True), "PLAIN: a table is either published on a day or synthetic"),
    ("synthetic as text", lambda: changed(synthetic="yes"), "PLAIN: synthetic must be true or false"),
    ("made by nobody known", lambda: changed(made_by="friend"), "PLAIN: made_by is not 'friend'"),
    ("an unknown formula", lambda: changed(formula="half"), "PLAIN: formula is not 'half'"),
    ("rounding to nothing", lambda: changed(rounding="0"), "PLAIN: rounding to nothing"),
    ("rounding by a number", lambda: changed(rounding=100), "PLAIN: rounding must be a text"),
    ("a list that is a text", lambda: changed(items="GC-1"), "PLAIN: items must be a list of texts"),
    ("a list with a blank", lambda: changed(no_penalty=[""]), "PLAIN: no_penalty must be a list of texts"),
    ("no article", lambda: changed(penalty="城市道路管理条例 42"), "PLAIN: penalty must be { law = …, article = … }"),
    ("a citation with more", lambda: changed(penalty={"law": "甲", "article": "1", "page": 2}), "PLAIN: penalty: unknown members: page"),
    (
        "an article in words",
        lambda: changed(penalty={"law": "甲", "article": "第一条"}),
        "PLAIN: penalty: article is a number such as '44'",
    ),
    (
        "a paragraph nought",
        lambda: changed(penalty={"law": "甲", "article": "1", "paragraph": 0}),
        "PLAIN: penalty: paragraph counts from 1",
    ),
    ("an item as text", lambda: changed(penalty={"law": "甲", "article": "1", "item": "1"}), "PLAIN: penalty: item counts from 1"),
    ("no range", lambda: changed(range=None), "PLAIN: no range"),
    ("a range that is no table", lambda: changed(range=["20000"]), "PLAIN: range must be written as [[range]]"),
    ("a range with more", lambda: changed(range=[{"high": "1", "to": "2"}]), "PLAIN: range 1: unknown members: to"),
    (
        "an unknown party",
        lambda: changed(range=[{"party": "child", "high": "1"}]),
        "PLAIN: range 1: party is one of any, person, organisation",
    ),
    ("no upper end", lambda: changed(range=[{"low": "1"}]), "PLAIN: range 1: a range needs its upper end"),
    ("an end that is a number", lambda: changed(range=[{"high": 20000}]), "PLAIN: range 1: high must be a text"),
    ("an end that is no amount", lambda: changed(range=[{"high": "2万"}]), "PLAIN: range 1: high is an amount in yuan as text"),
    ("ends of two sorts", lambda: changed(range=[{"base": "甲", "low": "1", "high": "2倍"}]), "PLAIN: range 1: both ends are amounts"),
    ("a multiple of nothing", lambda: changed(range=[{"high": "2倍"}]), "PLAIN: range 1: a multiple needs its base"),
    (
        "a multiple by the unit",
        lambda: changed(range=[{"base": "甲", "per": "日", "high": "2倍"}]),
        "PLAIN: range 1: a multiple needs its base",
    ),
    ("a signed share as end", lambda: changed(range=[{"base": "甲", "high": "+2%"}]), "PLAIN: range 1: high has a sign"),
    ("a unit beside a base", lambda: changed(range=[{"base": "甲", "per": "日", "high": "2"}]), "PLAIN: range 1: per names the unit"),
    ("ends turned round", lambda: changed(range=[{"low": "2", "high": "1"}]), "PLAIN: range 1: the upper end is not above the lower"),
    ("ends alike", lambda: changed(range=[{"low": "2", "high": "2"}]), "PLAIN: range 1: the upper end is not above the lower"),
    (
        "a threshold of nothing",
        lambda: changed(range=[{"from_base": "5", "high": "2"}]),
        "PLAIN: range 1: from_base and below_base need a base",
    ),
    (
        "a bound of nothing",
        lambda: changed(range=[{"below_base": "5", "high": "2"}]),
        "PLAIN: range 1: from_base and below_base need a base",
    ),
    (
        "a threshold in words",
        lambda: changed(range=[{"base": "甲", "below_base": "一万", "high": "2"}]),
        "PLAIN: range 1: below_base is a number",
    ),
    ("a floor under fixed ends", lambda: changed(range=[{"high": "2", "floor": "1"}]), "PLAIN: range 1: floor and cap bound a product"),
    ("a cap over fixed ends", lambda: changed(range=[{"high": "2", "cap": "1"}]), "PLAIN: range 1: floor and cap bound a product"),
    (
        "a cap at the floor",
        lambda: changed(range=[{"base": "甲", "high": "2倍", "floor": "5", "cap": "5"}]),
        "PLAIN: range 1: the cap is not above the floor",
    ),
    (
        "any party and one more",
        lambda: changed(range=[{"high": "2"}, {"party": "person", "high": "2"}]),
        "PLAIN: a range for any party stands",
    ),
    ("two ranges at once", lambda: changed(range=[{"high": "2"}, {"high": "3"}]), "PLAIN: ranges of any overlap, or leave a gap"),
    (
        "a gap between ranges",
        lambda: changed(range=[{"base": "甲", "below_base": "5", "high": "2"}, {"base": "甲", "from_base": "6", "high": "3"}]),
        "PLAIN: ranges of any overlap, or leave a gap",
    ),
    (
        "nothing from nought on",
        lambda: changed(range=[{"base": "甲", "from_base": "6", "high": "3"}]),
        "PLAIN: ranges of any overlap, or leave",
    ),
    (
        "nothing above",
        lambda: changed(range=[{"base": "甲", "below_base": "6", "high": "3"}]),
        "PLAIN: ranges of any overlap, or leave a gap",
    ),
    (
        "two bases",
        lambda: changed(range=[{"base": "甲", "below_base": "5", "high": "2"}, {"base": "乙", "from_base": "5", "high": "3"}]),
        "PLAIN: ranges of any depend on different bases",
    ),
    ("neither tiers nor formula", lambda: changed(tier=None), "PLAIN: no tiers, and no formula that makes them"),
    (
        "a formula for two sorts of ranges",
        lambda: changed(
            formula="midpoint", tier=None, range=[{"party": "person", "high": "2"}, {"party": "organisation", "low": "1", "high": "2"}]
        ),
        "PLAIN: the formula divides ranges with and without a lower end differently",
    ),
    ("a tier with more", lambda: changed(tier=[tier("0%", "100%", colour="red")]), "PLAIN: tier 1: unknown members: colour"),
    ("two tiers of one name", lambda: changed(tier=[tier("0%", "50%"), tier("50%", "100%")]), "PLAIN: two tiers of one name"),
    ("tiers that begin late", lambda: changed(tier=[tier("1%", "100%")]), "PLAIN: the tiers do not fill the range"),
    ("tiers that end early", lambda: changed(tier=[tier("0%", "99%")]), "PLAIN: the tiers do not fill the range"),
    (
        "a gap between tiers",
        lambda: changed(tier=[tier("0%", "40%", "甲"), tier("41%", "100%", "乙")]),
        "PLAIN: tiers 甲 and 乙 leave a gap",
    ),
    ("tiers that overlap", lambda: changed(tier=[tier("0%", "40%", "甲"), tier("39%", "100%", "乙")]), "PLAIN: tiers 甲 and 乙 overlap"),
    ("a tier turned round", lambda: changed(tier=[tier("40%", "40%")]), "PLAIN: tier 1: ends before it begins"),
    ("a tier above the range", lambda: changed(tier=[tier("10000", "50001")]), "PLAIN: tier 1: to lies outside the range"),
    ("a tier below the range", lambda: changed(tier=[tier("9999", "50000")]), "PLAIN: tier 1: from lies outside the range"),
    (
        "a tier in yuan of a product",
        lambda: changed(range=[{"per": "日", "high": "2"}], tier=[tier("0", "2")]),
        "PLAIN: tier 1: from is an amount, but the range is no single fixed one",
    ),
    (
        "a tier in yuan of two ranges",
        lambda: changed(range=[{"party": "person", "high": "2"}, {"party": "organisation", "high": "3"}], tier=[tier("0", "2")]),
        "PLAIN: tier 1: from is an amount, but the range is no single fixed one",
    ),
    ("a share over the whole", lambda: changed(tier=[tier("0%", "100.1%")]), "PLAIN: tier 1: to is more than 100%"),
    ("a signed share", lambda: changed(tier=[tier("+0%", "100%")]), "PLAIN: tier 1: from is a share such as 30%"),
    ("an unknown grade", lambda: changed(tier=[tier("0%", "100%", grade="很重")]), "PLAIN: tier 1: grade is not '很重'"),
    (
        "a lighter tier past the formula",
        lambda: changed(formula="thirty", tier=[tier("0%", "31%", "甲", grade="从轻"), tier("31%", "100%", "乙")]),
        "PLAIN: tier 甲 leaves the bounds of 从轻",
    ),
    (
        "a heavier tier before the formula",
        lambda: changed(formula="thirty", tier=[tier("0%", "69%", "甲"), tier("69%", "100%", "乙", grade="从重")]),
        "PLAIN: tier 乙 leaves the bounds of 从重",
    ),
    ("a factor with more", lambda: changed(factor=[factor(colour="red")]), "PLAIN: factor 1: unknown members: colour"),
    ("weights short of the whole", lambda: changed(factor=[factor(weight="99%")]), "PLAIN: the weights make 99%, not 100%"),
    ("weights past the whole", lambda: changed(factor=[factor(), factor("乙", weight="0.5%")]), "PLAIN: the weights make 100.5%, not 100%"),
    ("two factors of one name", lambda: changed(factor=[factor(weight="50%"), factor(weight="50%")]), "PLAIN: two factors of one name"),
    ("a weight that adjusts", lambda: changed(factor=[factor(adjusts=True)]), "PLAIN: factor 1: a factor either has a weight or adjusts"),
    (
        "neither weight nor adjusting",
        lambda: changed(factor=[factor(weight=None)]),
        "PLAIN: factor 1: a factor either has a weight or adjusts",
    ),
    (
        "one option to choose from",
        lambda: changed(factor=[factor(shares=("0%",))]),
        "PLAIN: factor 1: a factor needs options to choose from",
    ),
    (
        "nothing to adjust",
        lambda: changed(factor=[factor(), factor("乙", weight=None, shares=(), adjusts=True)]),
        "PLAIN: factor 2: a factor needs options to choose from",
    ),
    ("two options of one name", lambda: changed(factor=[factor(shares=("0%", "0%"))]), "PLAIN: factor 1: two options of one name"),
    ("options turned round", lambda: changed(factor=[factor(shares=("50%", "10%"))]), "PLAIN: factor 1: options go from the lightest"),
    (
        "an unsigned adjustment",
        lambda: changed(factor=[factor(weight=None, adjusts=True)]),
        "PLAIN: factor 1: option 1: share is a share such as +10%",
    ),
    (
        "an option with more",
        lambda: changed(factor=[{"name": "甲", "weight": "100%", "option": [{"name": "乙", "share": "0%", "points": 3}]}]),
        "PLAIN: factor 1: option 1: unknown members: points",
    ),
    (
        "an option that excludes nothing known",
        lambda: changed(
            factor=[
                {
                    "name": "甲",
                    "weight": "100%",
                    "option": [{"name": "乙", "share": "0%", "excludes": ["丙"]}, {"name": "丁", "share": "1%"}],
                }
            ]
        ),
        "PLAIN: 乙 excludes what is no option: 丙",
    ),
]


@pytest.mark.parametrize(("table", "why"), [pytest.param(table, why, id=name) for name, table, why in BAD])
def test_a_table_that_contradicts_itself_is_refused(table: Callable[[], Table], why: str) -> None:
    with pytest.raises(BadBenchmark) as refused:
        parse(table())

    assert str(refused.value).startswith(why)


def test_tiers_at_the_borders_of_the_formula_are_its_own() -> None:
    tiers = [tier("0%", "30%", "甲", grade="从轻"), tier("30%", "70%", "乙"), tier("70%", "100%", "丙", grade="从重")]

    assert [one.name for one in parse(changed(formula="thirty", tier=tiers)).tiers] == ["甲", "乙", "丙"]


def test_a_table_fits_by_its_articles_as_far_as_it_gives_them() -> None:
    table = example_table("VALUE")
    violated, penalty = Cite("示例法", "1", 3, 2), Cite("示例法", "2", 1, 4)

    def fits(**changes: Any) -> bool:
        return table.fits(**({"item": "X", "violated": violated, "penalty": penalty, "place": "131128"} | changes))

    assert fits()
    assert not fits(violated=replace(violated, article="9"))
    assert not fits(penalty=replace(penalty, paragraph=2))
    assert not fits(penalty=replace(penalty, law="别的法"))


def test_a_table_fits_by_the_codes_it_names_and_at_its_place() -> None:
    table = parse(changed(items=["GC-1"], place="1311"))
    other = Cite("别的法", "1")

    assert table.fits(item="GC-1", violated=other, penalty=other, place="131128")
    assert not table.fits(item="GC-2", violated=table.violated, penalty=table.penalty, place="131128")
    assert not table.fits(item="GC-1", violated=other, penalty=other, place="1306")


def test_tables_are_found_by_code_and_by_item_on_their_days() -> None:
    old, new = example_table("PLAIN"), parse(changed(since=date(2027, 1, 1), until=None))
    local = parse(changed(code="LOCAL", place="131128"))
    tables = Benchmarks([new, local, old])
    asked: dict[str, Any] = {"item": "GC-1", "violated": old.violated, "penalty": old.penalty, "place": "131128"}

    assert list(tables) == [local, old, new]
    assert [tables.named("PLAIN", on=day) for day in (date(2025, 12, 31), date(2026, 12, 31), date(2027, 1, 1))] == [None, old, new]
    assert tables.named("OTHER", on=date(2026, 3, 2)) is None
    assert tables.of_item(**asked, on=date(2026, 3, 2)) == (local, old)
    assert tables.of_item(**asked, on=date(2027, 3, 2)) == (new,)


def test_two_versions_of_one_table_never_hold_on_one_day() -> None:
    with pytest.raises(BadBenchmark, match="PLAIN: two versions hold on 2026-12-31"):
        Benchmarks([example_table("PLAIN"), parse(changed(since=date(2026, 12, 31), until=None))])


def test_what_held_before_a_table_is_its_older_version_or_the_one_it_replaced() -> None:
    old = example_table("PLAIN")
    new = parse(changed(since=date(2027, 1, 1), until=None))
    heir = parse(changed(code="HEIR", since=date(2027, 1, 1), until=None, replaces="PLAIN"))
    orphan = parse(changed(code="ORPHAN", since=date(2027, 1, 1), until=None))
    tables = Benchmarks([old, new, heir, orphan])
    before = date(2026, 12, 31)

    assert [tables.before(table, on=before) for table in (new, heir, orphan)] == [old, old, None]
    assert tables.before(new, on=date(2027, 1, 1)) is None


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Fraction(3, 10), "30%"),
        (Fraction(0), "0%"),
        (Fraction(1), "100%"),
        (Fraction(1, 8), "12.5%"),
        (Fraction(-1, 20), "-5%"),
        (Fraction(1, 3), "33.33…%"),
        (Fraction(1, 1000), "0.1%"),
        (Fraction(1, 10_000), "0.01%"),
        (Fraction(-1, 30_000), "-0…%"),
    ],
)
def test_a_share_is_written_without_rounding_up(share: Fraction, text: str) -> None:
    assert percent(share) == text


@pytest.mark.parametrize(
    ("includes", "grades"),
    [
        (True, [Grade.LIGHT, Grade.LIGHT, Grade.ORDINARY, Grade.HEAVY, Grade.HEAVY]),
        (False, [Grade.LIGHT, Grade.ORDINARY, Grade.ORDINARY, Grade.ORDINARY, Grade.HEAVY]),
    ],
)
def test_a_border_belongs_to_its_side_or_to_what_lies_between(includes: bool, grades: list[Grade]) -> None:
    bounds = Bounds(Yuan("22000"), includes, Yuan("38000"), includes)

    assert [bounds.grade(Yuan(fine)) for fine in ("21999.99", "22000", "30000", "38000", "38000.01")] == grades


@pytest.mark.parametrize(
    ("fine", "name"),
    [
        ("9999.99", "法定幅度以下"),
        ("10000", "较轻"),
        ("22000", "较轻"),
        ("22000.01", "一般"),
        ("38000", "一般"),
        ("38000.01", "较重"),
        ("50000", "较重"),
        ("50000.01", "法定幅度以上"),
    ],
)
def test_an_amount_lies_in_the_lower_of_two_tiers_that_meet(fine: str, name: str) -> None:
    assert tier_of(example_table("PLAIN"), Span(Yuan("10000"), Yuan("50000")), Yuan(fine)) == name
