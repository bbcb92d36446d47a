"""提交 — what comes in is cleaned, counted, kept and acknowledged once."""

from __future__ import annotations

import io
from datetime import timedelta
from decimal import Decimal

import pytest

from tests.rooms.intake.conftest import NOW, PLACE, TOWN, New
from yifa.evidence import store
from yifa.evidence.actions import FileTooLarge, HiddenContent, ImageBroken, TypeNotAllowed, drop_unclaimed
from yifa.evidence.models import EvidenceFile
from yifa.intake import throttle
from yifa.intake.actions import Photo, Receipt, submit, take_photo
from yifa.intake.models import Report, Throttle
from yifa.intake.refusals import (
    PhotoNotSent,
    PhotosOverQuota,
    PlaceNotHere,
    PointSwapped,
    PointUnclear,
    RepeatDiffers,
    SourceUnknown,
    TextShort,
    TooManyRequests,
)
from yifa.kernel.text import TextControl, TextInvisible

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 64


def photo(content: bytes = PNG, name: str = "现场.png") -> Photo:
    return Photo(name, io.BytesIO(content))


def test_a_report_is_a_row_with_number_and_code(new: New) -> None:
    report = new()

    receipt = submit(report, now=NOW)

    row = Report.objects.get(id=report.id)
    assert (row.number, row.body, row.place, row.docket) == (receipt.number, TOWN, PLACE, None)
    assert receipt.number.startswith("20260311") and receipt.number.isdigit()
    assert len(receipt.code) == 16 and receipt.code.isdigit()
    assert receipt.code not in {row.code_digest, row.print, row.number}


def test_the_same_report_again_has_the_same_answer(new: New) -> None:
    report = new(source="12345热线", source_ref="HB-77")

    first, again = submit(report, now=NOW), submit(report, now=NOW + timedelta(minutes=1))

    assert again == Receipt(report.id, first.number, first.code, first.received_at, repeated=True)
    assert Report.objects.count() == 1


def test_one_number_of_a_source_is_one_report_whatever_its_id(new: New) -> None:
    first = submit(new(source="12345热线", source_ref="HB-77"), now=NOW)

    again = submit(new(source="12345热线", source_ref="HB-77"), now=NOW)

    assert (again.number, again.code, again.repeated) == (first.number, first.code, True)


@pytest.mark.parametrize("change", [{"text": "另一件事，完全不同"}, {"phone": "13800000001"}])
def test_a_repeat_with_another_content_is_refused(new: New, change: dict[str, str]) -> None:
    report = new(source="12345热线", source_ref="HB-77")
    receipt = submit(report, now=NOW)

    with pytest.raises(RepeatDiffers) as refused:
        submit(new(id=report.id, source="12345热线", source_ref="HB-77", **change), now=NOW)

    assert receipt.number in refused.value.sentence


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"text": " "}, TextShort),
        ({"text": "占道\0摆摊"}, TextControl),
        ({"text": "占道\u202e摆摊"}, TextInvisible),
        ({"source": "传真"}, SourceUnknown),
        ({"longitude": Decimal("116.1")}, PointUnclear),
        ({"longitude": Decimal("NaN"), "latitude": Decimal("37")}, PointUnclear),
        ({"longitude": Decimal("116"), "latitude": Decimal("91")}, PointUnclear),
        ({"longitude": Decimal("37.8"), "latitude": Decimal("NaN")}, PointUnclear),
        ({"longitude": Decimal("181"), "latitude": Decimal("37")}, PointUnclear),
        ({"longitude": Decimal("37"), "latitude": Decimal("116")}, PointSwapped),
        ({"place": "990101"}, PlaceNotHere),
        ({"photos": ("0" * 64,)}, PhotoNotSent),
    ],
)
def test_what_cannot_be_taken_is_refused_and_leaves_no_row(new: New, change: dict[str, object], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        submit(new(**change), now=NOW)

    assert Report.objects.count() == 0


@pytest.mark.parametrize("text", ["བོད་ཡིག་གི་སྙན་ཞུ།", "垃圾堆成山😡👨‍👩‍👧", '<img src="https://evil.example/x.png">', "𠮷祥街路灯坏了"])
def test_strange_scripts_stay_as_they_came(new: New, text: str) -> None:
    report = new(text=text)

    submit(report, now=NOW)

    assert Report.objects.get(id=report.id).text == text


def test_photos_belong_to_the_body_that_takes_it_in(new: New) -> None:
    report = new()

    submit(report, now=NOW, photos=[photo()])

    row = Report.objects.get(id=report.id)
    kept = EvidenceFile.objects.get(digest=row.photos[0], body_code=TOWN)
    assert (kept.place_code, kept.uploaded_by, kept.mime) == (PLACE, None, "image/png")


def test_a_photo_sent_before_is_named_by_its_digest(new: New) -> None:
    digest = take_photo(photo(), now=NOW)
    assert EvidenceFile.objects.get(digest=digest).body_code == ""

    first, second = new(photos=(digest,)), new(photos=(digest,), text="另外一件事情：路灯坏了")
    for report in (first, second):
        submit(report, now=NOW)

    assert [Report.objects.get(id=report.id).photos for report in (first, second)] == [[digest], [digest]]


def test_what_no_report_ever_named_is_removed_after_a_day(new: New) -> None:
    named, other = take_photo(photo(), now=NOW), take_photo(photo(HEIC), now=NOW)
    submit(new(photos=(named,)), now=NOW)

    assert drop_unclaimed(before=NOW) == 0
    assert drop_unclaimed(before=NOW + timedelta(days=1)) == 2

    assert [store.path_of(digest).exists() for digest in (named, other)] == [True, False]
    assert [row.body_code for row in EvidenceFile.objects.filter(digest__in=(named, other))] == [TOWN]
    with pytest.raises(PhotoNotSent):
        submit(new(photos=(named,)), now=NOW)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (PNG + b"<html><script>alert(1)</script></html>", HiddenContent),
        (PNG[:40], ImageBroken),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", TypeNotAllowed),
        (b"%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF", TypeNotAllowed),
        (PNG + b"\0" * 60 * 1024 * 1024, FileTooLarge),
    ],
    ids=["polyglot", "cut", "svg", "pdf", "60MB"],
)
def test_a_bad_photo_is_refused_with_the_report(new: New, content: bytes, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        submit(new(), now=NOW, photos=[photo(content)])

    assert (Report.objects.count(), EvidenceFile.objects.filter(uploaded_by=None).count()) == (0, 0)


def test_ten_photos_are_too_many(new: New) -> None:
    with pytest.raises(PhotosOverQuota):
        submit(new(), now=NOW, photos=[photo() for _ in range(10)])


def test_one_address_is_slowed_down_and_others_pass(new: New) -> None:
    for _ in range(30):
        submit(new(), now=NOW, address="192.0.2.7")

    with pytest.raises(TooManyRequests) as refused:
        submit(new(), now=NOW + timedelta(seconds=20), address="192.0.2.7")

    assert refused.value.facts == {"retry_after_seconds": 40}
    assert "12345" in refused.value.sentence
    assert not submit(new(), now=NOW, address="192.0.2.8").repeated
    assert not submit(new(), now=NOW).repeated
    assert not submit(new(), now=NOW + timedelta(minutes=1), address="192.0.2.7").repeated
    assert not Throttle.objects.filter(key__contains="192.0").exists()


def test_the_hour_has_its_own_limit(new: New) -> None:
    for minute in range(10):
        for _ in range(30):
            throttle.count(throttle.REPORTS, "192.0.2.7", now=NOW + timedelta(minutes=minute))

    with pytest.raises(TooManyRequests) as refused:
        submit(new(), now=NOW + timedelta(minutes=10), address="192.0.2.7")

    assert refused.value.facts == {"retry_after_seconds": 3000}
    assert throttle.forget(now=NOW + timedelta(minutes=65)) == 5
    assert not submit(new(), now=NOW + timedelta(minutes=61), address="192.0.2.7").repeated
