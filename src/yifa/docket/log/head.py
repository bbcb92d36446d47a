"""日志头 — the signed head of the log: six lines of text that anyone can keep, and check years later."""

from __future__ import annotations

import base64
import binascii
import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat, load_pem_private_key

from yifa.kernel.canonical import sm3_bytes

FIRST_LINE = "yifa log v1"
#: How late an act may come under a head after it was recorded, before the verifier remarks on it: a slow transaction, a waiting worker.
GRACE = timedelta(minutes=10)
_SHAPE = re.compile(
    r"yifa log v1\n"
    r"origin (?P<origin>[0-9a-f]{32})\n"
    r"size (?P<size>0|[1-9][0-9]{0,17})\n"
    r"root (?P<root>[0-9a-f]{64})\n"
    r"time (?P<time>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z)\n"
    r"signature (?P<signature>[A-Za-z0-9+/]{86}==)\n"
)


class HeadUnreadable(ValueError):
    """The text is not a head of this log's form."""


@dataclass(frozen=True, slots=True)
class Head:
    """What one head says. ``text`` is the whole signed text, byte for byte what was given away."""

    origin: str
    size: int
    root: str
    time: datetime
    text: str

    @property
    def signed_part(self) -> bytes:
        return self.text[: self.text.rindex("signature ")].encode()

    @property
    def signature(self) -> bytes:
        return base64.b64decode(self.text[self.text.rindex("signature ") + 10 :])

    def is_signed_by(self, public_key: bytes) -> bool:
        """Is this head's origin that key, and its signature by it?"""
        if origin_of(public_key) != self.origin:
            return False
        try:
            Ed25519PublicKey.from_public_bytes(public_key).verify(self.signature, self.signed_part)
        except (InvalidSignature, ValueError):
            return False
        return True


def time_text(instant: datetime) -> str:
    """ISO 8601 in UTC with microseconds and Z: the only form of an instant in acts and heads."""
    if instant.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read_time(text: str) -> datetime:
    """Read what ``time_text`` wrote."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)


def origin_of(public_key: bytes) -> str:
    """Which log: the first 16 bytes of the SM3 of the public key, as hex."""
    return sm3_bytes(public_key)[:16].hex()


def read_head(text: str) -> Head:
    """Read one head, strictly: one form, nothing before or after. Raises HeadUnreadable."""
    found = _SHAPE.fullmatch(text)
    if found is None:
        raise HeadUnreadable(f"not a head: {text!r:.80}")
    try:
        time = read_time(found["time"])
        signature = base64.b64decode(found["signature"], validate=True)
    except (ValueError, binascii.Error) as error:
        raise HeadUnreadable(str(error)) from error
    if base64.b64encode(signature).decode() != found["signature"]:
        raise HeadUnreadable("the signature is not written in the one way")
    return Head(found["origin"], int(found["size"]), found["root"], time, text)


class LogKey:
    """日志签名密钥 — the Ed25519 key of the log. The private part leaves the file only to sign."""

    def __init__(self, private: Ed25519PrivateKey) -> None:
        self._private = private
        self.public = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

    @classmethod
    def from_seed(cls, seed: bytes) -> LogKey:
        """The key with this 32-byte secret; for drills and tests."""
        return cls(Ed25519PrivateKey.from_private_bytes(seed))

    @classmethod
    def in_file(cls, path: Path) -> LogKey:
        """Read the key, or make one at first start: 0600, written whole before it gets its name, never overwritten."""
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            fresh = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            draft = path.with_name(f".{path.name}.{os.getpid()}")
            handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(fresh)
                file.flush()
                os.fsync(file.fileno())
            try:
                os.link(draft, path)
            except FileExistsError:
                pass  # another process was first; its key stands
            finally:
                draft.unlink()
        private = load_pem_private_key(path.read_bytes(), password=None)
        if not isinstance(private, Ed25519PrivateKey):
            raise ValueError(f"{path.name} holds no Ed25519 key")
        return cls(private)

    @property
    def origin(self) -> str:
        return origin_of(self.public)

    def sign_head(self, *, size: int, root: bytes, time: datetime) -> Head:
        """Write and sign the head of a tree of ``size`` leaves."""
        signed = f"{FIRST_LINE}\norigin {self.origin}\nsize {size}\nroot {root.hex()}\ntime {time_text(time)}\n"
        signature = base64.b64encode(self._private.sign(signed.encode())).decode()
        return read_head(f"{signed}signature {signature}\n")
