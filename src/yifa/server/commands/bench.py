"""./yifa bench — measures what the place costs on this machine, and says which bars are met."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

from yifa.server.place import ROOT

HELP = "测量：./yifa bench 名称 [--json]；不带名称则列出"
#: every benchmark starts a place of its own in a temporary folder
DATABASE = False
FOLDER = ROOT / "benchmarks"
_NO_BENCH = "没有名为 {name} 的测量；不带名称则列出全部。"


def find() -> list[str]:
    """The names of all benchmarks: what stands in the folder."""
    return sorted(file.stem for file in FOLDER.glob("*.py") if not file.stem.startswith("_"))


def main(argv: list[str]) -> int:
    """0 every bar met, 1 one falls short, 2 wrong usage."""
    first = argparse.ArgumentParser(prog="./yifa bench", description=HELP, add_help=False)
    first.add_argument("name", nargs="?", metavar="名称")
    name = first.parse_known_args(argv)[0].name
    if name is None:
        for found in find():
            print(f"{found:<12} {benchmark(found).HELP}")
        return 0
    if name not in find():
        first.error(_NO_BENCH.format(name=name))
    bench = benchmark(name)
    parser = argparse.ArgumentParser(prog="./yifa bench", description=bench.HELP)
    parser.add_argument("name", metavar="名称")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    bench.arguments(parser)
    options = parser.parse_args(argv)
    options.now = datetime.now(UTC)
    result: dict[str, Any] = {"benchmark": name, "at": options.now.isoformat(), **bench.run(options)}
    result["good"] = all(bar["good"] for bar in result["bars"])
    print(json.dumps(result, ensure_ascii=False) if options.json else text_of(result))
    return 0 if result["good"] else 1


def benchmark(name: str) -> ModuleType:
    """The module of that name."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    return importlib.import_module(f"benchmarks.{name}")


def text_of(result: dict[str, Any]) -> str:
    """One line for each bar."""
    lines = []
    for bar in result["bars"]:
        mark, sign = "✓" if bar["good"] else "✗", "≤" if bar["sense"] == "at most" else "≥"
        unit = f" {bar['unit']}" if bar["unit"] else ""
        lines.append(f"{mark} {bar['title']}：{bar['value']:g}{unit}（{sign} {bar['bar']:g}{unit}）")
    return "\n".join(lines)
