"""Tries as the account nobody to reach a place: run as root, one JSON object in, one out. ``python -m yifa.server.drills._knock``."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import psycopg

from yifa.server.account import Account, become

NOBODY = Account("nobody", 65534, 65534)


def main() -> int:
    """For each login try to enter, for each file to read it; answers what each try came to, "in" where it succeeded."""
    asked: dict[str, Any] = json.load(sys.stdin)
    become(NOBODY)
    tries = {"login": [enter(login) for login in asked["logins"]], "read": [read(Path(file)) for file in asked["files"]]}
    json.dump(tries, sys.stdout)
    return 0


def enter(login: dict[str, Any]) -> str:
    try:
        with psycopg.connect(**login, connect_timeout=5) as connection:
            row = connection.execute("SELECT current_user").fetchone()
            return "in" if row else "?"
    except psycopg.OperationalError as error:
        return str(error).strip().splitlines()[-1]


def read(file: Path) -> str:
    try:
        next(file.iterdir(), None) if file.is_dir() else file.read_bytes()
        return "in"
    except OSError as error:
        return type(error).__name__


if __name__ == "__main__":
    sys.exit(main())
