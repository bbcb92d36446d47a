"""Real HLS streams made by ffmpeg, and a media server that misbehaves where a test asks for it."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import imageio_ffmpeg

#: path -> what is answered instead of the file of that name: status, headers, bytes piece by piece
Wrong = Callable[[], tuple[int, dict[str, str], Iterator[bytes]]]


def make_hls(folder: Path, *, seconds: int = 8, kind: str = "fmp4", size: str = "320x180") -> None:
    """A moving test picture in segments of a second, with ``live.m3u8``; the playlist does not end."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [
        *(imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-f", "lavfi", "-i", f"testsrc2=size={size}:rate=10"),
        *("-t", str(seconds), "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-g", "10", "-an"),
        *("-f", "hls", "-hls_time", "1", "-hls_list_size", "0", "-hls_segment_type", kind, "-hls_flags", "omit_endlist"),
        "live.m3u8",
    ]
    subprocess.run(command, cwd=folder, check=True, timeout=60)


@contextmanager
def live_hls(folder: Path, *, size: str = "320x180") -> Iterator[subprocess.Popen[bytes]]:
    """The same as it is filmed, second by second, until the process is ended; segments of the last ten seconds."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [
        *(imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-re", "-f", "lavfi", "-i", f"testsrc2=size={size}:rate=10"),
        *("-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency", "-pix_fmt", "yuv420p", "-g", "10", "-an"),
        *("-f", "hls", "-hls_time", "1", "-hls_list_size", "10", "-hls_segment_type", "fmp4"),
        *("-hls_flags", "program_date_time+delete_segments", "live.m3u8"),
    ]
    filming = subprocess.Popen(command, cwd=folder)
    try:
        yield filming
    finally:
        filming.kill()
        filming.wait(timeout=10)


def filmed_until(folder: Path, at: datetime) -> None:
    """Rewrite the playlist so that its last picture was filmed at that instant."""
    lines = (folder / "live.m3u8").read_text().splitlines()
    length = sum(float(line[8:].rstrip(",")) for line in lines if line.startswith("#EXTINF:"))
    begins = (at - timedelta(seconds=length)).isoformat(timespec="milliseconds")
    lines = [line for line in lines if not line.startswith("#EXT-X-PROGRAM-DATE-TIME")]
    first = next(number for number, line in enumerate(lines) if line.startswith("#EXTINF:"))
    lines.insert(first, f"#EXT-X-PROGRAM-DATE-TIME:{begins}")
    (folder / "live.m3u8").write_text("\n".join(lines) + "\n")


def silence(seconds: float) -> Iterator[bytes]:
    """Not a byte for so long."""
    time.sleep(seconds)
    yield b""


def endless() -> Iterator[bytes]:
    """Bytes until whoever listens goes away."""
    while True:
        yield b"\x00" * 1_000_000


@contextmanager
def media_server(folder: Path, wrong: dict[str, Wrong] | None = None) -> Iterator[str]:
    """Serves the folder to any page; its address, like http://127.0.0.1:40001."""
    wrong = wrong if wrong is not None else {}

    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.0"

        def do_GET(self) -> None:
            name = self.path.partition("?")[0].lstrip("/")
            if name in wrong:
                status, headers, pieces = wrong[name]()
            elif (folder / name).is_file():
                data = (folder / name).read_bytes()
                status, headers, pieces = 200, {"Content-Length": str(len(data))}, iter([data])
            else:
                status, headers, pieces = 404, {}, iter(())
            try:
                self.send_response(status)
                for header, value in {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-store", **headers}.items():
                    self.send_header(header, value)
                self.end_headers()
                for piece in pieces:
                    self.wfile.write(piece)
            except OSError:
                return  # whoever asked has left

        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
