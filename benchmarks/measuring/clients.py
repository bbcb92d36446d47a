"""客户端 — real HTTP over one kept connection, as a program (bearer token) or as a browser (session cookie)."""

from __future__ import annotations

import http.client
import json
import re
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode


class Unexpected(Exception):
    """The place answered something else than the benchmark asked for: no figure can stand on that."""


class Client:
    """One connection with the headers it always sends."""

    def __init__(self, port: int, headers: dict[str, str]) -> None:
        self.headers = headers
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def send(self, method: str, path: str, body: bytes | None = None, *, kind: str = "", expect: int = 200) -> bytes:
        """One request; its body. Raises Unexpected for any other status."""
        headers = {**self.headers, "Content-Type": kind} if kind else self.headers
        try:
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            # kept open longer than the server keeps it: once more on a new connection; acts carry their own id, so none is done twice
            self.connection.close()
            self.connection.request(method, path, body, headers)
            response = self.connection.getresponse()
        answer = response.read()
        if response.status != expect:
            raise Unexpected(f"{method} {path}: {response.status} {answer[:600].decode(errors='replace')}")
        return answer

    def json(self, method: str, path: str, value: Any = None, *, expect: int = 200) -> Any:
        body = None if value is None else json.dumps(value, ensure_ascii=False).encode()
        return json.loads(self.send(method, path, body, kind="application/json" if body else "", expect=expect))

    def close(self) -> None:
        self.connection.close()


def program(port: int, token: str) -> Client:
    """A program with its token."""
    return Client(port, {"Authorization": f"Bearer {token}"})


def browser(port: int, username: str, password: str) -> Client:
    """A browser that has signed in at the door of the desk."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/login")
    answer = connection.getresponse()
    page = answer.read().decode()
    cookies = _cookies(answer)
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    if found is None:
        raise Unexpected("the door of the desk has no form")
    form = urlencode({"username": username, "password": password, "csrfmiddlewaretoken": found[1]})
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": _header(cookies)}
    connection.request("POST", "/login", form, headers)
    answer = connection.getresponse()
    answer.read()
    cookies |= _cookies(answer)
    connection.close()
    if "yifa_session" not in cookies:
        raise Unexpected(f"not signed in: {answer.status}")
    return Client(port, {"Cookie": _header(cookies)})


def _cookies(response: http.client.HTTPResponse) -> dict[str, str]:
    jar: dict[str, str] = {}
    for line in response.headers.get_all("Set-Cookie", []):
        jar.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
    return jar


def _header(cookies: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


def multipart(fields: dict[str, str], *, name: str, data: bytes) -> tuple[bytes, str]:
    """A form with one file: body and content type."""
    edge = "----yifa-bench-edge"
    parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode() for key, value in fields.items()]
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: application/octet-stream\r\n\r\n'
    return b"".join([*parts, head.encode(), data, f"\r\n--{edge}--\r\n".encode()]), f"multipart/form-data; boundary={edge}"
