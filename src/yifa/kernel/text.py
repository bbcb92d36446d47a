"""Hygiene of typed text, in one place for forms and API.

Stripped without a word, because phones and office programs put them there: white space at both ends, a byte order mark at the
start, soft hyphens, carriage returns. Brought to one shape: Unicode NFC; in a line every run of white space is one space; in a
text every line end is ``\\n``. Kept: rare characters, variation selectors, emoji, tabs and blank lines of a text.
Refused, because they are unseen and change what is read: zero-width characters, direction marks, overrides and isolates,
fillers, NUL and other control characters, lone surrogates, non-characters. The zero-width joiner stays between pictographs
(a family is one sign), nowhere else.
"""

from __future__ import annotations

import re
import unicodedata

from yifa.kernel.refusal import Refusal

LINE_LIMIT = 200
TEXT_LIMIT = 20_000

_SOFT_HYPHEN = "\u00ad"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_BROKEN = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
#: Zero-width, bidirectional and other format characters, filler letters that look like nothing, and language tags.
_INVISIBLE = re.compile(
    "[\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_JOINED_PICTURE = re.compile("(?<=[\ufe0f\u2600-\u27bf\U0001f000-\U0001faff])\u200d(?=[\u2600-\u27bf\U0001f000-\U0001faff])")
_SPACES = re.compile(r"\s+")
_RUN = re.compile(r"[0-9A-Za-z]+|[\u3400-\u9fff\U00020000-\U0003ffff]+")


class TextInvisible(Refusal):
    """不可见字符 — zero-width or direction characters that make two different names look alike."""

    kind = "invalid"
    code = "kernel.text_invisible"


class TextControl(Refusal):
    """控制字符 — characters that cannot be stored or printed."""

    kind = "invalid"
    code = "kernel.text_control"


class TextTooLong(Refusal):
    """内容过长 — more than the field holds."""

    kind = "invalid"
    code = "kernel.text_too_long"


class TextMissing(Refusal):
    """未填写 — empty after cleaning where something is needed."""

    kind = "incomplete"
    code = "kernel.text_missing"


def clean_line(text: str, *, field: str = "内容", limit: int = LINE_LIMIT, required: bool = False) -> str:
    """单行文字 — a name, title, address: one line in one shape, or a refusal that names ``field``."""
    _check_length(text, field, limit * 4)
    text = _normal(text)
    text = _SPACES.sub(" ", text.replace("\u2028", " ").replace("\u2029", " ")).strip()
    _refuse_unseen(text, field)
    return _measured(text, field, limit, required)


def clean_text(text: str, *, field: str = "内容", limit: int = TEXT_LIMIT, required: bool = False) -> str:
    """多行文字 — facts, remarks: lines and tabs kept, or a refusal that names ``field``."""
    _check_length(text, field, limit * 4)
    text = _normal(text).replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n\n")
    text = text.strip("\n\t \u3000")
    _refuse_unseen(text, field)
    return _measured(text, field, limit, required)


def clean_file_name(name: str, *, limit: int = 255) -> str:
    """文件名 — made fit to be shown, never refused: a name is not worth losing a photo. "" becomes 未命名."""
    name = _BROKEN.sub("", name[-65_536:]).replace("\\", "/").rsplit("/", 1)[-1]
    name = _INVISIBLE.sub("", _CONTROL.sub("", unicodedata.normalize("NFC", name))).replace(_SOFT_HYPHEN, "")
    name = _SPACES.sub(" ", name).strip()
    if len(name) > limit:
        stem, dot, ending = name.rpartition(".")
        keep = dot + ending if dot and len(ending) <= 10 else ""
        name = (stem if keep else name)[: limit - len(keep)] + keep
    return name or "未命名"


def search_tokens(text: str) -> set[str]:
    """Tokens for search: Chinese bigrams and single characters, digit and letter runs whole (lower case)."""
    tokens: set[str] = set()
    for run in _RUN.findall(text):
        if run[0].isascii():
            tokens.add(run.lower())
        else:
            tokens.update(run)
            tokens.update(run[start : start + 2] for start in range(len(run) - 1))
    return tokens


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text.removeprefix("\ufeff").replace(_SOFT_HYPHEN, ""))


def _refuse_unseen(text: str, field: str) -> None:
    if found := _BROKEN.search(text):
        raise TextControl(f"{field}中含有无效字符。", remedy="请删除该字符后重新填写。", field=field, at=found.start())
    if found := _CONTROL.search(text):
        raise TextControl(f"{field}中含有无法保存的控制字符。", remedy="请删除后重新填写，或改为手工输入。", field=field, at=found.start())
    if found := _INVISIBLE.search(_JOINED_PICTURE.sub("", text)):
        sign = f"U+{ord(found.group()):04X}"
        raise TextInvisible(
            f"{field}中含有不可见字符（{sign}）。",
            remedy="请删除后重新填写，或改为手工输入。",
            field=field,
            at=found.start(),
            character=sign,
        )


def _check_length(text: str, field: str, limit: int) -> None:
    """Before any work on it: far too long is refused at once."""
    if len(text) > limit:
        raise _too_long(field, limit // 4)


def _measured(text: str, field: str, limit: int, required: bool) -> str:
    if len(text) > limit:
        raise _too_long(field, limit)
    if required and not text:
        raise TextMissing(f"请填写{field}。", remedy=f"{field}不能为空。", field=field)
    return text


def _too_long(field: str, limit: int) -> TextTooLong:
    return TextTooLong(f"{field}过长（上限{limit}字）。", remedy="请缩短，或者作为附件上传。", field=field, limit=limit)
