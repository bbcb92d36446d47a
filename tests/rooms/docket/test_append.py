"""The engine on the real database: one door, idempotent, serialised, all or nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection

from tests.factories.people import actor
from yifa.docket.append import (
    AlreadyDone,
    DocketUnknown,
    EvidenceMissing,
    IdTaken,
    NotLawful,
    NotYourAct,
    Recorded,
    Request,
    SomeoneWasFaster,
    WrongTime,
    append,
    open_docket,
)
from yifa.docket.core.act import act_from, digest_of
from yifa.docket.core.form import FormIncomplete
from yifa.docket.private import erase, reveal
from yifa.docket.queries import clocks_for, dockets, search, view_for
from yifa.docket.rebuild import differences
from yifa.kernel.refusal import Refusal

NOW = datetime(2026, 3, 11, 2, 0, tzinfo=UTC)
TOWN, PLACE = "fucheng.gucheng", "131128101"
PAIR = ("GC-001", "GC-002")
LEAD = {
    "source": "群众举报",
    "reported_at": "2026-03-11T09:50:00+08:00",
    "summary": "集市东口占道经营",
    "place_text": "古城镇集市东口",
    "item": "GC-ZJ-001",
    "reporter": "王某某",
    "reporter_phone": "13800138000",
}
CHECK = {
    "from_at": "2026-03-11T09:30:00+08:00",
    "until_at": "2026-03-11T09:50:00+08:00",
    "place_text": "古城镇集市东口",
    "certificate_shown": True,
    "recusal_told": True,
    "findings": "占道堆放物料约3平方米。",
    "signature": "已签名",
}
FILING = {
    "item": "GC-ZJ-001",
    "cause": "擅自占用城市道路",
    "party": {"type": "person", "name": "崔大伟", "phone": "13900139000"},
    "facts": "占道堆放物料。",
    "prima_facie": True,
    "reason": "应予立案。",
}


def opened(**changes: object) -> Recorded:
    return open_docket(actor=actor("shouli"), body=TOWN, place=PLACE, request=Request("register_lead", {**LEAD, **changes}), now=NOW)


def counts() -> tuple[int, ...]:
    tables = (
        "docket_docket",
        "docket_act",
        "docket_standing",
        "docket_clock",
        "docket_series",
        "docket_sealed",
        "docket_unsealed",
        "docket_news",
    )
    with connection.cursor() as cursor:
        found = []
        for table in tables:
            cursor.execute(f"SELECT count(*), coalesce(sum(hashtext(t::text)), 0) FROM {table} t")
            found += cursor.fetchone()
    return tuple(found)


def refused(deed: Callable[[], object], refusal: type[Refusal]) -> Refusal:
    """The refusal of ``deed``, after checking that it left no trace."""
    before = counts()
    with pytest.raises(refusal) as caught:
        deed()
    assert counts() == before
    return caught.value


@pytest.mark.django_db
def test_open_docket_writes_act_projection_clock_news_and_number() -> None:
    recorded = opened()

    view = view_for(actor=actor("shouli"), docket=recorded.act.docket)
    row = dockets(actor=actor("zhifa1"), which="mine").rows[0]
    clock = clocks_for(view)[0]
    assert recorded.number.startswith("古综执案〔2026〕")
    assert (row.stage, row.awaits, row.cause, row.due_name) == ("待核查", "officer", "集市东口占道经营", "线索核查")
    assert (clock.starts_on.isoformat(), clock.due.isoformat(), clock.stopped_on) == ("2026-03-11", "2026-04-01", None)
    assert clock.reckoning
    with connection.cursor() as cursor:
        cursor.execute("SELECT body, digest FROM docket_act WHERE id = %s", [recorded.act.id])
        body, digest = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM docket_unsealed WHERE act = %s", [recorded.act.id])
        waiting = cursor.fetchone()[0]
        cursor.execute("SELECT kind FROM docket_news WHERE act = %s", [recorded.act.id])
        news = cursor.fetchone()[0]
    assert digest == digest_of(body) == recorded.digest
    assert act_from(body) == recorded.act == view.acts[0]
    assert (waiting, news) == (1, "register_lead")


@pytest.mark.django_db
def test_private_values_never_enter_the_act_and_can_be_erased() -> None:
    recorded = opened()

    payload = recorded.act.payload
    digest = payload["reporter"]["sealed"]
    assert "王某某" not in recorded.act.body()
    assert "13800138000" not in recorded.act.body()
    assert reveal([digest, payload["reporter_phone"]["sealed"]]) == {digest: "王某某", payload["reporter_phone"]["sealed"]: "13800138000"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(encode(text, 'escape'), '') FROM docket_sealed")
        assert "王某某" not in cursor.fetchone()[0]

    erase(digest, now=NOW)

    assert digest not in reveal([digest])
    assert digest_of(view_for(actor=actor("shouli"), docket=recorded.act.docket).acts[0].body()) == recorded.digest


@pytest.mark.django_db
def test_a_repeat_of_the_same_id_is_answered_with_the_first_answer() -> None:
    request = Request("register_lead", LEAD)
    first = open_docket(actor=actor("shouli"), body=TOWN, place=PLACE, request=request, now=NOW)
    before = counts()

    second = open_docket(actor=actor("shouli"), body=TOWN, place=PLACE, request=request, now=NOW + timedelta(hours=1))

    assert (second.act, second.number, second.digest, second.repeated) == (first.act, first.number, first.digest, True)
    assert counts() == before


@pytest.mark.django_db
def test_the_same_id_with_another_body_is_refused() -> None:
    request = Request("register_lead", LEAD)
    open_docket(actor=actor("shouli"), body=TOWN, place=PLACE, request=request, now=NOW)

    changed = replace(request, payload={**LEAD, "summary": "另一件事情"})

    refused(lambda: open_docket(actor=actor("shouli"), body=TOWN, place=PLACE, request=changed, now=NOW), IdTaken)


@pytest.mark.django_db
def test_an_act_that_would_be_too_early_is_refused_with_its_article_and_leaves_no_trace() -> None:
    docket = opened().act.docket

    refusal = refused(
        lambda: append(actor=actor("zhifa1"), docket=docket, request=Request("propose_filing", FILING, officers=PAIR), now=NOW), NotLawful
    )

    assert refusal.sentence == "不能提请立案：线索尚未核查，不能决定是否立案。"
    assert [cite.text for cite in refusal.cites][:1] == ["《行政处罚法》第五十四条第一款"]
    assert refusal.remedy


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("officers", "told"),
    [
        (("GC-001",), "执法人员不得少于两人"),
        (("GC-001", "GC-001"), "执法人员不得少于两人"),
        (("GC-001", "GC-X01"), "辅助人员"),
        (("GC-001", "CG-001"), "不是本机关的执法人员"),
        (("GC-005", "GC-006"), "提交人本人不在所列执法人员之中"),
    ],
)
def test_an_officers_act_needs_two_able_officers_of_the_body(officers: tuple[str, ...], told: str) -> None:
    docket = opened().act.docket

    refusal = refused(
        lambda: append(actor=actor("zhifa1"), docket=docket, request=Request("check_on_spot", CHECK, officers=officers), now=NOW), NotLawful
    )

    assert told in refusal.sentence
    assert refusal.cites[0].text == "《行政处罚法》第四十二条第一款"


@pytest.mark.django_db
def test_another_body_finds_nothing() -> None:
    docket = opened().act.docket

    stranger, absent = actor("chengguan1"), UUID(int=7)
    seen = refused(lambda: view_for(actor=stranger, docket=docket), DocketUnknown)
    gone = refused(lambda: view_for(actor=stranger, docket=absent), DocketUnknown)
    acted = refused(
        lambda: append(actor=stranger, docket=docket, request=Request("check_on_spot", CHECK, officers=PAIR), now=NOW), DocketUnknown
    )

    assert seen.as_json() == gone.as_json() == acted.as_json()
    assert dockets(actor=stranger, which="all").rows == ()
    assert search(actor=stranger, words="集市东口").rows == ()
    assert [row.id for row in search(actor=actor("ducha"), words="集市东口").rows] == [docket]


@pytest.mark.django_db
def test_a_case_is_found_by_the_words_of_its_report_and_by_its_cause() -> None:
    docket = opened().act.docket
    append(actor=actor("zhifa1"), docket=docket, request=Request("check_on_spot", CHECK, officers=PAIR), now=NOW)
    append(actor=actor("zhifa1"), docket=docket, request=Request("propose_filing", FILING, officers=PAIR), now=NOW)

    for words in ("占道经营", "擅自占用", "崔大伟", "集市东口", "占用城市道路 崔大伟"):
        assert [row.id for row in search(actor=actor("ducha"), words=words).rows] == [docket], words
    assert search(actor=actor("ducha"), words="占道烧烤").rows == ()


@pytest.mark.django_db
def test_the_wrong_role_is_told_whose_act_it_is() -> None:
    docket = opened().act.docket

    refusal = refused(lambda: append(actor=actor("zhifa1"), docket=docket, request=Request("decline_filing", {}), now=NOW), NotYourAct)

    assert refusal.sentence == "「不予立案」由负责人办理。"


@pytest.mark.django_db
def test_administrators_see_and_open_nothing() -> None:
    opened()

    for name in ("xitong", "anquan", "shenji"):
        assert dockets(actor=actor(name), which="all").rows == ()
        refused(
            lambda name=name: open_docket(actor=actor(name), body=TOWN, place=PLACE, request=Request("register_lead", LEAD), now=NOW),
            NotYourAct,
        )  # type: ignore[misc]  # the default binds the loop variable


@pytest.mark.django_db
def test_every_field_that_is_wrong_is_named_in_chinese() -> None:
    refusal = refused(lambda: opened(source="梦见", summary="", reported_at="昨天"), FormIncomplete)

    assert refusal.facts["fields"] == {
        "source": "请在「线索来源」的选项中选择一项。",
        "reported_at": "「收到时间」应当是带时区的日期和时间。",
        "summary": "请填写「反映的情况」。",
    }
    short = refused(lambda: opened(summary="堵"), FormIncomplete)
    assert short.facts["fields"] == {"summary": "「反映的情况」至少写2个字。"}


@pytest.mark.django_db
def test_an_act_in_the_future_or_before_its_docket_is_refused() -> None:
    docket = opened().act.docket

    for at in (NOW + timedelta(hours=2), NOW - timedelta(days=1)):
        request = Request("check_on_spot", CHECK, officers=PAIR, happened_at=at)
        refused(lambda request=request: append(actor=actor("zhifa1"), docket=docket, request=request, now=NOW), WrongTime)  # type: ignore[misc]  # the default binds the loop variable


@pytest.mark.django_db
def test_evidence_that_was_not_uploaded_is_refused() -> None:
    docket = opened().act.docket
    request = Request("check_on_spot", CHECK, officers=PAIR, evidence=("0" * 64,))

    refused(lambda: append(actor=actor("zhifa1"), docket=docket, request=request, now=NOW), EvidenceMissing)


@pytest.mark.django_db
def test_who_writes_on_an_old_view_is_told_what_changed() -> None:
    docket = opened().act.docket
    append(actor=actor("zhifa1"), docket=docket, request=Request("check_on_spot", CHECK, officers=PAIR), now=NOW)

    late = Request("propose_filing", FILING, officers=("GC-005", "GC-006"), seen=1)
    refusal = refused(lambda: append(actor=actor("zhifa3"), docket=docket, request=late, now=NOW), SomeoneWasFaster)

    assert [(change["title"], change["actor"]) for change in refusal.facts["since"]] == [("现场检查", "赵建国")]  # type: ignore[union-attr,attr-defined]  # a list of dicts
    assert "赵建国办理了「现场检查」" in refusal.sentence


@pytest.mark.django_db
def test_what_adds_facts_may_be_written_on_an_old_view() -> None:
    docket = opened().act.docket
    append(actor=actor("zhifa1"), docket=docket, request=Request("check_on_spot", CHECK, officers=PAIR, seen=1), now=NOW)

    second = append(
        actor=actor("zhifa3"), docket=docket, request=Request("check_on_spot", CHECK, officers=("GC-005", "GC-006"), seen=1), now=NOW
    )

    assert second.act.seq == 3


@pytest.mark.django_db
def test_rebuild_finds_a_projection_that_was_changed_by_hand() -> None:
    docket = opened().act.docket
    assert list(differences()) == []

    with connection.cursor() as cursor:
        cursor.execute("UPDATE docket_standing SET stage = '已归档' WHERE docket_id = %s", [docket])

    assert [(found.docket, found.field, found.folded) for found in differences()] == [(docket, "stage", "待核查")]


@pytest.mark.django_db(transaction=True)
def test_two_writers_at_once_one_wins_and_the_other_is_told(fresh_town: None) -> None:
    docket = opened().act.docket
    append(actor=actor("zhifa1"), docket=docket, request=Request("check_on_spot", CHECK, officers=PAIR), now=NOW)
    append(actor=actor("zhifa1"), docket=docket, request=Request("propose_filing", FILING, officers=PAIR), now=NOW)
    head = actor("fuzeren")
    gate, won, lost = threading.Barrier(6), [], []

    def write() -> None:
        try:
            gate.wait()
            won.append(append(actor=head, docket=docket, request=Request("approve_filing", {}, seen=3), now=NOW))
        except (AlreadyDone, SomeoneWasFaster) as refusal:
            lost.append(refusal)
        finally:
            connection.close()

    writers = [threading.Thread(target=write) for _ in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert (len(won), len(lost)) == (1, 5)
    assert all(refusal.facts["since"][0]["title"] == "批准立案" for refusal in lost)
    assert [act.seq for act in view_for(actor=head, docket=docket).acts] == [1, 2, 3, 4]


@pytest.mark.django_db(transaction=True)
def test_the_same_act_sent_by_many_at_once_is_one_docket_with_one_number(fresh_town: None) -> None:
    clerk, request = actor("shouli"), Request("register_lead", LEAD)
    gate, answers = threading.Barrier(6), []

    def send() -> None:
        try:
            gate.wait()
            answers.append(open_docket(actor=clerk, body=TOWN, place=PLACE, request=request, now=NOW))
        finally:
            connection.close()

    senders = [threading.Thread(target=send) for _ in range(6)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()

    assert len({answer.act.docket for answer in answers}) == 1
    assert sorted(answer.repeated for answer in answers) == [False, True, True, True, True, True]
    numbers = [int(opened().number.split("〕")[1].removesuffix("号")) for _ in range(3)]
    assert numbers == [int(answers[0].number.split("〕")[1].removesuffix("号")) + more for more in (1, 2, 3)]


@pytest.mark.parametrize(("first", "then", "clocks"), [("", "GC-ZJ-001", 1), ("GC-ZJ-001", "", 1), ("GC-ZJ-001", "GC-S0002", 0)])
@pytest.mark.django_db
def test_an_item_named_later_brings_and_takes_the_clocks_of_its_department(first: str, then: str, clocks: int) -> None:
    """The term for checking a lead is a department's own; the item may be named, or changed, only when the case is proposed."""
    docket = opened(item=first).act.docket
    later = NOW + timedelta(hours=2)
    append(actor=actor("zhifa1"), docket=docket, request=Request("check_on_spot", CHECK, officers=PAIR), now=later)
    if then:
        filing = Request("propose_filing", {**FILING, "item": then}, officers=PAIR)
        append(actor=actor("zhifa1"), docket=docket, request=filing, now=later + timedelta(hours=1))

    assert list(differences()) == []
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM docket_clock WHERE docket_id = %s", [docket])
        assert cursor.fetchone() == (clocks,)
