"""成文 — facts and a template become a PDF/A-2b; the same facts, fonts and time always give the same bytes."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from yifa.documents.coverage import printable
from yifa.documents.kinds import kind_of

TEMPLATES = Path(__file__).parent / "templates"

#: For each use the families in the order we want them; an office's own licensed fonts come first where its folder has them.
#: The last of each list is freely licensed, holds the rare characters of names and must be there.
PREFERRED = {
    "fang": ("FangSong_GB2312", "FangSong", "FandolFang R", "FandolFang", "Noto Serif SC"),
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "Noto Serif SC"),
    "hei": ("SimHei", "Noto Sans SC"),
    "song": ("Noto Serif SC",),
    "kai": ("KaiTi_GB2312", "FandolKai", "Noto Serif SC"),
}


class FontsMissing(RuntimeError):
    """A fault of the installation: the folder of fonts lacks a family no paper can do without."""


@cache
def _fonts(folder: Path) -> tuple[typst.Fonts, str]:
    """The fonts of the folder ``settings.YIFA_FONTS``, read once, and the families chosen from them as JSON."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
    held = set(fonts.families())
    lacking = sorted({wanted[-1] for wanted in PREFERRED.values()} - held)
    if lacking:
        raise FontsMissing(f"{folder}: {', '.join(lacking)}")
    return fonts, json.dumps(chosen(held), sort_keys=True)


def chosen(held: Collection[str]) -> dict[str, list[str]]:
    """For each use the families that are there, the best first; the last shows what the first cannot."""
    return {use: [family for family in wanted if family in held] for use, wanted in PREFERRED.items()}


def render(kind: str, facts: Mapping[str, Any], *, timestamp: datetime) -> bytes:
    """The paper as PDF/A-2b. ``timestamp`` is the time written into the file: that of the act, never of the clock.

    What people typed reaches the template as JSON strings only, so none of it is read as markup.
    """
    kind_of(kind)
    return _compile(kind, facts, timestamp=timestamp, pdf_standards="a-2b", format="pdf")


def render_sheet(template: str, facts: Mapping[str, Any], *, timestamp: datetime) -> bytes:
    """A sheet that is no paper of its own (page stamps), without PDF/A so that it can be laid over another page."""
    return _compile(template, facts, timestamp=timestamp, format="pdf")


def preview(kind: str, facts: Mapping[str, Any], *, timestamp: datetime, ppi: float = 96.0) -> list[bytes]:
    """The pages of a paper as PNG, for the screen."""
    pages = _compile(kind, facts, timestamp=timestamp, format="png", ppi=ppi)
    return pages if isinstance(pages, list) else [pages]


def _compile(template: str, facts: Mapping[str, Any], *, timestamp: datetime, **options: Any) -> Any:
    folder = Path(settings.YIFA_FONTS)
    fonts, families = _fonts(folder)
    compiler = typst.Compiler(
        input=str(TEMPLATES / f"{template}.typ"),
        root=str(TEMPLATES),
        font_paths=fonts,
        sys_inputs={"facts": printable(json.dumps(facts, ensure_ascii=False, sort_keys=True), folder), "fonts": families},
    )
    return compiler.compile(timestamp=timestamp.astimezone(UTC).replace(microsecond=0), **options)
