"""另案 — two dockets on one item and party are seen: at the proposal, at the filing, of another body, at the same moment."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import acts
from tests.factories.people import actor
from yifa.docket.append import NotLawful, Recorded, Request, append, open_docket
from yifa.docket.models import Standing
from yifa.docket.queries import next_for, view_for

NOW = datetime(2026, 3, 11, 2, 0, tzinfo=UTC)
TOWN, PLACE, ITEM = "fucheng.gucheng", "131128101", "GC-ZJ-001"
RULE = "authority.same_matter"
OTHERWISE = {RULE: "地点和日期都不同，不是同一个违法行为。"}
pytestmark = pytest.mark.django_db


def checked() -> UUID:
    lead = Request("register_lead", acts.register_lead(reported_at="2026-03-11T09:50:00+08:00"))
    docket = open_docket(actor=actor("shouli"), body=TOWN, place=PLACE, request=lead, now=NOW).act.docket
    times = {"from_at": "2026-03-11T09:30:00+08:00", "until_at": "2026-03-11T09:50:00+08:00"}
    do(docket, "check_on_spot", **times)
    return docket


def do(docket: UUID, kind: str, *, judged: dict[str, str] | None = None, **changes: object) -> Recorded:
    head = kind == "approve_filing"
    officers = () if head else ("GC-001", "GC-002")
    more = {"item": ITEM} if kind in ("propose_filing", "punish_on_spot") else {}
    request = Request(kind, acts.PAYLOADS[kind](**{**more, **changes}), officers=officers, judged=judged or {})
    return append(actor=actor("fuzeren" if head else "zhifa1"), docket=docket, request=request, now=NOW + timedelta(hours=1))


def proposed(**more: object) -> UUID:
    docket = checked()
    do(docket, "propose_filing", **more)  # type: ignore[arg-type]  # members of the payload
    return docket


def filed() -> UUID:
    docket = proposed()
    do(docket, "approve_filing")
    return docket


def refused(docket: UUID, kind: str) -> NotLawful:
    with pytest.raises(NotLawful) as caught:
        do(docket, kind)
    return caught.value


def others(refusal: NotLawful) -> list[dict[str, object]]:
    (answer,) = refusal.facts["answers"]  # type: ignore[misc]  # a list of one
    (ground,) = answer["grounds"]  # type: ignore[index]
    return ground["facts"]["others"]  # type: ignore[no-any-return]


@pytest.mark.parametrize("kind", ["propose_filing", "punish_on_spot"])
def test_a_second_docket_is_told_of_the_first_and_goes_on_with_a_reason(kind: str) -> None:
    first, second = filed(), checked()
    number = view_for(actor=actor("zhifa1"), docket=first).number

    refusal = refused(second, kind)

    assert refusal.sentence.endswith(
        f"：就同一事项、同一当事人，古城镇综合行政执法管理局已于2026年3月11日批准立案（{number}）。本案与上述案件是否同一个违法行为？"
    )
    assert refusal.remedy == "是同一行为的，并入本机关最先立案的卷宗办理；不是的，写明理由后继续办理。"
    assert [cite.text for cite in refusal.cites] == ["《行政处罚法》第二十五条第一款", "《行政处罚法》第二十九条"]
    assert refusal.facts["for_person"] == [RULE]
    assert [(one["docket"], one["filed"]) for one in others(refusal)] == [(str(first), True)]

    recorded = do(second, kind, judged=OTHERWISE)

    (ground,) = [one for one in recorded.act.grounds if one["rule"] == RULE]
    assert (ground["verdict"], ground["judged"]) == ("for_person", OTHERWISE[RULE])


def test_the_head_is_asked_too_and_the_page_says_so_before() -> None:
    first = proposed()
    second = checked()
    do(second, "propose_filing", judged=OTHERWISE)

    (offer,) = [
        one
        for one in next_for(actor=actor("fuzeren"), view=view_for(actor=actor("fuzeren"), docket=first), now=NOW)
        if one.kind.name == "approve_filing"
    ]
    refusal = refused(first, "approve_filing")

    assert offer.verdict.value == "for_person"
    assert [answer.grounds[0].rule for answer in offer.answers] == [RULE]
    assert "提请立案" in refusal.sentence
    assert refusal.remedy.startswith("是同一行为的，由有管辖权的机关协商")
    assert [one["docket"] for one in others(refusal)] == [str(second)]
    assert do(first, "approve_filing", judged=OTHERWISE).act.kind == "approve_filing"


def test_of_another_body_that_may_not_be_read_only_the_body_and_the_day_are_told() -> None:
    first, second = filed(), checked()
    Standing.objects.filter(docket_id=first).update(body="fucheng.chengguan", place="131128")

    refusal = refused(second, "propose_filing")

    assert [(one["docket"], one["number"], one["ours"]) for one in others(refusal)] == [("", "", False)]
    assert "（" not in refusal.sentence and str(first) not in str(refusal.as_json())
    assert refusal.remedy.startswith("是同一行为的，移送最先立案的")


@pytest.mark.parametrize("how", ["another party", "another item", "closed", "no more than a lead"])
def test_what_is_another_matter_or_over_is_not_asked_about(how: str) -> None:
    if how == "no more than a lead":
        checked()
    elif how == "another party":
        proposed(party={**acts.PERSON, "name": "钱示例"})
    elif how == "another item":
        proposed(item="GC-ZJ-002")
    else:
        Standing.objects.filter(docket_id=filed()).update(closed_on=NOW.date())
    second = checked()

    recorded = do(second, "propose_filing")

    assert [one["verdict"] for one in recorded.act.grounds if one["rule"] == RULE] == ["lawful"]


def test_a_name_is_compared_as_it_is_cleaned() -> None:
    proposed(party={**acts.PERSON, "name": "  赵示例 "})

    assert refused(checked(), "propose_filing").facts["for_person"] == [RULE]


def test_it_is_asked_only_by_the_acts_that_file_in_one_indexed_statement() -> None:
    docket = proposed()

    with CaptureQueriesContext(
        connection,
    ) as head:
        do(docket, "approve_filing")
    with CaptureQueriesContext(connection) as evidence:
        do(docket, "take_evidence")

    asked = [query["sql"] for query in head if "s.party =" in query["sql"]]
    assert len(asked) == 1
    assert not [query for query in evidence if "s.party =" in query["sql"]]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {asked[0]}")
        assert "standing_same_matter" in "".join(row[0] for row in cursor.fetchall())


@pytest.mark.django_db(transaction=True)
def test_of_two_at_the_same_moment_the_later_is_told_of_the_earlier(fresh_town: None) -> None:
    dockets = [checked() for _ in range(4)]
    gate, won, lost = threading.Barrier(4), [], []

    def propose(docket: UUID) -> None:
        try:
            gate.wait()
            won.append(do(docket, "propose_filing"))
        except NotLawful as refusal:
            lost.append(refusal)
        finally:
            connection.close()

    writers = [threading.Thread(target=propose, args=(docket,)) for docket in dockets]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    assert (len(won), len(lost)) == (1, 3)
    assert {others(refusal)[0]["docket"] for refusal in lost} == {str(won[0].act.docket)}
