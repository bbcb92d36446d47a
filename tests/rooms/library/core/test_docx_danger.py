"""A .docx that must not be opened: each gives its sentence before anything is unpacked."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from tests.rooms.library.texts import STALLS_DOCX, docx
from yifa.library.core.docx import read_docx
from yifa.library.core.reading import read_text
from yifa.library.core.texts import FileUnread


def repacked(change: Callable[[str, bytes], bytes] = lambda name, data: data, **more: bytes) -> bytes:
    """A good file with some of its parts changed, and parts more."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(docx(*STALLS_DOCX))) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part)))
        for name, data in more.items():
            new.writestr(f"word/{name}.xml", data)
    return out.getvalue()


def entity(name: str, data: bytes) -> bytes:
    declared = b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'
    return data.replace(b"?>", b"?>" + declared, 1) if name == "word/document.xml" else data


def wide_entity(name: str, data: bytes) -> bytes:
    return '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><x/>'.encode("utf-16") if name == "word/document.xml" else data


def locked() -> bytes:
    """The sign of a password in the directory of the archive."""
    data = bytearray(docx(*STALLS_DOCX))
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def damaged() -> bytes:
    data = bytearray(docx(*STALLS_DOCX))
    with zipfile.ZipFile(BytesIO(bytes(data))) as archive:
        start = archive.getinfo("word/document.xml").header_offset
    data[start + 60 : start + 90] = b"\xff" * 30
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "文件是空的。"),
        (b"PK not at all", "不是有效的 .docx 文件：不是压缩包。"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "是旧版 .doc 或者设有密码的文件。"),
        (locked(), "文件设有密码，无法读取。"),
        (damaged(), "不是有效的 .docx 文件：压缩包已损坏。"),
        (repacked(more=b"\0" * (3 * 1024 * 1024)), "压缩内容展开后过大，可能是恶意文件，没有打开。"),
        (repacked(entity), "文件中有实体声明（DOCTYPE），可能是恶意文件，没有打开。"),
        (repacked(wide_entity), "文件中有实体声明（DOCTYPE），可能是恶意文件，没有打开。"),
        (repacked(lambda name, data: b"<x" if name == "word/document.xml" else data), "不是有效的 .docx 文件：XMLSyntaxError。"),
    ],
    ids=["empty", "no archive", "old", "locked", "damaged", "bomb", "entity", "wide entity", "broken XML"],
)
def test_refused_before_it_is_unpacked(data: bytes, sentence: str) -> None:
    with pytest.raises(FileUnread) as refusal:
        read_docx(data, file="法.docx")

    assert refusal.value.sentence == sentence


def test_an_archive_without_a_document_is_no_docx() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")

    with pytest.raises(FileUnread, match="没有正文"):
        read_docx(out.getvalue(), file="法.docx")


def test_too_many_parts_are_a_bomb() -> None:
    with pytest.raises(FileUnread, match="展开后过大"):
        read_docx(repacked(**{f"part{number}": b"<x/>" for number in range(1_000)}), file="法.docx")


def test_the_same_file_unharmed_is_read() -> None:
    assert [one.number for one in read_text(read_docx(repacked(), file="法.docx")).articles] == ["1", "2", "3"]
