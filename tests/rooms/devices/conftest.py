"""Cameras of 古城镇 and the people who look through them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.factories.streams import make_hls, media_server
from yifa.devices.core.device import Device
from yifa.devices.queries import device_for
from yifa.kernel.actor import Actor
from yifa.platform.accounts import gate
from yifa.registry.models import Camera

NOW = datetime(2026, 3, 11, 2, tzinfo=UTC)
TODAY = date(2026, 3, 11)
TOWN, PLACE = "fucheng.gucheng", "131128101"
#: what makes a device's records evidence, all of it before the day
PASSED: dict[str, Any] = {
    "legal_basis": "《道路交通安全法》第一百一十四条",
    "technical_review_on": date(2026, 1, 5),
    "legal_review_on": date(2026, 1, 6),
    "published_on": date(2026, 1, 7),
    "published_place": "古城大街与振兴路路口",
}


@pytest.fixture(autouse=True)
def _rooms(db: None, settings: Any, tmp_path: Path) -> None:
    settings.EVIDENCE = tmp_path / "evidence"
    gate.forget()


@pytest.fixture
def camera() -> Callable[..., Camera]:
    """A row of the register."""

    def make(code: str = "TEST-1", **members: Any) -> Camera:
        said = {"register": "试验台账", "owner": "古城镇", "place": PLACE, "name": "示例路口", "place_type": "交通路口"} | members
        return Camera.objects.create(code=code, **said)

    return make


def device(actor: Actor, code: str = "TEST-1", on: date = TODAY) -> Device:
    return device_for(actor, code, on=on)


@pytest.fixture(scope="session")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two streams of eight seconds, fMP4 and MPEG-TS, made once."""
    folder = tmp_path_factory.mktemp("films")
    make_hls(folder / "fmp4")
    make_hls(folder / "ts", kind="mpegts")
    return folder


@pytest.fixture
def stream(films: Path, tmp_path: Path, settings: Any) -> Iterator[tuple[str, Path, dict[str, Any]]]:
    """A media server with a copy of the films: its address, its folder, and what it answers wrongly by path."""
    folder = tmp_path / "media"
    for film in films.iterdir():
        (folder / film.name).mkdir(parents=True)
        for file in film.iterdir():
            (folder / film.name / file.name).write_bytes(file.read_bytes())
    wrong: dict[str, Any] = {}
    with media_server(folder, wrong) as address:
        settings.MEDIA_SERVERS = (address,)
        yield address, folder, wrong
