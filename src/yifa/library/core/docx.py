"""A law text as .docx, in the form the national law database gives: title, history in brackets, contents, articles.

The archive is examined before anything of it is unpacked: size, password, declarations of entities.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from docx import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml.etree import XMLSyntaxError

from yifa.library.core.markdown import clean_line
from yifa.library.core.texts import FileUnread, Line, Source, Unread
from yifa.library.core.wording import line_words

if TYPE_CHECKING:
    from docx.document import Document as Opened

_UNPACKED_LIMIT = 64 * 1024 * 1024
_PARTS_LIMIT = 1_000
_RATIO_LIMIT = 200
_SMALL = 1024 * 1024
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


def read_docx(data: bytes, *, file: str) -> Source:
    """The lines of the file, a row of a table as one line. Raises FileUnread."""
    if not data:
        raise FileUnread("empty", file=file)
    if data.startswith(_OLD_OFFICE):
        raise FileUnread("old_doc", file=file)
    _examine(data, file)
    try:
        document = Document(BytesIO(data))
        return _lines(document, file)
    except (KeyError, ValueError, AttributeError, XMLSyntaxError, zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise FileUnread("not_docx", file=file, detail=type(error).__name__) from error


def _examine(data: bytes, file: str) -> None:
    """Refuse what must not be unpacked."""
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise FileUnread("not_docx", file=file, detail="不是压缩包") from error
    with archive:
        parts = archive.infolist()
        if any(part.flag_bits & 0x1 for part in parts):
            raise FileUnread("locked", file=file)
        if len(parts) > _PARTS_LIMIT or sum(part.file_size for part in parts) > _UNPACKED_LIMIT:
            raise FileUnread("bomb", file=file)
        if any(part.file_size > _SMALL and part.file_size > part.compress_size * _RATIO_LIMIT for part in parts):
            raise FileUnread("bomb", file=file)
        if not any(part.filename == "word/document.xml" for part in parts):
            raise FileUnread("not_docx", file=file, detail="没有正文")
        for part in parts:
            if part.filename.endswith((".xml", ".rels")) and _declares(archive, part, file):
                raise FileUnread("entities", file=file)


def _declares(archive: zipfile.ZipFile, part: zipfile.ZipInfo, file: str) -> bool:
    """A document type or an entity is declared; in any of the encodings XML may have."""
    try:
        text = archive.read(part)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise FileUnread("not_docx", file=file, detail="压缩包已损坏") from error
    flat = text.replace(b"\0", b"")
    return b"<!DOCTYPE" in flat or b"<!ENTITY" in flat


def _lines(document: Opened, file: str) -> Source:
    lines: list[Line] = []
    unread: list[Unread] = []
    for number, (text, numbered, picture) in enumerate(_blocks(document), 1):
        if picture:
            unread.append(Unread(number, line_words("picture")))
        if numbered and text:
            unread.append(Unread(number, line_words("numbering", text=text)))
        lines += [Line(number, words) for piece in text.splitlines() if (words := clean_line(piece))]
    return Source(file, tuple(lines), None, tuple(unread))


def _blocks(document: Opened) -> Iterator[tuple[str, bool, bool]]:
    """Paragraphs and rows of tables in their order: text, numbered by the program, holds a picture."""
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                yield " | ".join(cell.text.strip().replace("\n", " ") for cell in row.cells), False, False
        else:
            yield block.text, _numbered(block), _has_picture(block)


def _numbered(paragraph: Paragraph) -> bool:
    properties = paragraph._p.pPr
    return properties is not None and properties.numPr is not None


def _has_picture(paragraph: Paragraph) -> bool:
    return any(next(paragraph._p.iter(qn(tag)), None) is not None for tag in ("w:drawing", "w:pict"))
