"""Looking, taking, reviewing, stating, drawing: whatever is done with a camera is written down with who, why and of what."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, ClassVar, Final

from django.db import connection, transaction

from yifa.devices import streams
from yifa.devices.core.device import Device
from yifa.devices.core.draw import draw, pool_digest
from yifa.devices.models import Clip, Statement
from yifa.devices.procedure import WATCHERS, ticket_for
from yifa.devices.queries import CameraUnknown, clip_of, device_for, may_see, pool, registered, standing_of
from yifa.devices.streams import MOST_SECONDS, DeviceRefusal, check_address, newest
from yifa.devices.wording import say
from yifa.docket.append import Recorded, open_docket
from yifa.docket.core.act import stamp
from yifa.docket.core.request import Request
from yifa.docket.models import Standing
from yifa.docket.queries import cited
from yifa.evidence.actions import UPLOADERS, accept_public, accept_upload, forget
from yifa.evidence.store import Readable
from yifa.kernel.actor import Actor, Post, Role
from yifa.kernel.dates import SHANGHAI, legal_date
from yifa.kernel.ids import new_id
from yifa.kernel.refusal import Kind as RefusalKind
from yifa.kernel.text import clean_line
from yifa.platform.audit.actions import record
from yifa.platform.audit.kinds import Kind

SNAPSHOT, CUT = "截图", "片段"
#: 条例 16: at least so long; what no act names is deleted after it
KEPT_FOR: Final = timedelta(days=30)
#: who registers the basis, the reviews and the publication of a device, and who reviews records
REVIEWERS: Final = (Role.REVIEWER, Role.HEAD)
RECORD_REVIEWERS: Final = (Role.OFFICER, Role.REVIEWER, Role.HEAD)
_LONGEST: Final = {"legal_basis": 300, "reviewer": 100, "published_place": 200}
_DAYS: Final = ("technical_review_on", "legal_review_on", "published_on")
_FIRST: Final = date(1990, 1, 1)


class StreamMissing(DeviceRefusal):
    """没有播放地址."""

    kind: ClassVar[RefusalKind] = "incomplete"
    code = "devices.stream_missing"


class ClipNeedsHls(DeviceRefusal):
    """只能在页面上截图 — a WebRTC stream leaves no files at the server."""

    code = "devices.clip_needs_hls"


class CheckUnfinished(DeviceRefusal):
    """上一次抽查没有结束 — drawn again until it suits is no draw."""

    code = "devices.check_unfinished"


class NotWatcher(DeviceRefusal):
    """不能截取 — no post that takes in evidence at that place."""

    kind = "denied"
    code = "devices.not_watcher"


class NotRegistrar(DeviceRefusal):
    """无权登记."""

    kind = "denied"
    code = "devices.not_registrar"


class StatementUnreadable(DeviceRefusal):
    """填写不能登记."""

    kind = "invalid"
    code = "devices.statement_unreadable"


class ReasonMissing(DeviceRefusal):
    """没有事由."""

    kind = "incomplete"
    code = "devices.reason_missing"


class ClipUnknown(DeviceRefusal):
    """没有这份视频资料 — or not for this person to review."""

    kind = "unknown"
    code = "devices.clip_unknown"


class ClipDeleted(DeviceRefusal):
    """已经删除."""

    code = "devices.clip_deleted"


class PoolEmpty(DeviceRefusal):
    """抽不出来 — no camera of that kind."""

    kind = "unknown"
    code = "devices.pool_empty"


def note_view(*, actor: Actor, device: Device, reason: str, now: datetime) -> None:
    """查看登记 — who looked at which camera's pictures, for whom and why. Refuses: ReasonMissing."""
    facts = {"camera": device.code, "reason": _reason(reason), "body": _unit(actor, device.place)}
    record(Kind.CAMERA_VIEWED, actor=actor, subject=_called(device), facts=facts, at=now)


def note_clip_view(*, actor: Actor, clip: Clip, reason: str, now: datetime) -> None:
    """The same of what was taken. Refuses: ReasonMissing."""
    facts = {"camera": clip.camera, "digest": clip.digest, "reason": _reason(reason), "body": _unit(actor, clip.place)}
    record(Kind.CLIP_VIEWED, actor=actor, subject=f"{clip.camera} {clip.kind}", facts=facts, at=now)


def take_snapshot(*, actor: Actor, device: Device, picture: Readable, reason: str, body: str, place: str, now: datetime) -> Clip:
    """截图 — the picture a browser cut from the stream, byte for byte; a report claims it for the body it goes to. The same bytes
    again are the first clip. Refuses: ReasonMissing, and what accept_public refuses.
    """
    reason = _reason(reason)
    row = accept_public(stream=picture, name=_file_name(device, now, "jpg"), now=now, veiled=False)
    return _clip(actor, device, SNAPSHOT, row.digest, (now, now, None), reason=reason, body=body, place=place, now=now)


def take_clip(*, actor: Actor, device: Device, seconds: int, reason: str, now: datetime) -> Clip:
    """取片段 — the newest seconds as the media server holds them, unchanged.

    Refuses: NotWatcher, StreamMissing, ClipNeedsHls, ReasonMissing, what ``streams.newest`` and accept_upload refuse.
    """
    post = evidence_post(actor, device)
    if not device.stream:
        raise StreamMissing(camera=_called(device))
    if not is_hls(device.stream):
        raise ClipNeedsHls(camera=_called(device))
    reason = _reason(reason)
    taken = newest(device.stream, seconds=max(1, min(seconds, MOST_SECONDS)), now=now)
    name = _file_name(device, taken.pictured_from, taken.suffix)
    row = accept_upload(actor=actor, stream=taken, name=name, body=post.body, place=device.place, now=now)
    span = (taken.pictured_from, taken.pictured_until, taken.drift)
    return _clip(actor, device, CUT, row.digest, span, reason=reason, body=post.body, place=device.place, now=now)


def _clip(
    actor: Actor,
    device: Device,
    kind: str,
    digest: str,
    span: tuple[datetime, datetime, int | None],
    *,
    reason: str,
    body: str,
    place: str,
    now: datetime,
) -> Clip:
    said = {"taken_at": now, "taken_by": actor.user, "taken_name": actor.name, "reason": reason, "body": body, "place": place}
    pictured = {"pictured_from": span[0], "pictured_until": span[1], "drift": span[2]}
    with transaction.atomic():
        clip, fresh = Clip.objects.get_or_create(digest=digest, defaults={"camera": device.code, "kind": kind, **pictured, **said})
        if fresh:
            facts = {"camera": device.code, "digest": digest, "kind": kind, "reason": reason, "body": body}
            record(Kind.CLIP_TAKEN, actor=actor, subject=_called(device), facts=facts | {"standing": standing_of(clip).word}, at=now)
    return clip


def review_clip(
    *, actor: Actor, digest: str, truthful: bool, clear: bool, complete: bool, accurate: bool, remark: str, now: datetime
) -> Clip:
    """审核记录 — a person says of one record whether it is true, clear, complete and accurate; a later review replaces the earlier.

    Refuses: ClipUnknown, ClipDeleted.
    """
    clip = clip_of(digest)
    if clip is None or not actor.has(*RECORD_REVIEWERS, body=clip.body, place=clip.place):
        raise ClipUnknown
    if clip.deleted_at is not None:
        raise ClipDeleted
    with transaction.atomic():
        clip.truthful, clip.clear, clip.complete, clip.accurate = truthful, clear, complete, accurate
        clip.remark = clean_line(remark, field="", limit=400)
        clip.reviewed_at, clip.reviewed_by, clip.reviewed_name = now, actor.user, actor.name
        clip.save()
        facts = {"camera": clip.camera, "digest": digest, "true": truthful, "clear": clear, "complete": complete, "accurate": accurate}
        record(Kind.CLIP_REVIEWED, actor=actor, subject=clip.camera, facts=facts | {"standing": standing_of(clip).word}, at=now)
    return clip


def set_stream(*, actor: Actor, code: str, address: str, now: datetime) -> None:
    """登记播放地址 — by the system administrator; empty takes it away. Refuses: CameraUnknown, NotRegistrar, StreamAddressNotAllowed."""
    device = _registered(code, now)
    if not actor.has(Role.SYSTEM_ADMIN, body=None, place=device.place):
        raise NotRegistrar(what=say("told.stream"))
    address = address.strip()
    if len(address) > 500:
        raise streams.StreamAddressNotAllowed
    if address:
        check_address(address)
    _state(actor, device, {"stream": address}, now)


def state_review(*, actor: Actor, code: str, said: Mapping[str, str], now: datetime) -> None:
    """登记依据、审核和公布 — as the papers say, by a reviewer or a head of the place. Days may be past, never to come.

    Refuses: CameraUnknown, NotRegistrar, StatementUnreadable.
    """
    device = _registered(code, now)
    if not actor.has(*REVIEWERS, body=None, place=device.place):
        raise NotRegistrar(what=say("told.review"))
    told: dict[str, Any] = {}
    for name, longest in _LONGEST.items():
        told[name] = clean_line(said.get(name, ""), field="", limit=longest)
    for name in _DAYS:
        told[name] = _day(said.get(name, ""), now)
    _state(actor, device, told, now)


def _day(text: str, now: datetime) -> date | None:
    if not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as fault:
        raise StatementUnreadable(why=say("told.bad_day")) from fault
    if not _FIRST <= day <= legal_date(now):
        raise StatementUnreadable(why=say("told.bad_day"))
    return day


def _registered(code: str, now: datetime) -> Device:
    found = registered(code, on=legal_date(now))
    if found is None:
        raise CameraUnknown
    return found


def _state(actor: Actor, device: Device, said: Mapping[str, Any], now: datetime) -> None:
    """One row more, with what was stated before and is not stated anew."""
    names = ("stream", *_LONGEST, *_DAYS)
    with transaction.atomic():
        before = Statement.objects.filter(camera=device.code).order_by("-id").first()
        kept = {name: getattr(before, name) for name in names} if before else {}
        Statement.objects.create(camera=device.code, at=now, by=actor.user, name=actor.name, **{**kept, **said})
        facts = {name: value.isoformat() if isinstance(value, date) else value for name, value in said.items()}
        record(Kind.CAMERA_STATED, actor=actor, subject=_called(device), facts={"camera": device.code, **facts}, at=now)


def draw_check(*, actor: Actor, kind: str, reason: str, now: datetime) -> Recorded:
    """抽一个 — one camera of that kind, drawn by the place, as a docket with seed and list.

    While a check of the body is not finished the reason of a further draw names it. Refuses: PoolEmpty, CheckUnfinished, NotYourAct.
    """
    on = legal_date(now)
    found = pool(actor, kind, on=on)
    if not found:
        raise PoolEmpty(kind=kind)
    seed, digest, docket = secrets.token_hex(16), pool_digest(found), new_id()
    device = device_for(actor, draw(seed, found), on=on)
    post = actor.post(*WATCHERS, body=None, place=device.place)
    payload = {
        "kind": kind,
        "reason": reason,
        "pool": found,
        "pool_digest": digest,
        "seed": seed,
        "camera": device.code,
        "camera_name": device.name,
        "ticket": ticket_for(docket, seed, digest),
    }
    body = post.body if post else ""
    with transaction.atomic():
        with connection.cursor() as cursor:  # two clicks are not two draws
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || %s, 0))", [f"devices_draw {body}"])
        unfinished = Standing.objects.filter(procedure="remote_check", body=body, closed_on=None).order_by("docket_id").last()
        if unfinished is not None and unfinished.number not in reason:
            raise CheckUnfinished(number=unfinished.number)
        return open_docket(actor=actor, body=body, place=device.place, request=Request("draw_camera", payload), now=now, docket=docket)


def delete_served(*, now: datetime, most: int = 500) -> int:
    """到期删除 — pictures and clips kept their thirty days that no act names; the row stays, with digest and review. How many were looked
    at: an act that names one was found once for all.
    """
    waiting = Clip.objects.select_for_update(skip_locked=True).filter(deleted_at=None, named=False, taken_at__lt=now - KEPT_FOR)
    with transaction.atomic():
        old = list(waiting.order_by("taken_at")[:most])
        named = cited([clip.digest for clip in old], since=old[0].taken_at) if old else set()
        for clip in old:
            if clip.digest in named:
                clip.named = True
            else:
                forget(clip.digest)
                clip.deleted_at = now
                facts = {"camera": clip.camera, "digest": clip.digest, "taken": stamp(clip.taken_at)}
                record(Kind.CLIP_DELETED, actor=Actor("", say("told.system")), subject=f"{clip.camera} {clip.kind}", facts=facts, at=now)
            clip.save(update_fields=["named", "deleted_at"])
    return len(old)


def is_hls(address: str) -> bool:
    """m3u8 is HLS; every other address is taken to speak WHEP."""
    return address.partition("?")[0].endswith(".m3u8")


def evidence_post(actor: Actor, device: Device) -> Post:
    """The post by which this person takes in evidence where the camera stands. Refuses: NotWatcher."""
    found = actor.post(*UPLOADERS, body=None, place=device.place)
    if found is None or not may_see(actor, device):
        raise NotWatcher
    return found


def _unit(actor: Actor, place: str) -> str:
    return next((post.body for post in actor.posts if place.startswith(post.place)), "")


def _called(device: Device) -> str:
    return f"{device.code} {device.name}".strip()


def _file_name(device: Device, at: datetime, suffix: str) -> str:
    when = at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H-%M-%S")
    return say("told.clip_name", camera=_called(device), when=when, suffix=suffix)


def _reason(text: str) -> str:
    reason = clean_line(text, field="", limit=200)
    if len(reason) < 2:
        raise ReasonMissing
    return reason
