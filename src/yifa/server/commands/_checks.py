"""The checks of ./yifa test and ./yifa quick: one line each, with its time."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence

from yifa.server.place import ROOT
from yifa.server.wording import say

BIN = ROOT / ".venv" / "bin"
PYTEST = [str(BIN / "python"), "-m", "pytest"]

CHECKS: dict[str, Sequence[str]] = {
    "format": [str(BIN / "ruff"), "format", "--check", "--quiet"],
    "lint": [str(BIN / "ruff"), "check", "--quiet"],
    "types": [str(BIN / "mypy")],
    "contracts": [str(BIN / "lint-imports"), "--no-cache"],
}


def environment() -> dict[str, str]:
    """Ours, without what would point the tests to a real place."""
    kept = {name: value for name, value in os.environ.items() if name not in ("YIFA_DATA", "YIFA_ROLE", "YIFA_PORT")}
    return {**kept, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}


def check(name: str) -> bool:
    """Run one check quietly; show what it says only when it fails."""
    began = time.monotonic()
    done = subprocess.run(CHECKS[name], cwd=ROOT, env=environment(), capture_output=True, text=True)
    seconds = f"{time.monotonic() - began:.1f}"
    print(say("check.good" if done.returncode == 0 else "check.bad", what=say(f"check.{name}"), seconds=seconds), flush=True)
    if done.returncode != 0:
        print(done.stdout + done.stderr, flush=True)
    return done.returncode == 0


def tests(title: str, *arguments: str) -> bool:
    """Run pytest with its own words on the terminal."""
    print(say("check.tests", what=say(f"check.{title}")), flush=True)
    return subprocess.run([*PYTEST, *arguments], cwd=ROOT, env=environment()).returncode == 0


def outcome(good: bool) -> int:
    if not good:
        print(say("check.failed"), file=sys.stderr)
    return 0 if good else 1
