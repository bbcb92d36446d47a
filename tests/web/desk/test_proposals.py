"""The pages where a reviewer decides on proposals for items."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.test import Client

from tests.factories.laws import ARTICLES, NAME, read_law
from tests.web.desk.conftest import Signed
from yifa.kernel.citation import chinese_number
from yifa.library.models import Version
from yifa.library.proposals import proposals_of
from yifa.registry.models import ItemVersion, ProposalDecision
from yifa.registry.queries import CONFIRMED_LIST

LIST = f"/laws/text/{quote(NAME, safe='')}/proposals"


@pytest.fixture
def law(tmp_path: Path) -> Version:
    return read_law(tmp_path)


def keys(version: Version) -> list[str]:
    return [one.key for one in proposals_of(version)]


def filled(client: Client, address: str) -> dict[str, Any]:
    """What the browser would send: every field of the form as the page fills it in."""

    class Fields(HTMLParser):
        found: dict[str, list[str]]
        here: bool
        area: str
        select: str

        def __init__(self) -> None:
            super().__init__()
            self.found, self.here, self.area, self.select = {}, False, "", ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            given = dict(attrs)
            name = given.get("name") or ""
            if tag == "form":
                self.here = "proposal-form" in (given.get("class") or "")
            if not self.here:
                return
            if tag == "textarea":
                self.area = name
                self.found[name] = [""]
            elif tag == "select":
                self.select = name
            elif tag == "option" and "selected" in given:
                self.found[self.select] = [given.get("value") or ""]
            elif tag == "input" and (given.get("type") not in ("checkbox", "radio") or "checked" in given):
                self.found.setdefault(name, []).append(given.get("value") or ("on" if given.get("type") == "checkbox" else ""))

        def handle_endtag(self, tag: str) -> None:
            if tag == "textarea":
                self.area = ""

        def handle_data(self, data: str) -> None:
            if self.area:
                self.found[self.area] = [self.found[self.area][0] + data.removeprefix("\n")]

    parser = Fields()
    parser.feed(client.get(address).content.decode())
    return {name: values for name, values in parser.found.items() if name != "csrfmiddlewaretoken"} | {"domain": ["城市管理"]}


def confirm(client: Client, key: str, **changes: Any) -> Any:
    return client.post(f"{LIST}/{key}/confirm", {**filled(client, f"{LIST}/{key}"), **changes})


def test_list_shows_place_conduct_range_and_state(signed: Signed, law: Version) -> None:
    page = signed("zhifa1").get(LIST).content.decode()

    assert page.count('<a class="line"') == 4
    assert "第四条第(二)项" in page
    assert "在绿地上倾倒垃圾" in page
    assert "200.00元以上1,000.00元以下；情节严重：1,000.00元以上5,000.00元以下" in page
    assert page.count('decision-open">待确认') == 4


def test_list_of_a_law_without_penalties_says_so(signed: Signed, tmp_path: Path) -> None:
    read_law(tmp_path, articles="第三条 单位应当种植花木。\n")

    assert "这个版本没有读出处罚条款。" in signed("zhifa1").get(LIST).content.decode()


def test_unknown_law_and_unknown_proposal_are_absent(signed: Signed, law: Version) -> None:
    client = signed("shenhe")

    assert client.get("/laws/text/没有/proposals").status_code == 404
    assert client.get(f"{LIST}/{'0' * 32}").status_code == 404
    assert client.post(f"{LIST}/{'0' * 32}/reject", {"_reason": "不属本机关"}).status_code == 404


def test_page_marks_the_words_and_fills_the_form_in(signed: Signed, law: Version) -> None:
    client = signed("shenhe")
    address = f"{LIST}/{keys(law)[0]}"

    page = client.get(address).content.decode()
    form = filled(client, address)

    assert "<mark>违反本条例第二条规定，攀折花木的，由绿化主管部门责令改正，可以处二百元以上一千元以下的罚款；</mark>" in page
    assert {name: form[name] for name in ("code", "name", "violated", "penalty", "kinds", "fines.1.condition", "fines.1.high_fen")} == {
        "code": [f"{NAME}-3-1"],
        "name": ["攀折花木"],
        "violated": [f"《{NAME}》第二条"],
        "penalty": [f"《{NAME}》第三条"],
        "kinds": ["罚款"],
        "fines.1.condition": ["情节严重"],
        "fines.1.high_fen": ["5000.00"],
    }


def test_confirmed_as_read_goes_on_to_the_next_open_one(signed: Signed, law: Version) -> None:
    client = signed("shenhe")
    first, second, *_ = keys(law)

    answer = confirm(client, first)

    assert (answer.status_code, urlsplit(answer.headers["Location"]).path) == (302, f"{LIST}/{second}")
    assert parse_qs(urlsplit(answer.headers["Location"]).query)["done"] == [first]
    assert ProposalDecision.objects.get(key=first).outcome == "confirmed"
    page = client.get(answer.headers["Location"]).content.decode()
    assert f"已确认：攀折花木，事项代码{NAME}-3-1。" in page


def test_every_proposal_is_confirmed_as_it_is_filled_in(signed: Signed, law: Version) -> None:
    client = signed("shenhe")

    answers = [confirm(client, key) for key in keys(law)]

    assert [answer.status_code for answer in answers] == [302] * 4
    assert set(ProposalDecision.objects.values_list("outcome", flat=True)) == {"confirmed"}
    assert urlsplit(answers[-1].headers["Location"]).path == LIST


def test_decided_proposal_shows_its_item(signed: Signed, law: Version) -> None:
    client = signed("shenhe")
    key = keys(law)[1]
    confirm(client, key, name="占用绿地")

    page = client.get(f"{LIST}/{key}").content.decode()

    assert "已更正" in page
    assert f"<b>{NAME}-4-1</b> 占用绿地" in page
    assert "<div>违法所得的1倍至3倍</div>" in page
    assert "<div>逾期不改正：每平方米50.00元，总额不超过10,000.00元</div>" in page
    assert "proposal-form" not in page
    assert "对条文的识别有变化" not in page


def test_long_list_comes_fifty_at_a_time(signed: Signed, tmp_path: Path) -> None:
    listed = "".join(f"\n（{chinese_number(number)}）第{number}种行为的；\n" for number in range(1, 53))
    read_law(tmp_path, articles=f"第三条 有下列行为之一的，由绿化主管部门处五百元以下的罚款：\n{listed}")
    client = signed("zhifa1")

    first = client.get(LIST).content.decode()
    rest = client.get(f"{LIST}?from=50", headers={"HX-Request": "true"}).content.decode()

    assert (first.count('<a class="line"'), rest.count('<a class="line"')) == (50, 2)
    assert ("再看50项" in first, "再看50项" in rest, "<h1>" in rest) == (True, False, False)


def test_wrong_form_comes_back_with_what_was_typed(signed: Signed, law: Version) -> None:
    client = signed("shenhe")
    key = keys(law)[0]

    answer = confirm(client, key, code="甲" * 300, name="<script>alert(1)</script>", **{"fines.0.low_fen": "十元"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert "「事项代码」最多60个字。" in page
    assert 'value="十元"' in page
    assert ProposalDecision.objects.count() == 0


def test_range_out_of_order_is_told_beside_it(signed: Signed, law: Version) -> None:
    answer = confirm(signed("shenhe"), keys(law)[0], **{"fines.0.low_fen": "2000", "fines.0.high_fen": "1000"})

    assert (answer.status_code, answer.content.decode().count("上限低于下限，请核对。")) == (422, 2)


def test_code_in_use_is_told(signed: Signed, law: Version) -> None:
    answer = confirm(signed("shenhe"), keys(law)[0], code="GC-ZJ-001")

    assert (answer.status_code, answer.content.decode().count("事项代码“GC-ZJ-001”已用于清单中的另一事项。")) == (409, 2)


def test_rejected_with_a_reason_and_taken_back(signed: Signed, law: Version) -> None:
    client = signed("shenhe")
    key = keys(law)[0]

    without = client.post(f"{LIST}/{key}/reject", {"_reason": ""})
    rejected = client.post(f"{LIST}/{key}/reject", {"_reason": "不属本机关"})
    shown = client.get(f"{LIST}/{key}").content.decode()
    reopened = client.post(f"{LIST}/{key}/reopen")

    assert (without.status_code, "请填写驳回的理由。" in without.content.decode()) == (422, True)
    assert (rejected.status_code, reopened.status_code) == (302, 302)
    assert ("不属本机关" in shown, "撤回驳回" in shown) == (True, True)
    assert "proposal-form" in client.get(f"{LIST}/{key}").content.decode()


def test_rejection_that_is_refused_keeps_its_reason(signed: Signed, law: Version) -> None:
    answer = signed("shenhe").post(f"{LIST}/{keys(law)[0]}/reject", {"_reason": "甲" * 501})

    assert answer.status_code == 413
    assert f'name="_reason" value="{"甲" * 501}"' in answer.content.decode()
    assert '<details class="fold" open>' in answer.content.decode()


def test_signs_nobody_sees_are_refused_in_every_field(signed: Signed, law: Version) -> None:
    client = signed("shenhe")
    key = keys(law)[0]
    form = filled(client, f"{LIST}/{key}")

    answers = {
        name: client.post(f"{LIST}/{key}/confirm", {**form, name: f"一{sign}"}).status_code
        for sign in ("\0", "\u202e")
        for name in form
        if name != "correction_order"
    }

    assert set(answers.values()) == {422}
    assert ProposalDecision.objects.count() == 0
    assert client.get("/laws/text/%00/proposals").status_code == 404
    assert client.get(f"{LIST}?version=%00&state=%00&from=%00&done=%00").status_code == 200
    assert client.get(f"{LIST}?version=1999-01-01").status_code == 404


def test_second_of_two_decisions_is_told(signed: Signed, law: Version) -> None:
    client = signed("shenhe")
    key = keys(law)[0]
    form = filled(client, f"{LIST}/{key}")
    client.post(f"{LIST}/{key}/confirm", form)

    again = client.post(f"{LIST}/{key}/confirm", form)
    rejected = client.post(f"{LIST}/{key}/reject", {"_reason": "不属本机关"})

    assert (again.status_code, rejected.status_code) == (409, 409)
    assert "没有再次记录。" in rejected.content.decode()
    assert ItemVersion.objects.filter(item__list__code=CONFIRMED_LIST).count() == 1


def test_states_filter_the_list(signed: Signed, law: Version) -> None:
    client = signed("shenhe")
    confirm(client, keys(law)[0])
    client.post(f"{LIST}/{keys(law)[1]}/reject", {"_reason": "不属本机关"})

    counts = {
        state: client.get(f"{LIST}?state={state}").content.decode().count('<a class="line"')
        for state in ("open", "confirmed", "corrected", "rejected", "胡写")
    }

    assert counts == {"open": 2, "confirmed": 1, "corrected": 0, "rejected": 1, "胡写": 4}
    assert "没有已更正的建议。" in client.get(f"{LIST}?state=corrected").content.decode()


def test_decision_on_words_that_changed_is_shown_as_lost(signed: Signed, law: Version, tmp_path: Path) -> None:
    client = signed("shenhe")
    confirm(client, keys(law)[0])

    read_law(tmp_path, articles=ARTICLES.replace("处一千元以上五千元以下", "处一千元以上六千元以下"))
    page = client.get(LIST).content.decode()

    assert "原文或者读法已变的决定" in page
    assert f"{NAME}-3-1" in page
    assert page.count('decision-open">待确认') == 4


@pytest.mark.parametrize("username", ["shouli", "zhifa1", "fuzeren", "ducha", "xitong", "anquan", "shenji"])
def test_others_read_and_decide_nothing(signed: Signed, law: Version, username: str) -> None:
    client = signed(username)
    key = keys(law)[0]

    page = client.get(f"{LIST}/{key}")
    posted = [client.post(f"{LIST}/{key}/{verb}", {"_reason": "不属本机关"}).status_code for verb in ("confirm", "reject", "reopen")]

    assert (page.status_code, posted) == (200, [404] * 3)
    assert ("由法制审核人员决定。" in page.content.decode(), "proposal-form" in page.content.decode()) == (True, False)
    assert ProposalDecision.objects.count() == 0


def test_list_asks_the_same_number_of_statements_for_one_and_three_decisions(
    signed: Signed, law: Version, django_assert_max_num_queries: Any
) -> None:
    client = signed("shenhe")
    counts = []
    for decided in (1, 2):
        for key in keys(law)[decided - 1 : 2 * decided - 1]:
            confirm(client, key)
        with django_assert_max_num_queries(60) as captured:
            client.get(LIST)
        counts.append(len(captured))

    assert counts[0] == counts[1]


def test_confirmed_items_are_listed_with_source_and_told_when_the_article_moved(signed: Signed, law: Version, tmp_path: Path) -> None:
    client = signed("shenhe")
    empty = client.get("/laws/items").content.decode()
    confirm(client, keys(law)[0])
    before = client.get("/laws/items").content.decode()

    read_law(tmp_path, articles=ARTICLES.replace("处一千元以上五千元以下", "处一千元以上六千元以下"))
    after = client.get("/laws/items").content.decode()

    assert "还没有确认过的事项。" in empty
    assert f"<b>攀折花木</b><small>{NAME}-3-1</small>" in before
    assert "<div>200.00元至1,000.00元</div><div>情节严重：1,000.00元至5,000.00元</div>" in before
    assert f"法规库识别，{ProposalDecision.objects.get().name}确认<small>2020-07-01起，没有止日</small>" in before
    assert ("待复核" in before, "待复核：条文已变更或者已失效" in after) == (False, True)
