from __future__ import annotations

import re
from uuid import UUID, uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.web.desk.conftest import ITEM, OPEN_ITEM, Signed, checked, do, filed, lead, person
from yifa.docket.queries import view_for
from yifa.kernel.ids import new_id
from yifa.platform.audit.models import Entry

HX = {"HX-Request": "true"}


def _acts(docket: UUID) -> list[str]:
    return [act.kind for act in view_for(actor=person("zhifa1"), docket=docket).acts]


def _check(**changes: object) -> dict[str, object]:
    minute = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    return {
        "_id": str(new_id()),
        "_officers": ["GC-001", "GC-002"],
        "from_at": minute,
        "until_at": minute,
        "place_text": "古城大街中段",
        "certificate_shown": "on",
        "recusal_told": "on",
        "findings": "人行道上堆放水泥、砂石。",
        "signature": "已签名",
    } | changes


def test_page_answers_what_where_when_and_what_now(signed: Signed) -> None:
    docket = lead(summary="人行道堆放水泥", item=ITEM)

    page = signed("zhifa1").get(f"/dockets/{docket}").content.decode()

    assert "人行道堆放水泥" in page
    assert "待核查" in page
    assert f'hx-get="/dockets/{docket}/acts/check_on_spot"' in page
    assert re.search(r"线索核查 还剩\d+", page)
    assert "曹爱国以古城镇综合行政执法管理局名义办理。" in page
    assert "案件来源登记表" in page


def test_what_may_not_be_done_says_why_by_which_article_and_what_to_do(signed: Signed) -> None:
    docket = lead()

    page = signed("zhifa1").get(f"/dockets/{docket}").content.decode()

    folded = page[page.index("现在不能办理") :]
    assert "提请立案" in folded
    assert re.search(r'<span class="cite">《[^<]+》第[^<]+条', folded)
    assert re.search(r'<p class="quiet">[^<]+。</p>', folded)


def test_clock_says_why_this_day(signed: Signed) -> None:
    docket = filed()

    page = signed("zhifa1").get(f"/dockets/{docket}").content.decode()

    assert "为什么是这一天" in page
    assert "期限为90日，按自然日计算" in page
    assert "《行政处罚法》第六十条" in page


def test_docket_one_may_not_see_is_the_same_bytes_as_none(signed: Signed) -> None:
    docket = lead()
    stranger = signed("xitong")
    other = signed("chengguan1")

    hidden, absent = other.get(f"/dockets/{docket}"), other.get(f"/dockets/{uuid4()}")

    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert hidden.content == absent.content
    assert hidden.headers == absent.headers
    assert stranger.get(f"/dockets/{docket}").content == stranger.get(f"/dockets/{uuid4()}").content


def test_form_is_made_from_the_declaration_with_what_is_known(signed: Signed) -> None:
    docket = lead(place_text="古城大街62号")

    response = signed("zhifa1").get(f"/dockets/{docket}/acts/check_on_spot", headers=HX)

    page = response.content.decode()
    assert response.status_code == 200
    assert "<html" not in page
    assert 'value="古城大街62号"' in page
    assert "取自" in page
    assert re.search(r'<option value="GC-001" selected>赵建国', page)
    assert "已出示执法证件" in page


def test_act_is_recorded_and_leads_back(signed: Signed) -> None:
    docket = lead()

    response = signed("zhifa1").post(f"/dockets/{docket}/acts/check_on_spot", _check(), headers=HX)

    assert (response.status_code, response.headers["HX-Redirect"]) == (200, f"/dockets/{docket}?done=2")
    assert _acts(docket) == ["register_lead", "check_on_spot"]


def test_without_script_the_same_form_works(signed: Signed) -> None:
    docket = lead()

    response = signed("zhifa1").post(f"/dockets/{docket}/acts/check_on_spot", _check())

    assert (response.status_code, response.headers["Location"]) == (302, f"/dockets/{docket}?done=2")


def test_two_clicks_are_one_act(signed: Signed) -> None:
    docket = lead()
    client, sent = signed("zhifa1"), _check()

    first = client.post(f"/dockets/{docket}/acts/check_on_spot", sent, headers=HX)
    second = client.post(f"/dockets/{docket}/acts/check_on_spot", sent, headers=HX)

    assert first.headers["HX-Redirect"] == second.headers["HX-Redirect"]
    assert _acts(docket) == ["register_lead", "check_on_spot"]


def test_fault_stands_beside_its_field_and_what_was_typed_stays(signed: Signed) -> None:
    docket = lead()
    sent = _check(findings="", party_view="<b>我不服</b>")

    response = signed("zhifa1").post(f"/dockets/{docket}/acts/check_on_spot", sent, headers=HX)

    page = response.content.decode()
    assert response.status_code == 422
    assert re.search(r'<p class="error" id="e-f-findings-\w+">请填写「现场情况」。</p>', page)
    assert 'aria-invalid="true"' in page
    assert "&lt;b&gt;我不服&lt;/b&gt;" in page
    assert f'name="_id" value="{sent["_id"]}"' in page
    assert _acts(docket) == ["register_lead"]


def test_refusal_of_the_law_is_shown_with_article_and_remedy(signed: Signed) -> None:
    docket = lead()

    response = signed("zhifa1").post(f"/dockets/{docket}/acts/check_on_spot", _check(_officers=["GC-001"]), headers=HX)

    page = response.content.decode()
    assert response.status_code == 422
    assert "《行政处罚法》第四十二条" in page
    assert "怎么办：" in page
    assert "人行道上堆放水泥、砂石。" in page
    assert _acts(docket) == ["register_lead"]


def test_amount_that_is_none_is_told_in_its_field(signed: Signed) -> None:
    docket = filed()
    do(docket, "take_evidence", officers=("GC-001", "GC-002"))
    sent = {
        "_officers": ["GC-001", "GC-002"],
        "facts": "占用人行道。",
        "evidence_opinion": "相互印证。",
        "nature": "擅自占用。",
        "discretion": "情节较轻。",
        "kinds": ["罚款"],
        "fine_fen": "一千元",
    }

    response = signed("zhifa1").post(f"/dockets/{docket}/acts/report_investigation", sent, headers=HX)

    page = response.content.decode()
    assert response.status_code == 422
    assert "“一千”不是金额。" in page
    assert 'value="一千元"' in page


def test_fine_is_typed_in_yuan_and_kept_in_fen(signed: Signed) -> None:
    docket = filed()
    do(docket, "take_evidence", officers=("GC-001", "GC-002"))
    client = signed("zhifa1")
    sent = {
        "_officers": ["GC-001", "GC-002"],
        "facts": "占用人行道。",
        "evidence_opinion": "相互印证。",
        "nature": "擅自占用。",
        "discretion": "情节较轻。",
        "kinds": ["罚款"],
        "fine_fen": "1,234.50",
    }

    client.post(f"/dockets/{docket}/acts/report_investigation", sent, headers=HX)

    view = view_for(actor=person("zhifa1"), docket=docket)
    assert view.acts[-1].payload["fine_fen"] == 123_450
    assert "1,234.50元" in client.get(f"/dockets/{docket}/record/{len(view.acts)}").content.decode()


def test_choices_of_penalty_are_those_of_the_item(signed: Signed) -> None:
    docket = filed()
    do(docket, "take_evidence", officers=("GC-001", "GC-002"))

    page = signed("zhifa1").get(f"/dockets/{docket}/acts/report_investigation", headers=HX).content.decode()

    assert re.findall(r'name="kinds" value="([^"]+)"', page) == ["罚款"]
    assert "幅度：" in page


def test_who_was_faster_is_told_and_what_was_typed_stays(signed: Signed) -> None:
    docket = checked()
    client = signed("zhifa1")
    sent = {
        "_seen": "2",
        "_officers": ["GC-001", "GC-002"],
        "item": ITEM,
        "cause": "擅自占用城市道路",
        "party.type": "person",
        "party.name": "赵示例",
        "facts": "我写了很久的案情。",
        "prima_facie": "on",
        "reason": "建议立案。",
    }
    do(docket, "propose_filing", by="zhifa2", officers=("GC-001", "GC-002"), item=ITEM)

    response = client.post(f"/dockets/{docket}/acts/propose_filing", sent, headers=HX)

    page = response.content.decode()
    assert response.status_code == 409
    assert "钱文斌办理了“提请立案”" in page
    assert "我写了很久的案情。" in page
    assert 'name="_seen" value="3"' in page
    assert _acts(docket).count("propose_filing") == 1


def test_act_of_another_role_is_refused(signed: Signed) -> None:
    docket = checked()
    do(docket, "propose_filing", officers=("GC-001", "GC-002"), item=ITEM)

    shown = signed("zhifa1").get(f"/dockets/{docket}/acts/approve_filing", headers=HX)
    sent = signed("zhifa1").post(f"/dockets/{docket}/acts/approve_filing", {"opinion": "同意立案。"}, headers=HX)

    assert "这项由负责人办理。" in shown.content.decode()
    assert (sent.status_code, "「批准立案」由负责人办理。" in sent.content.decode()) == (403, True)
    assert "approve_filing" not in _acts(docket)


def test_unknown_act_is_no_fault(signed: Signed) -> None:
    docket = lead()

    response = signed("zhifa1").get(f"/dockets/{docket}/acts/no-such-act", headers=HX)

    assert response.status_code == 404
    assert "本程序中没有这种行为。" in response.content.decode()


def test_record_shows_labels_grounds_and_digest(signed: Signed) -> None:
    docket = checked()

    page = signed("zhifa1").get(f"/dockets/{docket}/record/2").content.decode()

    assert "<dt>现场情况</dt>" in page
    assert "《行政处罚法》第四十二条" in page
    assert "符合" in page
    assert re.search(r"<code>[0-9a-f]{64}</code>", page)


def test_reporter_is_hidden_until_opened_and_the_opening_is_recorded(signed: Signed) -> None:
    docket = lead(reporter="王举报", reporter_phone="13800138000")
    client = signed("shouli")
    before = client.get(f"/dockets/{docket}/record/1").content.decode()

    opened = client.post(f"/dockets/{docket}/reporter", {"reason": "电话核实地点"}, headers=HX).content.decode()

    assert "王举报" not in before
    assert "13800138000" not in before
    assert before.count("已封存") == 2
    assert "13800138000" in opened
    entry = Entry.objects.filter(kind="sealed_opened").get()
    assert (entry.name, entry.subject.endswith("反映人"), "13800138000" in str(entry.facts)) == ("曹爱国", True, False)


def test_numbers_of_the_party_are_shown_in_part(signed: Signed) -> None:
    docket = checked()
    party = {"type": "person", "name": "赵示例", "id_no": "131128199001011234", "phone": "13900139000"}
    do(docket, "propose_filing", officers=("GC-001", "GC-002"), item=ITEM, party=party)

    page = signed("fuzeren").get(f"/dockets/{docket}/record/3").content.decode()

    assert "139****9000" in page
    assert "131***********1234" in page
    assert "13900139000" not in page
    assert "131128199001011234" not in page
    assert "/record/3/open" not in page


def test_reporter_stays_hidden_from_who_does_not_handle(signed: Signed) -> None:
    docket = checked(reporter="王举报")
    client = signed("zhifa3")

    response = client.post(f"/dockets/{docket}/record/1/open", {"path": "reporter"}, headers=HX)

    assert response.status_code == 428
    assert "王举报" not in response.content.decode()
    assert Entry.objects.filter(kind="sealed_opened").count() == 0


def test_opening_what_is_not_sealed_is_refused(signed: Signed) -> None:
    docket = lead()
    client = signed("shouli")

    statuses = [
        client.post(f"/dockets/{docket}/record/1/open", {"path": path}).status_code for path in ("summary", "", "a.b.c", "reporter")
    ]

    assert statuses == [404, 404, 404, 404]


def test_three_acts_and_sixty_cost_the_same_statements(signed: Signed) -> None:
    docket = checked()
    client = signed("zhifa1")
    client.get(f"/dockets/{docket}")
    with CaptureQueriesContext(connection) as few:
        client.get(f"/dockets/{docket}")
    for number in range(58):
        do(docket, "add_note", text=f"第{number}次补充说明。")

    with CaptureQueriesContext(connection) as many:
        client.get(f"/dockets/{docket}")

    assert len(many) == len(few)
    assert len(many) <= 8


def test_markup_in_an_act_is_shown_as_it_was_typed(signed: Signed) -> None:
    docket = lead()
    do(docket, "add_note", text="</p><script>alert(1)</script>{{ 7|add:7 }}")

    page = signed("zhifa1").get(f"/dockets/{docket}").content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}" in page


def test_ended_docket_offers_a_note_and_nothing_else(signed: Signed) -> None:
    docket = lead(source="巡查发现")
    do(docket, "decline_filing", by="fuzeren")

    page = signed("zhifa1").get(f"/dockets/{docket}").content.decode()

    assert "本卷宗不予立案，已有的内容只能查看。" in page
    assert set(re.findall(r'href="/dockets/[^/"]+/(acts/\w+|reporter)"', page)) == {"acts/add_note"}


def test_question_left_to_a_person_is_asked_and_the_answer_recorded(signed: Signed) -> None:
    docket = filed(OPEN_ITEM)
    do(docket, "take_evidence", officers=("GC-001", "GC-002"))
    do(docket, "report_investigation", officers=("GC-001", "GC-002"), fine_fen=800_000)
    do(docket, "review_legality", by="shenhe", first_time=False)
    client = signed("zhifa1")
    sent = {
        "_officers": ["GC-001", "GC-002"],
        "facts": "占用人行道。",
        "reason": "依照条例应予处罚。",
        "kinds": ["罚款"],
        "fine_fen": "8000",
    }

    asked = client.post(f"/dockets/{docket}/acts/give_notice", sent, headers=HX)
    answered = client.post(
        f"/dockets/{docket}/acts/give_notice", sent | {"_judged.notice.hearing": "数额不大，不属于应当告知听证的情形。"}, headers=HX
    )

    page = asked.content.decode()
    assert asked.status_code == 422
    assert 'name="_judged.notice.hearing"' in page
    assert "HX-Redirect" in answered.headers
    act = view_for(actor=person("zhifa1"), docket=docket).acts[-1]
    assert "数额不大，不属于应当告知听证的情形。" in client.get(f"/dockets/{docket}/record/{act.seq}").content.decode()
