"""Change one number, comparison or truth value of the law at a time and see whether a test notices.

    .venv/bin/python tools/mutate_law.py [--json] [--jobs 2] [--only deadlines] [--sample 100 --seed 1]

Each mutant runs in a fork of one prepared process: the changed module is compiled in memory, no file is touched. Killed: a test fails,
or the law can no longer be imported. The page of reference is asked first, then the subject's own cases; how many met the page is told.
mutmut leaves decorated functions alone, and every rule is decorated; cosmic-ray starts a process for each mutant, which takes six times
as long.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.abc
import importlib.util
import json
import os
import random
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LAW = ROOT / "src" / "yifa" / "law"
REFERENCE = "tests/house/test_rules_reference.py"
TESTS = (REFERENCE, "tests/law")
#: how a fork ends
SURVIVED, KILLED, KILLED_BY_REFERENCE = 0, 1, 3
#: a mutant that loops for ever is killed
PATIENCE = 120
_SWAPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: in which module and line, what became what, and the changed tree as source."""

    path: Path
    line: int
    change: str
    source: str

    @property
    def module(self) -> str:
        parts = list(self.path.relative_to(ROOT / "src").with_suffix("").parts)
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line} {self.change}"


def mutants(path: Path) -> Iterator[Mutant]:
    """Every mutant of one file, in order."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for index, node in enumerate(ast.walk(tree)):
        for what, change in _changes(node):
            changed = copy.deepcopy(tree)
            twin = next(other for number, other in enumerate(ast.walk(changed)) if number == index)
            change(twin)
            yield Mutant(path, getattr(node, "lineno", 0), what, ast.unparse(changed))


def _changes(node: ast.AST) -> Iterator[tuple[str, object]]:
    if isinstance(node, ast.Constant) and type(node.value) is int:
        for other in (node.value + 1, node.value - 1):
            yield f"{node.value} -> {other}", lambda twin, other=other: setattr(twin, "value", other)
    elif isinstance(node, ast.Constant) and type(node.value) is bool:
        yield f"{node.value} -> {not node.value}", lambda twin: setattr(twin, "value", not twin.value)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isdecimal():
        yield f"'{node.value}' -> other", lambda twin: setattr(twin, "value", str(int(twin.value) + 1))
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in _SWAPPED:
        swapped = _SWAPPED[type(node.ops[0])]
        yield f"{type(node.ops[0]).__name__} -> {swapped.__name__}", lambda twin: twin.ops.__setitem__(0, swapped())
    elif isinstance(node, ast.BoolOp):
        other = ast.Or if isinstance(node.op, ast.And) else ast.And
        yield f"{type(node.op).__name__} -> {other.__name__}", lambda twin: setattr(twin, "op", other())


class _Instead(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Gives the changed source for one module."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> object:
        if fullname != self.mutant.module:
            return None
        is_package = self.mutant.path.name == "__init__.py"
        spec = importlib.util.spec_from_file_location(
            fullname, self.mutant.path, loader=self, submodule_search_locations=[str(self.mutant.path.parent)] if is_package else None
        )
        return spec

    def exec_module(self, module: object) -> None:
        exec(compile(self.mutant.source, str(self.mutant.path), "exec"), module.__dict__)


class _OwnFirst:
    """Asks the reference, then the tests that name the subject; remembers whether the reference is what failed."""

    def __init__(self, mutant: Mutant | None) -> None:
        self.subject = mutant.path.relative_to(LAW).parts[0].removesuffix(".py") if mutant else ""
        self.reference_failed = False

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        items.sort(key=lambda item: (REFERENCE not in item.nodeid, self.subject not in item.nodeid))

    def pytest_runtest_logreport(self, report: Any) -> None:
        self.reference_failed |= report.failed and REFERENCE in report.nodeid


def fate(mutant: Mutant | None) -> int:
    """Does any test fail with it (None: with nothing changed)? In a fork, so that nothing stays."""
    pid = os.fork()
    if pid == 0:
        code = KILLED
        try:
            os.setsid()
            out = os.open(os.devnull, os.O_WRONLY)
            os.dup2(out, 1)
            os.dup2(out, 2)
            if mutant:
                sys.meta_path.insert(0, _Instead(mutant))
            import pytest

            how = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:django", "--assert=plain", "--tb=no", "-o", "filterwarnings=ignore"]
            watch = _OwnFirst(mutant)
            failed = pytest.main([*how, *TESTS], plugins=[watch])
            code = (KILLED_BY_REFERENCE if watch.reference_failed else KILLED) if failed else SURVIVED
        finally:
            os._exit(code)
    started = time.monotonic()
    while True:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() - started > PATIENCE:
            os.killpg(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            return KILLED
        time.sleep(0.02)


def main() -> int:
    """0 at most three of a hundred survive, 1 more do, 2 the tests fail as it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="files whose path holds this word")
    parser.add_argument("--sample", type=int, default=0, help="so many, drawn by --seed; all without it")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    os.chdir(ROOT)
    sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
    _prepare()
    files = [path for path in sorted(LAW.rglob("*.py")) if options.only in str(path.relative_to(LAW))]
    found = [mutant for path in files for mutant in mutants(path)]
    if fate(None) != SURVIVED:
        print("the tests fail without any change: nothing can be measured", file=sys.stderr)
        return 2
    if options.sample:
        found = random.Random(options.seed).sample(found, min(options.sample, len(found)))
    with ThreadPoolExecutor(options.jobs) as pool:
        fates = list(pool.map(fate, found))
    left = [str(mutant) for mutant, end in zip(found, fates, strict=True) if end == SURVIVED]
    by_reference = fates.count(KILLED_BY_REFERENCE)
    share = len(left) / len(found) if found else 0.0
    if options.json:
        told = {"mutants": len(found), "survived": len(left), "share": round(share, 4), "by_reference": by_reference, "survivors": left}
        print(json.dumps(told, ensure_ascii=False))
    else:
        print(*left, f"{len(found)} mutants, {len(left)} survived ({share:.1%}), {by_reference} met the reference page first", sep="\n")
    return 0 if share <= 0.03 else 1


def _prepare() -> None:
    """Import what every mutant's tests need, but nothing of the law."""
    import hypothesis  # noqa: F401
    import pytest  # noqa: F401

    import yifa.kernel.calendar
    import yifa.kernel.money  # noqa: F401


if __name__ == "__main__":
    sys.exit(main())
