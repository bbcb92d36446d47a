"""Backup and restore of a real place, with its cases, its log and its files."""

from __future__ import annotations

import io
import os
import random
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.test_run import environment
from yifa.kernel.canonical import sm3
from yifa.server.account import own_folder, serving_account
from yifa.server.archive import check_backup
from yifa.server.embedded import Cluster
from yifa.server.place import OWNER, Place
from yifa.server.refusals import Damaged, TooNew
from yifa.server.roles import connect

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

EVIDENCE = b"a photograph, say"
SEAL = "from datetime import UTC, datetime; from yifa.docket.sealing import deliver, seal_due; now = datetime(2026, 12, 1, tzinfo=UTC)"


def yifa(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "yifa.server", *arguments], capture_output=True, text=True, env=environment(), cwd="/")


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="yifa-bak-", dir="/tmp"))
    made.chmod(0o711)
    with pytest.MonkeyPatch.context() as patch:  # a whole place, with its own embedded database
        patch.delenv("YIFA_DATABASE_URL", raising=False)
        yield made
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture(scope="module")
def place(folder: Path) -> Place:
    """A place with its profile, sealed heads given away and one file of evidence."""
    made = Place(folder / "data")
    done = yifa("manage", "shell", "-v", "0", "-c", f"{SEAL}; seal_due(now=now, force=True); deliver(now=now)", "--data", str(made.data))
    assert done.returncode == 0, done.stderr
    shelf = made.private_folder(made.private_folder(made.private_folder(made.data / "evidence") / "ab") / "cd")
    file = shelf / sm3(EVIDENCE)
    file.write_bytes(EVIDENCE)
    os.chown(file, made.account.uid, made.account.gid)
    return made


@pytest.fixture(scope="module")
def backup(folder: Path, place: Place) -> Path:
    file = folder / "place.yifa"
    done = yifa("backup", str(file), "--data", str(place.data))
    assert done.returncode == 0, done.stderr
    assert sm3(file.read_bytes()) in done.stdout
    return file


def record_of(place: Place) -> dict[str, object]:
    """Everything the log stands for, read from a database started for this."""
    cluster = Cluster(place)
    cluster.start()
    try:
        with connect(place.login(OWNER)) as connection:
            texts = {
                "acts": "SELECT id, seq, body, digest FROM docket_act ORDER BY id",
                "leaves": "SELECT * FROM docket_leaf ORDER BY 1",
                "heads": "SELECT size, text FROM docket_head ORDER BY 1",
                "users": "SELECT username, password FROM accounts_user ORDER BY 1",
            }
            return {name: connection.execute(text).fetchall() for name, text in texts.items()}
    finally:
        cluster.stop()


def test_a_restored_place_is_the_place(folder: Path, place: Place, backup: Path) -> None:
    new = Place(folder / "new")

    done = yifa("restore", str(backup), "--data", str(new.data))

    assert done.returncode == 0, done.stderr
    was, now = record_of(place), record_of(new)
    assert now == was
    assert len(was["acts"]) > 0 and len(was["heads"]) > 0  # type: ignore[arg-type]
    assert (new.data / "evidence" / "ab" / "cd" / sm3(EVIDENCE)).read_bytes() == EVIDENCE
    assert sorted(file.name for file in (new.data / "heads").iterdir()) == sorted(file.name for file in (place.data / "heads").iterdir())
    verified = yifa("verify", "--heads", str(place.data / "heads"), "--data", str(new.data))
    assert verified.returncode == 0, verified.stdout + verified.stderr


def test_what_is_still_being_written_is_left_out(folder: Path, place: Place) -> None:
    drafts = place.private_folder(place.data / "evidence" / "tmp")
    (drafts / "0123").write_bytes(b"half a photo")
    file = folder / "busy.yifa"

    done = yifa("backup", str(file), "--data", str(place.data))

    assert done.returncode == 0, done.stderr
    with tarfile.open(file) as tar:
        names = [name for name in tar.getnames() if name.startswith("evidence/")]
    assert names == [f"evidence/ab/cd/{sm3(EVIDENCE)}"]


def test_keys_leave_the_place_only_when_asked_for(folder: Path, place: Place, backup: Path) -> None:
    with_keys = folder / "keys.yifa"
    assert yifa("backup", "--with-keys", str(with_keys), "--data", str(place.data)).returncode == 0
    new = Place(folder / "new-with-keys")

    restored = yifa("restore", str(with_keys), "--data", str(new.data))

    assert restored.returncode == 0, restored.stderr
    with tarfile.open(backup) as tar:
        assert [name for name in tar.getnames() if name.startswith("secrets")] == []
    for name in ("log_key", "private"):
        assert (new.data / "secrets" / name).read_bytes() == (place.data / "secrets" / name).read_bytes()
        assert (new.data / "secrets" / name).stat().st_mode & 0o777 == 0o600


def test_a_folder_with_anything_in_it_is_refused(folder: Path, backup: Path) -> None:
    occupied = folder / "occupied"
    own_folder(occupied, serving_account())
    (occupied / "note").write_text("mine")

    done = yifa("restore", str(backup), "--data", str(occupied))

    assert done.returncode == 3
    assert [file.name for file in occupied.iterdir()] == ["note"]


def test_one_flipped_byte_is_refused_wherever_it_is(folder: Path, backup: Path) -> None:
    whole = backup.read_bytes()
    rng = random.Random(20260101)
    ends = [*range(512), *range(len(whole) - 12_000, len(whole), 37)]

    for at in [*ends, *(rng.randrange(len(whole)) for _ in range(150))]:
        changed = bytearray(whole)
        changed[at] ^= 1 << rng.randrange(8)

        with pytest.raises((Damaged, TooNew)):
            check_backup(io.BytesIO(bytes(changed)))

    check_backup(io.BytesIO(whole))


@pytest.mark.parametrize("cut", [1, 511, 10_240, 100_000])
def test_a_cut_backup_is_refused(backup: Path, cut: int) -> None:
    with pytest.raises(Damaged):
        check_backup(io.BytesIO(backup.read_bytes()[:-cut]))


def test_bytes_after_the_end_are_refused(backup: Path) -> None:
    with pytest.raises(Damaged):
        check_backup(io.BytesIO(backup.read_bytes() + b"\0"))


def test_a_record_changed_before_the_backup_is_found_by_its_heads(folder: Path, place: Place, backup: Path) -> None:
    """The backup is whole, but what is in it is not what stood under the heads."""
    forged = Place(folder / "forged")
    assert yifa("restore", str(backup), "--data", str(forged.data)).returncode == 0
    cluster = Cluster(forged)
    cluster.start()
    with connect(forged.login(OWNER)) as connection:
        connection.execute("UPDATE docket_act SET body = replace(body, '\"seq\":1', '\"seq\":1 ') WHERE seq = 1")
    cluster.stop()
    file = folder / "forged.yifa"
    assert yifa("backup", str(file), "--data", str(forged.data)).returncode == 0
    new = folder / "from-forged"

    done = yifa("restore", str(file), "--data", str(new))

    assert done.returncode == 3
    assert list(new.iterdir()) == []
