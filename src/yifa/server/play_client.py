"""演练的客户端 — real HTTP over one kept connection, with a token or without; every request tells the instant it happens at."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yifa.server.play_time import HEADER

_EDGE = "----yifa-play-edge"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the place said: the status, and the JSON of its body."""

    status: int
    value: Any

    @property
    def good(self) -> bool:
        return self.status < 300

    @property
    def code(self) -> str:
        """Of a refusal."""
        return str(self.value.get("code", self.status)) if isinstance(self.value, dict) else str(self.status)


class Client:
    """One person's or one system's connection."""

    def __init__(self, port: int, token: str = "") -> None:
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.sent = 0

    def get(self, path: str, *, at: datetime) -> Answer:
        return self._send("GET", path, None, "", at)

    def post(self, path: str, value: Any, *, at: datetime) -> Answer:
        return self._send("POST", path, json.dumps(value, ensure_ascii=False).encode(), "application/json", at)

    def upload(self, path: str, fields: dict[str, str], *, name: str, data: bytes, at: datetime) -> Answer:
        """A form with one file."""
        parts = [f'--{_EDGE}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in fields.items()]
        head = f'--{_EDGE}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: image/png\r\n\r\n'
        body = "".join([*parts, head]).encode() + data + f"\r\n--{_EDGE}--\r\n".encode()
        return self._send("POST", path, body, f"multipart/form-data; boundary={_EDGE}", at)

    def _send(self, method: str, path: str, body: bytes | None, kind: str, at: datetime) -> Answer:
        headers = {**self.headers, HEADER: at.isoformat()}
        if kind:
            headers["Content-Type"] = kind
        self.sent += 1
        try:
            return self._once(method, path, body, headers)
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            # kept open longer than the server keeps it; everything sent carries its own id, so nothing is done twice
            self.connection.close()
            return self._once(method, path, body, headers)

    def _once(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Answer:
        self.connection.request(method, path, body, headers)
        response = self.connection.getresponse()
        text = response.read()
        told = "json" in response.headers.get("Content-Type", "")
        return Answer(response.status, json.loads(text) if told else None)

    def close(self) -> None:
        self.connection.close()
