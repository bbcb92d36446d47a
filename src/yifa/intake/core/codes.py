"""受理号与查询码 — both are for people: digits only, read over the telephone. The code follows from the report's id and the place's secret,
so a repeat is answered with the same code although it is stored nowhere; what is stored is a keyed digest of it.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final
from uuid import UUID

CODE_DIGITS: Final = 16


def code_of(secret: str, report: UUID) -> str:
    """The code of a report: 16 digits, 53 bits nobody can guess without the secret."""
    drawn = hmac.new(secret.encode(), b"code" + report.bytes, hashlib.sha256).digest()
    return f"{int.from_bytes(drawn[:16]) % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def digest_of(secret: str, code: str) -> str:
    """What is stored of a code, and what an address or a name is compared by; useless without the secret."""
    return hmac.new(secret.encode(), b"digest" + code.encode(), hashlib.sha256).hexdigest()


def plain_code(typed: str) -> str:
    """The digits of what a person typed; blanks and dashes between them are none of the code. Empty where it cannot be one."""
    digits = "".join(sign for sign in typed if sign not in " -—－　").translate(str.maketrans("０１２３４５６７８９", "0123456789"))
    return digits if len(digits) == CODE_DIGITS and digits.isascii() and digits.isdigit() else ""
