"""Loading a profile into the database of a place."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from random import SystemRandom

from yifa.docket.models import Docket
from yifa.kernel.actor import Post, Role
from yifa.kernel.dates import legal_date
from yifa.kernel.places import stem
from yifa.platform.accounts.actions import NewAccount, make_demo_accounts
from yifa.profile.reading import read
from yifa.profile.schema import Profile, UserRow
from yifa.registry import actions as registry
from yifa.server.cases import play_cases
from yifa.server.place import Place
from yifa.server.readying import PROFILES
from yifa.staffing import actions as staffing

#: the demo accounts hold their posts since long before the first case
POSTS_SINCE = timedelta(days=400)


def load_profile(name: str, *, now: datetime, cases: bool = True) -> None:
    """装载地方配置 — the institution of ``profiles/<name>``, or of the folder with that whole path, and its demo accounts; may be repeated.

    Each room loads in a transaction of its own and says when nothing changed. Passwords of new accounts are added to the
    accounts file of the place; accounts that exist keep theirs. With ``cases``, a place without dockets gets the profile's cases.
    """
    folder = PROFILES / name
    fill(read(folder, shelf=PROFILES), folder=folder, now=now, password_file=Place.here().accounts_file, cases=cases)


def fill(profile: Profile, *, folder: Path, now: datetime, password_file: Path, accounts: bool = True, cases: bool = True) -> None:
    """Write the profile into the schema that is spoken to; cases only where there is no docket yet, and never without ``accounts``."""
    registry.load(profile, now=now)
    staffing.load(profile, now=now)
    if not accounts:
        return
    people = [new_account(user) for user in profile.users]
    make_demo_accounts(people, rng=SystemRandom(), now=now, password_file=password_file, since=legal_date(now) - POSTS_SINCE)
    file = folder / "cases.toml"
    if cases and file.exists() and not Docket.objects.exists():
        play_cases(file, now=now)


def new_account(user: UserRow) -> NewAccount:
    posts = [Post(Role(role), user.body, stem(user.place)) for role in user.roles]
    return NewAccount(username=user.username, name=user.name, officer=user.officer, posts=posts)
