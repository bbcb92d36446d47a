"""Laws made up for tests: nothing of a real text, all of its shapes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from yifa.library.actions import read_in
from yifa.library.models import Version
from yifa.library.queries import law_named, version_of

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
NAME = "演示绿地管理条例"

HEAD = f"""# {NAME}

2020年5月8日 演示市人民政府令第1号公布　自2020年7月1日起施行

<!-- INFO END -->

第一条 为了试验，制定本条例。

第二条 在绿地上停放车辆的，应当经过批准。不得攀折花木。

"""
ARTICLES = """\
第三条 违反本条例第二条规定，攀折花木的，由绿化主管部门责令改正，可以处二百元以上一千元以下的罚款；\
情节严重的，处一千元以上五千元以下的罚款。

第四条 有下列行为之一的，由绿化主管部门责令限期改正，没收违法所得，并处违法所得一倍以上三倍以下的罚款；\
逾期不改正的，按照每平方米五十元的标准处以罚款，最高不超过一万元：

（一）擅自占用绿地的；

（二）在绿地上倾倒垃圾的。

第五条 擅自砍伐树木的，由绿化主管部门给予警告，对个人处五百元以下的罚款，对单位处三千元以上二万元以下的罚款，并可以查封砍伐的工具。

第六条 本条例自2020年7月1日起施行。
"""


def read_law(folder: Path, *, articles: str = ARTICLES, head: str = HEAD, name: str = "一.md") -> Version:
    """The made-up law in the library."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(head + articles, encoding="utf-8")
    read_in(folder, now=NOW)
    return version_of(law_named(NAME))
