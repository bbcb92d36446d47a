"""What is read of a playlist."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yifa.devices.core.playlist import BrokenPlaylist, Segment, read

LIVE = """#EXTM3U
#EXT-X-VERSION:7
#EXT-X-TARGETDURATION:2
#EXT-X-MEDIA-SEQUENCE:41
#EXT-X-MAP:URI="init.mp4"
#EXT-X-KEY:METHOD=NONE
#EXT-X-PROGRAM-DATE-TIME:2026-03-11T10:00:00.500+08:00
#EXTINF:2.000,
a.m4s
#EXTINF:1.5,title
b.m4s

#EXT-X-MAP:URI="again.mp4"
#EXTINF:2,
c.m4s
"""


def test_segments_with_their_beginning_and_their_time() -> None:
    found = read(LIVE)

    at = [datetime(2026, 3, 11, 2, 0, second, 500_000, tzinfo=UTC) for second in (0, 2)]
    assert found.segments[:2] == (Segment("a.m4s", 2.0, "init.mp4", at[0]), Segment("b.m4s", 1.5, "init.mp4", at[1]))
    assert (found.first, found.newest, found.target, found.ended) == (41, 44, 2.0, False)
    assert found.ends_at == datetime(2026, 3, 11, 2, 0, 6, tzinfo=UTC)


def test_newest_segments_share_one_beginning() -> None:
    found = read(LIVE)

    assert [one.address for one in found.latest(60)] == ["c.m4s"]
    before = read(LIVE.replace('#EXT-X-MAP:URI="again.mp4"\n', ""))
    assert [one.address for one in before.latest(2)] == ["c.m4s"]
    assert [one.address for one in before.latest(2.1)] == ["b.m4s", "c.m4s"]
    assert [one.address for one in before.latest(60)] == ["a.m4s", "b.m4s", "c.m4s"]


@pytest.mark.parametrize("time", ["", "#EXT-X-PROGRAM-DATE-TIME:yesterday\n"])
def test_stream_that_does_not_tell_its_time(time: str) -> None:
    assert read(f"#EXTM3U\n{time}#EXTINF:1,\na.ts\n").ends_at is None


def test_time_without_zone_is_utc_and_an_end_is_told() -> None:
    found = read("#EXTM3U\n#EXT-X-PROGRAM-DATE-TIME:2026-03-11T02:00:00\n#EXTINF:1,\na.ts\n#EXT-X-ENDLIST\n")

    assert (found.ends_at, found.ended) == (datetime(2026, 3, 11, 2, 0, 1, tzinfo=UTC), True)


def test_variants() -> None:
    found = read('#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=800000,CODECS="avc1,mp4a"\nbig.m3u8\n#EXT-X-STREAM-INF:PROGRAM-ID=1\nx.m3u8\n')

    assert (found.variants, found.ends_at) == (((800_000, "big.m3u8"), (0, "x.m3u8")), None)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no_playlist"),
        ("<html>", "no_playlist"),
        ("#EXTM3U\n" + "\n" * 20_001, "no_playlist"),
        ("#EXTM3U\na.ts\n", "no_playlist"),
        ("#EXTM3U\n#EXTINF:long,\na.ts\n", "no_playlist"),
        ("#EXTM3U\n#EXTINF:-1,\na.ts\n", "no_playlist"),
        ("#EXTM3U\n#EXTINF:nan,\na.ts\n", "no_playlist"),
        ("#EXTM3U\n#EXT-X-VERSION:7\n", "nothing_in_it"),
        ('#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="k"\n', "encrypted"),
        ("#EXTM3U\n#EXT-X-BYTERANGE:100@0\n", "byte_ranges"),
        ('#EXTM3U\n#EXT-X-MAP:URI="a",BYTERANGE="100@0"\n', "byte_ranges"),
    ],
)
def test_playlist_no_clip_can_be_taken_from(text: str, why: str) -> None:
    with pytest.raises(BrokenPlaylist, match=why):
        read(text)


@given(st.text(max_size=200).map(lambda text: f"#EXTM3U\n{text}"))
def test_whatever_comes_is_read_or_refused(text: str) -> None:
    try:
        read(text)
    except BrokenPlaylist as fault:
        assert str(fault) in ("no_playlist", "nothing_in_it", "encrypted", "byte_ranges")
