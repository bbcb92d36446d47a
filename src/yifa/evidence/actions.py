"""Taking files in and handing them out; never decoded, never changed."""

from __future__ import annotations

import mimetypes
import mmap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, ClassVar
from uuid import UUID

from django.db import transaction

from yifa.docket.core.act import View
from yifa.docket.core.procedure import called_in
from yifa.evidence import store
from yifa.evidence.core.heads import picture_end, pixels
from yifa.evidence.core.kinds import LARGEST, LIMITS, MEBIBYTE, OVERLAP, Medium, Told, foreign, hidden_in_tail, kind_of, pdf_fault
from yifa.evidence.models import EvidenceFile
from yifa.evidence.store import Draft, Readable, TooLarge
from yifa.evidence.viewing import too_many, view_of
from yifa.evidence.wording import say
from yifa.kernel.actor import REPORTER_ROLES, Actor, Role
from yifa.kernel.refusal import Kind as RefusalKind
from yifa.kernel.text import clean_file_name
from yifa.platform.audit.actions import record
from yifa.platform.audit.kinds import Kind
from yifa.platform.wording import Worded

UPLOADERS = frozenset({Role.INTAKE, Role.OFFICER, Role.REVIEWER, Role.HEAD})
#: what somebody who has not signed in may send, and the most of one file
PUBLIC_MEDIA = frozenset({Medium.PICTURE, Medium.VIDEO})
PUBLIC_MOST = 50 * MEBIBYTE
#: A header may name more pixels than a row can hold; such a picture is kept and marked.
_MOST_PIXELS_A_SIDE = 2**31 - 1
_PIECE = MEBIBYTE


class EvidenceRefusal(Worded, say=say):
    kind: ClassVar[RefusalKind] = "invalid"
    code = "evidence.refused"


class FileEmpty(EvidenceRefusal):
    """文件为空."""

    code = "evidence.file_empty"


class FileTooLarge(EvidenceRefusal):
    """文件过大 — over the limit of its kind."""

    code = "evidence.file_too_large"


class TypeNotAllowed(EvidenceRefusal):
    """不支持的文件 — by its content, whatever its name says."""

    code = "evidence.type_not_allowed"


class ImageTooLarge(EvidenceRefusal):
    """图片尺寸过大 — more pixels than are decoded, from the public."""

    code = "evidence.image_too_large"


class OriginalClosed(EvidenceRefusal):
    """原件不公开 — a reporter's file may say where somebody lives; it is opened by who may open the reporter, or as evidence of a case."""

    kind = "denied"
    code = "evidence.original_closed"


class HiddenContent(EvidenceRefusal):
    """夹带内容 — a picture with a web page or an archive behind its end."""

    code = "evidence.hidden_content"


class PdfActive(EvidenceRefusal):
    """PDF含有脚本 — script, embedded file or launch action in plain sight."""

    code = "evidence.pdf_active"


class PdfEncrypted(EvidenceRefusal):
    """PDF已加密."""

    code = "evidence.pdf_encrypted"


class NotUploader(EvidenceRefusal):
    """无权上传 — no post that handles dockets over that body and place."""

    kind = "denied"
    code = "evidence.not_uploader"


class ImageBroken(EvidenceRefusal):
    """图片不完整 — cut off on its way from the public, who can send it again."""

    code = "evidence.image_broken"


class EvidenceDamaged(EvidenceRefusal):
    """证据文件损坏 — the bytes are gone or have another size than when they came."""

    kind = "conflict"
    code = "evidence.evidence_damaged"


def accept_upload(
    *, actor: Actor, stream: Readable, name: str, body: str, place: str, now: datetime, docket: View | None = None
) -> EvidenceFile:
    """上传证据 — the file as it came, byte for byte, and its row; the same upload again answers with the first row.

    What is brought for a ``docket`` of that body and place may be brought by the bodies it called in, too.

    Never refused: many pixels, a strange name, a picture that is cut off (kept and marked ``damaged``).
    Refuses: NotUploader, FileEmpty, TypeNotAllowed, FileTooLarge, HiddenContent, PdfActive, PdfEncrypted, StorageFull.
    """
    guests = called_in(docket) if docket else ()
    if not actor.may_read(body=body, place=place, roles=UPLOADERS, called=guests):
        raise NotUploader
    stored, told, facts = _stored(stream)
    with transaction.atomic():
        row, fresh = EvidenceFile.objects.get_or_create(
            digest=stored.digest,
            uploaded_by_id=UUID(actor.user),
            body_code=body,
            place_code=place,
            defaults={"name": clean_file_name(name), "uploaded_at": now, **facts},
        )
        if fresh:
            record(Kind.EVIDENCE_TAKEN_IN, actor=actor, subject=stored.digest, facts={"size": stored.size, "mime": told.mime}, at=now)
    return row


def accept_public(*, stream: Readable, name: str, now: datetime, veiled: bool = True) -> EvidenceFile:
    """公众上传 — a photo or a film nobody has signed in for; it lies without a body, read by nobody, until a report claims it.

    ``veiled``: a reporter's own file, of which others are shown a view. Refuses: FileEmpty, TypeNotAllowed, FileTooLarge, ImageTooLarge,
    HiddenContent, ImageBroken, StorageFull.
    """
    stored, _told, facts = _stored(stream, media=PUBLIC_MEDIA, most=PUBLIC_MOST, whole=True)
    row, _ = EvidenceFile.objects.get_or_create(
        digest=stored.digest,
        uploaded_by=None,
        body_code="",
        place_code="",
        defaults={"name": clean_file_name(name), "uploaded_at": now, "veiled": veiled, **facts},
    )
    return row


def claim(digests: Sequence[str], *, body: str, place: str) -> set[str]:
    """领取公众上传 — the files belong to what that body handles at that place from now on; those nobody uploaded so."""
    unclaimed = EvidenceFile.objects.select_for_update().filter(digest__in=digests, uploaded_by=None, body_code="")
    waiting = {row.digest: row for row in unclaimed}
    copied = ("digest", "size", "mime", "uploaded_at", "width", "height", "damaged", "veiled")
    claimed = [
        EvidenceFile(body_code=body, place_code=place, name=_name(row, number), **{name: getattr(row, name) for name in copied})
        for number, row in enumerate((waiting[digest] for digest in dict.fromkeys(digests) if digest in waiting), start=1)
    ]
    EvidenceFile.objects.bulk_create(claimed, ignore_conflicts=True)
    return set(digests) - set(waiting)


def _name(row: EvidenceFile, number: int) -> str:
    """A reporter's file is numbered: what he called it may say who he is."""
    return f"{say('told.reporters_file', number=number)}{mimetypes.guess_extension(row.mime) or ''}" if row.veiled else row.name


def drop_unclaimed(*, before: datetime) -> int:
    """What the public sent and no report ever named is removed, the bytes too where nobody else brought them; how many."""
    waiting = EvidenceFile.objects.filter(uploaded_by=None, body_code="", uploaded_at__lt=before)
    dropped = 0
    for number, digest in waiting.values_list("pk", "digest"):
        with transaction.atomic():
            EvidenceFile.objects.filter(pk=number).delete()
            if not EvidenceFile.objects.filter(digest=digest).exists():
                store.remove(digest)
        dropped += 1
    return dropped


def _stored(
    stream: Readable, *, media: frozenset[Medium] = frozenset(Medium), most: int = LARGEST, whole: bool = False
) -> tuple[store.Stored, Told, dict[str, Any]]:
    """The bytes in the store, what they are, and the columns that follow from them. ``whole``: a picture that is cut off, or of more
    pixels than are decoded, is refused.
    """
    told: Told | None = None

    def limit(head: bytes) -> int:
        nonlocal told
        told = _told(head, media)
        if told.medium not in media:
            raise _not_allowed(f"kind.{told.medium.value}", media)
        return min(most, LIMITS[told.medium])

    try:
        draft = store.take(stream, limit=limit)
    except TooLarge as fault:
        medium = told.medium if told else Medium.VIDEO
        raise FileTooLarge(kind=say(f"kind.{medium.value}"), limit=_size(min(most, LIMITS[medium]) if told else most)) from fault
    assert told is not None
    try:
        damaged = _inspect(draft, told)
        size = pixels(draft.head, told.mime)
        if size is not None and max(size) > _MOST_PIXELS_A_SIDE:
            size, damaged = None, True
        damaged = damaged or (told.mime in _MEASURED and size is None)
        if damaged and whole:
            raise ImageBroken
        if whole and size is not None and too_many(*size):
            raise ImageTooLarge(width=size[0], height=size[1])
        stored = store.keep(draft)
    except BaseException:
        store.drop(draft)
        raise
    columns = {
        "size": stored.size,
        "mime": told.mime,
        "width": size[0] if size else None,
        "height": size[1] if size else None,
        "damaged": damaged,
    }
    return stored, told, columns


@dataclass(frozen=True, slots=True)
class Opened:
    """What is handed out: the file as it came, or the view of it."""

    name: str
    mime: str
    size: int
    stream: BinaryIO
    #: so many pixels that no page should decode it
    heavy: bool = False


def open_for(actor: Actor, row: EvidenceFile, *, now: datetime) -> Opened:
    """取用证据 — the bytes for one who may see them (``queries``), the view of what a reporter sent; and an entry in the audit trail.

    Refuses: EvidenceDamaged, ViewNotPossible.
    """
    return open_view(actor, row, now=now) if row.veiled else _opened(actor, row, now=now)


def open_original(actor: Actor, row: EvidenceFile, *, taken_as_evidence: bool, now: datetime) -> Opened:
    """取用原件 — as it came, whoever sent it. ``taken_as_evidence``: an act of a docket the actor reads took it for evidence of the case.

    Refuses: OriginalClosed, EvidenceDamaged.
    """
    if row.veiled and not taken_as_evidence and not may_open_originals(actor, body=row.body_code, place=row.place_code):
        raise OriginalClosed
    return _opened(actor, row, now=now)


def may_open_originals(actor: Actor, *, body: str, place: str) -> bool:
    """Of what reporters sent there: whoever may open the reporter."""
    return actor.has(*REPORTER_ROLES, body=body, place=place)


def _opened(actor: Actor, row: EvidenceFile, *, now: datetime) -> Opened:
    """Checks the size, not the digest: a file of two gigabytes is not read twice; scrub reads them all."""
    _refuse_damaged(row)
    record(Kind.EVIDENCE_DOWNLOADED, actor=actor, subject=row.digest, facts={"name": row.name}, at=now)
    return Opened(row.name, row.mime, row.size, store.open_bytes(row.digest), too_many(row.width, row.height))


def open_view(actor: Actor, row: EvidenceFile, *, now: datetime) -> Opened:
    """查看 — the view of a picture or film. Refuses: EvidenceDamaged, ViewNotPossible."""
    _refuse_damaged(row)
    path, mime = view_of(row)
    record(Kind.EVIDENCE_DOWNLOADED, actor=actor, subject=row.digest, facts={"name": row.name, "view": True}, at=now)
    return Opened(
        row.name if mime == row.mime != "image/jpeg" else f"{Path(row.name).stem}.jpg", mime, path.stat().st_size, path.open("rb")
    )


def _refuse_damaged(row: EvidenceFile) -> None:
    path = store.path_of(row.digest)
    if not path.is_file() or path.stat().st_size != row.size:
        raise EvidenceDamaged


def forget(digest: str) -> bool:
    """删除 — rows and bytes of a file, whoever took it in; False where there was none. The caller has made sure that no act names it."""
    with transaction.atomic():
        gone, _ = EvidenceFile.objects.filter(digest=digest).delete()
        transaction.on_commit(lambda: store.remove(digest))
    return bool(gone)


def scrub() -> Iterator[str]:
    """巡检 — the digests of files whose bytes are gone or changed; reads every file once, oldest first."""
    digests = EvidenceFile.objects.order_by("uploaded_at").values_list("digest", flat=True)
    for digest in dict.fromkeys(digests.iterator(chunk_size=1000)):
        if not store.is_whole(digest):
            yield digest


_MEASURED = frozenset({"image/jpeg", "image/png", "image/webp"})


def _told(head: bytes, media: frozenset[Medium]) -> Told:
    if not head:
        raise FileEmpty
    told = kind_of(head)
    if told is None:
        raise _not_allowed(f"what.{foreign(head)}", media)
    return told


def _not_allowed(what: str, media: frozenset[Medium]) -> TypeNotAllowed:
    return TypeNotAllowed(what=say(what), allowed="、".join(say(f"allowed.{medium.value}") for medium in Medium if medium in media))


def _inspect(draft: Draft, told: Told) -> bool:
    """Refuse what would do harm when opened; True where a picture is cut off."""
    if told.medium is Medium.PAPER:
        _refuse_active_pdf(draft)
    if told.mime not in _MEASURED:
        return False
    with draft.path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        end = picture_end(data, told.mime)
        if end is None:
            return True
        if found := hidden_in_tail(data[end:]):
            raise HiddenContent(what=say(f"what.{found}"))
    return False


def _refuse_active_pdf(draft: Draft) -> None:
    with draft.path.open("rb") as file:
        before = b""
        while piece := file.read(_PIECE):
            fault = pdf_fault(before + piece)
            if fault:
                raise PdfEncrypted if fault == "encrypted" else PdfActive
            before = piece[-OVERLAP:]


def _size(count: int) -> str:
    return f"{count // (1024 * MEBIBYTE)} GB" if count >= 1024 * MEBIBYTE else f"{count // MEBIBYTE} MB"
