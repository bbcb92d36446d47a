"""What is taken from real streams is what the media server gave, byte for byte; a stream that misbehaves is refused within seconds."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.factories.people import actor
from tests.factories.streams import endless, filmed_until, silence
from tests.rooms.devices.conftest import NOW, PLACE, TOWN, device
from yifa.devices.actions import CUT, ClipNeedsHls, ReasonMissing, StreamMissing, take_clip
from yifa.devices.models import Clip
from yifa.devices.streams import (
    DeviceRefusal,
    StreamAddressNotAllowed,
    StreamBroken,
    StreamElsewhere,
    StreamSilent,
    StreamStalled,
    StreamTooLarge,
    check_address,
)
from yifa.evidence import store
from yifa.evidence.models import EvidenceFile
from yifa.kernel.canonical import sm3
from yifa.platform.audit.models import Entry
from yifa.registry.models import Camera

Make = Callable[..., Camera]
Stream = tuple[str, Path, dict[str, Any]]


def take(seconds: int = 3, code: str = "TEST-1", reason: str = "核查举报") -> Clip:
    officer = actor("zhifa1")
    return take_clip(actor=officer, device=device(officer, code), seconds=seconds, reason=reason, now=NOW)


@pytest.mark.parametrize(("kind", "mime"), [("fmp4", "video/mp4"), ("ts", "video/mp2t")])
def test_clip_is_the_newest_seconds_as_the_server_holds_them(camera: Make, stream: Stream, kind: str, mime: str) -> None:
    address, folder, _ = stream
    filmed_until(folder / kind, NOW - timedelta(seconds=2))
    camera(stream=f"{address}/{kind}/live.m3u8")

    clip = take(seconds=3)

    named = [line for line in (folder / kind / "live.m3u8").read_text().splitlines() if not line.startswith("#")][-3:]
    init = (folder / kind / "init.mp4").read_bytes() if kind == "fmp4" else b""
    wanted = init + b"".join((folder / kind / name).read_bytes() for name in named)
    with store.open_bytes(clip.digest) as file:
        kept = file.read()
    assert kept == wanted
    assert clip.digest == sm3(wanted)
    assert (clip.kind, clip.camera, clip.body, clip.place, clip.drift) == (CUT, "TEST-1", TOWN, PLACE, 0)
    assert abs((clip.pictured_until - (NOW - timedelta(seconds=2))).total_seconds()) < 0.01
    assert abs((clip.pictured_until - clip.pictured_from).total_seconds() - 3) < 0.2
    assert EvidenceFile.objects.get(digest=clip.digest).mime == mime
    entry = Entry.objects.get(kind="clip_taken")
    assert entry.facts == {
        "camera": "TEST-1",
        "digest": clip.digest,
        "kind": CUT,
        "reason": "核查举报",
        "body": TOWN,
        "standing": "线索",
    }


def test_stream_that_shows_nothing_new_is_refused_within_seconds(camera: Make, stream: Stream) -> None:
    address, folder, _ = stream
    filmed_until(folder / "fmp4", NOW - timedelta(minutes=7))
    camera(stream=f"{address}/fmp4/live.m3u8")
    began = time.monotonic()

    with pytest.raises(StreamStalled) as told:
        take()

    assert time.monotonic() - began < 8
    assert told.value.sentence == "自2026-03-11 09:53:00起没有新画面，不能把旧画面当作现在的画面取用。"
    assert told.value.remedy == "请检查该设备的电源和网络；急需了解现场的，换用附近的摄像头或者派人到现场查看。"
    assert not Clip.objects.exists()
    assert not EvidenceFile.objects.filter(name__contains="TEST-1").exists()


def test_stream_that_ended_is_no_picture_of_now(camera: Make, stream: Stream) -> None:
    address, folder, _ = stream
    filmed_until(folder / "fmp4", NOW)
    with (folder / "fmp4" / "live.m3u8").open("a") as file:
        file.write("#EXT-X-ENDLIST\n")
    camera(stream=f"{address}/fmp4/live.m3u8")

    with pytest.raises(StreamStalled):
        take()


def test_clock_of_a_living_device_that_is_wrong_is_measured_and_its_clip_never_evidence_BI_INT_21(camera: Make, stream: Stream) -> None:
    address, folder, wrong = stream
    playlist = folder / "fmp4" / "live.m3u8"
    filmed_until(folder / "fmp4", NOW - timedelta(minutes=5))
    whole = playlist.read_text().splitlines()
    asked = 0

    def growing() -> Any:
        """One segment more each time it is asked."""
        nonlocal asked
        asked += 1
        end = max(number for number, line in enumerate(whole) if line.endswith(".m4s")) + 1
        cut = whole[: end - 2 * max(0, 3 - asked)]
        return 200, {}, iter(["\n".join(cut).encode()])

    wrong["fmp4/live.m3u8"] = growing
    camera(stream=f"{address}/fmp4/live.m3u8")

    clip = take()

    assert clip.drift is not None
    assert -303 <= clip.drift <= -299
    assert clip.pictured_until == NOW


ELSEWHERE = b"#EXTM3U\n#EXT-X-PROGRAM-DATE-TIME:2026-03-11T01:59:59Z\n#EXTINF:1,\nhttp://127.0.0.1:5432/a.ts\n"
WRONG: list[tuple[str, dict[str, Any], type[DeviceRefusal], str]] = [
    ("silent", {"live.m3u8": lambda: (200, {}, silence(9))}, StreamSilent, "媒体服务器4秒内没有应答，画面取不到。"),
    (
        "silent in the middle",
        {"live1.m4s": lambda: (200, {"Content-Length": "999999"}, silence(9))},
        StreamSilent,
        "媒体服务器4秒内没有应答，画面取不到。",
    ),
    ("gone", {"live.m3u8": lambda: (404, {}, iter(()))}, StreamBroken, "视频流不能读取：服务器答复404。"),
    ("no playlist", {"live.m3u8": lambda: (200, {}, iter([b"<html>login</html>"]))}, StreamBroken, "视频流不能读取：不是HLS播放列表。"),
    (
        "playlist without end",
        {"live.m3u8": lambda: (200, {}, endless())},
        StreamBroken,
        "视频流不能读取：不是HLS播放列表。",
    ),
    (
        "nothing in it",
        {"live.m3u8": lambda: (200, {}, iter([b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n"]))},
        StreamBroken,
        "视频流不能读取：播放列表里没有视频。",
    ),
    (
        "encrypted",
        {"live.m3u8": lambda: (200, {}, iter([b'#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="k"\n#EXTINF:1,\na.ts\n']))},
        StreamBroken,
        "视频流不能读取：视频加密，不能原样保存。",
    ),
    (
        "redirect elsewhere",
        {"live.m3u8": lambda: (302, {"Location": "http://169.254.169.254/latest/meta-data"}, iter(()))},
        StreamElsewhere,
        "该视频流指向另一台服务器（169.254.169.254），不是登记的地址，没有取用。",
    ),
    (
        "redirect to itself",
        {"live.m3u8": lambda: (302, {"Location": "live.m3u8"}, iter(()))},
        StreamBroken,
        "视频流不能读取：转来转去没有结果。",
    ),
    (
        "segments elsewhere",
        {"live.m3u8": lambda: (200, {}, iter([ELSEWHERE]))},
        StreamElsewhere,
        "该视频流指向另一台服务器（127.0.0.1），不是登记的地址，没有取用。",
    ),
    (
        "cut off",
        {"live7.m4s": lambda: (200, {"Content-Length": "999999"}, iter([b"abc"]))},
        StreamBroken,
        "视频流不能读取：没有传完就断了。",
    ),
    ("endless", {"live7.m4s": lambda: (200, {}, endless())}, StreamTooLarge, "视频超过64 MB，没有保存。"),
]


@pytest.mark.parametrize(("wrong", "refusal", "sentence"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_stream_that_misbehaves_leaves_nothing_behind(
    camera: Make, stream: Stream, settings: Any, wrong: dict[str, Any], refusal: type[DeviceRefusal], sentence: str
) -> None:
    address, folder, answers = stream
    filmed_until(folder / "fmp4", NOW)
    answers |= {f"fmp4/{name}": answer for name, answer in wrong.items()}
    camera(stream=f"{address}/fmp4/live.m3u8")
    began = time.monotonic()

    with pytest.raises(refusal) as told:
        take(seconds=7)

    assert told.value.sentence == sentence
    assert time.monotonic() - began < 9
    assert not Clip.objects.exists()
    assert not [path for path in Path(settings.EVIDENCE).rglob("*") if path.is_file()]


def test_master_playlist_leads_to_the_variant_with_most_to_see(camera: Make, stream: Stream) -> None:
    address, folder, _ = stream
    filmed_until(folder / "ts", NOW)
    master = "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=90000\nsmall.m3u8\n#EXT-X-STREAM-INF:BANDWIDTH=800000\nts/live.m3u8\n"
    (folder / "master.m3u8").write_text(master)
    camera(stream=f"{address}/master.m3u8")

    clip = take(seconds=1)

    assert clip.digest == sm3((folder / "ts" / "live7.ts").read_bytes())


def test_no_clip_without_stream_reason_or_hls(camera: Make) -> None:
    camera("BARE")
    camera("WHEP", stream="http://10.0.0.9:8889/live/whep")

    with pytest.raises(StreamMissing):
        take(code="BARE")
    with pytest.raises(ClipNeedsHls):
        take(code="WHEP")
    with pytest.raises(ReasonMissing):
        take_with_no_reason()


def take_with_no_reason() -> Clip:
    camera = Camera.objects.get(code="BARE")
    camera.stream = "http://10.0.0.9/live.m3u8"
    camera.save()
    return take(code="BARE", reason=" ")


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:5432/",
        "http://169.254.169.254/latest/meta-data",
        "http://0x7f000001/",
        "http://2130706433/",
        "http://[::1]:80/live.m3u8",
        "http://localhost:8000/live.m3u8",
        "gopher://127.0.0.1:6379/_FLUSHALL",
        "rtsp://10.0.0.5/../admin",
        "http://user:word@10.0.0.5/live.m3u8",
        "http://10.0.0.5/../etc/live.m3u8",
        "http://10.0.0.5/a'; script-src *",
        "http://10.0.0.5:0/live.m3u8",
        "http://10.0.0.5:99999/live.m3u8",
        "file:///etc/passwd",
        "//10.0.0.5/live.m3u8",
    ],
)
def test_addresses_that_are_never_fetched_BI_INT_01(address: str) -> None:
    with pytest.raises(StreamAddressNotAllowed):
        check_address(address)


def test_addresses_of_the_inner_network_are_media_servers_too() -> None:
    check_address("http://10.1.2.3:8888/live/1.m3u8")
    check_address("https://192.168.3.4/cam/whep?x=1")
