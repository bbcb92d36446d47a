"""Reading requests: the body once, strictly; ids, times and pages by hand, so that every no is a Chinese sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any, get_args, get_origin
from uuid import UUID

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from pydantic import BaseModel

from yifa.docket.core.form import Form, FormIncomplete, label_of
from yifa.docket.core.procedure import PROCEDURES
from yifa.docket.core.refusals import DocketUnknown
from yifa.docket.core.request import Request
from yifa.kernel.ids import new_id
from yifa.kernel.text import clean_line, clean_text
from yifa.web.api import refusals
from yifa.web.strict_json import parse_json

LARGEST_BODY = 1_000_000
DEEPEST = 32
LONGEST_QUERY = 100
LARGEST_PAGE = 100

_ACT_MEMBERS = frozenset({"id", "kind", "payload", "officers", "happened_at", "place", "evidence", "seen", "judged"})
_UUID = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")
_TIME = re.compile(r"(19|2[0-9])\d\d-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)")
_CODE = re.compile(r"[A-Za-z0-9_.-]{1,60}")
_PLACE = re.compile(r"[0-9]{6,12}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"')
_BRACKET = re.compile(rb"[\[\]{}]")


def json_body(request: HttpRequest) -> dict[str, Any]:
    """The JSON object of the body. Refuses: ContentType, TooLarge, TooDeep, MemberType and what strict_json refuses."""
    if request.content_type != "application/json":
        raise refusals.ContentType
    try:
        size = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError as fault:
        raise refusals.TooLarge from fault
    if size > LARGEST_BODY:
        raise refusals.TooLarge
    try:
        body = request.body
    except RequestDataTooBig as fault:
        raise refusals.TooLarge from fault
    if len(body) > LARGEST_BODY:
        raise refusals.TooLarge
    _check_depth(body)
    value = parse_json(body)
    if not isinstance(value, dict):
        raise refusals.MemberType(field="body")
    return value


def _check_depth(body: bytes) -> None:
    if body.count(b"{") + body.count(b"[") <= DEEPEST:
        return
    depth = 0
    for bracket in _BRACKET.finditer(_STRING.sub(b"", body)):
        depth += 1 if bracket[0] in b"{[" else -1
        if depth > DEEPEST:
            raise refusals.TooDeep


def members(value: Any, *, field: str, known: frozenset[str], needed: tuple[str, ...]) -> dict[str, Any]:
    """An object with no member but ``known`` and all of ``needed``. Refuses: MemberType, MemberUnknown, MemberMissing."""
    if not isinstance(value, dict):
        raise refusals.MemberType(field=field)
    for name in value:
        if name not in known:
            raise refusals.MemberUnknown(field=name[:40])
    for name in needed:
        if name not in value:
            raise refusals.MemberMissing(field=name)
    return value


def act_request(raw: Any, *, seen_header: str = "") -> Request:
    """An act as a program sends it. Refuses: MemberType, MemberUnknown, MemberMissing, FormIncomplete, what kernel.text refuses."""
    raw = members(raw, field="act", known=_ACT_MEMBERS, needed=("kind", "payload"))
    kind = _text(raw["kind"], "kind")
    payload = raw["payload"]
    if not isinstance(payload, dict):
        raise refusals.MemberType(field="payload")
    if form := _form_named(kind):
        check_types(form, payload)
    seen = raw.get("seen")
    if seen is None and seen_header:
        seen = int(seen_header) if seen_header.isascii() and seen_header.isdigit() and len(seen_header) < 10 else seen_header
    if seen is not None and (type(seen) is not int or seen < 0):
        raise refusals.MemberType(field="seen")
    evidence = _texts(raw.get("evidence"), "evidence", _DIGEST)
    return Request(
        kind=kind,
        payload=payload,
        id=new_id() if raw.get("id") is None else uuid(raw["id"]),
        officers=_texts(raw.get("officers"), "officers", _CODE),
        happened_at=None if raw.get("happened_at") is None else _time(raw["happened_at"]),
        place=clean_line(_text(raw.get("place") or "", "place"), field="办理地点"),
        evidence=evidence,
        seen=seen,
        judged=_judged(raw.get("judged")),
    )


def _judged(value: Any) -> dict[str, str]:
    """A person's answers by rule, cleaned where they are recorded."""
    if value is None:
        return {}
    if not isinstance(value, dict) or not all(
        isinstance(text, str) and len(text) <= 2_000 and _CODE.fullmatch(rule) for rule, text in value.items()
    ):
        raise refusals.MemberType(field="judged")
    return {rule: clean_text(text, field="判断意见", limit=2_000) for rule, text in value.items()}


def _text(value: Any, field: str) -> str:
    if not isinstance(value, str):
        raise refusals.MemberType(field=field)
    return value


def _texts(value: Any, field: str, shape: re.Pattern[str]) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or len(value) > 200:
        raise refusals.MemberType(field=field)
    for member in value:
        if not isinstance(member, str) or not shape.fullmatch(member):
            raise refusals.MemberType(field=field)
    return tuple(value)


def uuid(value: Any) -> UUID:
    """An id as the sender made it. Refuses: MemberType."""
    if not isinstance(value, str) or not _UUID.fullmatch(value):
        raise refusals.MemberType(field="id")
    return UUID(value)


def _time(value: Any) -> datetime:
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        raise refusals.MemberType(field="happened_at")
    try:
        return datetime.fromisoformat(value)
    except ValueError as fault:
        raise refusals.MemberType(field="happened_at") from fault


def docket_id(text: str) -> UUID:
    """The id in an address; what is no id is answered as what is absent. Refuses: DocketUnknown."""
    if not _UUID.fullmatch(text):
        raise DocketUnknown("未找到该卷宗，或者您无权查看。", remedy="请核对编号。")
    return UUID(text)


def digests(value: Any, field: str, *, most: int) -> tuple[str, ...]:
    """Digests of files. Refuses: MemberType."""
    found = _texts(value, field, _DIGEST)
    if len(found) > most:
        raise refusals.MemberType(field=field)
    return found


def is_id(text: str) -> bool:
    return bool(_UUID.fullmatch(text))


def is_digest(text: str) -> bool:
    return bool(_DIGEST.fullmatch(text))


def is_code(text: str) -> bool:
    return bool(_CODE.fullmatch(text))


def body_code(value: Any) -> str:
    """The dotted code of a body. Refuses: MemberType."""
    if not isinstance(value, str) or not _CODE.fullmatch(value):
        raise refusals.MemberType(field="body")
    return value


def place_code(value: Any) -> str:
    """The digits of a place. Refuses: MemberType."""
    if not isinstance(value, str) or not _PLACE.fullmatch(value):
        raise refusals.MemberType(field="place")
    return value


def number(value: Any, field: str) -> float:
    """A number, which JSON tells from a text. Refuses: MemberType."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e300:
        raise refusals.MemberType(field=field)
    return float(value)


def code_text(value: str, field: str) -> str:
    """A code of an item or a place, which must be there. Refuses: MemberType and what kernel.text refuses."""
    text = clean_line(value, field=field, limit=60)
    if not text:
        raise refusals.MemberType(field=field)
    return text


def day(value: str, field: str) -> date:
    """A day, as 2026-03-11. Refuses: MemberType."""
    try:
        return date.fromisoformat(value)
    except ValueError as fault:
        raise refusals.MemberType(field=field) from fault


def page_size(limit: str) -> int:
    """How many rows at once. Refuses: PageRange."""
    if not (limit.isascii() and limit.isdigit() and 1 <= len(limit) <= 3 and 1 <= int(limit) <= LARGEST_PAGE):
        raise refusals.PageRange
    return int(limit)


def query_text(text: str) -> str:
    """Words to search for. Refuses: QueryLong and what kernel.text refuses."""
    if len(text) > LONGEST_QUERY:
        raise refusals.QueryLong
    return clean_line(text, field="检索内容", limit=LONGEST_QUERY)


@cache
def _form_named(kind: str) -> type[Form] | None:
    return next((procedure.kinds[kind].form for procedure in PROCEDURES.values() if kind in procedure.kinds), None)


def check_types(form: type[Form], payload: Mapping[str, Any]) -> None:
    """JSON has types: a number stands only where a number is meant, true and false only where yes and no are.

    The forms themselves are kinder, for pages send text. Refuses: FormIncomplete.
    """
    wrong = [path for path in _mistyped(form, payload, ()) if path]
    if wrong:
        fields = {".".join(str(part) for part in path): f"「{label_of(form, path)}」的类型不正确。" for path in wrong}
        raise FormIncomplete(next(iter(fields.values())), remedy="请按接口说明核对该字段的类型。", fields=fields)


def _mistyped(model: type[BaseModel], value: Any, path: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    if not isinstance(value, dict):
        return [path]
    fields = _fields(model)
    wrong: list[tuple[Any, ...]] = []
    for name, member in value.items():
        if name in fields:
            wrong += _member_mistyped(*fields[name], member, (*path, name))
    return wrong


def _member_mistyped(plain: frozenset[type], inner: type[BaseModel] | None, value: Any, path: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    if isinstance(value, bool):
        return [] if bool in plain else [path]
    if isinstance(value, (int, float)):
        return [] if int in plain and isinstance(value, int) else [path]
    if isinstance(value, str):
        return [path] if plain and plain <= _NO_TEXT else []
    if isinstance(value, list):
        if tuple not in plain:
            return [path]
        return [found for at, each in enumerate(value) if inner for found in _mistyped(inner, each, (*path, at))]
    if isinstance(value, dict):
        return _mistyped(inner, value, path) if inner and tuple not in plain else [path]
    return []


_NO_TEXT = frozenset({bool, int, type(None)})


@cache
def _fields(model: type[BaseModel]) -> dict[str, tuple[frozenset[type], type[BaseModel] | None]]:
    return {name: _types(info.annotation) for name, info in model.model_fields.items()}


def _types(annotation: Any) -> tuple[frozenset[type], type[BaseModel] | None]:
    """The plain types an annotation is made of, and the form inside it where there is one."""
    if isinstance(annotation, str):
        return frozenset({str}), None
    if isinstance(annotation, type) and not get_args(annotation):
        return (frozenset(), annotation) if issubclass(annotation, BaseModel) else (frozenset({annotation}), None)
    plain: frozenset[type] = frozenset({tuple}) if get_origin(annotation) is tuple else frozenset()
    inner = None
    for argument in get_args(annotation):
        more, found = _types(argument)
        plain |= more
        inner = inner or found
    return plain, inner
