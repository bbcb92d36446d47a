"""演练的客户端 — real HTTP over one kept connection, with a token or without; every request tells the instant it happens at."""

from __future__ import annotations

import http.client
import json
import re
from dataclasses import dataclass
from datetime import datetime
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from yifa.server.play_time import HEADER

_EDGE = "----yifa-play-edge"
#: the field of a page's form by which the place knows its own pages
_PAGE_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Answer:
    """What the place said: the status, the JSON or the text of its body, and where it leads on."""

    status: int
    value: Any
    leads: str = ""

    @property
    def good(self) -> bool:
        return self.status < 400

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
        #: as a browser keeps them from page to page
        self.cookies: dict[str, str] = {}
        self.page_token = ""

    def get(self, path: str, *, at: datetime) -> Answer:
        return self._send("GET", path, None, "", at)

    def post(self, path: str, value: Any, *, at: datetime) -> Answer:
        return self._send("POST", path, json.dumps(value, ensure_ascii=False).encode(), "application/json", at)

    def page(self, path: str, *, at: datetime) -> Answer:
        """A page as a browser opens it; its forms may be sent afterwards."""
        answer = self.get(path, at=at)
        if isinstance(answer.value, str) and (found := _PAGE_TOKEN.search(answer.value)):
            self.page_token = found[1]
        return answer

    def form(self, path: str, fields: dict[str, str | list[str]], *, at: datetime) -> Answer:
        """A form of the page opened last."""
        body = urlencode({"csrfmiddlewaretoken": self.page_token, **fields}, doseq=True).encode()
        return self._send("POST", path, body, "application/x-www-form-urlencoded", at)

    def upload(self, path: str, fields: dict[str, str], *, name: str, data: bytes, at: datetime, field: str = "file") -> Answer:
        """A form with one file; of the page opened last, where it is one of a page."""
        if not path.startswith("/api/"):
            fields = {"csrfmiddlewaretoken": self.page_token, **fields}
        parts = [f'--{_EDGE}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n' for key, value in fields.items()]
        head = f'--{_EDGE}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\nContent-Type: image/png\r\n\r\n'
        body = "".join([*parts, head]).encode() + data + f"\r\n--{_EDGE}--\r\n".encode()
        return self._send("POST", path, body, f"multipart/form-data; boundary={_EDGE}", at)

    def _send(self, method: str, path: str, body: bytes | None, kind: str, at: datetime) -> Answer:
        headers = {**self.headers, HEADER: at.isoformat()}
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
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
        for line in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: one.value for name, one in SimpleCookie(line).items()}
        told = "json" in response.headers.get("Content-Type", "")
        return Answer(response.status, json.loads(text) if told else text.decode("utf-8", "replace"), response.headers.get("Location", ""))

    def close(self) -> None:
        self.connection.close()
