"""处理器时间 — what one request costs the application and the database together, over batches, with a median."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median

from benchmarks.measuring.town import Used
from yifa.docket.news import pass_on
from yifa.kernel.canonical import canonical, sm3
from yifa.server.wiring import listeners


@dataclass(frozen=True, slots=True)
class Cost:
    """Of one request: ms of processor, medians over batches; and how long its client waited."""

    ms: float
    app_ms: float
    database_ms: float
    #: the background worker meanwhile; not part of ``ms``
    worker_ms: float
    p50_ms: float
    p95_ms: float
    #: what a fixed piece of work cost the measuring process beside them: a slower machine shows here too
    reference_ms: float
    requests: int
    batches: tuple[float, ...]

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def pass_news_on() -> None:
    """Do what the background worker would do next (it makes papers of the news), so that it is not measured with another work."""
    while pass_on(listeners()):
        pass


@dataclass(frozen=True, slots=True)
class Batch:
    """What some requests used together, how long each took, and what the fixed piece of work cost beside them."""

    used: Used
    waited: tuple[float, ...]
    reference: float

    @property
    def ms(self) -> float:
        """Application and database, for one request."""
        return (self.used.app + self.used.database) / len(self.waited)


def cost_of(batches: Sequence[Batch]) -> Cost:
    """The medians over batches."""
    waited = sorted(each for batch in batches for each in batch.waited)
    return Cost(
        ms=_ms(median(batch.ms for batch in batches)),
        app_ms=_ms(median(batch.used.app / len(batch.waited) for batch in batches)),
        database_ms=_ms(median(batch.used.database / len(batch.waited) for batch in batches)),
        worker_ms=_ms(median(batch.used.worker / len(batch.waited) for batch in batches)),
        p50_ms=_ms(waited[len(waited) // 2]),
        p95_ms=_ms(waited[len(waited) * 95 // 100]),
        reference_ms=_ms(median(batch.reference for batch in batches)),
        requests=len(waited),
        batches=tuple(_ms(batch.ms) for batch in batches),
    )


def ratio_of(many: Sequence[Batch], few: Sequence[Batch]) -> float:
    """How much dearer a work is: the median over pairs of batches that were done one right after the other."""
    return _ms(median(one.ms / other.ms for one, other in zip(many, few, strict=True)))


def reference() -> float:
    """Processor time in ms of a fixed piece of work: a machine shared with others, or hot, is slower by the same measure."""
    began = time.process_time()
    for number in range(400):
        sm3(canonical({"number": number, "text": "依法" * 100, "list": list(range(20))}).encode())
    return (time.process_time() - began) * 1000


def _ms(value: float) -> float:
    return round(value, 2)
