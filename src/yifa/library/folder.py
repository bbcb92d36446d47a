"""The files of a folder, one after the other, read or refused each by itself."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from yifa.kernel.canonical import sm3
from yifa.library.core.docx import read_docx
from yifa.library.core.markdown import read_markdown
from yifa.library.core.reading import read_text
from yifa.library.core.texts import FileUnread, LawText

_MEGABYTE = 1024 * 1024
_LIMIT = 20 * _MEGABYTE
#: what the report of a reading holds of a path
_LONGEST = 1000
_READERS = {".md": read_markdown, ".docx": read_docx}
#: the folder of a file says what its texts are, where it bears one of these names
_KIND_OF_FOLDER = {
    "法律": "法律",
    "宪法相关法": "法律",
    "民法典": "法律",
    "民法商法": "法律",
    "刑法": "法律",
    "经济法": "法律",
    "社会法": "法律",
    "诉讼与非诉讼程序法": "法律",
    "行政法": "法律",
    "行政法规": "行政法规",
    "部门规章": "部门规章",
    "地方性法规": "地方性法规",
    "地方政府规章": "地方政府规章",
    "司法解释": "司法解释",
}


def files_under(folder: Path) -> list[Path]:
    """Every file below, in order, but those beginning with a dot and locks of office programs. Links to folders are not followed.

    A folder that may not be opened stands in the list itself: it is reported as what it is, no file.
    """
    found: list[Path] = []
    barred: list[OSError] = []
    for where, below, names in os.walk(folder, onerror=barred.append):
        below[:] = sorted(name for name in below if not name.startswith("."))
        found += [Path(where) / name for name in names if not name.startswith((".", "~$"))]
    return sorted([*found, *(Path(error.filename) for error in barred)])


def bytes_of(path: Path, *, file: str) -> bytes:
    """What the file holds; a file too big for a law is not opened. Raises FileUnread."""
    if len(file) > _LONGEST:
        raise FileUnread("long_path", file=file, length=len(file))
    if not path.is_file():
        raise FileUnread("not_a_file", file=file)
    if path.suffix.lower() not in _READERS:
        raise FileUnread("other_form", file=file)
    size = path.stat().st_size
    if size > _LIMIT:
        raise FileUnread("too_big", file=file, megabytes=round(size / _MEGABYTE), limit=_LIMIT // _MEGABYTE)
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileUnread("not_opened", file=file, detail=error.strerror or type(error).__name__) from error


def digest_of(data: bytes) -> str:
    return sm3(data)


def text_of(data: bytes, *, file: str) -> LawText:
    """The law as the file gives it. Raises FileUnread."""
    reader = _READERS[Path(file).suffix.lower()]
    return read_text(reader(data, file=file), kind=_kind_of(file))


def _kind_of(file: str) -> str:
    return next(_kinds(file), "")


def _kinds(file: str) -> Iterator[str]:
    return (_KIND_OF_FOLDER[name] for name in reversed(Path(file).parts[:-1]) if name in _KIND_OF_FOLDER)
