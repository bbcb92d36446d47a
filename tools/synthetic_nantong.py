"""Write the rows of the profile nantong that its source counts but does not name: items of the street, people. Same plan, same files.

python tools/synthetic_nantong.py profiles/nantong
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

REFORM = "2016-01-01"
#: two districts became one, with a code of its own
MERGED = "2020-07-03"
STREET, OFFICE = "nantong.chongchuan.zhongxiu", "nantong.chongchuan.zhongxiu.zhifa"
TOTAL = 143
#: class as the source calls it, its domain here, the district department that had it before; the source names six of nine
CLASSES = (
    ("市场监管", "市场监管", "nantong.chongchuan.shichang"),
    ("环保", "生态环境", "nantong.chongchuan.huanbao"),
    ("城建", "城市管理", "nantong.chongchuan.chengjian"),
    ("水利", "水利", "nantong.chongchuan.shuili"),
    ("公安", "公共安全", "nantong.chongchuan.gongan"),
    ("文化", "文化旅游", "nantong.chongchuan.wenhua"),
    ("未载明类别1", "类别未载明", ""),
    ("未载明类别2", "类别未载明", ""),
    ("未载明类别3", "类别未载明", ""),
)
OFFICERS = (
    ("顾海峰", "局长"),
    ("陆建明", "副局长"),
    ("施文娟", "法制审核员"),
    ("季晓燕", "受理员"),
    ("钱卫东", "执法员"),
    ("葛春林", "执法员"),
    ("瞿丽萍", "执法员"),
    ("丁少华", "执法员"),
    ("曹志刚", "执法员"),
    ("黄秀兰", "执法员"),
    ("徐永康", "执法员"),
    ("薛梅芳", "执法员"),
)


def write(folder: Path) -> dict[str, int]:
    """Write every file; returns how many rows each got."""
    real = _read(folder / "items" / "zhongxiu.csv")
    codes = sorted(set(real))
    classes = [(f"ZX-S{number:03d}", *CLASSES[(number - 1) % len(CLASSES)]) for number in range(1, TOTAL - len(codes) + 1)]
    held = [(code, real[code]) for code in codes] + [(code, name) for code, name, _, _ in classes]
    before = {name: body for name, _, body in CLASSES if body}
    domains = ";".join(dict.fromkeys(domain for _, domain, _ in CLASSES))
    people = [(f"ZX-{number:03d}", name, title) for number, (name, title) in enumerate(OFFICERS, 1)]
    return {
        "items": _table(
            folder / "items" / "zhongxiu.synthetic.csv",
            "code,name,domain,department,synthetic",
            [(code, f"{name}事项{code[-3:]}（合成）", domain, name, "是") for code, name, domain, _ in classes],
        ),
        "holdings": _table(
            folder / "holdings.csv",
            "list,item,body,place,title,valid_from,valid_until,document",
            [
                # the same power under the code the street went by before
                ("zhongxiu", "", STREET, "320602007", "concentration", REFORM, MERGED, "试点批准文号未载明"),
                # the departments keep it in the other streets; where the street has it, the later grant or the inner place prevails
                *(("", code, before[name], "320602", "statute", "", MERGED, "") for code, name in held if name in before),
                *(("", code, before[name], "320613", "statute", MERGED, "", "") for code, name in held if name in before),
            ],
        ),
        "officers": _table(
            folder / "officers.csv",
            "code,name,body,legally_qualified,synthetic",
            [(code, name, OFFICE, "是" if title == "法制审核员" else "", "是") for code, name, title in people],
        ),
        "certificates": _table(
            folder / "certificates.csv",
            "number,officer,issuer,region,domains,valid_from,valid_until,synthetic",
            [
                (f"演示-320613007-{code[-3:]}", code, "江苏省人民政府（演示）", "320613007", domains, "2023-01-01", "2029-01-01", "是")
                for code, _, _ in people
            ],
        ),
        "postings": _table(folder / "postings.csv", "officer,body,title", [(code, OFFICE, title) for code, _, title in people]),
        "duties": _table(
            folder / "duties.csv", "officer,duty,body", [(people[0][0], "负责人", OFFICE), (people[2][0], "法制审核", OFFICE)]
        ),
    }


def _read(path: Path) -> dict[str, str]:
    """Code and class of the items read from the law; an item with two versions counts once."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["department"] for row in csv.DictReader(file)}


def _table(path: Path, header: str, rows: Iterable[Sequence[object]]) -> int:
    found = list(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(found)
    return len(found)


if __name__ == "__main__":
    for file, count in write(Path(sys.argv[1])).items():
        print(f"{count:5d} {file}")
