"""数据库语句 — how many one request sends, counted in this process on the same database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.test import Client

from benchmarks.measuring.clients import Unexpected
from benchmarks.measuring.works import Callers, Work
from yifa.platform.accounts import gate


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements sent inside, in order; many rows of one statement count once. BEGIN and COMMIT are not among them."""
    seen: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield seen


def statements(work: Work, callers: Callers) -> list[str]:
    """What the request of ``work`` sends when the process has served before but has forgotten who asks (as every five seconds)."""
    client = Client(headers=callers.of(work).headers, SERVER_NAME="127.0.0.1")
    _send(client, work, 0)
    gate.forget()
    with counted() as seen:
        _send(client, work, 1)
    return seen


def _send(client: Client, work: Work, number: int) -> None:
    asked = work.ask(number)
    if asked.method == "GET":
        answer = client.get(asked.path)
    else:
        answer = client.generic(asked.method, asked.path, asked.body or b"", content_type=asked.kind)
    if answer.status_code != asked.expect:
        raise Unexpected(f"{asked.method} {asked.path}: {answer.status_code} {answer.content[:600].decode(errors='replace')}")
