"""What 谁来管 says, in Chinese."""

from __future__ import annotations

from typing import Final

_SENTENCES: Final = {
    "subject": "由{name}管。",
    "nobody": "没有机关对此有权。",
    "nobody_remedy": "请向机构编制部门或者司法行政部门反映清单缺口。",
}


def say(name: str, /, **facts: object) -> str:
    """The sentence of that name with its facts filled in."""
    return _SENTENCES[name].format(**facts)
