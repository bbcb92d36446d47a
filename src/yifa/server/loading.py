"""Loading a profile into the database of a place."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import SystemRandom

from yifa.docket.models import Docket
from yifa.kernel.actor import Post, Role
from yifa.kernel.dates import legal_date
from yifa.platform.accounts.actions import NewAccount, make_demo_accounts
from yifa.profile.reading import read
from yifa.profile.schema import UserRow
from yifa.registry import actions as registry
from yifa.server.cases import play_cases
from yifa.server.place import Place
from yifa.server.readying import PROFILES
from yifa.staffing import actions as staffing

#: the demo accounts hold their posts since long before the first case
POSTS_SINCE = timedelta(days=400)


def load_profile(name: str, *, now: datetime, cases: bool = True) -> None:
    """装载地方配置 — the institution of ``profiles/<name>`` and its demo accounts; may be repeated.

    Each room loads in a transaction of its own and says when nothing changed. Passwords of new accounts are added to the
    accounts file of the place; accounts that exist keep theirs. With ``cases``, a place without dockets gets the profile's cases.
    """
    profile = read(PROFILES / name)
    registry.load(profile, now=now)
    staffing.load(profile, now=now)
    accounts = [new_account(user) for user in profile.users]
    make_demo_accounts(accounts, rng=SystemRandom(), now=now, password_file=Place.here().accounts_file, since=legal_date(now) - POSTS_SINCE)
    file = PROFILES / name / "cases.toml"
    if cases and file.exists() and not Docket.objects.exists():
        play_cases(file, now=now)


def new_account(user: UserRow) -> NewAccount:
    posts = [Post(Role(role), user.body, user.place) for role in user.roles]
    return NewAccount(username=user.username, name=user.name, officer=user.officer, posts=posts)
