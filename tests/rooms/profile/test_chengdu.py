"""成都 with 彭州: what its source says, counted from rows; who has power on both sides of each change; every item can open a docket."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copytree

import pytest

from yifa.docket.append import Request, append, open_docket
from yifa.kernel.actor import Actor, Post, Role
from yifa.law.answer import Verdict
from yifa.profile import read
from yifa.profile.schema import Profile
from yifa.registry import snapshot
from yifa.registry.core.powers import Powers
from yifa.registry.core.who import Who, who
from yifa.server.beside import scratch
from yifa.server.wiring import join
from yifa.staffing.who import answer

FOLDER = Path(__file__).parents[3] / "profiles" / "chengdu"
GENERATOR = Path(__file__).parents[3] / "tools" / "synthetic_chengdu.py"
PROFILE: Profile = read(FOLDER)
NOW = datetime(2026, 3, 11, 2, 0, tzinfo=UTC)
ON = date(2026, 3, 11)
BEFORE, REFORM, RECODED = date(2019, 12, 31), date(2020, 1, 1), date(2020, 6, 18)
CITY_LISTS = ("scjg", "st", "jt", "wh", "ny", "cg", "zj", "yj", "sw", "gz", "wj")
DISPATCHED = {"st": "生态环境", "jt": "交通运输", "wh": "文化市场", "ny": "农业"}
DISTRICTS = tuple(
    row.code for row in PROFILE.places if row.kind == "市辖区" and (row.valid_from or date.min) <= REFORM < (row.valid_until or date.max)
)


def item_codes(*lists: str) -> list[str]:
    """The items of these lists in force on ``ON``, each once."""
    return [row.code for row in PROFILE.items if row.list in lists and (row.valid_from or date.min) <= ON < (row.valid_until or date.max)]


def test_eleven_districts_are_those_of_the_day_of_the_reform() -> None:
    after = {row.code for row in PROFILE.places if row.kind == "市辖区" and (row.valid_until or date.max) > ON}

    assert len(DISTRICTS) == 11
    assert after - set(DISTRICTS) == {"510118"}


def test_a_county_that_became_a_district_goes_on_under_another_code() -> None:
    (old,) = (row for row in PROFILE.places if row.code == "510132")
    (new,) = (row for row in PROFILE.places if row.code == "510118")

    assert (old.name, old.valid_until, old.becomes) == ("新津县", RECODED, "510118")
    assert (new.name, new.valid_from) == ("新津区", RECODED)


def test_every_district_has_a_team_of_every_dispatched_domain() -> None:
    posted = {(row.domain, row.place) for row in PROFILE.exercises if row.kind == "posting" and row.place in DISTRICTS}

    assert posted == {(domain, place) for domain in DISPATCHED.values() for place in DISTRICTS}
    assert len(posted) == 44


def test_a_team_sent_belongs_to_the_city_and_is_managed_and_paid_by_the_district() -> None:
    sent = [row for row in PROFILE.exercises if row.kind == "posting" and row.place in DISTRICTS]
    bodies = {row.code: row for row in PROFILE.bodies}
    told = {(row.body, row.relation): row.to for row in PROFILE.relations}

    assert {(bodies[row.team].level, row.team.split(".zhidui.")[0]) for row in sent} == {("city", row.holder) for row in sent}
    assert [told[row.team, "编制归属"] for row in sent] == [f"{row.holder}.zhidui" for row in sent]
    for relation in ("日常管理", "经费保障"):
        assert [(bodies[told[row.team, relation]].kind, bodies[told[row.team, relation]].place) for row in sent] == [
            ("政府", row.place) for row in sent
        ]


def test_posts_in_districts_are_locked_and_the_front_line_has_nine_tenths_of_every_team() -> None:
    in_districts = [row for row in PROFILE.posts if row.place in DISTRICTS]
    teams = [row.code for row in PROFILE.bodies if row.kind == "支队" and row.valid_from == REFORM]
    shares = {}
    for team in teams:
        posts = [row for row in PROFILE.posts if f"{row.user}.".startswith(f"{team}.")]
        shares[team] = sum(row.front_line for row in posts) / len(posts)

    assert len(in_districts) == 132
    assert all(row.locked for row in in_districts)
    assert len(teams) == 5
    assert min(shares.values()) >= 0.9
    assert {row.kind for row in PROFILE.posts} == {"基本", "动态"}
    assert all(row.owner != row.user and row.review_on for row in PROFILE.posts if row.kind == "动态")


def test_what_the_pool_took_in_covers_what_it_lent_and_that_is_the_dynamic_posts() -> None:
    moved: Counter[str] = Counter()
    for row in PROFILE.pool_moves:
        moved[row.kind] += row.count

    assert moved["借出"] <= moved["收回"]
    assert moved["借出"] == sum(row.kind == "动态" for row in PROFILE.posts)


def test_every_city_team_has_one_support_unit() -> None:
    support = Counter(row.code.rpartition(".")[0] for row in PROFILE.bodies if row.unit_class == "综合保障类")

    assert support == {f"chengdu.{code}.zhidui": 1 for code in ("scjg", *DISPATCHED)}


def test_merged_bodies_ended_with_the_reform_and_each_stands_in_the_history() -> None:
    ended = [row for row in PROFILE.bodies if row.valid_until == REFORM]
    told = {row.subject for row in PROFILE.history if row.relation == "abolished"}

    assert Counter(row.level for row in ended) == {"city": 18, "county": 38}
    assert {row.name for row in ended} == told
    assert {row.place for row in ended if row.level == "county"} == set(DISTRICTS)


def test_predecessors_and_sources_are_those_the_source_names() -> None:
    def subjects(relation: str, into: str) -> list[str]:
        return [row.subject for row in PROFILE.history if (row.relation, row.into) == (relation, into)]

    assert subjects("source", "chengdu.scjg.zhidui") == ["工商", "质检", "食品", "药品", "物价", "商标", "专利", "商务反垄断"]
    assert subjects("source", "chengdu.st.zhidui") == ["环境保护", "国土", "农业", "水利", "海洋"]
    assert [name.removeprefix("成都市")[:2] for name in subjects("abolished", "chengdu.jt.zhidui")] == ["运政", "路政", "海事"]


def test_every_town_has_one_coordinating_body() -> None:
    towns = {row.code for row in PROFILE.places if row.standard == "GB/T 10114"}

    assert len(towns) == 261
    assert Counter(row.place for row in PROFILE.bodies if row.kind == "综合执法协调机构") == dict.fromkeys(towns, 1)


def test_zones_are_posted_to_differently() -> None:
    zones = [row.code for row in PROFILE.places if row.kind == "产业功能区"]
    sent = {zone: frozenset(row.domain for row in PROFILE.exercises if row.place == zone) for zone in zones}

    assert len(zones) == len(set(sent.values())) == 3
    assert all(sent.values())


def test_items_of_pengzhou_leave_out_the_two_departments() -> None:
    items = [row for row in PROFILE.items if row.list == "pengzhou"]

    assert len(items) == 3500
    assert len({row.department for row in items}) == 24
    assert {row.domain for row in items} & {"公共安全", "生态环境"} == set()
    assert [row.department for row in items if "公安" in row.department or "环境" in row.department] == []


def test_axes_and_functions_have_as_many_rows_as_the_source_has() -> None:
    groups = Counter(row.group for row in PROFILE.mechanisms)

    assert {name: groups[name] for name in ("五减", "五强", "五促", "平台功能", "三个问题", "综合类型")} == {
        "五减": 5,
        "五强": 5,
        "五促": 5,
        "平台功能": 6,
        "三个问题": 3,
        "综合类型": 3,
    }


def test_every_made_up_item_says_so_and_every_other_has_its_articles() -> None:
    lists = [row for row in PROFILE.items if row.list in CITY_LISTS]

    assert [row.code for row in lists if row.synthetic and ("合成" not in row.name or row.penalty_law)] == []
    assert len({row.code for row in lists if not row.synthetic}) == 27
    assert [row.code for row in lists if not row.synthetic and not (row.violated_print and row.penalty_print)] == []


def test_made_up_rows_are_those_the_generator_writes(tmp_path: Path) -> None:
    for part in ("chengdu", "fucheng"):
        copytree(FOLDER.parent / part, tmp_path / part)
    written = {path.relative_to(FOLDER): path.read_bytes() for path in FOLDER.rglob("*") if path.is_file()}

    subprocess.run([sys.executable, GENERATOR, tmp_path / "chengdu"], check=True, capture_output=True)

    again = {path.relative_to(tmp_path / "chengdu"): path.read_bytes() for path in (tmp_path / "chengdu").rglob("*") if path.is_file()}
    assert [str(name) for name in written.keys() | again.keys() if written.get(name) != again.get(name)] == []


@pytest.fixture
def powers(db: None) -> Iterator[Powers]:
    """The profile in a schema made for this test."""
    join()
    with scratch(PROFILE, folder=FOLDER, now=NOW):
        yield snapshot.powers(newest=True)


def told(found: Who) -> tuple[str, str, str]:
    """Subject, title and team of an answer."""
    return (found.subject.code if found.subject else "", found.title, found.team.code if found.team else "")


def test_who_has_power_on_both_sides_of_every_change(powers: Powers) -> None:
    def asked(item: str, place: str, on: date, feature: str = "") -> tuple[str, str, str]:
        return told(who(powers, item=item, place=place, on=on, feature=feature))

    # a dispatched domain: the district's own body before, the city by its team there since
    assert asked("CD-ST-S0001", "510104", BEFORE) == ("chengdu.jinjiang.yst", "statute", "")
    assert asked("CD-ST-S0001", "510104", REFORM) == ("chengdu.st", "statute", "chengdu.st.zhidui.jinjiang")
    # the split domain stays with the district; a grave case goes up
    assert asked("CD-SC-S0001", "510104022", ON) == ("chengdu.jinjiang.scjg", "statute", "chengdu.jinjiang.scjg.dadui")
    assert asked("CD-SC-S0001", "510104022", ON, "重大")[0] == "chengdu.scjg"
    # a county keeps its own body, a grave case goes up
    assert asked("CD-JT-S0001", "510121", ON) == ("chengdu.jintang.jt", "statute", "")
    assert asked("CD-JT-S0001", "510121", ON, "跨区域")[0] == "chengdu.jt"
    # 彭州: one bureau, but not for 生态环境
    assert asked("PZ-S0001", "510182", ON) == ("chengdu.pengzhou.zonghe", "concentration", "")
    assert asked("CD-JT-S0001", "510182", ON) == ("chengdu.pengzhou.zonghe", "concentration", "")
    assert asked("CD-ST-S0001", "510182", ON) == ("chengdu.pengzhou.st", "statute", "")
    # step by step to one bureau in two districts
    assert [asked("CD-SW-S0001", "510107", day)[0] for day in (date(2020, 12, 31), date(2021, 1, 1))] == [
        "chengdu.sw",
        "chengdu.wuhou.zonghe",
    ]
    assert [asked("CD-ZJ-S0001", "510116", day)[0] for day in (date(2021, 12, 31), date(2022, 1, 1))] == [
        "chengdu.zj",
        "chengdu.shuangliu.zonghe",
    ]
    assert asked("CD-SW-S0001", "510104", ON)[0] == "chengdu.sw"
    # a zone with a team of its own
    assert asked("CD-ST-S0001", "CD-GN-01", ON) == ("chengdu.st", "statute", "chengdu.st.zhidui.zhuan2")
    # a code that changed
    assert asked("CD-NY-S0001", "510132", date(2020, 6, 17))[0] == "chengdu.xinjin.ny"
    assert asked("CD-NY-S0001", "510118", RECODED)[0] == "chengdu.xinjin.ny"


def test_every_item_of_the_platform_has_one_subject_and_an_able_pair(powers: Powers) -> None:
    codes = item_codes(*CITY_LISTS)
    without = []
    for number, code in enumerate(codes):
        place = DISTRICTS[number % len(DISTRICTS)]
        found = answer(item=code, place=place, on=ON)
        if found.who.verdict is not Verdict.LAWFUL or found.who.subject is None or found.pairs is None or not found.pairs.pairs:
            without.append((code, place, found.who.sentence))

    assert len(codes) == len(set(codes)) == 1784
    assert without == []


def test_a_sample_of_sixty_items_is_filed_through_the_docket(powers: Powers) -> None:
    """Thirty-odd lists and places: a lead, a check by an able pair, a proposal, the approval; the same way is open to all the others."""
    codes = item_codes(*CITY_LISTS)
    sample = codes[:: len(codes) // 60][:60]
    stages = Counter(file_one(code, DISTRICTS[number % len(DISTRICTS)]) for number, code in enumerate(sample))

    assert stages == {"penalty_ordinary": 60}
    assert {code[:5] for code in sample} == {code[:5] for code in codes}


def file_one(item: str, place: str) -> str:
    """Open a docket on the item at the place and file it; the procedure it is in then."""
    found = answer(item=item, place=place, on=ON)
    assert found.who.subject is not None and found.pairs is not None
    body = found.who.subject.code
    pair = tuple(each.code for each in found.pairs.able[:2])
    roles = (Role.INTAKE, Role.OFFICER)
    officer = Actor(user=f"u-{item}", name="演示", officer=pair[0], posts=tuple(Post(role, body) for role in roles))
    head = Actor(user=f"h-{item}", name="演示负责人", officer="", posts=(Post(Role.HEAD, body),))
    lead = {
        "source": "巡查发现",
        "reported_at": "2026-03-11T09:00:00+08:00",
        "summary": "巡查发现线索",
        "place_text": "辖区内",
        "item": item,
    }
    check = {
        "from_at": "2026-03-11T09:10:00+08:00",
        "until_at": "2026-03-11T09:30:00+08:00",
        "place_text": "辖区内",
        "certificate_shown": True,
        "recusal_told": True,
        "findings": "现场情况记录在案。",
        "signature": "已签名",
    }
    filing = {
        "item": item,
        "cause": "涉嫌违法",
        "party": {"type": "person", "name": "赵示例", "phone": "13900139000"},
        "facts": "有违法事实的线索。",
        "prima_facie": True,
        "reason": "建议立案。",
    }
    opened = open_docket(actor=officer, body=body, place=place, request=Request("register_lead", lead), now=NOW)
    docket = opened.act.docket
    append(actor=officer, docket=docket, request=Request("check_on_spot", check, officers=pair), now=NOW)
    append(actor=officer, docket=docket, request=Request("propose_filing", filing, officers=pair), now=NOW)
    filed = append(actor=head, docket=docket, request=Request("approve_filing", {"opinion": "同意立案。"}), now=NOW)
    return filed.act.procedure


def test_a_row_less_is_another_figure(powers: Powers) -> None:
    from yifa.registry.models import ItemVersion, Mode
    from yifa.reporting.measures import figures

    ItemVersion.objects.filter(item__code="CD-SC-S0001").delete()
    ItemVersion.objects.filter(item__code="PZ-S0001").delete()
    Mode.objects.filter(domain="农业").delete()
    found = figures(on=ON)

    assert (found["items"], found["pengzhou"]["items_min"], found["domains"], found["dispatched_domains"]) == (1783, 3499, 4, 3)
