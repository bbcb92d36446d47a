"""./yifa quick — what to run before each commit."""

from __future__ import annotations

from yifa.server.commands._checks import CHECKS, check, outcome, tests

HELP = "提交前的快速检查：格式、静态检查、类型、分层和快速测试"
DATABASE = False
FAST = ["tests/kernel", "tests/law", "tests/house"]


def main(argv: list[str]) -> int:
    good = [check(name) for name in CHECKS]
    good.append(tests("fast", "-q", "-m", "not slow and not browser and not alone", *FAST))
    return outcome(all(good))
