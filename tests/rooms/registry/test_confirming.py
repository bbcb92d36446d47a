"""What becomes of a proposal: an item with its source, a correction, a rejection; and who may say so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from tests.factories.laws import ARTICLES, HEAD, NAME, read_law
from tests.factories.people import actor
from yifa.docket.core.form import FormIncomplete
from yifa.kernel.refusal import Refusal
from yifa.kernel.text import TextMissing
from yifa.library.core.proposals import ItemProposal
from yifa.library.models import Version
from yifa.library.proposals import proposals_of
from yifa.platform.audit.models import Entry
from yifa.profile import read
from yifa.profile.schema import Profile
from yifa.registry import actions, confirming, queries
from yifa.registry.models import Item, ItemVersion, ProposalDecision
from yifa.staffing.institution import RegistryInstitution, clear

NOW = datetime(2026, 3, 11, 2, tzinfo=UTC)
DAY = date(2026, 3, 11)


@pytest.fixture
def law(db: None, tmp_path: Path) -> Version:
    clear()
    return read_law(tmp_path)


def read_of(proposal: ItemProposal, version: Version, number: int = 1) -> dict[str, Any]:
    return confirming.suggestion(proposal, number=number, valid_from=version.applies_from, valid_until=version.applies_until)


def confirm(proposal: ItemProposal, version: Version, *, by: str = "shenhe", reason: str = "", **changes: Any) -> ProposalDecision:
    suggested = read_of(proposal, version)
    payload = {**suggested, "domain": "城市管理", **changes}
    return confirming.confirm(actor=actor(by), proposal=proposal, read=suggested, payload=payload, reason=reason, now=NOW)


def coded(decision: ProposalDecision) -> str:
    assert decision.item is not None
    return decision.item.code


def faults(call: Callable[[], object]) -> dict[str, str]:
    with pytest.raises(FormIncomplete) as refusal:
        call()
    fields = refusal.value.facts["fields"]
    assert isinstance(fields, dict)
    return fields


def test_confirmed_proposal_is_an_item_with_its_source(law: Version) -> None:
    proposal = proposals_of(law)[0]

    decision = confirm(proposal, law)

    item = ItemVersion.objects.select_related("item__list").get(item=decision.item)
    assert (decision.outcome, item.item.code, item.item.list.name, item.name) == (
        "confirmed",
        f"{NAME}-3-1",
        "法规库确认",
        "攀折花木",
    )
    assert (item.kinds, item.correction_order, item.valid_from, item.valid_until) == (["罚款"], True, date(2020, 7, 1), None)
    article = law.articles.get(number="3")
    assert item.penalty == {"law": NAME, "article": "3", "text": "2020-05-08", "print": article.print}
    assert item.violated == {"law": NAME, "article": "2", "text": "2020-05-08", "print": law.articles.get(number="2").print}
    assert {name: item.source[name] for name in ("law", "article", "version", "by", "key", "at")} == {
        "law": NAME,
        "article": "3",
        "version": "2020-05-08",
        "by": actor("shenhe").name,
        "key": proposal.key,
        "at": NOW.isoformat(),
    }
    assert item.status == f"法规库识别，{actor('shenhe').name}确认"


def test_item_keeps_every_tier_and_todays_reader_the_basic_one(law: Version) -> None:
    code = coded(confirm(proposals_of(law)[0], law))

    tiers = queries.tiers(item=code, on=DAY)
    assert [(tier.party, tier.condition, tier.low_fen, tier.high_fen) for tier in tiers] == [
        ("person", "", 20_000, 100_000),
        ("organisation", "", 20_000, 100_000),
        ("person", "情节严重", 100_000, 500_000),
        ("organisation", "情节严重", 100_000, 500_000),
    ]
    facts = RegistryInstitution().item(code, on=DAY)
    assert [(fine.party, fine.low_fen, fine.high_fen) for fine in facts.fines] == [
        ("person", 20_000, 100_000),
        ("organisation", 20_000, 100_000),
    ]


def test_multiple_and_amount_per_unit_are_kept_and_taken_for_no_amount(law: Version) -> None:
    code = coded(confirm(proposals_of(law)[1], law))

    gains, surface = queries.tiers(item=code, on=DAY)[::2]
    assert (gains.times_low, gains.times_high, gains.base, gains.low_fen, gains.high_fen) == ("1", "3", "违法所得", None, None)
    assert (surface.per, surface.per_low_fen, surface.per_high_fen, surface.cap_fen) == ("平方米", 5_000, 5_000, 1_000_000)
    assert (surface.condition, surface.low_fen, surface.high_fen) == ("逾期不改正", None, None)
    facts = RegistryInstitution().item(code, on=DAY)
    assert [(fine.low_fen, fine.high_fen) for fine in facts.fines] == [(None, None), (None, None)]
    stored = ItemVersion.objects.get(item__code=code)
    assert stored.consequences == {"orders": ["责令限期改正"], "confiscated": ["违法所得"]}


def test_two_ranges_at_once_leave_the_amount_to_a_person(law: Version) -> None:
    fines = [{"high_fen": 500_000}, {"times_low": "1", "times_high": "3", "base": "违法所得"}]
    code = coded(confirm(proposals_of(law)[0], law, fines=fines))

    facts = RegistryInstitution().item(code, on=DAY)

    assert [(fine.party, fine.low_fen, fine.high_fen) for fine in facts.fines] == [
        ("person", None, None),
        ("organisation", None, None),
    ]


def test_person_and_unit_have_ranges_of_their_own(law: Version) -> None:
    code = coded(confirm(proposals_of(law)[3], law))

    facts = RegistryInstitution().item(code, on=DAY)

    assert [(fine.party, fine.low_fen, fine.high_fen) for fine in facts.fines] == [
        ("person", None, 50_000),
        ("organisation", 300_000, 2_000_000),
    ]
    assert facts.kinds == ("警告", "罚款")
    assert ItemVersion.objects.get(item__code=code).consequences == {"coercion": ["查封砍伐的工具"]}


def test_corrected_keeps_what_was_read_and_what_was_said(law: Version) -> None:
    proposal = proposals_of(law)[0]

    decision = confirm(proposal, law, name="攀折、损毁花木", reason="按本市用语")

    assert (decision.outcome, decision.reason) == ("corrected", "按本市用语")
    assert decision.read["conduct"] == "攀折花木"
    assert decision.said["name"] == "攀折、损毁花木"
    assert ItemVersion.objects.get(item=decision.item).name == "攀折、损毁花木"


def test_code_of_ones_own_is_no_correction(law: Version) -> None:
    decision = confirm(proposals_of(law)[0], law, code="绿化-001")

    assert (decision.outcome, coded(decision)) == ("confirmed", "绿化-001")


def test_decision_is_audited(law: Version) -> None:
    confirm(proposals_of(law)[0], law)
    confirm(proposals_of(law)[1], law, name="占绿")
    confirming.reject(actor=actor("shenhe"), proposal=proposals_of(law)[2], reason="不属本机关", now=NOW)
    confirming.reopen(actor=actor("shenhe"), proposal=proposals_of(law)[2], now=NOW)

    kinds = Entry.objects.filter(kind__startswith="proposal_").order_by("id").values_list("kind", "subject")
    assert list(kinds) == [
        ("proposal_confirmed", f"《{NAME}》第三条为事项{NAME}-3-1"),
        ("proposal_corrected", f"《{NAME}》第四条第(一)项为事项{NAME}-4-1"),
        ("proposal_rejected", f"《{NAME}》第四条第(二)项"),
        ("proposal_reopened", f"《{NAME}》第四条第(二)项"),
    ]


@pytest.mark.parametrize("username", ["shouli", "zhifa1", "fuzeren", "ducha", "xitong", "anquan", "shenji"])
def test_only_a_reviewer_decides(law: Version, username: str) -> None:
    proposal = proposals_of(law)[0]

    for call in (
        lambda: confirm(proposal, law, by=username),
        lambda: confirming.reject(actor=actor(username), proposal=proposal, reason="不属本机关", now=NOW),
        lambda: confirming.reopen(actor=actor(username), proposal=proposal, now=NOW),
    ):
        with pytest.raises(confirming.ReviewersOnly) as refusal:
            call()
        assert refusal.value.sentence == "事项建议由法制审核人员决定，您可以查看。"
    assert ProposalDecision.objects.count() == Item.objects.filter(list__code=queries.CONFIRMED_LIST).count() == 0


def test_second_decision_is_told_of_the_first(law: Version) -> None:
    proposal = proposals_of(law)[0]
    confirm(proposal, law)

    with pytest.raises(confirming.AlreadyDecided) as refusal:
        confirming.reject(actor=actor("shenhe"), proposal=proposal, reason="不属本机关", now=NOW)

    assert refusal.value.sentence == f"这一建议已由{actor('shenhe').name}确认，没有再次记录。"


def test_rejection_needs_a_reason_and_can_be_taken_back(law: Version) -> None:
    proposal = proposals_of(law)[0]
    with pytest.raises(TextMissing):
        confirming.reject(actor=actor("shenhe"), proposal=proposal, reason=" ", now=NOW)
    confirming.reject(actor=actor("shenhe"), proposal=proposal, reason="不属本机关", now=NOW)
    confirming.reopen(actor=actor("shenhe"), proposal=proposal, now=NOW)

    assert confirm(proposal, law).outcome == "confirmed"
    kept = ProposalDecision.objects.order_by("id").values_list("outcome", "withdrawn_by")
    assert list(kept) == [("rejected", actor("shenhe").name), ("confirmed", "")]


def test_confirmation_is_not_taken_back(law: Version) -> None:
    proposal = proposals_of(law)[0]
    confirm(proposal, law)

    with pytest.raises(confirming.NothingToReopen):
        confirming.reopen(actor=actor("shenhe"), proposal=proposal, now=NOW)


def test_changed_words_open_the_proposal_again(law: Version, tmp_path: Path) -> None:
    confirm(proposals_of(law)[0], law)

    version = read_law(tmp_path, articles=ARTICLES.replace("处一千元以上五千元以下", "处一千元以上六千元以下"))

    assert proposals_of(version)[0].key not in queries.decisions(NAME)
    assert ProposalDecision.objects.count() == 1


def test_code_of_the_profile_is_refused(law: Version) -> None:
    before = Item.objects.count()

    with pytest.raises(confirming.CodeTaken) as refusal:
        confirm(proposals_of(law)[0], law, code="GC-ZJ-001")

    assert refusal.value.sentence == "事项代码“GC-ZJ-001”已用于清单中的另一事项。"
    assert (Item.objects.count(), ProposalDecision.objects.count()) == (before, 0)


def test_two_texts_of_one_code_may_not_meet_in_time(law: Version) -> None:
    found = proposals_of(law)
    confirm(found[0], law, code="绿化-001")

    with pytest.raises(confirming.CodeTaken):
        confirm(found[1], law, code="绿化-001")
    with pytest.raises(confirming.SpanConflict) as refusal:
        confirm(found[1], law, code="绿化-001", succeeds=True)

    assert refusal.value.sentence == "事项“绿化-001”在这段时间已有一个文本，两个文本不能同时有效。"
    assert ProposalDecision.objects.count() == 1


def test_text_of_the_next_version_succeeds_the_one_before(law: Version, tmp_path: Path) -> None:
    confirm(proposals_of(law)[0], law, code="绿化-001")
    head = HEAD.replace("2020年5月8日", "2024年5月8日").replace("2020年7月1日", "2024年7月1日")
    newer = read_law(tmp_path, head=head, articles=ARTICLES.replace("2020年7月1日", "2024年7月1日"), name="二.md")

    confirm(proposals_of(newer)[0], newer, code="绿化-001", succeeds=True)

    spans = ItemVersion.objects.filter(item__code="绿化-001").order_by("valid_from").values_list("valid_from", "valid_until")
    assert list(spans) == [(date(2020, 7, 1), date(2024, 7, 1)), (date(2024, 7, 1), None)]


def test_text_that_was_not_said_to_succeed_is_no_version_of_another_item(law: Version, tmp_path: Path) -> None:
    confirm(proposals_of(law)[0], law, code="绿化-001", valid_until="2024-07-01")

    with pytest.raises(confirming.CodeTaken):
        confirm(proposals_of(law)[1], law, code="绿化-001", valid_from="2024-07-01")
    confirm(proposals_of(law)[1], law, code="绿化-001", valid_from="2024-07-01", succeeds=True)

    assert [row.name for row in ItemVersion.objects.filter(item__code="绿化-001").order_by("valid_from")] == ["攀折花木", "擅自占用绿地"]


def test_free_code_goes_past_those_in_use(law: Version) -> None:
    confirm(proposals_of(law)[0], law)

    assert read_of(proposals_of(law)[0], law)["code"] == f"{NAME}-3-2"


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"code": "甲" * 300}, "code", "「事项代码」最多60个字。"),
        ({"code": "有 空格"}, "code", "「事项代码」只能用汉字、字母、数字和 - _ .，不能有空格。"),
        ({"code": "<b>"}, "code", "「事项代码」只能用汉字、字母、数字和 - _ .，不能有空格。"),
        ({"code": ""}, "code", "请填写「事项代码」。"),
        ({"name": "甲" * 301}, "name", "「事项名称（违法行为）」最多300个字。"),
        ({"name": ""}, "name", "请填写「事项名称（违法行为）」。"),
        ({"domain": "月球"}, "domain", "没有这个领域，请从列表中选择。"),
        ({"kinds": []}, "kinds", "请填写「处罚种类」。"),
        ({"kinds": ["流放"]}, "kinds.0", "请在「处罚种类·第1项」的选项中选择一项。"),
        ({"kinds": ["警告"]}, "kinds", "填写了罚款幅度，「处罚种类」却没有勾选罚款。"),
        ({"fines": []}, "fines", "「处罚种类」勾选了罚款，请填写罚款幅度；条文没有定幅度的，加一行，条件写“未定幅度”。"),
        ({"fines": [{"low_fen": 2, "high_fen": 1}]}, "fines.0.high_fen", "上限低于下限，请核对。"),
        ({"fines": [{"times_low": "3", "times_high": "200%", "base": "所得"}]}, "fines.0.times_high", "上限低于下限，请核对。"),
        ({"fines": [{"times_low": "3"}]}, "fines.0.base", "写了倍数的，请写明以什么为基数，如违法所得。"),
        ({"fines": [{"times_low": "三"}]}, "fines.0.times_low", "「罚款幅度·第1项·不低于（倍数或者%）」写作数字，如 2、0.5 或者 5%。"),
        ({"fines": [{"low_fen": 1, "times_low": "3"}]}, "fines.0.times_low", "一行只写金额，或者只写倍数；两种都有的，分成两行。"),
        ({"fines": [{"party": "person"}]}, "fines.0.low_fen", "请填写金额或者倍数；条文没有定幅度的，条件写“未定幅度”。"),
        ({"fines": [{"low_fen": 1}, {"low_fen": 1}]}, "fines.1.condition", "与前面一行完全相同，请删去一行。"),
        ({"penalty": "第三条"}, "penalty", "没有认出是哪一条；请只写一条，如《城市道路管理条例》第四十二条第一款。"),
        ({"penalty": f"《{NAME}》第九十九条"}, "penalty", f"法规库持有{NAME}的文本，其中没有《{NAME}》第九十九条，请核对。"),
        ({"violated": f"《{NAME}》第八十八条"}, "violated", f"法规库持有{NAME}的文本，其中没有《{NAME}》第八十八条，请核对。"),
        ({"violated": "胡写"}, "violated", "没有认出“胡写”是哪一条；请一行写一条，如《城市道路管理条例》第二十七条。"),
        ({"valid_until": "2020-07-01"}, "valid_until", "「到哪天止」应当晚于「自哪天起」。"),
        ({"status": "生效"}, "status", "没有「status」这个栏目。"),
    ],
)
def test_bad_input_is_told_field_by_field(law: Version, changes: dict[str, Any], field: str, sentence: str) -> None:
    proposal = proposals_of(law)[0]

    found = faults(lambda: confirm(proposal, law, **changes))

    assert found[field] == sentence
    assert ProposalDecision.objects.count() == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"code": "甲" * 60},
        {"name": "甲" * 300},
        {"fines": [{"low_fen": 1, "high_fen": 1}]},
        {"fines": [{"condition": "未定幅度"}]},
        {"valid_until": "2020-07-02"},
        {"violated": "《没有读入的条例》第八条"},
        {"violated": ""},
        {"violated": "《实施《没有读入的法》的规定》第一千二百三十七条之一第二款第(三)项"},
        {"name": "张贴<script>alert(1)</script>"},
    ],
)
def test_just_beside_it_is_taken(law: Version, changes: dict[str, Any]) -> None:
    decision = confirm(proposals_of(law)[0], law, **changes)

    assert decision.item is not None


def test_places_a_person_writes_are_read(law: Version) -> None:
    violated = "《实施《没有读入的法》的规定》第一千二百三十七条之一第二款第(三)项\n《中华人民共和国没有读入的法》第八条、第九条"

    item = ItemVersion.objects.get(item__code=coded(confirm(proposals_of(law)[0], law, violated=violated)))

    assert item.violated == {
        "law": "实施《没有读入的法》的规定",
        "article": "1237-1",
        "paragraph": 2,
        "item": 3,
        "also": [{"law": "没有读入的法", "article": "8"}, {"law": "没有读入的法", "article": "9"}],
    }


def test_open_fine_is_an_unstated_range(law: Version) -> None:
    code = coded(confirm(proposals_of(law)[0], law, fines=[{"condition": "未定幅度"}]))

    tiers = queries.tiers(item=code, on=DAY)

    assert [(tier.condition, tier.low_fen, tier.high_fen, tier.note) for tier in tiers] == [("", None, None, "未定幅度")] * 2


def test_loading_a_profile_leaves_confirmed_items_alone(law: Version) -> None:
    code = coded(confirm(proposals_of(law)[0], law))
    profile = fucheng()

    assert actions.load(replaced(profile), now=NOW) is True

    stored = ItemVersion.objects.get(item__code=code)
    assert (stored.name, stored.source["by"]) == ("攀折花木", actor("shenhe").name)


def test_profile_may_not_bring_a_code_that_was_confirmed(law: Version) -> None:
    confirm(proposals_of(law)[0], law, code="绿化-001")
    profile = fucheng()

    with pytest.raises(actions.CodeConfirmed) as refusal:
        actions.load(replaced(profile, items=(*profile.items, replace(profile.items[0], code="绿化-001"))), now=NOW)

    assert refusal.value.sentence == "配置中的事项代码“绿化-001”已用于法规库确认的事项。"


def fucheng() -> Profile:
    return read(Path(__file__).parents[3] / "profiles" / "fucheng")


def replaced(profile: Profile, **changes: Any) -> Profile:
    return replace(profile, digest="other", **changes)


def test_of_two_people_at_once_one_is_told(fresh_town: None, tmp_path: Path) -> None:
    version = read_law(tmp_path)
    proposal = proposals_of(version)[0]
    together = Barrier(2)
    answers: list[str] = []

    def decide() -> None:
        try:
            together.wait(timeout=20)
            answers.append(str(confirm(proposal, version).outcome))
        except Refusal as refusal:
            answers.append(refusal.code)
        finally:
            connection.close()

    threads = [Thread(target=decide) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert sorted(answers) == ["confirmed", "registry.already_decided"]
    assert ItemVersion.objects.filter(item__list__code=queries.CONFIRMED_LIST).count() == 1
