from __future__ import annotations

import errno
import io
import os
import stat
import time
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from struct import pack
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from yifa.evidence import store
from yifa.evidence.actions import (
    EvidenceDamaged,
    EvidenceRefusal,
    FileEmpty,
    FileTooLarge,
    HiddenContent,
    NotUploader,
    PdfActive,
    PdfEncrypted,
    TypeNotAllowed,
    accept_upload,
    open_for,
    scrub,
)
from yifa.evidence.core.heads import pixels
from yifa.evidence.core.kinds import LIMITS, Medium
from yifa.evidence.models import EvidenceFile
from yifa.evidence.queries import EvidenceUnknown, evidence_for, evidence_rows
from yifa.evidence.shelf import DatabaseShelf
from yifa.kernel.actor import Actor, Post, Role
from yifa.kernel.canonical import sm3
from yifa.platform.accounts.models import User
from yifa.platform.audit.models import Entry

NOW = datetime(2026, 3, 11, 2, 0, tzinfo=UTC)
PLACE = "131128101"


def chunk(kind: bytes, body: bytes) -> bytes:
    return pack(">I", len(body)) + kind + body + pack(">I", zlib.crc32(kind + body))


def png(width: int = 4, height: int = 3, *, more: bytes = b"") -> bytes:
    header = chunk(b"IHDR", pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\x00" * 40)) + chunk(b"IEND", b"") + more


def jpeg(width: int = 640, height: int = 480, *, app: bytes = b"", more: bytes = b"", end: bytes = b"\xff\xd9") -> bytes:
    exif = b"\xff\xe1" + pack(">H", len(app) + 2) + app
    frame = b"\xff\xc0" + pack(">HBHHB", 11, 8, height, width, 1) + b"\x01\x11\x00"
    scan = b"\xff\xda" + pack(">HB", 8, 1) + b"\x01\x00\x00\x3f\x00" + b"\x55" * 200
    return b"\xff\xd8" + exif + frame + scan + end + more


def webp(width: int, height: int) -> bytes:
    body = b"WEBPVP8X" + pack("<I", 10) + b"\x00" * 4 + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF" + pack("<I", len(body)) + body


def box(kind: bytes, body: bytes) -> bytes:
    return pack(">I", len(body) + 8) + kind + body


HEIC = (
    box(b"ftyp", b"heic\x00\x00\x00\x00mif1heic")
    + box(b"ispe", b"\x00" * 4 + pack(">II", 512, 512))
    + box(b"ispe", b"\x00" * 4 + pack(">II", 4032, 3024))
)
MP4 = box(b"ftyp", b"mp42\x00\x00\x00\x00mp42isom") + b"\x00" * 64
MOV = box(b"ftyp", b"qt  \x00\x00\x00\x00qt  ") + b"\x00" * 64
M4A = box(b"ftyp", b"M4A \x00\x00\x00\x00M4A mp42isom") + b"\x00" * 64
WAV = b"RIFF" + pack("<I", 36) + b"WAVEfmt " + b"\x00" * 32
MP3 = b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\x00" * 64
PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def own_store(settings: Any, tmp_path: Path) -> Path:
    settings.EVIDENCE = tmp_path / "evidence"
    return tmp_path / "evidence"


def someone(username: str, role: Role = Role.OFFICER, body: str = "town", place: str = PLACE) -> Actor:
    user = User.objects.create(username=username, name=username)
    return Actor(str(user.pk), username, "", (Post(role, body, place),))


@pytest.fixture
def officer(db: None) -> Actor:
    return someone("li")


def upload(actor: Actor, data: bytes, name: str = "照片.jpg", *, body: str = "town", place: str = PLACE) -> EvidenceFile:
    return accept_upload(actor=actor, stream=io.BytesIO(data), name=name, body=body, place=place, now=NOW)


def lying(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("data", "mime", "size"),
    [
        (jpeg(), "image/jpeg", (640, 480)),
        (jpeg(app=b"Exif\x00\x00" + b"\xff\xd9<thumb>" * 90), "image/jpeg", (640, 480)),
        (png(), "image/png", (4, 3)),
        (webp(800, 600), "image/webp", (800, 600)),
        (HEIC, "image/heic", (4032, 3024)),
        (MP4, "video/mp4", None),
        (MOV, "video/quicktime", None),
        (M4A, "audio/mp4", None),
        (WAV, "audio/wav", None),
        (MP3, "audio/mpeg", None),
        (PDF, "application/pdf", None),
    ],
    ids=["jpeg", "jpeg-with-thumbnail", "png", "webp", "heic", "mp4", "mov", "m4a", "wav", "mp3", "pdf"],
)
def test_allowed_file_is_kept_byte_for_byte_under_its_digest(
    officer: Actor, own_store: Path, data: bytes, mime: str, size: tuple[int, int] | None
) -> None:
    row = upload(officer, data)

    digest = sm3(data)
    assert lying(own_store) == [f"{digest[:2]}/{digest[2:4]}/{digest}"]
    assert store.path_of(digest).read_bytes() == data
    assert stat.S_IMODE(store.path_of(digest).stat().st_mode) == 0o400
    shown = (row.digest, row.size, row.mime, row.width, row.height, row.damaged, row.body_code, row.place_code, str(row.uploaded_by_id))
    assert shown == (digest, len(data), mime, *(size or (None, None)), False, "town", PLACE, officer.user)
    assert list(Entry.objects.filter(kind="evidence_taken_in").values_list("subject", flat=True)) == [digest]


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
MARKUP_BEHIND = b"<html><body><script>alert(1)</script></body></html>"


@pytest.mark.parametrize(
    ("data", "refusal", "sentence"),
    [
        (b"", FileEmpty, "文件为空。"),
        (SVG, TypeNotAllowed, "不支持SVG图片，不能作为证据文件上传。"),
        (b"<!doctype html><title>x</title>", TypeNotAllowed, "不支持网页文件，不能作为证据文件上传。"),
        (b"  <script>alert(1)</script>", TypeNotAllowed, "不支持网页文件，不能作为证据文件上传。"),
        (b"MZ\x90\x00" + b"\x00" * 99, TypeNotAllowed, "不支持可执行程序，不能作为证据文件上传。"),
        (b"\x7fELF" + b"\x00" * 99, TypeNotAllowed, "不支持可执行程序，不能作为证据文件上传。"),
        (b"#!/bin/sh\nrm -rf /\n", TypeNotAllowed, "不支持可执行程序，不能作为证据文件上传。"),
        (b"PK\x03\x04" + b"\x00" * 99, TypeNotAllowed, "不支持压缩包，不能作为证据文件上传。"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 99, TypeNotAllowed, "不支持办公软件文档，不能作为证据文件上传。"),
        (b"GIF89a" + b"\x00" * 99, TypeNotAllowed, "不支持GIF动图，不能作为证据文件上传。"),
        (b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR", TypeNotAllowed, "不支持纯文本，不能作为证据文件上传。"),
        (b"\x00\x01\x02\x03" * 9, TypeNotAllowed, "不支持这种文件，不能作为证据文件上传。"),
        (jpeg(more=MARKUP_BEHIND), HiddenContent, "文件中夹带网页代码，为防止被当作网页或程序打开，已拒绝。"),
        (png(more=MARKUP_BEHIND), HiddenContent, "文件中夹带网页代码，为防止被当作网页或程序打开，已拒绝。"),
        (jpeg(more=b"PK\x03\x04" + b"\x00" * 99), HiddenContent, "文件中夹带压缩包，为防止被当作网页或程序打开，已拒绝。"),
        (png(more=b"x" * 99 + b"PK\x05\x06" + b"\x00" * 18), HiddenContent, "文件中夹带压缩包，为防止被当作网页或程序打开，已拒绝。"),
        (PDF + b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>", PdfActive, "PDF含有脚本、嵌入附件或自动动作。"),
        (PDF + b"\x00" * (1024 * 1024 - 80) + b"/EmbeddedFile" + b"\x00" * 99, PdfActive, "PDF含有脚本、嵌入附件或自动动作。"),
        (PDF + b"trailer<</Encrypt 5 0 R>>", PdfEncrypted, "PDF已加密。"),
    ],
    ids=[
        "BI-UPL-21-empty",
        "BI-UPL-14-svg",
        "html",
        "script",
        "exe",
        "elf",
        "shell",
        "zip",
        "office",
        "gif",
        "BI-UPL-27-eicar",
        "noise",
        "jpeg+html",
        "png+html",
        "jpeg+zip",
        "png+zip-end",
        "BI-UPL-25-pdf-script",
        "pdf-attachment-over-a-piece",
        "BI-UPL-10-pdf-encrypted",
    ],
)
def test_harmful_file_is_refused_and_leaves_nothing(
    officer: Actor, own_store: Path, data: bytes, refusal: type[EvidenceRefusal], sentence: str
) -> None:
    with pytest.raises(refusal) as refused:
        upload(officer, data)

    assert refused.value.sentence == sentence
    assert refused.value.remedy.endswith("。")
    assert lying(own_store) == []
    assert not EvidenceFile.objects.exists()


@pytest.mark.parametrize(
    ("data", "size", "damaged"),
    [
        (png(30_000, 30_000), (30_000, 30_000), False),
        (png(2**32 - 1, 2), None, True),
        (jpeg(end=b""), (640, 480), True),
        (jpeg()[:40], (640, 480), True),
        (png()[:40], (4, 3), True),
        (b"\xff\xd8\xff" + b"\x00" * 40, None, True),
        (jpeg(app=b"Exif<script>alert(1)</script>"), (640, 480), False),
        (jpeg(more=MP4), (640, 480), False),
    ],
    ids=["BI-UPL-01-bomb", "endless", "BI-UPL-20-cut", "cut-early", "cut-png", "no-header", "BI-UPL-16-exif-script", "motion-photo"],
)
def test_officers_evidence_is_kept_whatever_its_state(officer: Actor, data: bytes, size: tuple[int, int] | None, damaged: bool) -> None:
    row = upload(officer, data)

    row.refresh_from_db()
    assert (row.width, row.height, row.damaged) == (*(size or (None, None)), damaged)
    assert store.path_of(row.digest).read_bytes() == data


def test_file_over_the_limit_of_its_kind_is_refused(officer: Actor, own_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LIMITS, Medium.PICTURE, 1024 * 1024)
    upload(officer, jpeg(more=b"\x00" * (1024 * 1024 - len(jpeg()))))

    with pytest.raises(FileTooLarge) as refused:
        upload(officer, jpeg(more=b"\x00" * (1024 * 1024 - len(jpeg()) + 1)))

    assert refused.value.sentence == "文件过大（照片上限为1 MB）。"
    assert len(lying(own_store)) == 1
    upload(officer, MP4 + b"\x00" * 1024 * 1024)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("x" * 4000 + ".jpg", "x" * 251 + ".jpg"),
        ("CON.jpg", "CON.jpg"),
        ("a/b.jpg", "b.jpg"),
        ("..\\..\\evil.jpg", "evil.jpg"),
        (".htaccess", ".htaccess"),
        ("公告\u202egpj.exe", "公告gpj.exe"),
        ("a\x00\r\nb\u200b.png", "a b.png"),
        ("\ud800x.png", "x.png"),
        ("", "未命名"),
        ("///", "未命名"),
    ],
)
def test_name_is_cleaned_and_only_shown_BI_UPL_28(officer: Actor, given: str, shown: str) -> None:
    row = upload(officer, png(), given)

    row.refresh_from_db()
    assert row.name == shown
    assert store.path_of(row.digest).name == row.digest


def test_same_photo_three_times_is_one_row_and_one_object_BI_UPL_32(officer: Actor, own_store: Path) -> None:
    rows = [upload(officer, png()) for _ in range(3)]
    other = upload(someone("wang"), png())

    assert len({row.pk for row in rows}) == 1
    assert other.pk != rows[0].pk
    assert len(lying(own_store)) == 1


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.SUPERVISOR])
def test_others_do_not_upload(db: None, own_store: Path, role: Role) -> None:
    with pytest.raises(NotUploader):
        upload(someone("xi", role), png())

    assert lying(own_store) == []


def test_upload_for_another_body_or_place_is_refused(officer: Actor) -> None:
    for where in ({"body": "county"}, {"place": "131128102"}, {"body": "townx"}):
        with pytest.raises(NotUploader):
            upload(officer, png(), **where)


def test_foreign_and_absent_evidence_are_refused_alike(officer: Actor) -> None:
    row = upload(officer, png())
    stranger = someone("wang", body="county")

    with pytest.raises(EvidenceUnknown) as foreign:
        evidence_for(stranger, row.digest)
    with pytest.raises(EvidenceUnknown) as absent:
        evidence_for(officer, "0" * 64)

    assert foreign.value.as_json() == absent.value.as_json()
    assert evidence_rows(stranger, [row.digest]) == []


@pytest.mark.parametrize(
    ("role", "body", "place", "sees"),
    [
        (Role.OFFICER, "town", PLACE, True),
        (Role.SUPERVISOR, "town", "1311", True),
        (Role.HEAD, "town.squad1", "", False),
        (Role.HEAD, "tow", "", False),
        (Role.OFFICER, "town", "131128102", False),
        (Role.SYSTEM_ADMIN, "town", "", False),
        (Role.AUDIT_ADMIN, "town", "", False),
    ],
)
def test_evidence_is_seen_within_the_post(officer: Actor, role: Role, body: str, place: str, sees: bool) -> None:
    row = upload(officer, png())
    viewer = someone("wang", role, body, place)

    seen = [each.pk for each in evidence_rows(viewer, [row.digest])]

    assert seen == ([row.pk] if sees else [])


def test_shelf_has_what_was_taken_in_for_that_body(officer: Actor) -> None:
    head = someone("wu", Role.HEAD, "town", "")
    mine, below = upload(officer, png()), upload(head, jpeg(), body="town.squad1")
    digests = [mine.digest, below.digest, "0" * 64]

    assert DatabaseShelf().has(digests, body="town") == {mine.digest, below.digest}
    assert DatabaseShelf().has(digests, body="town.squad1") == {below.digest}
    assert DatabaseShelf().has(digests, body="county") == set()


def test_opening_gives_the_bytes_and_is_told(officer: Actor) -> None:
    row = upload(officer, png())

    opened = open_for(officer, row, now=NOW)
    with opened.stream as file:
        assert file.read() == png()

    assert (opened.name, opened.mime, opened.size) == (row.name, row.mime, row.size)
    assert Entry.objects.filter(kind="evidence_downloaded", subject=row.digest).count() == 1


def test_lost_or_changed_bytes_are_noticed(officer: Actor) -> None:
    row = upload(officer, png())
    path = store.path_of(row.digest)
    assert store.is_whole(row.digest)

    path.chmod(0o600)
    path.write_bytes(png()[:-1] + b"x")
    assert not store.is_whole(row.digest)
    path.unlink()

    assert not store.is_whole(row.digest)
    with pytest.raises(EvidenceDamaged):
        open_for(officer, row, now=NOW)


def test_scrub_names_every_file_that_is_not_what_it_was(officer: Actor) -> None:
    whole, changed, gone = upload(officer, png()), upload(officer, jpeg()), upload(officer, PDF)
    store.path_of(changed.digest).chmod(0o600)
    store.path_of(changed.digest).write_bytes(jpeg()[:-1] + b"x")
    store.path_of(gone.digest).unlink()

    assert {*scrub()} == {changed.digest, gone.digest}
    assert store.is_whole(whole.digest)


def test_leftovers_of_a_crash_are_swept_and_fresh_ones_stay(officer: Actor, own_store: Path) -> None:
    upload(officer, png())
    for name, written in (("old", NOW - timedelta(days=2)), ("fresh", NOW)):
        (own_store / "tmp" / name).write_bytes(b"half")
        os.utime(own_store / "tmp" / name, (written.timestamp(), written.timestamp()))

    assert store.sweep(before=NOW - timedelta(days=1)) == 1
    assert "tmp/fresh" in lying(own_store)
    assert len(lying(own_store)) == 2


def test_full_disk_is_said_and_nothing_is_left_BI_UPL_31(officer: Actor, own_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        with pytest.raises(store.StorageFull) as refused:
            upload(officer, png())

    assert refused.value.sentence == "服务器存储空间不足，文件没有保存。"
    assert lying(own_store) == []
    assert upload(officer, png()).size == len(png())


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "x" * 64, "A" * 64, "0" * 63, "0" * 65, "/" * 64])
def test_what_is_no_digest_never_reaches_the_disk(name: str) -> None:
    with pytest.raises(ValueError, match="no SM3 digest"):
        store.path_of(name)


def test_put_stops_at_its_limit(own_store: Path) -> None:
    assert store.put(io.BytesIO(b"x" * 10), limit=10).digest == sm3(b"x" * 10)
    with pytest.raises(store.TooLarge):
        store.put(io.BytesIO(b"x" * 11), limit=10)
    assert len(lying(own_store)) == 1


def test_database_refuses_an_empty_file(officer: Actor) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        EvidenceFile.objects.create(
            digest="0" * 64, size=0, mime="x", name="x", body_code="t", uploaded_by_id=officer.user, uploaded_at=NOW
        )


@pytest.mark.parametrize("mime", ["image/jpeg", "image/png", "image/webp", "image/heic", "video/mp4"])
@pytest.mark.parametrize("data", [b"", b"\xff", b"\xff\xd8", b"\xff" * 5000, b"\xff\xd8\xff\xe1\x00\x00" * 900, os.urandom(300)])
def test_head_readers_take_any_bytes(mime: str, data: bytes) -> None:
    assert pixels(data, mime) is None or min(pixels(data, mime) or (0,)) > 0


def test_photo_of_15_kilobytes_costs_little(officer: Actor) -> None:
    photos = [jpeg(app=os.urandom(15_000)) for _ in range(20)]
    upload(officer, jpeg())

    before = time.process_time()
    for photo in photos:
        upload(officer, photo)
    each = (time.process_time() - before) / len(photos)

    assert each < 0.010
