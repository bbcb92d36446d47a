"""入场券 — what a page shows the process of live pushes instead of a session: signed by the gate's side, good for ten minutes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.core import signing

from yifa.kernel.actor import DOCKET_ROLES, Actor
from yifa.platform.wording import Worded
from yifa.web.wording import say

#: pairs of body and place prefix
Scope = tuple[tuple[str, str], ...]

SALT = "yifa.live"
GOOD_FOR = 600


class TicketRefused(Worded, say=say):
    """入场券无效 — forged, cut short, or older than ten minutes."""

    kind = "denied"
    code = "web.ticket_refused"


@dataclass(frozen=True, slots=True)
class Ticket:
    """What one screen may be shown: pairs of body and place prefix; on a wall no word of a reporter. ``origin``: of the page."""

    scope: Scope
    wall: bool
    origin: str

    def covers(self, body: str, place: str, called: tuple[str, ...] = ()) -> bool:
        """As ``Actor.may_read``: the body and place themselves, or a body called in to help."""
        return covers(self.scope, body, place, called)

    def covers_body(self, body: str) -> bool:
        """Is the body, or one above it, within the scope at any place?"""
        return any(body == of or body.startswith(of + ".") for of, _ in self.scope)

    def text(self) -> str:
        """The ticket as it is given out."""
        return signing.dumps({"s": self.scope, "w": self.wall, "o": self.origin}, salt=SALT, compress=True)


@lru_cache(maxsize=65_536)
def covers(scope: Scope, body: str, place: str, called: tuple[str, ...]) -> bool:
    """Is the body, or one called in, with the place within the scope?"""
    return any(place.startswith(within) and any(one == of or one.startswith(of + ".") for one in (body, *called)) for of, within in scope)


def read(text: str) -> Ticket:
    """The ticket behind the text. Refuses: TicketRefused."""
    try:
        told = signing.loads(text, salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        raise TicketRefused from None
    return Ticket(tuple((body, place) for body, place in told["s"]), told["w"], told["o"])


def scope_of(actor: Actor, team: str = "") -> Scope:
    """What this person reads, as pairs of body and place; with ``team`` only that body and what lies below it. Empty: nothing."""
    pairs = []
    for post in actor.posts:
        if post.role not in DOCKET_ROLES:
            continue
        if not team or post.body.startswith(team + "."):
            pairs.append((post.body, post.place))
        elif team == post.body or team.startswith(post.body + "."):
            pairs.append((team, post.place))
    return tuple(dict.fromkeys(pairs))
