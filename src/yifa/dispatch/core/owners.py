"""属主与属地 — which body is asked first: for parts 部件 their owner, for events 事件 the team of the place; each with the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

PARTS: Final = "部件"


@dataclass(frozen=True, slots=True)
class Asked:
    """先派谁 — one body and why it stands where it stands."""

    body: str
    reason: str


def ask_in_order(*, kind: str, owner: str, local: str, holder: str = "", team: str = "", teams: Sequence[str] = ()) -> tuple[Asked, ...]:
    """部件先属主后属地，事件先属地后属主 — the bodies to ask, first asked first, each once.

    ``kind`` is 部件 or 事件, ``owner`` 属主 who answers for such a thing, ``local`` who answers for the place and ``teams`` those that act
    for it there (an area's team), ``holder`` the body with the power the class stands for and ``team`` who exercises it there. Empty
    ones are left out. Who holds the power and is neither owner nor local comes last: it can act where the others may only look.
    """
    mine = (owner, "部件先属主：由权属单位处置" if kind == PARTS else "属地不能处置的，由属主处置")
    ours = (local, "属主不能处置的，由属地处置" if kind == PARTS else "事件先属地：由所在地的队伍处置")
    theirs = [(one, "所在地由这支队伍出动") for one in teams]
    first = (mine, ours, *theirs) if kind == PARTS else (ours, *theirs, mine)
    ordered = (*first, (team, "在这里实际行使本事项的权力"), (holder, "对本事项有处罚权"))
    found: dict[str, str] = {}
    for body, reason in ordered:
        if body:
            found.setdefault(body, reason)
    return tuple(Asked(body, reason) for body, reason in found.items())
