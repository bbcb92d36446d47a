"""One place: the data folder, its secrets, its lock, and how its database is reached."""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import stat
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from yifa.server.account import Account
from yifa.server.refusals import AlreadyRunning, NotRunning, OpenFolder

ROOT = Path(__file__).resolve().parents[3]
DATABASE = "yifa"
ADMIN, OWNER, APP = "yifa_admin", "yifa_owner", "yifa_app"
#: A socket's path ends at 107 bytes; PostgreSQL names it .s.PGSQL.5432 and keeps a .lock beside it.
LONGEST_SOCKET_FOLDER = 80


@dataclass(frozen=True, slots=True)
class Login:
    """How one role reaches the database."""

    host: str
    port: int
    database: str
    user: str
    password: str
    options: tuple[tuple[str, str], ...] = ()

    def parameters(self) -> dict[str, str | int]:
        """For libpq."""
        named: dict[str, str | int] = {
            "host": self.host,
            "port": self.port,
            "dbname": self.database,
            "user": self.user,
            "password": self.password,
        }
        named.update(self.options)
        return {name: value for name, value in named.items() if value != ""}

    def django(self) -> dict[str, object]:
        """For Django's DATABASES."""
        return {
            "ENGINE": "django.db.backends.postgresql",
            "HOST": self.host,
            "PORT": str(self.port),
            "NAME": self.database,
            "USER": self.user,
            "PASSWORD": self.password,
            "OPTIONS": {**dict(self.options), "application_name": "yifa"},
        }


def server_login(url: str) -> Login:
    """The owner's login out of YIFA_DATABASE_URL."""
    parts = urlsplit(url)
    named = dict(parse_qsl(parts.query))
    host = named.pop("host", "") or unquote(parts.hostname or "")
    return Login(
        host=host,
        port=parts.port or 5432,
        database=unquote(parts.path.lstrip("/")) or DATABASE,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        options=tuple(sorted(named.items())),
    )


@dataclass(frozen=True, slots=True)
class Place:
    data: Path

    @classmethod
    def here(cls) -> Place:
        """The place named by YIFA_DATA, else ``var`` in the checkout."""
        return cls(Path(os.environ.get("YIFA_DATA") or ROOT / "var").absolute())

    @property
    def account(self) -> Account:
        """Who owns the data folder."""
        try:
            return Account.of(self.data.stat().st_uid)
        except FileNotFoundError:
            raise NotRunning(data=self.data) from None

    @property
    def cluster(self) -> Path:
        return self.data / "postgres"

    @property
    def logs(self) -> Path:
        return self.data / "log"

    @property
    def accounts_file(self) -> Path:
        return self.data / "accounts.txt"

    @property
    def is_play(self) -> bool:
        """Was this folder made by ``yifa play``? Its clock may run faster, and nothing in it is a record of anything."""
        return (self.data / "secrets" / "play").exists()

    @property
    def play_clock(self) -> Path:
        """Where the instant of a folder of play stands."""
        return self.data / "clock"

    @property
    def signing_key(self) -> Path:
        return self.data / "secrets" / "log_key"

    @property
    def sockets(self) -> Path:
        """Inside the data folder, or where that path is too long in /tmp under a name of its own."""
        inside = self.data / "run"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
            return inside
        mark = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:20]
        return Path("/tmp") / f"yifa-{self.account.uid}-{mark}"

    def private_folder(self, folder: Path) -> Path:
        """Make ``folder`` 0700 for the account, or check that it is so."""
        account = self.account
        try:
            os.mkdir(folder, 0o700)
            if os.geteuid() == 0:
                os.chown(folder, account.uid, account.gid)
        except FileExistsError:
            pass
        found = os.lstat(folder)
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != account.uid or found.st_mode & 0o077:
            raise OpenFolder(path=folder, account=account.name)
        return folder

    def secret(self, name: str) -> str:
        """The secret of that name, made at first use: 0600, owned by the account."""
        file = self.private_folder(self.data / "secrets") / name
        try:
            return file.read_text("ascii")
        except FileNotFoundError:
            pass
        text = secrets.token_urlsafe(48)
        draft = file.with_name(f".{name}.{os.getpid()}")
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        if os.geteuid() == 0:
            account = self.account
            os.chown(draft, account.uid, account.gid)
        try:
            os.link(draft, file)
        except FileExistsError:
            return file.read_text("ascii")
        finally:
            draft.unlink()
        return text

    @property
    def server_url(self) -> str:
        return os.environ.get("YIFA_DATABASE_URL", "")

    def login(self, role: str) -> Login:
        """How ``role`` (OWNER, APP; ADMIN only embedded) reaches the database of this place."""
        if not self.server_url:
            return Login(str(self.sockets), 5432, DATABASE, role, self.secret(f"database_{role}"))
        owner = server_login(self.server_url)
        if role == OWNER or not self.has_app_role:
            return owner
        return Login(owner.host, owner.port, owner.database, self.app_role, self.secret("database_server_app"), owner.options)

    @property
    def app_role(self) -> str:
        """The program's role; on a server, where roles are shared by all databases, named after the database."""
        return f"{server_login(self.server_url).database}_app" if self.server_url else APP

    @property
    def has_app_role(self) -> bool:
        """Does the program have a role of its own? Always embedded; on a server only where the owner could make one."""
        return not self.server_url or (self.data / "secrets" / "database_server_app").exists()

    @property
    def running(self) -> bool:
        """Does a supervisor hold the lock of this data folder?"""
        try:
            handle = os.open(self.data / "lock", os.O_RDWR)
        except FileNotFoundError:
            return False
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(handle)
        return False


class Lock:
    """The lock of a data folder: one supervisor, or one command that starts the database for itself."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.handle = os.open(place.data / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        if os.geteuid() == 0:
            account = place.account
            os.fchown(self.handle, account.uid, account.gid)
        try:
            fcntl.flock(self.handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self.handle)
            raise AlreadyRunning(data=place.data) from None

    def release(self) -> None:
        os.close(self.handle)

    def __enter__(self) -> Lock:
        return self

    def __exit__(self, *exc: object) -> None:
        self.release()
