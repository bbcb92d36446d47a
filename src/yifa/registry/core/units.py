"""责任单位 — who leads a task and who works with them, read from the one line in which a document names them. Pure."""

from __future__ import annotations

import re

#: a remark at the end of the line on how to read it: (逗号前为牵头单位，下同)
_REMARK = re.compile(r"[（(][^（()）]*牵头[^（()）]*[)）]\s*$")
_LABEL = re.compile(r"^责任单位\s*[:：]")
_COMMA = re.compile("[，,]")
_BETWEEN = re.compile("[、，,]")


def parse_units(line: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """责任单位 — (leads 牵头单位, others 配合单位), in the order of the line: leads stand before the first comma.

    A line without comma names leads only. The label 责任单位 and a remark on how to read the line are no units.
    """
    bare = _REMARK.sub("", _LABEL.sub("", line.strip()))
    leads, *rest = _COMMA.split(bare, maxsplit=1)
    return _names(leads), _names(rest[0] if rest else "")


def _names(text: str) -> tuple[str, ...]:
    return tuple(name for part in _BETWEEN.split(text) if (name := part.strip(" 。；;")))
