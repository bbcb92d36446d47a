"""The view of what a reporter sent: upright, small, without a word of where and by whom; and who is given the original."""

from __future__ import annotations

import io
from pathlib import Path
from struct import pack
from typing import Any

import imageio_ffmpeg
import pytest
from PIL import Image

from tests.rooms.evidence.test_upload import NOW, PLACE, someone
from yifa.evidence import store
from yifa.evidence.actions import (
    ImageTooLarge,
    Opened,
    OriginalClosed,
    TypeNotAllowed,
    accept_public,
    accept_upload,
    claim,
    forget,
    open_for,
    open_original,
    open_view,
)
from yifa.evidence.models import EvidenceFile
from yifa.evidence.queries import evidence_for
from yifa.evidence.viewing import ViewNotPossible, can_be_shown
from yifa.kernel.actor import Actor, Role
from yifa.platform.accounts.models import User
from yifa.platform.audit.models import Entry

BODY = "town"
GPS, SERIAL, COMMENT = 0x8825, 0xA431, "柳如烟家门口"


@pytest.fixture(autouse=True)
def own_store(db: None, settings: Any, tmp_path: Path) -> Path:
    settings.EVIDENCE = tmp_path / "evidence"
    return tmp_path / "evidence"


@pytest.fixture
def officer(db: None) -> Actor:
    return someone("zhifa")


def one(role: Role) -> Actor:
    return someone(f"{role.value}{User.objects.count()}", role)


def read(opened: Opened) -> bytes:
    with opened.stream as stream:
        return stream.read()


def photo(kind: str = "JPEG", size: tuple[int, int] = (4000, 3000)) -> bytes:
    """Taken lying on its side, with the place of a home and the number of a phone."""
    picture = Image.new("RGBA" if kind == "PNG" else "RGB", size, "navy")
    picture.paste("orange", (0, 0, size[0], size[1] // 4))
    exif = picture.getexif()
    exif[0x0112] = 6
    exif[0x010F], exif[SERIAL] = "MAKER-X", "SERIAL-77"
    exif.get_ifd(GPS)[2] = (37.0, 55.0, 30.0)
    exif.get_ifd(GPS)[1] = "N"
    out = io.BytesIO()
    picture.save(out, kind, exif=exif, comment=COMMENT.encode())
    return out.getvalue()


def sent(data: bytes, name: str = "现场.jpg") -> str:
    digest = accept_public(stream=io.BytesIO(data), name=name, now=NOW).digest
    assert claim([digest], body=BODY, place=PLACE) == set()
    return digest


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_view_is_upright_small_and_says_nothing_else(kind: str) -> None:
    data = photo(kind)
    assert b"SERIAL-77" in data
    digest = sent(data, "住处.heif.png")

    opened = open_for(one(Role.OFFICER), evidence_for(one(Role.OFFICER), digest), now=NOW)

    shown = read(opened)
    assert (opened.name, opened.mime, opened.size) == ("反映人附件1.jpg", "image/jpeg", len(shown))
    for told in (b"SERIAL-77", b"MAKER-X", b"Exif", COMMENT.encode(), b"http"):
        assert told not in shown
    view = Image.open(io.BytesIO(shown))
    assert (view.size, dict(view.getexif()), view.info.get("comment")) == ((1200, 1600), {}, None)
    # what was the upper edge of the sensor is on the right
    red, _green, blue = view.getpixel((1150, 800))
    assert red > 200 and blue < 60
    assert Entry.objects.get(kind="evidence_downloaded").facts["view"] is True
    assert store.is_whole(digest)


def test_the_original_is_for_who_may_open_the_reporter_or_when_it_is_evidence() -> None:
    data = photo()
    digest = sent(data)

    with pytest.raises(OriginalClosed):
        open_original(one(Role.OFFICER), evidence_for(one(Role.OFFICER), digest), taken_as_evidence=False, now=NOW)
    for actor, taken in ((one(Role.INTAKE), False), (one(Role.SUPERVISOR), False), (one(Role.OFFICER), True)):
        assert read(open_original(actor, evidence_for(actor, digest), taken_as_evidence=taken, now=NOW)) == data
    assert read(open_for(one(Role.INTAKE), evidence_for(one(Role.INTAKE), digest), now=NOW)) != data
    assert Entry.objects.filter(kind="evidence_downloaded").count() == 4


def test_what_an_officer_took_is_given_as_it_came(officer: Actor) -> None:
    data = photo()
    row = accept_upload(actor=officer, stream=io.BytesIO(data), name="取证.jpg", body=BODY, place=PLACE, now=NOW)

    assert read(open_for(officer, row, now=NOW)) == data
    assert len(read(open_view(officer, row, now=NOW))) < len(data)


def test_a_view_is_made_once_swept_and_made_again(own_store: Path, django_capture_on_commit_callbacks: Any) -> None:
    digest, actor = sent(photo()), one(Role.OFFICER)
    assert not store.view_path(digest).exists()
    first = read(open_for(actor, evidence_for(actor, digest), now=NOW))
    made = store.view_path(digest).stat().st_mtime_ns

    again = read(open_for(actor, evidence_for(actor, digest), now=NOW))

    assert (first, store.view_path(digest).stat().st_mtime_ns) == (again, made)
    assert store.sweep(before=NOW.replace(year=2100)) == 1
    assert read(open_for(actor, evidence_for(actor, digest), now=NOW)) == first
    with django_capture_on_commit_callbacks(execute=True):
        forget(digest)
    assert not [path for path in own_store.rglob("*") if path.is_file()]


def bomb(width: int, height: int) -> bytes:
    """A PNG whose header says so; what follows is little."""
    from zlib import compress, crc32

    def chunk(kind: bytes, data: bytes) -> bytes:
        return pack(">I", len(data)) + kind + data + pack(">I", crc32(kind + data))

    head = chunk(b"IHDR", pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", compress(bytes(1000))) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(30_000, 30_000), (12_000, 9_000)])
def test_very_many_pixels_are_kept_from_the_public_and_shown_to_nobody(officer: Actor, own_store: Path, size: tuple[int, int]) -> None:
    data = bomb(*size)

    with pytest.raises(ImageTooLarge) as refused:
        accept_public(stream=io.BytesIO(data), name="a.png", now=NOW)
    assert refused.value.sentence == f"图片尺寸过大（{size[0]}×{size[1]}，上限1亿像素），没有保存。"
    assert not [path for path in own_store.rglob("*") if path.is_file()]
    row = accept_upload(actor=officer, stream=io.BytesIO(data), name="a.png", body=BODY, place=PLACE, now=NOW)
    opened = open_for(officer, row, now=NOW)
    assert (read(opened), opened.heavy, can_be_shown(row)) == (data, True, False)
    with pytest.raises(ViewNotPossible):
        open_view(officer, row, now=NOW)


def test_a_picture_that_cannot_be_decoded_has_no_view() -> None:
    digest = sent(bomb(64, 64)[:-30] + bomb(64, 64)[-12:])

    with pytest.raises(ViewNotPossible):
        open_for(one(Role.OFFICER), evidence_for(one(Role.OFFICER), digest), now=NOW)
    assert not store.view_path(digest).exists()


def film(tmp_path: Path) -> bytes:
    """A real film of a second, with place and maker as phones write them."""
    path = tmp_path / "a.mp4"
    said = {"location": "+37.9250+116.3110/", "make": "MAKER-X", "comment": "SERIAL-77"}
    writer = imageio_ffmpeg.write_frames(
        str(path),
        (64, 48),
        fps=5,
        output_params=[
            *(part for name, value in said.items() for part in ("-metadata", f"{name}={value}")),
            "-movflags",
            "use_metadata_tags",
        ],
    )
    writer.send(None)
    for _ in range(5):
        writer.send(bytes(64 * 48 * 3))
    writer.close()
    return path.read_bytes()


def test_a_film_is_shown_without_where_and_by_what_it_was_taken(tmp_path: Path) -> None:
    data = film(tmp_path)
    assert b"+37.9250" in data and b"SERIAL-77" in data
    digest = sent(data, "现场.mp4")

    opened = open_for(one(Role.OFFICER), evidence_for(one(Role.OFFICER), digest), now=NOW)

    shown = read(opened)
    assert (opened.name, opened.mime, len(shown)) == ("反映人附件1.mp4", "video/mp4", len(data))
    for told in (b"+37.9250", b"MAKER-X", b"SERIAL-77"):
        assert told not in shown
    (tmp_path / "shown.mp4").write_bytes(shown)
    assert imageio_ffmpeg.count_frames_and_secs(str(tmp_path / "shown.mp4"))[0] == 5


@pytest.mark.parametrize("cut", [40, 200, 700])
def test_a_film_that_is_cut_off_is_handed_out_to_nobody_but_as_it_came(tmp_path: Path, cut: int) -> None:
    data = film(tmp_path)
    moov = data.index(b"moov")
    digest = sent(data[: moov + cut], "现场.mp4")

    with pytest.raises(ViewNotPossible):
        open_for(one(Role.OFFICER), evidence_for(one(Role.OFFICER), digest), now=NOW)


def test_the_public_is_told_what_it_may_send() -> None:
    with pytest.raises(TypeNotAllowed) as refused:
        accept_public(stream=io.BytesIO(b"%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF"), name="a.pdf", now=NOW)

    assert refused.value.lines() == ("不支持PDF，不能作为证据文件上传。", "可以上传的有照片（JPEG、PNG、WebP、HEIC）、视频（MP4、MOV）。")
    assert not EvidenceFile.objects.exists()
