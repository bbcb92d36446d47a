"""The tables of discretion of the small town: one for the item RULED, a heavier shape of it from TURN on."""

from __future__ import annotations

from datetime import date
from typing import Any

from yifa.law.discretion.benchmark import Benchmarks
from yifa.law.discretion.reading import parse

#: the day on which the table of RULED asks for other circumstances
TURN = date(2026, 4, 1)
_ARTICLE = {"law": "示例条例", "article": "10"}

RULED: dict[str, Any] = {
    "code": "CG-T1",
    "name": "示例事项",
    "domain": "城市管理",
    "items": ["RULED"],
    "violated": _ARTICLE,
    "penalty": _ARTICLE,
    "since": date(2026, 1, 1),
    "until": TURN,
    "published_on": date(2025, 12, 20),
    "maker": "示例县城市管理局",
    "made_by": "own",
    "range": [{"low": "50", "high": "5000"}],
    "tier": [
        {"name": "较轻", "grade": "从轻", "from": "0%", "to": "30%"},
        {"name": "一般", "grade": "一般", "from": "30%", "to": "70%"},
        {"name": "较重", "grade": "从重", "from": "70%", "to": "100%"},
    ],
    "factor": [
        {
            "name": "面积",
            "weight": "60%",
            "option": [{"name": "小", "share": "0%"}, {"name": "中", "share": "50%"}, {"name": "大", "share": "100%"}],
        },
        {"name": "后果", "weight": "40%", "option": [{"name": "无", "share": "0%"}, {"name": "有", "share": "100%"}]},
    ],
}
_LATER = {name: value for name, value in RULED.items() if name != "until"} | {
    "since": TURN,
    "factor": [{"name": "次数", "weight": "100%", "option": [{"name": "初次", "share": "0%"}, {"name": "再次", "share": "100%"}]}],
}

TABLES = Benchmarks([parse(RULED), parse(_LATER)])
