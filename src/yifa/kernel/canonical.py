"""One text for one value, and its digest: what is chained, sealed and compared."""

from __future__ import annotations

import hashlib
import json

type_names = "object, array, string, integer, boolean, null"


def canonical(value: object) -> str:
    """Write plain JSON in one way only: sorted keys, no spaces, UTF-8, no floats (RFC 8785 in spirit).

    Raises TypeError for a float or any value that is not JSON; ValueError for text that is no valid Unicode.
    """
    _refuse_floats(value)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    text.encode("utf-8")
    return text


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise TypeError(f"a float has no one text, use an integer or a string: {value!r}")
    if isinstance(value, dict):
        for key, member in value.items():
            if not isinstance(key, str):
                raise TypeError(f"a key must be a string, of {type_names}: {key!r}")
            _refuse_floats(member)
    elif isinstance(value, (list, tuple)):
        for member in value:
            _refuse_floats(member)


def sm3(data: bytes) -> str:
    """SM3 (GB/T 32905) of ``data`` as 64 lower-case hex digits."""
    return sm3_bytes(data).hex()


def sm3_bytes(data: bytes) -> bytes:
    """SM3 (GB/T 32905) of ``data`` as 32 bytes."""
    return hashlib.new("sm3", data).digest()
