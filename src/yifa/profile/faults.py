"""What is wrong with a profile: every fault with file and line, told at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from yifa.kernel.refusal import Refusal
from yifa.platform.wording import wording_of

say = wording_of(__file__)

#: how many faults are told one by one; the rest is counted by file
MOST_TOLD = 500


class Fault(NamedTuple):
    """One fault; line 0 is the file as a whole."""

    file: str
    line: int
    why: str

    @property
    def sentence(self) -> str:
        if self.line:
            return say("refused.in_line", file=self.file, line=self.line, why=self.why)
        return say("refused.in_file", file=self.file, why=self.why)


class ProfileFault(Refusal):
    """配置有误 — a profile says something that is not understood; ``faults`` are all of them by file and line, nothing is loaded.

    ``more`` counts by file what is not told one by one.
    """

    kind = "invalid"
    code = "profile.not_understood"

    def __init__(self, faults: tuple[Fault, ...], *, more: dict[str, int] | None = None) -> None:
        first, self.faults, self.more = faults[0], faults, more or {}
        self.count = len(faults) + sum(self.more.values())
        sentence = first.sentence if self.count == 1 else say("refused.first_of", first=first.sentence, count=self.count)
        told = self.as_rows()
        super().__init__(
            sentence, remedy=say("refused.remedy"), file=first.file, line=first.line, count=self.count, faults=told, more=self.more
        )
        self.file, self.line = first.file, first.line

    def as_rows(self) -> list[dict[str, object]]:
        """The faults as plain values."""
        return [fault._asdict() for fault in self.faults]

    def lines(self) -> Iterator[str]:
        """Every fault as a line, then how many of each file are left, then what to do."""
        for fault in self.faults:
            yield fault.sentence
        for file, count in self.more.items():
            yield say("refused.more", file=file, count=count)
        yield say("refused.count", count=self.count)
        yield self.remedy


class Faults:
    """The faults found so far, in no order; of a file full of them only so many are kept, the others counted."""

    def __init__(self) -> None:
        self._by_file: dict[str, dict[Fault, None]] = {}
        self._uncounted: dict[str, int] = {}

    def add(self, file: str, line: int, why: str) -> None:
        fault = Fault(file, line, why)
        of_file = self._by_file.setdefault(file, {})
        if len(of_file) < MOST_TOLD:
            of_file[fault] = None
        elif fault not in of_file:
            self._uncounted[file] = self._uncounted.get(file, 0) + 1

    def __bool__(self) -> bool:
        return bool(self._by_file)

    def raised(self) -> ProfileFault:
        """The refusal of all of them."""
        faults = sorted(fault for of_file in self._by_file.values() for fault in of_file)
        more = dict(self._uncounted)
        for fault in faults[MOST_TOLD:]:
            more[fault.file] = more.get(fault.file, 0) + 1
        return ProfileFault(tuple(faults[:MOST_TOLD]), more=dict(sorted(more.items())))
