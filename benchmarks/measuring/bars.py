"""标线 — a figure beside what it must not pass."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Bar:
    """One figure, its bar and whether it is met; ``sense`` says on which side the good lies."""

    name: str
    title: str
    value: float
    bar: float
    unit: str = ""
    sense: Literal["at most", "at least"] = "at most"

    @property
    def good(self) -> bool:
        """Is the bar met? The value is compared as it is reported, rounded."""
        return self.value <= self.bar if self.sense == "at most" else self.value >= self.bar

    def as_json(self) -> dict[str, object]:
        return {**asdict(self), "good": self.good}
