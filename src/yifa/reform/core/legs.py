"""What a change moves, the same for every kind: from which bodies, to which, and the rows listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from yifa.reform.core.forms import ALL, Abolish, Change, HandOver, Merge, Moved, MovePosts, Split


@dataclass(frozen=True, slots=True)
class Leg:
    """划转的一支 — items, posts and people on their way; ``place`` empty is everywhere."""

    of: tuple[str, ...]
    to: str
    items: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    none_reason: str = ""
    place: str = ""

    def with_all(self, *, items: Sequence[str], posts: Sequence[str], people: Sequence[str]) -> Leg:
        """The same with 全部 written out as what there is."""
        return replace(
            self,
            items=_written_out(self.items, items),
            posts=_written_out(self.posts, posts),
            people=_written_out(self.people, people),
        )


def _written_out(listed: tuple[str, ...], there: Sequence[str]) -> tuple[str, ...]:
    return tuple(there) if listed == (ALL,) else listed


def legs_of(change: Change) -> tuple[Leg, ...]:
    """Every leg of the change, in its order."""
    match change:
        case Merge():
            return (_leg(ending(change), change.into.code, change),)
        case Split():
            return tuple(_leg((change.body,), part.code, part) for part in (change.first, change.second))
        case Abolish():
            return (_leg((change.body,), change.to, change),)
        case HandOver():
            return (replace(_leg((change.of,), change.to, change), place=change.place),)
        case MovePosts():
            return (Leg((change.of,), change.to, posts=change.posts, people=change.people, none_reason=change.none_reason),)
        case _:
            return ()


def _leg(of: tuple[str, ...], to: str, moved: Moved) -> Leg:
    return Leg(of, to, moved.items, moved.posts, moved.people, moved.none_reason)


def ending(change: Change) -> tuple[str, ...]:
    """The bodies that end with the change."""
    match change:
        case Merge():
            return tuple(code for code in change.bodies if code != change.into.code)
        case Split() if change.ends:
            return (change.body,)
        case Abolish():
            return (change.body,)
        case _:
            return ()


def heirs_of(change: Change) -> dict[str, str]:
    """Each body that ends, and who takes up what points to it: of a split the first part."""
    match change:
        case Merge():
            return dict.fromkeys(ending(change), change.into.code)
        case Split():
            return dict.fromkeys(ending(change), change.first.code)
        case Abolish():
            return {change.body: change.to}
        case _:
            return {}
