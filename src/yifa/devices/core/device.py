"""设备 — one camera as the register has it, and whether what it recorded on a day may be evidence of anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from yifa.law.answer import Answer, Ground, Verdict
from yifa.law.rule import LawNotHeld, apply

DEVICE_RULE: Final = "evidence.camera_device"
RECORD_RULE: Final = "evidence.camera_record"
EVIDENCE, LEAD = "证据", "线索"
#: a device whose clock is further off than this records no accurate time (our setting; players alone lag some twenty seconds)
DRIFT_SECONDS: Final = 60


@dataclass(frozen=True, slots=True)
class Device:
    """One camera. Texts nobody stated are empty, days None."""

    code: str
    register: str
    owner: str
    place: str
    name: str = ""
    place_type: str = ""
    longitude: Decimal | None = None
    latitude: Decimal | None = None
    legal_basis: str = ""
    technical_review_on: date | None = None
    legal_review_on: date | None = None
    reviewer: str = ""
    published_on: date | None = None
    published_place: str = ""
    stream: str = ""
    synthetic: bool = False


def facts_on(device: Device, on: date) -> dict[str, bool]:
    """What 行政处罚法 41 asks of the device, as it stood before that day.

    Reads: the two reviews are what ensures the standard, the sensible setting and the mark (确保), so these follow from them.
    """
    legal = device.legal_review_on is not None and device.legal_review_on < on
    technical = device.technical_review_on is not None and device.technical_review_on < on
    published = device.published_on is not None and device.published_on < on and bool(device.published_place)
    reviewed = legal and technical
    return {
        "basis": bool(device.legal_basis),
        "legal": legal,
        "technical": technical,
        "standard": reviewed,
        "sensible": reviewed,
        "marked": reviewed,
        "published": published,
    }


def device_answer(device: Device, on: date) -> Answer[Any]:
    """May records of that day be evidence, as far as the device goes?"""
    return _ask(DEVICE_RULE, on, {**facts_on(device, on)})


@dataclass(frozen=True, slots=True)
class Review:
    """记录审核 — what a person found of one record; ``done`` false: nobody looked. ``drift``: how far the device's clock was off."""

    done: bool = False
    true_: bool = False
    clear: bool = False
    complete: bool = False
    accurate: bool = False
    drift: int | None = None

    def facts(self) -> dict[str, bool]:
        accurate = self.accurate and (self.drift is None or abs(self.drift) <= DRIFT_SECONDS)
        return {"reviewed": self.done, "true_": self.true_, "clear": self.clear, "complete": self.complete, "accurate": accurate}


@dataclass(frozen=True, slots=True)
class Standing:
    """证据还是线索 — the standing of one record, and the answers that keep it from being evidence."""

    word: str
    answers: tuple[Answer[Any], ...]

    @property
    def is_evidence(self) -> bool:
        return self.word == EVIDENCE


def standing(device: Device, review: Review, on: date) -> Standing:
    """证据 only where device and record both pass; 线索 of everything else."""
    answers = (device_answer(device, on), _ask(RECORD_RULE, on, {**review.facts()}))
    missing = tuple(answer for answer in answers if not answer.lawful)
    return Standing(LEAD if missing else EVIDENCE, missing)


def _ask(rule: str, on: date, facts: dict[str, Any]) -> Answer[Any]:
    try:
        return apply(rule, on=on, **facts)
    except LawNotHeld:
        # before the statute of 2021 no text is held here: nothing of it is called evidence
        return Answer(Verdict.FOR_PERSON, None, (Ground(rule, rule, (), "", facts),), "")
