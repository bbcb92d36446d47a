"""查看件 — what is shown of a picture: upright, small, nothing but pixels; of a film the film without what else it tells. The original
stays as it came.

Made when it is first looked at, so that a stranger who sends pictures makes nobody decode them; it lies among what is swept away after a
day (``store.sweep``), is in no backup, and is made anew when it is looked at again.
"""

from __future__ import annotations

import secrets
import shutil
import threading
from pathlib import Path
from typing import Final

from PIL import Image, ImageOps

from yifa.evidence import store
from yifa.evidence.core.films import telling_boxes
from yifa.evidence.core.kinds import MEBIBYTE
from yifa.evidence.models import EvidenceFile
from yifa.evidence.wording import say
from yifa.platform.wording import Worded

#: a hundred million: what a large sensor or a panorama has. More is kept as a file and decoded nowhere, neither here nor in a page
MOST_PIXELS: Final = 100_000_000
_SIDE: Final = 1600
_DECODED: Final = frozenset({"image/jpeg", "image/png", "image/webp"})
_FILMS: Final = frozenset({"video/mp4", "video/quicktime"})
#: the largest picture takes some 400 MB while it is decoded: one at a time
_one_at_a_time = threading.Lock()
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


class ViewNotPossible(Worded, say=say):
    """没有查看件 — of a kind that is not decoded here, of too many pixels, or broken."""

    kind = "conflict"
    code = "evidence.view_not_possible"


def can_be_shown(row: EvidenceFile) -> bool:
    """May a page show its view as a picture?"""
    return row.mime in _DECODED and bool(row.width and row.height) and not too_many(row.width, row.height)


def too_many(width: int | None, height: int | None) -> bool:
    """More pixels than are decoded."""
    return (width or 0) * (height or 0) > MOST_PIXELS


def view_of(row: EvidenceFile) -> tuple[Path, str]:
    """The file of the view, and its kind. Refuses: ViewNotPossible."""
    path = store.view_path(row.digest)
    film = row.mime in _FILMS
    if not film and not can_be_shown(row):
        raise ViewNotPossible
    if not path.exists():
        aside = path.with_name(secrets.token_hex(16))
        with _one_at_a_time:
            try:
                (_film if film else _picture)(store.path_of(row.digest), aside)
            except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as fault:
                aside.unlink(missing_ok=True)
                raise ViewNotPossible from fault
        aside.chmod(0o400)
        aside.rename(path)
    return path, row.mime if film else "image/jpeg"


def _film(original: Path, aside: Path) -> None:
    shutil.copyfile(original, aside)
    with aside.open("r+b") as file:
        for at, inner, after in telling_boxes(file, aside.stat().st_size):
            file.seek(at + 4)
            file.write(b"free")
            file.seek(inner)
            for start in range(inner, after, MEBIBYTE):
                file.write(bytes(min(MEBIBYTE, after - start)))


def _picture(path: Path, aside: Path) -> None:
    with Image.open(path) as original:
        if too_many(*original.size):
            raise ValueError("more pixels than its header said")
        original.draft("RGB", (_SIDE, _SIDE))
        turned = ImageOps.exif_transpose(original)
        turned.thumbnail((_SIDE, _SIDE))
        # a new picture: comments, EXIF, XMP and profiles stay behind with the old one
        shown = Image.new("RGB", turned.size, "white")
        shown.paste(turned, mask=turned.getchannel("A") if "A" in turned.getbands() else None)
    shown.save(aside, "JPEG", quality=85)
