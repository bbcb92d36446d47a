"""The account that serves for root: what bars its way is named, and nothing above the data folder is changed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from yifa.server.account import check_reach, own_folder, serving_account
from yifa.server.place import ROOT
from yifa.server.refusals import ForeignFolder, PathBarred

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root serves under another account")


@pytest.fixture
def closed() -> Iterator[Path]:
    """A folder of root's that nobody else may enter."""
    made = Path(tempfile.mkdtemp(prefix="yifa-closed-", dir="/tmp"))
    yield made
    shutil.rmtree(made)


def test_a_closed_folder_above_the_data_is_named_and_left_closed(closed: Path) -> None:
    data = closed / "deep" / "data"

    with pytest.raises(PathBarred) as refused:
        check_reach(serving_account(), data=data, root=ROOT)

    assert refused.value.facts["path"] == str(closed)
    assert closed.stat().st_mode & 0o777 == 0o700
    assert list(closed.iterdir()) == []


def test_a_closed_checkout_is_named(closed: Path) -> None:
    (closed / "src" / "yifa").mkdir(parents=True)
    (closed / "src" / "yifa" / "__init__.py").touch()

    with pytest.raises(PathBarred) as refused:
        check_reach(serving_account(), data=Path("/tmp"), root=closed)

    assert refused.value.facts["path"] == str(closed)


def test_an_open_way_is_no_reason(closed: Path) -> None:
    closed.chmod(0o711)

    check_reach(serving_account(), data=closed, root=ROOT)
    own_folder(closed / "data", serving_account())

    assert (closed / "data").stat().st_uid == serving_account().uid != 0
    assert (closed / "data").stat().st_mode & 0o777 == 0o700
    assert closed.stat().st_mode & 0o777 == 0o711


def test_a_folder_with_somebody_elses_files_is_not_taken(closed: Path) -> None:
    (closed / "letter").touch()

    with pytest.raises(ForeignFolder):
        own_folder(closed, serving_account())

    assert closed.stat().st_uid == 0
