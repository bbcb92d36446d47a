"""What must be true of the database before anything serves: tables as the program expects them, the profile loaded."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from yifa.server.place import OWNER, ROOT, Place
from yifa.server.refusals import NoProfile, StepFailed, StepRefused
from yifa.server.roles import APPEND_ONLY_TABLES, READ_ONLY_TABLES, Stamps, connect, grant_app, prepare_server
from yifa.server.wording import say

PROFILES = ROOT / "profiles"
DEFAULT_PROFILE = "fucheng"
#: how a command ends that was refused, its sentence and what to do on the last two lines
_REFUSED = 3


def ready(place: Place, *, profile: str | None, tell: Callable[[str], None], first: str | None = DEFAULT_PROFILE) -> None:
    """Migrate and load what changed since the last start; with nothing changed this is one query.

    ``profile`` is the name of a shipped one or the whole path of another; None keeps the one that is loaded, else ``first``; with neither
    none is loaded. Each step is a process of its own, with the owner's role.
    """
    if place.server_url:
        prepare_server(place)
    with connect(place.login(OWNER)) as connection:
        stamps = Stamps(connection)
        done = stamps.read()
        migrations = print_of(migration_files(), extra=(*APPEND_ONLY_TABLES, *READ_ONLY_TABLES))
        if done.get("migrations") != migrations or done.get("app_role") != place.app_role:
            tell(say("run.migrate"))
            step(place, "migrate", say("run.migrate"))
            stamps.write("migrations", migrations)
            stamps.write("app_role", place.app_role)
            grant_app(place)
        name = profile or done.get("profile_name") or first
        # a folder of one's own is being written on: it is loaded when it is named, not whenever somebody saved a file
        if name is None or (profile is None and Path(name).is_absolute()):
            return
        if not (PROFILES / name / "profile.toml").exists():
            if profile is None:
                return
            raise NoProfile(name=name, names="、".join(sorted(file.parent.name for file in PROFILES.glob("*/profile.toml"))))
        text = print_of(profile_files(name), extra=(name, migrations))
        if done.get("profile") != text:
            tell(say("run.profile", name=name))
            step(place, "load_home", say("run.profile", name=name), name)
            stamps.write("profile_name", name)
            stamps.write("profile", text)


def step(place: Place, command: str, what: str, *arguments: str) -> None:
    """One command of our own as a child, with the owner's role; what it says goes to a log of its own."""
    log = place.private_folder(place.logs) / f"{command}.log"
    with open(os.open(log, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "a+b") as out:
        began = out.seek(0, os.SEEK_END)
        child = subprocess.run(
            [sys.executable, "-m", "yifa.server", command, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            cwd=place.data,
            env={**os.environ, "YIFA_DATA": str(place.data), "YIFA_ROLE": "owner"},
        )
        out.seek(began)
        said = out.read().decode(errors="replace").splitlines()
    if child.returncode == _REFUSED and len(said) >= 2:
        raise StepRefused(step=what, says=said[-2].removesuffix("。"), todo=said[-1].removesuffix("。"))
    if child.returncode != 0:
        raise StepFailed(step=what, log=log)


def migration_files() -> list[Path]:
    """Every migration of ours, and the versions of everybody else's in one file."""
    return [*sorted((ROOT / "src" / "yifa").glob("**/migrations/*.py")), ROOT / "uv.lock"]


def profile_files(name: str) -> list[Path]:
    """Every file of the profile and of the nation's, which all extend."""
    return [file for folder in sorted({"national", name}) for file in sorted((PROFILES / folder).rglob("*")) if file.is_file()]


def print_of(files: Iterable[Path], *, extra: Iterable[str] = ()) -> str:
    """One digest of all these files, with their names."""
    digest = hashlib.sha256()
    for word in extra:
        digest.update(word.encode() + b"\0")
    for file in files:
        name = file.relative_to(ROOT) if file.is_relative_to(ROOT) else file
        digest.update(str(name).encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()
