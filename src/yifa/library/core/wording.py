"""Why a file or a line could not be read, in Chinese: (what and why, what to do)."""

from __future__ import annotations

from typing import Final

_FILES: Final = {
    "not_a_file": ("不是普通文件。", "请只放入法规文本。"),
    "other_form": ("不是 .md 或者 .docx 文件。", "请用国家法律法规数据库的 .docx，或者转成 Markdown。"),
    "too_big": ("文件有{megabytes}兆，超过{limit}兆，没有打开。", "法规文本不会这样大，请核对文件。"),
    "long_path": ("文件路径过长（{length}字）。", "请缩短文件夹和文件的名称。"),
    "not_opened": ("文件打不开：{detail}。", "请核对文件的权限。"),
    "empty": ("文件是空的。", "请重新取得文本。"),
    "binary": ("文件不是文字（含有二进制内容）。", "请核对文件，只放入法规文本。"),
    "gbk": ("文件是 GBK 编码，不是 UTF-8。", "请用编辑器另存为 UTF-8 后再读入；本系统不猜测编码，以免错认字。"),
    "utf16": ("文件是 UTF-16 编码，不是 UTF-8。", "请用编辑器另存为 UTF-8 后再读入。"),
    "encoding": ("文件不是 UTF-8 编码，也认不出是哪种编码。", "请用编辑器另存为 UTF-8 后再读入。"),
    "no_law": ("没有找到条文，也没有公布或者施行日期，不像法规文本。", "请核对文件；格式见 docs/guides/library.md。"),
    "no_title": ("没有找到法规标题。", "请在第一行写明标题。"),
    "twice": ("{article}出现了两次（第{first}行和第{line}行）。", "同一版本中一个条号只能有一条；请核对原文后再读入。"),
    "not_docx": ("不是有效的 .docx 文件：{detail}。", "请从国家法律法规数据库重新下载。"),
    "locked": ("文件设有密码，无法读取。", "请取消密码后再读入。"),
    "old_doc": ("是旧版 .doc 或者设有密码的文件。", "请用文字处理软件另存为没有密码的 .docx。"),
    "bomb": ("压缩内容展开后过大，可能是恶意文件，没有打开。", "请核对文件来源。"),
    "entities": ("文件中有实体声明（DOCTYPE），可能是恶意文件，没有打开。", "请核对文件来源，用文字处理软件另存后再读入。"),
    "other_text": ("与{other}是同一法律的同一版本，文字却不同；已读入前者，这个文件没有读入。", "请核对哪一份正确，只留下一份。"),
    "long_heading": ("第{line}行的条号或者其上的标题过长，不像法规文本。", "请核对原文。"),
    "too_much": ("某一条的文字过多，无法建立检索。", "请核对文件；确是附件的，拆成几个附件。"),
    "unnamed": ("标题过长（{length}字），不像法规标题。", "请核对文件的第一行。"),
}

_LINES: Final = {
    "date": "日期不完整，没有作为事件读入：{text}",
    "event": "不是“日期 事件”的形式：{text}",
    "heading": "标题是空的。",
    "picture": "图片没有读入。",
    "gap": "第{before}条之后是第{after}条，中间缺条。",
    "order": "第{after}条排在第{before}条之后，次序不对。",
    "count": "编号不连续：{text}",
    "numbering": "段落用了自动编号，编号没有读到：{text}",
    "no_chinese": "{article}没有汉字，没有读入。",
}


def why(reason: str, **facts: object) -> tuple[str, str]:
    """The sentence and the remedy for a file that is not read."""
    sentence, remedy = _FILES[reason]
    return sentence.format(**facts), remedy.format(**facts)


def line_words(reason: str, **facts: object) -> str:
    """Why one line was not understood."""
    return _LINES[reason].format(**{name: value if isinstance(value, int) else str(value)[:40] for name, value in facts.items()})
