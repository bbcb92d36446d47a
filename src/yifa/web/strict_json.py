"""JSON from outside, read strictly: no key twice, no NaN or endless numbers, UTF-8 only, no lone surrogates, not too deep."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from yifa.web.errors import WebRefusal


class JsonDuplicate(WebRefusal):
    """重复字段 — one key twice; which one counts would be a guess."""

    code = "web.json_duplicate"


class JsonNumber(WebRefusal):
    """无效数字 — NaN, Infinity, or a number no one can hold."""

    code = "web.json_number"


class JsonBroken(WebRefusal):
    """无效JSON — not JSON, or nested too deep."""

    code = "web.json_broken"


class WrongEncoding(WebRefusal):
    """编码不正确 — not UTF-8, or half a character."""

    code = "web.encoding"


def parse_json(body: bytes) -> Any:
    """Read one JSON text. Refuses: JsonDuplicate, JsonNumber, JsonBroken, WrongEncoding."""
    try:
        text = body.decode("utf-8")
        value = json.loads(text, object_pairs_hook=_members, parse_constant=_no_number, parse_float=_float, parse_int=_int)
        if "\\u" in text:
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeError as fault:
        raise WrongEncoding from fault
    except (ValueError, RecursionError) as fault:
        raise JsonBroken from fault
    return value


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members: dict[str, Any] = {}
    for name, value in pairs:
        if name in members:
            raise JsonDuplicate(field=name[:40].encode("utf-8", "replace").decode())
        members[name] = value
    return members


def _no_number(name: str) -> NoReturn:
    raise JsonNumber


def _float(text: str) -> float:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise JsonNumber
    return value


def _int(text: str) -> int:
    if len(text) > 20:
        raise JsonNumber
    return int(text)
