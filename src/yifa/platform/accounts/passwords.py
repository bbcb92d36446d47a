"""口令 — what a new one must be, and generated ones a person can type."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from yifa.kernel.refusal import Refusal
from yifa.platform.accounts.models import User
from yifa.platform.accounts.wording import say

#: as MinimumLengthValidator in the settings; told before any hashing, with the longest
SHORTEST, LONGEST = 12, 128
REMEMBERED = 5


class PasswordLength(Refusal):
    """口令长度不符 — refused before any hashing."""

    kind = "invalid"
    code = "accounts.password_length"

    def __init__(self) -> None:
        super().__init__(
            say("refused.password_length", low=SHORTEST, high=LONGEST),
            remedy=say("refused.password_length_remedy", low=SHORTEST, high=LONGEST),
            low=SHORTEST,
            high=LONGEST,
        )


class PasswordWeak(Refusal):
    """口令过弱 — common, all digits, or like the person's own name."""

    kind = "invalid"
    code = "accounts.password_weak"

    def __init__(self, reasons: Iterable[str]) -> None:
        super().__init__(say("refused.password_weak"), remedy=say("refused.password_weak_remedy", low=SHORTEST), reasons=sorted(reasons))


class PasswordReused(Refusal):
    """口令用过 — one of the last five."""

    kind = "invalid"
    code = "accounts.password_reused"

    def __init__(self) -> None:
        super().__init__(
            say("refused.password_reused", count=REMEMBERED), remedy=say("refused.password_reused_remedy"), remembered=REMEMBERED
        )


def check_new_password(password: str, *, user: User, used: Iterable[str] = ()) -> None:
    """Refuses: PasswordLength, PasswordWeak, PasswordReused. ``used`` are hashes of passwords used before."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordLength
    try:
        validate_password(password, user)
    except ValidationError as fault:
        raise PasswordWeak({error.code or "weak" for error in fault.error_list}) from fault
    if any(check_password(password, hashed) for hashed in used):
        raise PasswordReused


def readable_password(rng: Random) -> str:
    """Four syllables and five digits, some 45 bits: ``ming-shan-he-lu-48213``."""
    syllables = say("demo.syllables").split()
    return "-".join([*(rng.choice(syllables) for _ in range(4)), f"{rng.randrange(100_000):05d}"])
