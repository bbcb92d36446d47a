"""A picture is evidence only where its device was reviewed and published before the day, and a person reviewed the record; else a lead."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.factories.acts import PAYLOADS
from tests.factories.people import actor
from tests.rooms.devices.conftest import NOW, PASSED, PLACE, TODAY, TOWN, device
from yifa.devices.actions import (
    ClipDeleted,
    ClipUnknown,
    NotRegistrar,
    StatementUnreadable,
    delete_served,
    note_view,
    review_clip,
    set_stream,
    state_review,
    take_snapshot,
)
from yifa.devices.core.device import EVIDENCE, LEAD, Device, Review, facts_on, standing
from yifa.devices.models import Clip, Statement
from yifa.devices.queries import CameraUnknown, clip_of, device_for, devices, published, registers, standing_of
from yifa.devices.streams import StreamAddressNotAllowed
from yifa.docket.append import NotLawful, Request, append, open_docket
from yifa.evidence import store
from yifa.evidence.actions import claim
from yifa.evidence.models import EvidenceFile
from yifa.platform.audit.models import Entry
from yifa.registry.models import Camera

Make = Callable[..., Camera]
GOOD = Device("A", "台账", "古城镇", PLACE, **PASSED)
REVIEWED = Review(done=True, true_=True, clear=True, complete=True, accurate=True, drift=0)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"


def picture(mark: bytes = b"1") -> bytes:
    """A small JPEG: head, size 1 × 1, a scan, its end."""
    frame = b"\xff\xc0\x00\x0b\x08\x00\x01\x00\x01\x01\x01\x11\x00"
    return JPEG + frame + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00" + mark + b"\xff\xd9"


def snapshot(camera: str = "TEST-1", *, at: datetime = NOW, mark: bytes = b"1") -> Clip:
    officer = actor("zhifa1")
    clip = take_snapshot(
        actor=officer, device=device(officer, camera), picture=io.BytesIO(picture(mark)), reason="值班巡查", body=TOWN, place=PLACE, now=at
    )
    claim([clip.digest], body=TOWN, place=PLACE)
    return clip


def reviewed(clip: Clip, **found: bool) -> Clip:
    said = {"truthful": True, "clear": True, "complete": True, "accurate": True} | found
    return review_clip(actor=actor("shenhe"), digest=clip.digest, remark="", now=NOW, **said)


@pytest.mark.parametrize("member", ["legal_basis", "technical_review_on", "legal_review_on", "published_on", "published_place"])
def test_every_lack_of_the_device_alone_makes_a_lead(member: str) -> None:
    lacking = Device("A", "台账", "古城镇", PLACE, **{**PASSED, member: None if member.endswith("_on") else ""})

    assert standing(GOOD, REVIEWED, TODAY).word == EVIDENCE
    found = standing(lacking, REVIEWED, TODAY)
    assert (found.word, [answer.grounds[0].rule for answer in found.answers]) == (LEAD, ["evidence.camera_device"])


@pytest.mark.parametrize("member", ["technical_review_on", "legal_review_on", "published_on"])
def test_it_is_judged_as_of_the_day_of_the_picture(member: str) -> None:
    that_day = Device("A", "台账", "古城镇", PLACE, **{**PASSED, member: TODAY})

    assert standing(that_day, REVIEWED, TODAY).word == LEAD
    assert standing(that_day, REVIEWED, TODAY + timedelta(days=1)).word == EVIDENCE


@pytest.mark.parametrize("member", ["done", "true_", "clear", "complete", "accurate"])
def test_every_lack_of_the_record_alone_makes_a_lead(member: str) -> None:
    members = dict.fromkeys(("done", "true_", "clear", "complete", "accurate"), True) | {member: False}
    found = standing(GOOD, Review(**members), TODAY)

    assert (found.word, [answer.grounds[0].rule for answer in found.answers]) == (LEAD, ["evidence.camera_record"])


@pytest.mark.parametrize(("drift", "word"), [(None, EVIDENCE), (60, EVIDENCE), (-60, EVIDENCE), (61, LEAD), (-61, LEAD)])
def test_clock_that_is_off_makes_a_lead_BI_INT_21(drift: int | None, word: str) -> None:
    assert standing(GOOD, Review(True, True, True, True, True, drift), TODAY).word == word


def test_day_before_the_statute_that_is_held_is_never_evidence() -> None:
    assert standing(GOOD, REVIEWED, date(2020, 1, 1)).word == LEAD


def test_reviews_ensure_standard_setting_and_mark() -> None:
    one_review = Device("A", "台账", "古城镇", PLACE, **{**PASSED, "legal_review_on": None})

    assert facts_on(one_review, TODAY) == {
        "basis": True,
        "legal": False,
        "technical": True,
        "standard": False,
        "sensible": False,
        "marked": False,
        "published": True,
    }


def filed() -> Any:
    """A docket in the ordinary procedure."""
    lead = PAYLOADS["register_lead"](reported_at="2026-03-11T09:00:00+08:00")
    docket = open_docket(actor=actor("shouli"), body=TOWN, place=PLACE, request=Request("register_lead", lead), now=NOW).act.docket
    spot = {"from_at": "2026-03-11T10:00:00+08:00", "until_at": "2026-03-11T10:00:00+08:00"}
    steps: list[tuple[str, str, dict[str, Any]]] = [
        ("zhifa1", "check_on_spot", spot),
        ("zhifa1", "propose_filing", {"item": "GC-ZJ-001"}),
        ("fuzeren", "approve_filing", {}),
    ]
    for by, kind, changes in steps:
        officers = () if kind == "approve_filing" else ("GC-001", "GC-002")
        append(actor=actor(by), docket=docket, request=Request(kind, PAYLOADS[kind](**changes), officers=officers), now=NOW)
    return docket


def take_evidence(docket: Any, clip: Clip, **changes: Any) -> None:
    request = Request("take_evidence", PAYLOADS["take_evidence"](**changes), officers=("GC-001", "GC-002"), evidence=(clip.digest,))
    append(actor=actor("zhifa1"), docket=docket, request=request, now=NOW)


def test_lead_of_a_device_is_refused_as_evidence_whatever_is_ticked_BI_INT_20(camera: Make) -> None:
    camera()
    clip = snapshot()
    reviewed(clip)
    docket = filed()
    names = "by_camera camera_legal_review camera_technical_review camera_published camera_record_reviewed camera_record_good"
    ticked = dict.fromkeys(names.split(), True)

    with pytest.raises(NotLawful) as told:
        take_evidence(docket, clip, **ticked)

    assert [answer.grounds[0].rule for answer in told.value.answers] == ["evidence.camera_device"]
    lacking = "法律、行政法规的依据、法制审核、技术审核、符合标准、设置合理、标志明显、设置地点公布"
    assert told.value.sentence == f"不能收集证据：电子监控设备不符合要求，缺少：{lacking}。"
    assert {cite.article for answer in told.value.answers for ground in answer.grounds for cite in ground.cites} == {"41"}


def test_record_nobody_reviewed_is_refused_and_taken_once_it_passed(camera: Make) -> None:
    camera(**PASSED)
    clip = snapshot()
    docket = filed()

    with pytest.raises(NotLawful) as told:
        take_evidence(docket, clip)
    reviewed(clip, clear=False)
    with pytest.raises(NotLawful) as blurred:
        take_evidence(docket, clip)
    reviewed(clip)
    take_evidence(docket, clip)

    assert [answer.grounds[0].rule for answer in told.value.answers] == ["evidence.camera_record"]
    assert blurred.value.sentence == "不能收集证据：电子监控记录经审核不清晰，不得作为行政处罚的证据。"
    assert standing_of(clip_of(clip.digest) or clip).is_evidence


def test_no_penalty_on_the_spot_rests_on_a_lead(camera: Make) -> None:
    camera()
    clip = snapshot()
    docket = filed_for_the_spot()
    request = Request(
        "punish_on_spot", PAYLOADS["punish_on_spot"](item="GC-ZJ-001"), officers=("GC-001", "GC-002"), evidence=(clip.digest,)
    )

    with pytest.raises(NotLawful) as told:
        append(actor=actor("zhifa1"), docket=docket, request=request, now=NOW)

    assert {"evidence.camera_device", "evidence.camera_record"} <= {answer.grounds[0].rule for answer in told.value.answers}


def filed_for_the_spot() -> Any:
    lead = PAYLOADS["register_lead"](reported_at="2026-03-11T09:00:00+08:00")
    docket = open_docket(actor=actor("shouli"), body=TOWN, place=PLACE, request=Request("register_lead", lead), now=NOW).act.docket
    spot = PAYLOADS["check_on_spot"](from_at="2026-03-11T10:00:00+08:00", until_at="2026-03-11T10:00:00+08:00")
    append(actor=actor("zhifa1"), docket=docket, request=Request("check_on_spot", spot, officers=("GC-001", "GC-002")), now=NOW)
    return docket


def test_review_is_for_those_who_handle_dockets_there_and_is_told(camera: Make) -> None:
    camera()
    clip = snapshot()

    with pytest.raises(ClipUnknown):
        review_clip(actor=actor("shouli"), digest=clip.digest, truthful=True, clear=True, complete=True, accurate=True, remark="", now=NOW)
    with pytest.raises(ClipUnknown):
        review_clip(actor=actor("shenhe"), digest="0" * 64, truthful=True, clear=True, complete=True, accurate=True, remark="", now=NOW)
    reviewed(clip, complete=False)

    entry = Entry.objects.get(kind="clip_reviewed")
    assert (entry.name, entry.facts["complete"], entry.facts["standing"]) == ("尤俊杰", False, "线索")


def test_same_bytes_twice_are_the_first_clip(camera: Make) -> None:
    camera()

    first, second = snapshot(), snapshot(at=NOW + timedelta(minutes=1))

    assert (first.pk, Clip.objects.count()) == (second.pk, 1)
    assert Entry.objects.filter(kind="clip_taken").count() == 1


def test_what_no_act_names_is_deleted_after_thirty_days_and_the_rest_stays(camera: Make) -> None:
    camera(**PASSED)
    kept, loose, young = snapshot(mark=b"k"), snapshot(mark=b"l"), snapshot(mark=b"y", at=NOW + timedelta(days=1))
    reviewed(kept)
    take_evidence(filed(), kept)

    looked_at = delete_served(now=NOW + timedelta(days=30, seconds=1))

    assert looked_at == 2
    assert delete_served(now=NOW + timedelta(days=30, seconds=1)) == 0
    assert [clip_of(one.digest).deleted_at is not None for one in (kept, loose, young)] == [False, True, False]  # type: ignore[union-attr]  # they are there
    assert set(EvidenceFile.objects.values_list("digest", flat=True)) == {kept.digest, young.digest}
    with pytest.raises(ClipDeleted):
        reviewed(loose)
    assert Entry.objects.get(kind="clip_deleted").facts["digest"] == loose.digest


def test_exactly_thirty_days_are_kept(camera: Make) -> None:
    camera()
    snapshot()

    assert delete_served(now=NOW + timedelta(days=30)) == 0


def test_bytes_are_gone_with_the_commit(camera: Make, django_capture_on_commit_callbacks: Any) -> None:
    camera()
    clip = snapshot()
    assert store.path_of(clip.digest).is_file()

    with django_capture_on_commit_callbacks(execute=True):
        delete_served(now=NOW + timedelta(days=31))

    assert not store.path_of(clip.digest).exists()


def test_what_is_stated_of_a_camera_holds_and_the_register_is_not_touched(camera: Make) -> None:
    camera()
    said = {"legal_basis": "依据", "technical_review_on": "2026-01-05", "legal_review_on": "2026-01-06", "reviewer": "县司法局"}

    state_review(actor=actor("shenhe"), code="TEST-1", said={**said, "published_on": "", "published_place": ""}, now=NOW)
    set_stream(actor=actor("xitong"), code="TEST-1", address="http://10.1.2.3:8888/1.m3u8", now=NOW)

    found = device(actor("zhifa1"))
    assert (found.legal_basis, found.technical_review_on, found.stream) == ("依据", date(2026, 1, 5), "http://10.1.2.3:8888/1.m3u8")
    assert (Camera.objects.get(code="TEST-1").legal_basis, Statement.objects.count()) == ("", 2)
    assert [entry.name for entry in Entry.objects.filter(kind="camera_stated").order_by("id")] == ["尤俊杰", actor("xitong").name]


def test_who_may_state_what(camera: Make) -> None:
    camera()

    with pytest.raises(NotRegistrar):
        set_stream(actor=actor("zhifa1"), code="TEST-1", address="http://10.1.2.3/1.m3u8", now=NOW)
    with pytest.raises(NotRegistrar):
        state_review(actor=actor("zhifa1"), code="TEST-1", said={}, now=NOW)
    with pytest.raises(CameraUnknown):
        set_stream(actor=actor("xitong"), code="NONE", address="", now=NOW)
    with pytest.raises(StreamAddressNotAllowed):
        set_stream(actor=actor("xitong"), code="TEST-1", address="http://127.0.0.1:5432/", now=NOW)
    for day in ("2026-03-12", "1980-01-01", "昨天"):
        with pytest.raises(StatementUnreadable):
            state_review(actor=actor("shenhe"), code="TEST-1", said={"published_on": day}, now=NOW)
    assert not Statement.objects.exists()


def test_camera_of_another_place_does_not_exist(camera: Make) -> None:
    camera("FAR", place="510100")

    with pytest.raises(CameraUnknown):
        device_for(actor("zhifa1"), "FAR", on=TODAY)
    assert "FAR" in [one.code for one in devices(on=TODAY)]


def test_looking_is_written_down_with_reason_content_unit_and_name_BI_promise(camera: Make) -> None:
    camera()
    officer = actor("zhifa1")

    note_view(actor=officer, device=device(officer), reason="核查12345工单", now=NOW)

    entry = Entry.objects.get(kind="camera_viewed")
    assert (entry.name, entry.subject, entry.at) == ("赵建国", "TEST-1 示例路口", NOW)
    assert entry.facts == {"camera": "TEST-1", "reason": "核查12345工单", "body": TOWN}


def test_two_registers_are_two_figures(camera: Make) -> None:
    found = {(one.name, one.owner): len(one.devices) for one in registers(devices(on=TODAY), on=TODAY)}

    assert {key: found[key] for key in found if key[0] in ("道路高清", "数字城管平台")} == {
        ("道路高清", "城市管理综合执法大队"): 45,
        ("数字城管平台", "县住建局"): 155,
    }


def test_published_list_names_what_is_published_by_that_day(camera: Make) -> None:
    camera("NOT")
    camera("SHOWN", **PASSED)
    camera("LATER", **{**PASSED, "published_on": TODAY + timedelta(days=1)})

    assert [one.code for one in published(on=TODAY) if one.register == "试验台账"] == ["SHOWN"]
    assert [one.code for one in published(on=datetime(2026, 3, 12, tzinfo=UTC).date()) if one.register == "试验台账"] == ["SHOWN", "LATER"]
