"""Reading cameras and what was taken from them. A camera's pictures are for those whose posts cover its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from yifa.devices.core.device import Device, Review, Standing, facts_on, standing
from yifa.devices.core.draw import ALL, KINDS
from yifa.devices.models import Clip, Statement
from yifa.devices.wording import say
from yifa.docket.ports import DeviceRecord
from yifa.kernel.actor import DOCKET_ROLES, Actor
from yifa.kernel.dates import legal_date
from yifa.platform.wording import Worded
from yifa.registry.models import Camera, Coverage
from yifa.registry.queries import on_day

#: 五类场所 — the kinds of places a town's cameras are to cover
PLACE_TYPES: Final = ("企业", "学校", "镇直单位", "村庄", "交通路口")
_STATED: Final = ("stream", "legal_basis", "technical_review_on", "legal_review_on", "reviewer", "published_on", "published_place")
_MEMBERS: Final = tuple(Device.__dataclass_fields__)


class CameraUnknown(Worded, say=say):
    """没有这个摄像头 — absent, or of a place this person has nothing to do with: the same words."""

    kind = "unknown"
    code = "devices.camera_unknown"


def devices(*, on: date) -> list[Device]:
    """Every camera of that day, with the newest that was stated of each. Two statements."""
    return _merged(Camera.objects.filter(on_day(on)).order_by("register", "id"))


def device_for(actor: Actor, code: str, *, on: date) -> Device:
    """The camera, for one whose docket post covers its place. Refuses: CameraUnknown."""
    found = registered(code, on=on)
    if found is None or not may_see(actor, found):
        raise CameraUnknown
    return found


def registered(code: str, *, on: date) -> Device | None:
    """The camera of that code on that day, whoever asks."""
    return next(iter(_merged(Camera.objects.filter(on_day(on), code=code).order_by("id"))), None)


def _merged(rows: Iterable[Camera]) -> list[Device]:
    """These cameras with the newest that was stated of each. Two statements."""
    known = list(rows)
    stated = Statement.objects.filter(camera__in=[row.code for row in known]).order_by("camera", "-id").distinct("camera")
    said = {one.camera: {name: value for name in _STATED if (value := getattr(one, name)) is not None} for one in stated}
    return [Device(**{name: getattr(row, name) for name in _MEMBERS} | said.get(row.code, {})) for row in known]


def may_see(actor: Actor, device: Device) -> bool:
    """视频查看权限 — a docket post whose place covers the camera's."""
    return actor.has(*DOCKET_ROLES, body=None, place=device.place)


@dataclass(frozen=True, slots=True)
class Register:
    """台账 — the cameras of one register and owner. Figures of two registers are never added: they may be the same cameras."""

    name: str
    owner: str
    devices: tuple[Device, ...]
    published: int
    usable: int


def registers(found: Sequence[Device], *, on: date) -> list[Register]:
    """By register and owner, in the order of the register."""
    together: dict[tuple[str, str], list[Device]] = {}
    for device in found:
        together.setdefault((device.register, device.owner), []).append(device)
    return [
        Register(
            name,
            owner,
            tuple(rows),
            sum(facts_on(row, on)["published"] for row in rows),
            sum(all(facts_on(row, on).values()) for row in rows),
        )
        for (name, owner), rows in together.items()
    ]


@dataclass(frozen=True, slots=True)
class Covered:
    """覆盖 — one kind of place: the bodies that state it is covered, and how many cameras each register has at such places."""

    place_type: str
    stated_by: tuple[str, ...]
    counts: tuple[int, ...]


def coverage(found: Sequence[Register]) -> list[Covered]:
    """The five kinds first, then what else the registers name; a count for each register, and no sum."""
    stated: dict[str, list[str]] = {}
    for body, place_type in Coverage.objects.order_by("id").values_list("body", "place_type"):
        stated.setdefault(place_type, []).append(body)
    named = dict.fromkeys(device.place_type for register in found for device in register.devices if device.place_type)
    return [
        Covered(kind, tuple(stated.get(kind, ())), tuple(sum(one.place_type == kind for one in register.devices) for register in found))
        for kind in dict.fromkeys((*PLACE_TYPES, *stated, *named))
    ]


def published(*, on: date) -> list[Device]:
    """设置地点公告 — cameras whose place is published by that day, for everybody."""
    return [one for one in devices(on=on) if one.published_on and one.published_on <= on and one.published_place]


def pool(actor: Actor, kind: str, *, on: date) -> list[str]:
    """抽查名单 — the codes of the cameras of that kind of place whose pictures this person may see."""
    types = KINDS.get(kind)
    return sorted(one.code for one in devices(on=on) if may_see(actor, one) and (kind == ALL or (types and one.place_type in types)))


def clips_of(camera: str, *, limit: int = 20) -> list[Clip]:
    """What was taken from a camera, newest first."""
    return list(Clip.objects.filter(camera=camera).order_by("-taken_at", "-id")[:limit])


def clip_of(digest: str) -> Clip | None:
    return Clip.objects.filter(digest=digest).first()


def review_of(clip: Clip) -> Review:
    return Review(clip.reviewed_at is not None, clip.truthful, clip.clear, clip.complete, clip.accurate, clip.drift)


def standing_of(clip: Clip) -> Standing:
    """As of the day of the picture, by what is registered of the camera now."""
    return standings_of([clip])[0][1]


def standings_of(clips: Iterable[Clip]) -> list[tuple[Clip, Standing]]:
    """The same of many. Two statements, none where there is no clip."""
    return [(clip, standing(device, review_of(clip), legal_date(clip.pictured_from))) for clip, device in _with_devices(clips)]


def standings(digests: Iterable[str]) -> dict[str, tuple[Clip, Standing]]:
    """Of those digests that are pictures of devices: which, and whether evidence or a lead. One statement where none is."""
    return {clip.digest: (clip, found) for clip, found in standings_of(Clip.objects.filter(digest__in=set(digests)))}


class DatabaseRecords:
    """监控记录 — as the docket asks of it (``docket.ports.DeviceRecords``), on the rows of this room."""

    def __call__(self, digests: Iterable[str]) -> Mapping[str, DeviceRecord]:
        wanted = set(digests)
        return {
            clip.digest: DeviceRecord(clip.digest, clip.camera, facts_on(device, legal_date(clip.pictured_from)), review_of(clip).facts())
            for clip, device in _with_devices(Clip.objects.filter(digest__in=wanted) if wanted else ())
        }


def _with_devices(clips: Iterable[Clip]) -> list[tuple[Clip, Device]]:
    """Each with its camera, on whatever day that was registered first."""
    known = list(clips)
    rows = Camera.objects.filter(code__in={clip.camera for clip in known}).order_by("code", "id").distinct("code")
    cameras = {device.code: device for device in (_merged(rows) if known else ())}
    return [(clip, cameras.get(clip.camera) or _lost(clip.camera)) for clip in known]


def _lost(code: str) -> Device:
    """A camera whose row is gone: nothing is known of it, so nothing of it is evidence."""
    return Device(code, "", "", "")
