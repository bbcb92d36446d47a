"""可删除的个人信息 — kept apart from the acts, encrypted (SM4-GCM); the act holds only a salted digest of it.

The digest binds the value to the sealed act. With the row's text gone the value is gone, and the act's digest still holds.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from django.conf import settings
from django.db import connection

from yifa.docket.core.wording import told
from yifa.kernel.canonical import sm3, sm3_bytes
from yifa.kernel.refusal import Refusal

_SALT, _NONCE, _TAG = 16, 12, 16


class PrivateValueGone(Refusal):
    """个人信息已删除或者无法解开 — erased, or the key of this place does not open it."""

    kind = "unknown"
    code = "docket.private_value_gone"


@cache
def _key() -> bytes:
    """The place's own key: 16 bytes from the secret made at first start, readable by the serving account alone."""
    return sm3_bytes(settings.PRIVATE_SECRET.encode())[:16]


def salted(text: str) -> tuple[str, bytes]:
    """A fresh salt before the text, and the SM3 of both: digest and the bytes to encrypt."""
    clear = secrets.token_bytes(_SALT) + text.encode()
    return sm3(clear), clear


def keep(*, docket: UUID, values: Iterable[tuple[str, str, bytes]]) -> None:
    """Store (field, digest, salted bytes) of one act, encrypted. Runs in the act's transaction."""
    rows = sealed_rows(docket=docket, values=values)
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO docket_sealed (digest, docket_id, field, nonce, text) VALUES (%s, %s, %s, %s, %s)", rows)


def sealed_rows(*, docket: UUID, values: Iterable[tuple[str, str, bytes]]) -> list[tuple[str, UUID, str, bytes, bytes]]:
    """The rows ``keep`` stores: digest, docket, field, nonce, encrypted text with its tag."""
    rows = []
    for field, digest, clear in values:
        nonce = secrets.token_bytes(_NONCE)
        encryptor = Cipher(algorithms.SM4(_key()), modes.GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(digest.encode())
        rows.append((digest, docket, field, nonce, encryptor.update(clear) + encryptor.finalize() + encryptor.tag))
    return rows


def keyed(print_: str) -> str:
    """The print of a request as it is stored: it covers private values too, and unkeyed it could be found by trying every number."""
    return hmac.new(_key(), print_.encode(), hashlib.sha256).hexdigest()


def seal(text: str, *, bound_to: str) -> bytes:
    """``text`` encrypted for a row of another room: nonce, text and tag in one; opens only together with ``bound_to``."""
    nonce = secrets.token_bytes(_NONCE)
    encryptor = Cipher(algorithms.SM4(_key()), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(bound_to.encode())
    return nonce + encryptor.update(text.encode()) + encryptor.finalize() + encryptor.tag


def unseal(sealed: bytes, *, bound_to: str) -> str:
    """What ``seal`` encrypted. Raises PrivateValueGone where this place's key does not open it."""
    nonce, text, tag = sealed[:_NONCE], sealed[_NONCE:-_TAG], sealed[-_TAG:]
    decryptor = Cipher(algorithms.SM4(_key()), modes.GCM(nonce, tag)).decryptor()
    decryptor.authenticate_additional_data(bound_to.encode())
    try:
        return (decryptor.update(text) + decryptor.finalize()).decode()
    except InvalidTag as fault:
        sentence, remedy = told("private_unreadable")
        raise PrivateValueGone(sentence, remedy=remedy) from fault


def reveal(digests: Iterable[str]) -> dict[str, str]:
    """The texts behind these digests; those that were erased are missing. The caller records that they were opened."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT digest, nonce, text FROM docket_sealed WHERE digest = ANY(%s) AND text IS NOT NULL", [list(digests)])
        rows = cursor.fetchall()
    return {digest: _open(digest, bytes(nonce), bytes(text)) for digest, nonce, text in rows}


def _open(digest: str, nonce: bytes, text: bytes) -> str:
    decryptor = Cipher(algorithms.SM4(_key()), modes.GCM(nonce, text[-_TAG:])).decryptor()
    decryptor.authenticate_additional_data(digest.encode())
    try:
        clear = decryptor.update(text[:-_TAG]) + decryptor.finalize()
    except InvalidTag as fault:
        sentence, remedy = told("private_unreadable")
        raise PrivateValueGone(sentence, remedy=remedy) from fault
    return clear[_SALT:].decode()


def erase(digest: str, *, now: datetime) -> None:
    """Erase one value for good; its digest stays in the act."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE docket_sealed SET text = NULL, nonce = ''::bytea, erased_at = %s WHERE digest = %s", [now, digest])
