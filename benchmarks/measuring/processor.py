"""处理器时间 — what one request costs the application and the database together, over batches, with a median."""

from __future__ import annotations

import time
from dataclasses import asdict, dataclass
from statistics import median

from benchmarks.measuring.clients import Client
from benchmarks.measuring.town import Town
from benchmarks.measuring.works import Work
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
    #: what a fixed piece of work cost this process meanwhile: two figures compare where this one is the same
    reference_ms: float
    requests: int
    batches: tuple[float, ...]

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def pass_news_on() -> None:
    """Do what the background worker would do next (it makes papers of the news), so that it is not measured with another work."""
    while pass_on(listeners()):
        pass


def measure(town: Town, client: Client, work: Work, *, batches: int, requests: int) -> Cost:
    """One client asks, one request after the other; the processor time of the whole place is read before and after each batch."""
    pass_news_on()
    for number in range(max(8, requests // 5)):
        asked = work.ask(number)
        client.send(asked.method, asked.path, asked.body, kind=asked.kind, expect=asked.expect)
    spent, waited, references = [], [], [reference()]
    for batch in range(batches):
        prepared = [work.ask(batch * requests + number) for number in range(requests)]
        before = town.used()
        for asked in prepared:
            began = time.perf_counter()
            client.send(asked.method, asked.path, asked.body, kind=asked.kind, expect=asked.expect)
            waited.append((time.perf_counter() - began) * 1000)
        spent.append(town.used() - before)
        references.append(reference())
    waited.sort()
    return Cost(
        ms=_ms(median(used.app + used.database for used in spent) / requests),
        app_ms=_ms(median(used.app for used in spent) / requests),
        database_ms=_ms(median(used.database for used in spent) / requests),
        worker_ms=_ms(median(used.worker for used in spent) / requests),
        p50_ms=_ms(waited[len(waited) // 2]),
        p95_ms=_ms(waited[len(waited) * 95 // 100]),
        reference_ms=_ms(median(references)),
        requests=requests * batches,
        batches=tuple(_ms((used.app + used.database) / requests) for used in spent),
    )


def reference() -> float:
    """Processor time in ms of a fixed piece of work: a machine shared with others, or hot, is slower by the same measure."""
    began = time.process_time()
    for number in range(400):
        sm3(canonical({"number": number, "text": "依法" * 100, "list": list(range(20))}).encode())
    return (time.process_time() - began) * 1000


def _ms(value: float) -> float:
    return round(value, 2)
