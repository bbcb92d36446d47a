"""Every kind of change: the rows before its day and from it on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db.models import Q

from tests.factories.changes import CHANGES, JUDGED, OFFICE, PLACE, TOWN, TOWN_PLACE
from tests.rooms.reform.conftest import NOW, ON, Office
from yifa.docket.append import Request, append, open_docket
from yifa.docket.rows import view_of
from yifa.registry.models import Body, Exercise, History, Holding, Relation
from yifa.registry.queries import on_day
from yifa.staffing.institution import RegistryInstitution
from yifa.staffing.models import Posting, StaffPost
from yifa.web.desk.history import says_of

BEFORE = ON - timedelta(days=1)
Holder = Callable[[str, str, date], str]


def held(body: str, on: date) -> int:
    return Holding.objects.filter(on_day(on), body=body).count()


@pytest.mark.parametrize("kind", [kind for kind in CHANGES if kind not in ("propose_posts", "propose_pool", "propose_recall")])
def test_every_kind_goes_from_draft_to_rows_and_ends_its_docket(office: Office, kind: str) -> None:
    docket = office.change(kind, judged=JUDGED)

    view = view_of(docket)
    assert view is not None
    assert [act.kind for act in view.acts] == [kind, "review_change", "approve_change"]
    touched = sum(model.objects.filter(act=view.acts[-1].id).count() for model in (Body, Holding, Exercise, Relation, History))
    assert touched > 0


def test_merger_moves_items_posts_and_people_of_both_and_ends_them(office: Office, holder: Holder) -> None:
    items = held("fucheng.weisheng", BEFORE), held("fucheng.wenlv", BEFORE)

    office.change("propose_merger", judged=JUDGED)

    assert (held("fucheng.weiwen", BEFORE), held("fucheng.weiwen", ON)) == (0, sum(items))
    assert (held("fucheng.weisheng", BEFORE), held("fucheng.weisheng", ON)) == (items[0], 0)
    bodies = [Body.objects.filter(on_day(on), code__in=["fucheng.weisheng", "fucheng.wenlv", "fucheng.weiwen"]) for on in (BEFORE, ON)]
    assert [sorted(row.code for row in rows) for rows in bodies] == [["fucheng.weisheng", "fucheng.wenlv"], ["fucheng.weiwen"]]
    assert [holder("WS-S0001", PLACE, on) for on in (BEFORE, ON)] == ["fucheng.weisheng", "fucheng.weiwen"]
    relations = History.objects.filter(into="fucheng.weiwen", on=ON).order_by("relation", "subject").values_list("relation", flat=True)
    assert list(relations) == ["abolished", "abolished", "established", "moved_in"]


def test_merger_points_what_pointed_to_the_old_body_to_the_new(office: Office) -> None:
    Holding.objects.filter(item__code="GC-ZJ-001").update(guide="fucheng.weisheng")
    Exercise.objects.create(kind="posting", holder="fucheng.weisheng", team="fucheng.gucheng.squad1", place=TOWN_PLACE)

    office.change("propose_merger", judged=JUDGED)

    guides = [Holding.objects.get(on_day(on), item__code="GC-ZJ-001").guide for on in (BEFORE, ON)]
    holders = [Exercise.objects.get(on_day(on), kind="posting", team="fucheng.gucheng.squad1").holder for on in (BEFORE, ON)]
    assert (guides, holders) == (["fucheng.weisheng", "fucheng.weiwen"],) * 2


def test_hand_over_moves_one_item_with_its_post_and_its_officer(office: Office, holder: Holder) -> None:
    told = {"of": TOWN, "to": "fucheng.chengguan", "items": ["GC-ZJ-001"], "posts": ["GC-001-B"], "people": ["GC-001"], "none_reason": ""}

    office.change("propose_handover", judged=JUDGED, **told)

    institution = RegistryInstitution()
    assert [holder("GC-ZJ-001", TOWN_PLACE, on) for on in (BEFORE, ON)] == [TOWN, "fucheng.chengguan"]
    assert [holder("GC-ZJ-002", TOWN_PLACE, on) for on in (BEFORE, ON)] == [TOWN, TOWN]
    posts = [StaffPost.objects.get(on_day(on), code="GC-001-B") for on in (BEFORE, ON)]
    assert [(post.owner, post.user, post.officer) for post in posts] == [(TOWN, TOWN, "GC-001"), ("fucheng.chengguan",) * 2 + ("GC-001",)]
    assert [institution.officer("GC-001", on=on).body for on in (BEFORE, ON)] == [TOWN, "fucheng.chengguan"]
    codes = [{one.code for one in institution.officers(body="fucheng.chengguan", on=on)} for on in (BEFORE, ON)]
    assert ["GC-001" in each for each in codes] == [False, True]
    assert Posting.objects.get(on_day(ON), officer__code="GC-001").title == "中队长"


def test_hand_over_with_a_transition_leaves_the_former_body_at_work_until_its_end(office: Office) -> None:
    office.change("propose_handover", judged=JUDGED, transition_until="2026-07-01")

    row = Holding.objects.get(on_day(ON), item__code="WS-S0001")
    assert (row.body, row.transition_until, row.transition_body) == ("fucheng.shichang", date(2026, 7, 1), "fucheng.weisheng")


def test_split_gives_each_part_what_was_listed(office: Office) -> None:
    before = held("fucheng.wenlv", BEFORE)
    codes = sorted(Holding.objects.filter(on_day(BEFORE), body="fucheng.wenlv").values_list("item__code", flat=True))
    staffed = {"posts": ["全部"], "people": ["全部"]}
    first = {**staffed, "kind": "大队", "code": "fucheng.wenlv1", "name": "文化综合执法大队", "items": codes[:5], "none_reason": ""}
    part = {"kind": "大队", "none_reason": "人员和编制留在文化综合执法大队。"}
    second = {**part, "code": "fucheng.wenlv2", "name": "旅游综合执法大队", "items": codes[5:]}

    office.change("propose_split", judged=JUDGED, first=first, second=second)

    assert [held(code, ON) for code in ("fucheng.wenlv", "fucheng.wenlv1", "fucheng.wenlv2")] == [0, 5, before - 5]


def test_grant_reaches_the_town_and_the_county_keeps_the_rest(office: Office, holder: Holder) -> None:
    office.change("propose_grant", judged=JUDGED)

    assert [holder("CG-S0001", TOWN_PLACE, on) for on in (BEFORE, ON)] == ["fucheng.chengguan", TOWN]
    assert holder("CG-S0001", "131128100", ON) == "fucheng.chengguan"
    row = Holding.objects.get(on_day(ON), item__code="CG-S0001", place=TOWN_PLACE)
    assert (row.title, row.guide, row.document) == ("grant", "fucheng.chengguan", "阜编〔2026〕1号")


def test_grant_taken_back_rests_with_the_county_again(office: Office, holder: Holder) -> None:
    office.change("propose_grant", judged=JUDGED)

    office.change("propose_recall", judged=JUDGED, items=["CG-S0001"], to="", effective_on="2026-09-01")

    days = (BEFORE, ON, date(2026, 8, 31), date(2026, 9, 1))
    assert [holder("CG-S0001", TOWN_PLACE, on) for on in days] == ["fucheng.chengguan", TOWN, TOWN, "fucheng.chengguan"]


def test_recall_without_a_county_holder_names_who_exercises_then(office: Office, holder: Holder) -> None:
    office.change("propose_recall", judged=JUDGED)

    assert [holder("GC-ZJ-001", TOWN_PLACE, on) for on in (BEFORE, ON)] == [TOWN, "fucheng.chengguan"]


def test_entrustment_has_a_term_and_can_be_recalled(office: Office) -> None:
    office.change("propose_entrustment", judged=JUDGED)
    row = Exercise.objects.get(kind="entrustment")
    assert (row.valid_from, row.valid_until, row.item, row.published) == (ON, date(2028, 4, 1), "CG-S0001", True)

    office.change("propose_recall", judged=JUDGED, what="委托", items=["全部"], to="", effective_on="2027-01-01")

    row.refresh_from_db()
    assert row.valid_until == date(2027, 1, 1)


def test_posted_team_is_managed_and_paid_at_the_place(office: Office) -> None:
    office.change("propose_team", judged=JUDGED, paid_by=TOWN)

    exercise = Exercise.objects.get(on_day(ON), kind="posting", team="fucheng.gucheng.squad1")
    relations = dict(Relation.objects.filter(on_day(ON), body="fucheng.gucheng.squad1").values_list("relation", "to"))
    assert (exercise.holder, exercise.place) == ("fucheng.chengguan", TOWN_PLACE)
    assert relations == {"编制归属": "fucheng.chengguan", "日常管理": TOWN, "经费保障": TOWN}


def test_plate_is_a_second_name_from_its_day_on(office: Office) -> None:
    before = Body.objects.get(on_day(BEFORE), code="fucheng.weisheng").plate

    office.change("propose_plate")

    plates = [Body.objects.get(on_day(on), code="fucheng.weisheng").plate for on in (BEFORE, ON)]
    assert plates == [before, "、".join(one for one in (before, "阜城县疾病预防控制监督所") if one)]


def test_pool_takes_in_a_vacancy_lends_it_for_a_term_and_it_comes_back(office: Office) -> None:
    StaffPost.objects.create(code="CG-V", owner="fucheng.chengguan", user="fucheng.chengguan", kind="基本", pool="事业编制")
    total = StaffPost.objects.filter(on_day(BEFORE)).count()
    office.change("propose_pool", posts=["CG-V"])

    lent = {"move": "借出", "body": TOWN, "posts": ["CG-V"], "until": "2027-04-01", "purpose": "旅游旺季", "effective_on": "2026-05-01"}
    office.change("propose_pool", **lent)

    days = (BEFORE, ON, date(2026, 5, 1), date(2027, 3, 31), date(2027, 4, 1))
    posts = [StaffPost.objects.get(on_day(on), code="CG-V") for on in days]
    assert [(post.owner, post.user, post.kind) for post in posts] == [
        ("fucheng.chengguan", "fucheng.chengguan", "基本"),
        (OFFICE, OFFICE, "动态"),
        (OFFICE, TOWN, "动态"),
        (OFFICE, TOWN, "动态"),
        (OFFICE, OFFICE, "动态"),
    ]
    assert [StaffPost.objects.filter(on_day(on)).count() for on in days] == [total] * 5


def test_recall_is_told_to_every_open_docket_it_takes_the_ground_from(office: Office) -> None:
    from tests.factories.acts import register_lead
    from tests.factories.people import actor

    told = [
        open_docket(
            actor=actor("shouli"), body=TOWN, place=TOWN_PLACE, request=Request("register_lead", register_lead(item=item)), now=NOW
        ).act.docket
        for item in ("GC-ZJ-001", "GC-ZJ-002")
    ]

    office.change("propose_recall", judged=JUDGED)

    views = [view_of(docket) for docket in told]
    kinds = [[act.kind for act in view.acts] if view else [] for view in views]
    assert kinds == [["register_lead", "power_moved"], ["register_lead"]]
    assert views[0] is not None
    assert says_of(views[0].acts[-1]) == (
        "自2026年4月1日起由阜城县城市管理综合执法大队行使职权：机构改革事项（阜编〔2026〕1号，阜编机构〔2026〕1号）。"
        "在办案件：由县城市管理大队继续办理。"
    )
    done = append(actor=actor("shouli"), docket=told[0], request=Request("add_note", {"text": "已阅。"}), now=office.now)
    assert done.act.seq == 3


def test_change_of_today_holds_for_the_next_question_of_this_process(office: Office, holder: Holder) -> None:
    institution = RegistryInstitution()
    assert institution.body("fucheng.weisheng", on=NOW.date()).code == "fucheng.weisheng"

    office.change("propose_merger", judged=JUDGED, effective_on=NOW.date().isoformat())

    rows = Holding.objects.filter(Q(body="fucheng.weiwen"), on_day(NOW.date()))
    assert rows.count() > 0
    assert holder("WS-S0001", PLACE, NOW.date()) == "fucheng.weiwen"
