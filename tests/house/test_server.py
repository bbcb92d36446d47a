"""The server's own house rules: commands say what they do, locks come from the public registries, rights cover what they name."""

from __future__ import annotations

import importlib
import json
import re
import tomllib

import pytest
from django.apps import apps

from yifa.server import refusals
from yifa.server.commands import find
from yifa.server.place import ROOT
from yifa.server.roles import APPEND_ONLY_TABLES
from yifa.server.wording import say

SERVER_REFUSALS = [each for each in vars(refusals).values() if isinstance(each, type) and issubclass(each, refusals.ServerRefusal)]


@pytest.mark.parametrize("name", find())
def test_a_command_says_in_chinese_what_it_does(name: str) -> None:
    command = importlib.import_module(f"yifa.server.commands.{name}")

    assert re.search(r"[\u4e00-\u9fff]", command.HELP)
    assert "\n" not in command.HELP
    assert callable(command.main)


def test_every_sentence_of_a_refusal_is_used() -> None:
    texts = tomllib.loads((ROOT / "src/yifa/server/wording.toml").read_text("utf-8"))["refused"]

    written = {name for name in texts if not name.endswith("_remedy")}

    assert written == {each.code.partition(".")[2] for each in SERVER_REFUSALS if each is not refusals.ServerRefusal}
    assert say("refused.port_taken", port=1) == "端口 1 已被别的程序占用。"


def test_locked_python_packages_come_from_the_public_index_with_digests() -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text())

    sources = {json.dumps(package["source"], sort_keys=True) for package in lock["package"]}
    files = [file for package in lock["package"] for file in [*package.get("wheels", []), package.get("sdist")] if file]

    assert sources == {'{"registry": "https://pypi.org/simple"}', '{"virtual": "."}'}
    assert [file for file in files if not file["url"].startswith("https://files.pythonhosted.org/")] == []
    assert [file for file in files if not re.fullmatch(r"sha256:[0-9a-f]{64}", file["hash"])] == []


@pytest.mark.parametrize("lock", ["frontend/package-lock.json", "tests/chromium/package-lock.json"])
def test_locked_npm_packages_have_digests_and_name_no_registry(lock: str) -> None:
    packages = json.loads((ROOT / lock).read_text())["packages"]

    entries = {name: entry for name, entry in packages.items() if name}

    assert [name for name, entry in entries.items() if not entry.get("integrity", "").startswith("sha512-")] == []
    assert [name for name, entry in entries.items() if "resolved" in entry] == []


def test_records_that_are_only_added_to_are_tables_of_ours() -> None:
    tables = {model._meta.db_table for model in apps.get_models()}

    assert set(APPEND_ONLY_TABLES) - tables == set()
