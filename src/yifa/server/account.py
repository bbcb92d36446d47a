"""The account without privileges that serves when the program was started as root."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from yifa.server.refusals import ForeignFolder, NoAccount, PathBarred, PythonBarred

NAME = "yifa"


@dataclass(frozen=True, slots=True)
class Account:
    name: str
    uid: int
    gid: int

    @classmethod
    def of(cls, uid: int) -> Account:
        try:
            entry = pwd.getpwuid(uid)
        except KeyError:
            return cls(str(uid), uid, os.getgid())
        return cls(entry.pw_name, entry.pw_uid, entry.pw_gid)


def serving_account() -> Account:
    """Who serves: oneself, or for root the account ``yifa``, made when absent."""
    if os.geteuid() != 0:
        return Account.of(os.geteuid())
    try:
        return Account.of(pwd.getpwnam(NAME).pw_uid)
    except KeyError:
        pass
    useradd = shutil.which("useradd", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if useradd is None:
        raise NoAccount(account=NAME, reason="useradd")
    options = ["--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/usr/sbin/nologin"]
    made = subprocess.run([useradd, *options, NAME], capture_output=True, text=True)
    if made.returncode != 0:
        raise NoAccount(account=NAME, reason=made.stderr.strip())
    return Account.of(pwd.getpwnam(NAME).pw_uid)


def own_folder(folder: Path, account: Account) -> None:
    """Make ``folder`` (0700) for the account, or take an empty one; its parents are left as they are."""
    made = not folder.exists()
    if made:
        folder.mkdir(mode=0o700, parents=True)
    if os.geteuid() != 0:
        if folder.stat().st_uid != account.uid:
            raise ForeignFolder(data=folder, account=account.name)
        return
    if folder.stat().st_uid != account.uid:
        if not made and any(folder.iterdir()):
            raise ForeignFolder(data=folder, account=account.name)
        os.chown(folder, account.uid, account.gid)
    folder.chmod(0o700)


def check_reach(account: Account, *, data: Path, root: Path) -> None:
    """Refuse, naming the folder, when the account cannot reach the data, the program or the interpreter. Changes nothing."""
    if os.geteuid() != 0:
        return
    interpreter = Path(sys.executable)
    while not data.exists():
        data = data.parent
    targets: list[tuple[Path, int, type[PathBarred] | type[PythonBarred]]] = [
        (interpreter, os.X_OK, PythonBarred),
        (interpreter.resolve(), os.X_OK, PythonBarred),
        (Path(sys.base_prefix).resolve() / "lib", os.X_OK, PythonBarred),
        (root / "src" / "yifa" / "__init__.py", os.R_OK, PathBarred),
        (data, os.X_OK, PathBarred),
    ]
    for path, mode, refusal in targets:
        barred = _as_account(account, lambda path=path, mode=mode: _first_barred(path, mode))  # type: ignore[misc]
        if barred:
            raise refusal(account=account.name, path=barred)


def _first_barred(path: Path, mode: int) -> str:
    for parent in [*reversed(path.absolute().parents)]:
        if not os.access(parent, os.X_OK):
            return str(parent)
    return "" if os.access(path, mode) else str(path)


def _as_account(account: Account, question: Callable[[], str]) -> str:
    """Ask in a child that has given up root, so that the kernel answers and not we."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            become(account)
            os.write(writer, question().encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as answer:
        text = answer.read().decode()
    os.waitpid(child, 0)
    return text


def become(account: Account) -> None:
    """Give up root for good; nothing happens for one who is not root."""
    if os.geteuid() != 0:
        return
    os.setgroups([])
    os.setresgid(account.gid, account.gid, account.gid)
    os.setresuid(account.uid, account.uid, account.uid)
    for name in ("HOME", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
        os.environ.pop(name, None)
    os.environ.update(USER=account.name, LOGNAME=account.name)
