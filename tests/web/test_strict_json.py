from __future__ import annotations

from typing import Any

import pytest

from yifa.web.errors import status_of
from yifa.web.strict_json import JsonBroken, JsonDuplicate, JsonNumber, WrongEncoding, parse_json


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b'{"a": [1, -2.5, null, true, "\\u5f20\\u4e09"]}', {"a": [1, -2.5, None, True, "张三"]}),
        ('"𠮷😀"'.encode(), "𠮷😀"),
        (b'"\\ud842\\udfb7"', "𠮷"),
        (b"18446744073709551616", 2**64),
        (b'{"a": {"x": 1}, "b": {"x": 2}}', {"a": {"x": 1}, "b": {"x": 2}}),
    ],
)
def test_plain_json_is_read(body: bytes, value: Any) -> None:
    assert parse_json(body) == value


@pytest.mark.parametrize(
    ("body", "refusal", "sentence"),
    [
        (b'{"amount":100,"amount":1}', JsonDuplicate, "请求内容有重复字段：amount。"),
        (b'[{"a":{"b":1,"b":1}}]', JsonDuplicate, "请求内容有重复字段：b。"),
        (b"NaN", JsonNumber, "请求内容含有无效数字。"),
        (b"[-Infinity]", JsonNumber, "请求内容含有无效数字。"),
        (b"1e400", JsonNumber, "请求内容含有无效数字。"),
        (b"9" * 5000, JsonNumber, "请求内容含有无效数字。"),
        ("张三".encode("gbk"), WrongEncoding, "请使用UTF-8编码，内容中不能有无效字符。"),
        (b'"\\ud800"', WrongEncoding, "请使用UTF-8编码，内容中不能有无效字符。"),
        (b'{"\\udfff": 1}', WrongEncoding, "请使用UTF-8编码，内容中不能有无效字符。"),
        (b"[" * 100_000, JsonBroken, "请求内容不是有效的JSON。"),
        (b"[" * 100_000 + b"]" * 100_000, JsonBroken, "请求内容不是有效的JSON。"),
        (b"", JsonBroken, "请求内容不是有效的JSON。"),
        (b"{'a': 1}", JsonBroken, "请求内容不是有效的JSON。"),
        (b'"a\nb"', JsonBroken, "请求内容不是有效的JSON。"),
        (b"\xef\xbb\xbf{}", JsonBroken, "请求内容不是有效的JSON。"),
    ],
    ids=[
        "BI-API-01",
        "BI-API-01-deep",
        "BI-API-02-nan",
        "BI-API-02-infinity",
        "BI-API-02-1e400",
        "long-integer",
        "BI-API-05-gbk",
        "BI-API-06",
        "BI-API-06-key",
        "deep-open",
        "deep",
        "empty",
        "python",
        "line-break",
        "byte-order-mark",
    ],
)
def test_bad_json_is_refused_in_words(body: bytes, refusal: type[Exception], sentence: str) -> None:
    with pytest.raises(refusal) as refused:
        parse_json(body)

    found: Any = refused.value
    assert (found.sentence, int(status_of(found))) == (sentence, 400)
