"""What a change may not do: each refusal with its sentence, and nothing written."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError
from django.db.models import Sum

from tests.factories.changes import JUDGED, OFFICE, TOWN, TOWN_PLACE
from tests.factories.people import actor
from tests.rooms.reform.conftest import ON, Office
from yifa.docket.append import Request, append
from yifa.docket.core.form import FormIncomplete
from yifa.docket.core.refusals import DocketUnknown, EffectConflicts, NoSuchAct, NotLawful, NotYourAct
from yifa.docket.models import Act, Docket, News, Series, Standing
from yifa.docket.queries import dockets, search, view_for
from yifa.docket.rows import view_of
from yifa.kernel.refusal import Refusal
from yifa.profile.words import BODY_KINDS, POOL_MOVES
from yifa.reform import actions
from yifa.reform.core.forms import BodyKind, MovePool
from yifa.reform.queries import AlreadyHeld, CodeTaken, Collides, GoesInCircle, RowsUnknown
from yifa.registry import changing, snapshot
from yifa.registry.models import Body, Catalogue, Exercise, History, Holding, Item, ItemVersion, Relation, Score
from yifa.staffing.models import Posting, StaffPost

TABLES = (Body, Holding, Exercise, Relation, History, StaffPost, Posting, Docket, Act, Standing, News)


def state() -> list[int]:
    """How many rows there are of everything an act may touch, what acts marked, the numbers given, and the revision."""
    marked = [model.objects.exclude(act=None).count() for model in (Body, Holding, Exercise, Relation, History, StaffPost, Posting)]
    numbers = Series.objects.aggregate(sum=Sum("last"))["sum"] or 0
    return [*(model.objects.count() for model in TABLES), *marked, numbers, snapshot.revision()]


#: what is wrong -> kind, changes, rule, sentence
UNLAWFUL: dict[str, tuple[str, dict[str, Any], str, str]] = {
    "no document": ("propose_plate", {"document": ""}, "reform.approved", "不能拟定挂牌：机构与权力变动应当有批准文件，缺少：文号。"),
    "items without posts and people": (
        "propose_handover",
        {"none_reason": ""},
        "reform.in_step",
        "不能拟定职能划转：划转事项1项，没有同步划转编制、人员。",
    ),
    "concentrated by the county": (
        "propose_handover",
        {"decided_by": "县级人民政府"},
        "authority.concentration",
        "不能拟定职能划转：相对集中行政处罚权须由国务院或者省级人民政府决定，本事项由县级人民政府决定，不符合要求。",
    ),
    "to a room": (
        "propose_handover",
        {"to": "fucheng.gucheng.jiedai"},
        "reform.standing",
        "不能拟定职能划转：接待中心（科室）不具有行政执法主体资格，不能承接行政处罚权。",
    ),
    "granted by nobody the law knows": (
        "propose_grant",
        {"by": "县级从省级目录选定"},
        "authority.township",
        "不能拟定赋权：本地没有允许县级从省级目录选定事项的规定，赋权应当由省级决定。",
    ),
    "not published": (
        "propose_grant",
        {"published": False},
        "authority.township",
        "不能拟定赋权：赋权决定没有公布，乡镇、街道不能据此实施处罚。",
    ),
    "entrusted by a mere document": (
        "propose_entrustment",
        {"norm": "规范性文件"},
        "authority.entrustment",
        "不能拟定委托：委托实施行政处罚须依照法律、法规或者规章，本委托依据的是规范性文件。",
    ),
    "entrusted beyond its term": (
        "propose_entrustment",
        {"until": "2026-04-01"},
        "authority.entrustment",
        "不能拟定委托：委托已于2026年4月1日到期，2026年4月1日没有委托。",
    ),
    "entrusted to nobody qualified": (
        "propose_entrustment",
        {"to": "fucheng.anjian"},
        "authority.entrusted_body",
        "不能拟定委托：受委托组织不符合条件，缺少：有取得行政执法资格的工作人员。",
    ),
    "recalled to nobody": ("propose_recall", {"to": ""}, "reform.recalled", "不能拟定收回：收回以后有1项没有机关行使（GC-ZJ-001）。"),
    "something left behind": (
        "propose_abolition",
        {"items": ["WL-S0001"]},
        "reform.nothing_left",
        "不能拟定机构撤销：阜城县文化旅游综合执法大队撤销以后还有事项35项（WL-S0002、WL-S0003、WL-S0004等）没有去向。",
    ),
}


@pytest.mark.parametrize("what", UNLAWFUL)
def test_what_the_law_refuses_is_refused_with_its_rule_and_leaves_no_trace(office: Office, what: str) -> None:
    kind, changes, rule, sentence = UNLAWFUL[what]
    before = state()

    with pytest.raises(NotLawful) as refused:
        office.propose(kind, judged=JUDGED, **changes)

    assert (refused.value.answers[0].grounds[0].rule, refused.value.sentence) == (rule, sentence)
    assert refused.value.remedy
    assert refused.value.cites
    assert state() == before


#: what names something that is not there, or goes in a circle
WRONG: dict[str, tuple[str, dict[str, Any], type[Refusal], str]] = {
    "everything unknown at once": (
        "propose_handover",
        {"to": "fucheng.nirgends", "place": "999999", "items": ["WS-S0001", "NO-1"], "posts": ["NO-2"], "people": ["NO-3"]},
        RowsUnknown,
        "名录中当日没有下列内容，或者不属于所写的机构：机构fucheng.nirgends、区划999999、事项WS-S0001、事项NO-1、编制NO-2、人员NO-3。",
    ),
    "of another body": (
        "propose_handover",
        {"items": ["CG-S0001"]},
        RowsUnknown,
        "名录中当日没有下列内容，或者不属于所写的机构：事项CG-S0001。",
    ),
    "a code in use": (
        "propose_body",
        {"body": {"code": TOWN, "name": "另一个局", "kind": "机关"}},
        CodeTaken,
        "编码“fucheng.gucheng”已经是古城镇综合行政执法管理局的编码，不能再用于新设机构。",
    ),
    "to itself": (
        "propose_handover",
        {"to": "fucheng.weisheng"},
        GoesInCircle,
        "阜城县公共卫生综合执法大队不能承接、隶属或者管理它自己。",
    ),
    "managed by itself": (
        "propose_team",
        {"managed_by": "fucheng.gucheng.squad1"},
        GoesInCircle,
        "执法一中队不能承接、隶属或者管理它自己。",
    ),
    "held there already": (
        "propose_grant",
        {"of": TOWN, "to": "fucheng.chengguan", "items": ["GC-ZJ-001"]},
        AlreadyHeld,
        "有1项在这个地方已有实施主体：GC-ZJ-001（古城镇综合行政执法管理局），同一事项同一地方不能有两个实施主体。",
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_cannot_be_is_refused_at_once_and_leaves_no_trace(office: Office, what: str) -> None:
    kind, changes, refusal, sentence = WRONG[what]
    before = state()

    with pytest.raises(refusal) as refused:
        office.propose(kind, judged=JUDGED, **changes)

    assert refused.value.sentence == sentence
    assert state() == before


def test_effective_day_before_the_docket_is_for_a_person(office: Office) -> None:
    with pytest.raises(NotLawful) as refused:
        office.propose("propose_plate", effective_on="2026-03-10")

    assert refused.value.facts["for_person"] == ["reform.not_retroactive"]
    assert office.propose("propose_plate", effective_on="2026-03-10", judged=JUDGED).act.seq == 1


def test_power_that_restricts_liberty_stays_with_the_police(office: Office) -> None:
    ItemVersion.objects.filter(item__code="WS-S0001").update(kinds=["罚款", "行政拘留"])

    with pytest.raises(NotLawful) as refused:
        office.propose("propose_handover", judged=JUDGED)

    assert refused.value.answers[0].grounds[0].rule == "authority.liberty"


def test_coercive_measures_are_never_entrusted(office: Office) -> None:
    ItemVersion.objects.filter(item__code="CG-S0001").update(consequences={"coercion": ["扣押"]})

    with pytest.raises(NotLawful) as refused:
        office.propose("propose_entrustment", judged=JUDGED)

    assert [answer.grounds[0].rule for answer in refused.value.answers] == ["measure.doer"]


@pytest.mark.parametrize(("able", "verdict"), [(True, None), (False, "refused"), (None, "for_person")])
def test_grant_asks_for_the_catalogue_and_the_assessment(office: Office, able: bool | None, verdict: str | None) -> None:
    Catalogue.objects.create(item="CG-S0001", issuer="河北省人民政府")
    if able is not None:
        Score.objects.create(body=TOWN, domain="城市管理", score=80 if able else 40, able=able, on=date(2026, 1, 1))
    judged = {rule: said for rule, said in JUDGED.items() if rule != "reform.grantable"}

    try:
        office.propose("propose_grant", judged=judged)
        found = None
    except NotLawful as refused:
        found = refused.answers[0].verdict.value

    assert found == verdict


def test_grant_outside_the_catalogue_is_refused(office: Office) -> None:
    Catalogue.objects.create(item="CG-S0002", issuer="河北省人民政府")

    with pytest.raises(NotLawful, match="1项不在省级赋权指导目录内（CG-S0001），不能赋权。"):
        office.propose("propose_grant", judged=JUDGED)


def post(code: str, **members: Any) -> StaffPost:
    return StaffPost.objects.create(
        **{"code": code, "owner": TOWN, "user": TOWN, "kind": "基本", "pool": "事业编制", **members},
    )


@pytest.mark.parametrize(
    ("members", "changes", "rule"),
    [
        ({"locked": True}, {}, "reform.locked"),
        ({"officer": "GC-NEW"}, {}, "reform.staffed"),
        ({}, {"judged": {}}, "posts.moved"),
        ({"pool": "行政编制"}, {}, "posts.moved"),
    ],
)
def test_posts_do_not_move_without(office: Office, members: dict[str, Any], changes: dict[str, Any], rule: str) -> None:
    post("X-1", **members)
    judged = changes.get("judged", JUDGED)

    with pytest.raises(NotLawful) as refused:
        office.propose("propose_posts", judged=judged, of=TOWN, to="fucheng.chengguan", posts=["X-1"])

    assert rule in [answer.grounds[0].rule for answer in refused.value.answers]


def test_locked_post_moves_with_its_own_approval(office: Office) -> None:
    post("X-1", locked=True)

    office.change("propose_posts", judged=JUDGED, of=TOWN, to="fucheng.chengguan", posts=["X-1"], approval="编办批〔2026〕3号")

    assert StaffPost.objects.filter(code="X-1", valid_from=ON).get().owner == "fucheng.chengguan"


@pytest.mark.parametrize("move", POOL_MOVES)
def test_pool_moves_only_what_fits(office: Office, move: str) -> None:
    post("X-1", officer="GC-NEW")

    with pytest.raises(NotLawful) as refused:
        office.propose("propose_pool", move=move, body=TOWN, posts=["X-1"])

    assert [answer.grounds[0].rule for answer in refused.value.answers] == ["reform.pool"]


def test_three_persons_draft_review_and_approve(office: Office) -> None:
    docket = office.propose("propose_plate").act.docket
    with pytest.raises(NotLawful, match="没有经过合法性审核"):
        office.approve(docket)
    office.review(docket)
    for other in (office.drafter, office.lawyer):
        with pytest.raises(NotYourAct):
            office.approve(docket, by=other)

    office.approve(docket)

    view = view_of(docket)
    assert view is not None
    assert [act.actor["name"] for act in view.acts] == ["祁慎言", "柏正清", "成守业"]


def test_a_review_that_does_not_pass_stops_the_change(office: Office) -> None:
    docket = office.propose("propose_plate").act.docket
    office.review(docket, passed=False)

    with pytest.raises(NotLawful, match="合法性审核没有通过，不能批准施行。"):
        office.approve(docket)


def test_what_changed_since_the_draft_is_seen_at_the_approval(office: Office) -> None:
    first = office.propose("propose_grant", judged=JUDGED).act.docket
    second = office.propose("propose_grant", judged=JUDGED).act.docket
    for docket in (first, second):
        office.review(docket)
    office.approve(first, judged=JUDGED)
    before = state()

    with pytest.raises(AlreadyHeld):
        office.approve(second, judged=JUDGED)

    assert state() == before


def test_the_staffing_office_opens_no_case_and_reads_none(office: Office) -> None:
    from tests.factories.acts import register_lead
    from yifa.docket.append import open_docket

    lead = Request("register_lead", register_lead())
    case = open_docket(actor=actor("shouli"), body=TOWN, place=TOWN_PLACE, request=lead, now=office.now).act.docket
    change = office.propose("propose_plate").act.docket

    for person in (office.drafter, office.lawyer):
        with pytest.raises(DocketUnknown):
            view_for(actor=person, docket=case)
        with pytest.raises(DocketUnknown):
            append(actor=person, docket=case, request=Request("add_note", {"text": "说明一项。"}), now=office.now)
        assert [row.id for row in dockets(actor=person, which="all").rows] == [change]
        assert [row.id for row in search(actor=person, words="堆放").rows] == []
        assert view_for(actor=person, docket=change).id == change
    with pytest.raises(DocketUnknown):
        view_for(actor=actor("shouli"), docket=change)
    with pytest.raises(NotYourAct):
        open_docket(actor=office.drafter, body=OFFICE, place="131128", request=Request("register_lead", register_lead()), now=office.now)


def test_even_over_the_whole_county_the_staffing_office_reads_no_case(office: Office) -> None:
    from tests.factories.acts import register_lead
    from yifa.docket.append import open_docket
    from yifa.kernel.actor import Actor, Post, Role

    lead = Request("register_lead", register_lead())
    open_docket(actor=actor("shouli"), body=TOWN, place=TOWN_PLACE, request=lead, now=office.now)
    wide = Actor(office.drafter.user, "编办", posts=(Post(Role.STAFFING, "fucheng"),))
    change = office.propose("propose_plate").act.docket

    assert [row.id for row in dockets(actor=wide, which="all").rows] == [change]
    assert [row.id for row in dockets(actor=wide, which="open").rows] == [change]


def test_a_change_is_added_to_no_docket_that_has_begun(office: Office) -> None:
    from tests.factories.changes import payload

    docket = office.propose("propose_plate").act.docket

    with pytest.raises(NoSuchAct, match="只能另立卷宗"):
        append(actor=office.drafter, docket=docket, request=Request("propose_grant", payload("propose_grant")), now=office.now)


@pytest.mark.parametrize("verb", ["found", "shift_holdings", "end_bodies", "note"])
def test_a_fault_in_the_middle_undoes_everything(office: Office, verb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    docket = office.propose("propose_merger", judged=JUDGED).act.docket
    office.review(docket)
    before = state()
    real = getattr(changing, verb)

    def broken(*args: Any, **more: Any) -> Any:
        real(*args, **more)
        raise RuntimeError("the machine stops here")

    monkeypatch.setattr(changing, verb, broken)
    from django.db import transaction

    with pytest.raises(RuntimeError), transaction.atomic():
        office.approve(docket, judged=JUDGED)

    assert state() == before


def test_what_the_database_refuses_is_told_in_words(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    docket = office.propose("propose_grant", judged=JUDGED).act.docket
    office.review(docket)
    rival = Holding(item=Item.objects.get(code="CG-S0001"), body="fucheng.shichang", place=TOWN_PLACE, title="grant", valid_from=ON)
    real = actions.apply

    def overtaken(*args: Any, **more: Any) -> None:
        rival.save()
        real(*args, **more)

    monkeypatch.setattr(actions, "apply", overtaken)

    with pytest.raises(Collides) as refused:
        office.approve(docket, judged=JUDGED)

    assert refused.value.sentence == "变动没有生效：名录中已有相同的记录（同一事项在同一地方的实施主体），全部内容已经撤销，没有记录。"


def test_an_effect_that_meets_a_constraint_is_a_refusal_of_the_engine(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    docket = office.propose("propose_plate").act.docket
    office.review(docket)

    def broken(*args: Any, **more: Any) -> None:
        raise IntegrityError("duplicate")

    monkeypatch.setattr(snapshot, "move_on", broken)

    with pytest.raises(EffectConflicts, match="「批准施行」没有生效"):
        office.approve(docket)


def test_forms_know_the_kinds_of_bodies_and_moves_of_the_house() -> None:
    from typing import get_args

    assert set(get_args(BodyKind)) == set(BODY_KINDS) - {"党委机构", "法院"}
    assert get_args(MovePool.model_fields["move"].annotation) == POOL_MOVES


def test_a_code_listed_twice_is_a_fault_of_the_form(office: Office) -> None:
    with pytest.raises(FormIncomplete, match="重复列出：WS-S0001"):
        office.propose("propose_handover", items=["WS-S0001", "WS-S0001"])
