"""测量点 — one town with its clients and its works; a second one lives in a process of its own, for Django knows one database."""

from __future__ import annotations

import argparse
import multiprocessing
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from random import Random
from typing import TYPE_CHECKING, Any

from benchmarks.measuring.town import Town, temporary_town
from benchmarks.measuring.wording import tell

if TYPE_CHECKING:  # these need Django set up, which is so once there is a town
    from benchmarks.measuring.checking import Checked
    from benchmarks.measuring.filling import Filled
    from benchmarks.measuring.processor import Batch
    from benchmarks.measuring.works import Work


class Site:
    """Everything that can be asked of one town; arguments and answers are plain, so that they can be asked from another process."""

    def __init__(self, town: Town, options: argparse.Namespace) -> None:
        from benchmarks.measuring.cases import People
        from benchmarks.measuring.works import callers

        self.town, self.options = town, options
        self.people, self.rng = People.here(), Random(options.seed)
        self.callers = callers(town, self.people, now=options.now)
        self.works: dict[str, Work] = {}
        self.asked = 0

    def prepare(self) -> list[str]:
        """Fresh dockets to work on; the names of the works."""
        from benchmarks.measuring.works import prepare

        tell("step.prepare")
        count = max(4, self.options.requests)
        made = prepare(self.people, self.callers.officer, dockets=count, now=self.options.now, rng=self.rng)
        self.works = {work.name: work for work in made}
        return list(self.works)

    def warm(self, name: str) -> None:
        """Earlier news is worked off, and the work done a few times."""
        from benchmarks.measuring.processor import pass_news_on

        pass_news_on()
        self._send(name, max(8, self.options.requests // 5))

    def batch(self, name: str) -> Batch:
        """One client asks, one request after the other; the processor time of the whole place is read before and after."""
        from benchmarks.measuring.processor import Batch, reference

        before = self.town.used()
        waited = self._send(name, self.options.requests)
        return Batch(self.town.used() - before, tuple(waited), reference())

    def statements(self, name: str) -> int:
        """How many the work sends, counted in this process."""
        from benchmarks.measuring.statements import statements

        return len(statements(self.works[name], self.callers))

    def fill(self, dockets: int) -> Filled:
        from benchmarks.measuring.filling import fill

        return fill(self.town.place, self.people, dockets=dockets, now=self.options.now, seed=self.options.seed)

    def check(self, sample: int) -> Checked:
        from benchmarks.measuring.checking import check

        tell("step.check")
        return check(sample=sample)

    def _send(self, name: str, count: int) -> list[float]:
        work, client = self.works[name], self.callers.of(self.works[name])
        prepared = [work.ask(self.asked + number) for number in range(count)]
        self.asked += count
        waited = []
        for asked in prepared:
            began = time.perf_counter()
            client.send(asked.method, asked.path, asked.body, kind=asked.kind, expect=asked.expect)
            waited.append((time.perf_counter() - began) * 1000)
        return waited


class Elsewhere:
    """A site in another process: the same methods, asked through a pipe."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe

    def __getattr__(self, method: str) -> Any:
        def ask(*arguments: Any) -> Any:
            self._pipe.send((method, arguments))
            return self._pipe.recv()

        return ask


@contextmanager
def elsewhere(options: argparse.Namespace) -> Iterator[Elsewhere]:
    """A second town, served by a process of its own until the end of the block."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, options))
    process.start()
    theirs.close()
    try:
        yield Elsewhere(ours)
    finally:
        ours.close()
        process.join()


def serve(pipe: Connection, options: argparse.Namespace) -> None:
    """Answer what is asked of a town of our own; ends when nobody asks any more."""
    with temporary_town() as town:
        site = Site(town, options)
        while True:
            try:
                method, arguments = pipe.recv()
            except EOFError:
                return
            pipe.send(getattr(site, method)(*arguments))
