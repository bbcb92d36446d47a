from __future__ import annotations

import re
from pathlib import Path

import pytest

from yifa.server.commands import find
from yifa.server.commands.docs import REFERENCE, pages

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", sorted(pages()))
def test_reference_is_fresh(name: str) -> None:
    assert (REFERENCE / name).read_text(encoding="utf-8") == pages()[name], "mend it with ./yifa docs"


def test_paths_that_the_recipes_name_exist() -> None:
    recipes = (ROOT / "docs" / "guides" / "recipes.md").read_text(encoding="utf-8")
    named = [path for path in re.findall(r"`([\w./-]+/[\w./-]*)`", recipes) if "<" not in path and "*" not in path]

    assert len(named) > 4
    assert [path for path in named if not any((root / path.rstrip("/")).exists() for root in (ROOT, ROOT / "src" / "yifa"))] == []


def test_links_of_the_readmes_lead_somewhere() -> None:
    for name in ("README.md", "README.zh.md", "docs/architecture.md", "docs/api.md"):
        file = ROOT / name
        links = re.findall(r"\]\(([^)#]+)\)", file.read_text(encoding="utf-8"))
        assert [link for link in links if "://" not in link and not (file.parent / link).exists()] == [], name


def test_readme_names_only_commands_that_exist() -> None:
    for name in ("README.md", "README.zh.md"):
        used = set(re.findall(r"\./yifa (\w+)", (ROOT / name).read_text(encoding="utf-8")))
        assert used - set(find()) == set(), name
