"""The page of the reference about profiles: every file with its columns, for those who fill them in. In Chinese, made from the schema."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from yifa.profile.cells import columns_of
from yifa.profile.gathering import TABLES
from yifa.profile.schema import ItemRow, Record
from yifa.profile.words import POINTS, WORDS
from yifa.profile.writing import columns_in_order


@cache
def _texts() -> dict[str, dict[str, str]]:
    return tomllib.loads((Path(__file__).parent / "columns.toml").read_text(encoding="utf-8"))


def what_is(member: str) -> str:
    """What a table holds, in a sentence."""
    return _texts()["表"][member]


def what_says(member: str, column: str) -> str:
    """What is filled into a column of a table."""
    return _texts().get(member, {}).get(column) or _texts()["列"][column]


def lines() -> Iterator[str]:
    """The page, line by line."""
    yield "# 配置的文件和列\n"
    yield "怎样从头写一个配置，见[一个下午，把你的县写成配置](../guides/你的县.md)。每张表可以写成 `.csv` 或 `.toml`，二者只能有一个；"
    yield "`.csv` 第一行是列名，列的先后不限，用不到的列可以不写。"
    yield "日期写 `2025-01-31`；是否写 `是`、`否`；几个词以 `;` 分开；未载明的留空。\n"
    files: dict[str, tuple[str, type[Record]]] = {**TABLES, "items/*.csv": ("items", ItemRow)}
    yield "| 文件 | 内容 |\n| --- | --- |"
    for file, (member, _) in files.items():
        yield f"| [`{file}`](#{_anchor(file)}) | {what_is(member)} |"
    yield ""
    for file, (member, record) in files.items():
        yield f"## {file}\n"
        yield f"{what_is(member)}。\n"
        yield "| 列 | 必填 | 填什么 | 可用的词 | 须已在 |\n| --- | --- | --- | --- | --- |"
        yield from _rows(member, record)
        yield ""


def _rows(member: str, record: type[Record]) -> Iterator[str]:
    known = columns_of(record)
    file_of = {table: file for file, (table, _) in TABLES.items()} | {"items": "items/"}
    for field in columns_in_order(record):
        if (member, field.name) == ("items", "list"):
            continue
        words = "、".join(word for word in WORDS.get(member, {}).get(field.name, ()) if word)
        target = POINTS.get(member, {}).get(field.name, "")
        cells = (
            f"`{field.name}`",
            "必填" if known[field.name].required else "",
            what_says(member, field.name),
            words,
            f"`{file_of[target]}`" if target else "",
        )
        yield "| " + " | ".join(cells) + " |"


def _anchor(title: str) -> str:
    return "".join(sign for sign in title if sign.isalnum() or sign in "-_")
