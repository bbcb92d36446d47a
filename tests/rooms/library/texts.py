"""Law texts of our own making: a town's rules on stalls, in the two forms the library reads."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from docx import Document

FIRST = """# 中华人民共和国摊位法

2015年3月2日 第一届集市代表大会通过

2015年6月1日 施行

<!-- INFO END -->

## 第一章 总  则

第一条 为了摆好摊位，制定本法。

第二条 本法所称摊位，是指下列之一：

（一）固定摊位；

（二）流动摊位，包括：

1．手推的；

2.肩挑的。

其他摊位参照本法。

## 第二章 罚  则

第三条 乱摆摊位的，处五十元以上二百元以下的罚款。

第三条之一 拒不收摊的，处五百元罚款。

第四条 阻塞桥梁的，责令改正，可以处一千元以下的罚款。

第五条 本法自2015年6月1日起施行。
"""

SECOND = """# 中华人民共和国摊位法

2015年3月2日 第一届集市代表大会通过

2024年9月10日 第二届集市代表大会修订

<!-- INFO END -->

## 第一章 总则

第一条 为了摆好摊位，方便居民，制定本法。

第二条 摊位应当整洁。

第三条 本法所称摊位，是指下列之一：

（一）固定摊位；

（二）流动摊位，包括：

1．手推的；

2.肩挑的。

其他摊位参照本法。

## 第二章 罚则

第四条 乱摆摊位的，处一百元以上五百元以下的罚款；情节严重的，处一千元罚款。

第五条 本法自2025年1月1日起施行。《占道规定》同时废止。
"""

OTHER = """# 占道规定

1999年5月6日 国务院令第1号公布

<!-- INFO END -->

第一条 占道应当申请。

第二条 本规定自公布之日起施行。
"""


def write(folder: Path, **files: str | bytes) -> Path:
    """Files by name; two underscores stand for a folder below, the ending is .md unless a name of bytes says otherwise."""
    for name, content in files.items():
        path = folder / name.replace("__", "/")
        path = path if path.suffix else path.with_suffix(".md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def docx(*lines: str, table: tuple[tuple[str, ...], ...] = ()) -> bytes:
    """A .docx as the national law database gives them: made here with python-docx, one paragraph a line."""
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    if table:
        made = document.add_table(len(table), len(table[0]))
        for row, cells in zip(made.rows, table, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    file = BytesIO()
    document.save(file)
    return file.getvalue()


STALLS_DOCX = (
    "中华人民共和国摊位法",
    "（2015年3月2日第一届集市代表大会通过　根据2019年4月3日第一届集市代表大会《关于修改〈中华人民共和国摊位法〉的决定》修正"
    "　2024年9月10日第二届集市代表大会修订　自2025年1月1日起施行）",
    "目　　录",
    "第一章　总则",
    "第二章　罚则",
    "第一章　总则",
    "第一条　为了摆好摊位，方便居民，制定本法。",
    "第二条　摊位应当整洁。",
    "第二章　罚则",
    "第三条　乱摆摊位的，处一百元罚款：",
    "（一）占道的；",
    "（二）占桥的。",
)
