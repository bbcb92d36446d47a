"""./yifa token — a key for programs, shown once."""

from __future__ import annotations

import argparse

from yifa.platform import clock

HELP = "为一个账号建立接口令牌：./yifa token 用户名 [--days 天数]"


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./yifa token", description=HELP)
    parser.add_argument("user", metavar="用户名")
    parser.add_argument("--days", type=int, default=90, metavar="天数")
    options = parser.parse_args(argv)
    if not 1 <= options.days <= 366:
        parser.error("--days: 1–366")

    from yifa.platform.accounts.actions import AccountUnknown, make_token
    from yifa.platform.accounts.queries import user_named

    user = user_named(options.user)
    if user is None:
        raise AccountUnknown
    print(make_token(actor=None, user=user.pk, days=options.days, now=clock.now()))
    return 0
