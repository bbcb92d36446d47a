"""From the row to the docket: in order, once, joined where it is the very same event."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from tests.factories.people import actor
from tests.rooms.intake.conftest import NOW, PLACE, New
from yifa.docket.core.act import View
from yifa.docket.private import reveal
from yifa.docket.queries import search, view_for
from yifa.intake.actions import open_next, submit
from yifa.intake.models import Report
from yifa.intake.queries import near
from yifa.kernel.dates import legal_date

CLERK = "shouli"


def view_of(docket: UUID | None, user: str = CLERK) -> View:
    assert docket is not None
    return view_for(actor=actor(user, on=legal_date(NOW)), docket=docket)


def test_rows_become_dockets_in_their_order_and_once(new: New) -> None:
    reports = [
        new(text=text, place_text=where) for text, where in (("路灯不亮三天了", "东街"), ("井盖破了个洞", "西街"), ("垃圾成堆", "北街"))
    ]
    numbers = [submit(report, now=NOW).number for report in reports]

    assert (open_next(now=NOW, most=2), open_next(now=NOW), open_next(now=NOW)) == (2, 1, 0)

    rows = list(Report.objects.order_by("seq"))
    views = [view_of(row.docket) for row in rows]
    assert [view.acts[0].payload["report"] for view in views] == numbers
    assert [view.number for view in views] == sorted(view.number for view in views)
    assert {(view.acts[0].actor["name"], view.acts[0].actor["user"]) for view in views} == {("自动受理", "")}


def test_no_docket_is_older_than_the_report_it_is_opened_for(new: New) -> None:
    submit(new(), now=NOW + timedelta(seconds=18))

    open_next(now=NOW)

    first = view_of(Report.objects.get().docket).acts[0]
    assert (first.happened_at, first.recorded_at) == (NOW + timedelta(seconds=18),) * 2


def test_the_reporter_stands_sealed_in_the_docket_and_no_longer_in_the_row(new: New) -> None:
    report = new(name="柳如烟", phone="13911112222", text="我是柳如烟，电话13911112222，集市东口占道")
    submit(report, now=NOW)

    open_next(now=NOW)

    row = Report.objects.get(id=report.id)
    act = view_of(row.docket).acts[0]
    assert row.contact is None
    assert act.payload["summary"] == "我是［反映人］，电话［反映人］，集市东口占道"
    sealed = [act.payload[name]["sealed"] for name in ("reporter", "reporter_phone")]
    assert list(map(reveal([*sealed]).get, sealed)) == ["柳如烟", "13911112222"]
    assert "柳如烟" not in act.body() and "13911112222" not in act.body()


def test_a_docket_is_found_by_the_number_the_reporter_was_told(new: New) -> None:
    receipt = submit(new(), now=NOW)
    open_next(now=NOW)

    found = search(actor=actor(CLERK, on=legal_date(NOW)), words=receipt.number)

    assert [row.cause for row in found.rows] == ["集市东口有人占道摆摊，堵住了消防通道"]


def test_three_hundred_nearly_equal_texts_are_one_matter_with_as_many_voices(new: New) -> None:
    first = submit(new(), now=NOW)
    for number in range(299):
        submit(new(text=f"集市东口有人占道摆摊，堵住消防通道！！{number}"), now=NOW + timedelta(seconds=number))

    open_next(now=NOW + timedelta(minutes=6), most=400)

    assert Report.objects.filter(fault="", docket=None).count() == 0
    dockets = set(Report.objects.values_list("docket", flat=True))
    assert len(dockets) == 1
    view = view_of(dockets.pop())
    assert (len(view.all("join_report")), view.acts[0].payload["report"]) == (299, first.number)


def at(metres_north: float) -> dict[str, Decimal]:
    return {"longitude": Decimal("116.311000"), "latitude": Decimal(f"{37.925 + metres_north / 111_195:.6f}")}


def test_the_same_event_is_told_from_its_neighbours(new: New) -> None:
    """One dimension changes at a time: place, time, words, class."""
    from yifa.registry.grids import locate

    assert not locate(116.311, 37.925, on=legal_date(NOW)).outside
    main = new(text="烧烤摊油烟大，占住人行道", place_text="", **at(0))
    same = new(text="烧烤摊油烟很大占住人行道", place_text="", **at(50))
    far = new(text="烧烤摊油烟很大占住人行道", place_text="", **at(90))
    late = new(text="烧烤摊油烟很大占住人行道", place_text="", **at(-50))
    other = new(text="路灯不亮，晚上看不清", place_text="", **at(5))
    another_kind = new(text="烧烤摊油烟很大占住人行道", place_text="", event_kind="B-0102", **at(50))
    known = new(text="烧烤摊油烟大，占住人行道", place_text="", event_kind="B-0101", **at(200))
    for report, later in ((main, 0), (same, 5), (far, 5), (other, 5), (late, 36), (known, 5)):
        submit(report, now=NOW + timedelta(minutes=later))
    submit(another_kind, now=NOW + timedelta(minutes=6))

    open_next(now=NOW + timedelta(minutes=40))

    joined = set(Report.objects.filter(joined=True).values_list("id", flat=True))
    assert joined == {same.id, another_kind.id}
    suggested = near(actor=actor(CLERK, on=legal_date(NOW)), docket=Report.objects.get(id=far.id).docket)
    assert {one.summary for one in suggested} >= {"烧烤摊油烟大，占住人行道"}
    assert "路灯不亮，晚上看不清" in {one.summary for one in suggested}
    assert near(actor=actor("chengguan1", on=legal_date(NOW)), docket=Report.objects.get(id=far.id).docket) == []


def test_nothing_joins_a_docket_that_has_ended(new: New) -> None:
    from tests.factories.acts import PAYLOADS
    from yifa.docket.append import Request, append

    submit(new(), now=NOW)
    open_next(now=NOW)
    docket = Report.objects.get().docket
    append(
        actor=actor("fuzeren", on=legal_date(NOW)), docket=docket, request=Request("decline_filing", PAYLOADS["decline_filing"]()), now=NOW
    )

    submit(new(), now=NOW + timedelta(minutes=1))
    open_next(now=NOW + timedelta(minutes=1))

    assert Report.objects.filter(joined=True).count() == 0
    assert len(set(Report.objects.values_list("docket", flat=True))) == 2


def test_a_report_that_cannot_be_opened_holds_up_no_other(new: New) -> None:
    bad, good = new(), new(text="另一件：树倒了", place_text="南街")
    for report in (bad, good):
        submit(report, now=NOW)
    Report.objects.filter(id=bad.id).update(place="990101")

    open_next(now=NOW)

    assert Report.objects.get(id=bad.id).fault.startswith("名录中没有")
    assert Report.objects.get(id=good.id).docket is not None
    assert Report.objects.get(id=good.id).place == PLACE


def test_a_burst_from_one_channel_is_one_matter(new: New) -> None:
    """12345 sends one complaint twenty times with numbers of its own and no point; another street in the same words is none of it."""
    burst = [
        new(source="12345热线", source_ref=f"QX{one}", text="新华路路灯全部不亮", place_text="", phone="13900001111") for one in range(20)
    ]
    elsewhere = new(source="12345热线", source_ref="QX20", text="建设路路灯全部不亮", place_text="", phone="13900001111")
    for minute, report in enumerate([*burst[:10], elsewhere, *burst[10:]]):
        submit(report, now=NOW + timedelta(seconds=20 * minute), taken_by="c0")

    assert open_next(now=NOW + timedelta(minutes=8)) == 21

    joined = Report.objects.filter(joined=True)
    assert (joined.count(), joined.values("docket").distinct().count()) == (19, 1)
    assert view_of(joined[0].docket).last("join_report").payload["why"] == "文字完全相同，相隔6分钟，没有说是别的地点"
    other = Report.objects.get(id=elsewhere.id)
    assert other.docket not in set(joined.values_list("docket", flat=True)) and not other.joined


def test_the_same_person_without_a_place_is_one_voice_and_two_persons_are_two(new: New) -> None:
    words = {"text": "市民反映路灯不亮，请尽快处理", "place_text": ""}
    reports = [new(phone=phone, **words) for phone in ("13900001111", "13900002222", "13900001111", "")]
    for second, report in enumerate(reports):
        submit(report, now=NOW + timedelta(seconds=second))

    open_next(now=NOW + timedelta(minutes=1))

    assert list(Report.objects.filter(joined=True).values_list("id", flat=True)) == [reports[2].id]
    first, _second, again, nobody = (Report.objects.get(id=report.id).docket for report in reports)
    assert first == again
    suggested = near(actor=actor(CLERK, on=legal_date(NOW)), docket=nobody)
    assert len(suggested) == 2
