"""Write what a command desk needs and no source names, for the profile of a county: grids, owners, crews, cameras. Same plan, same files.

Rows of people are added to officers.csv, postings.csv, certificates.csv and posts.csv behind those that stand there; the area of the grids
gets its outline in shapes.csv. The tables of the classes, the centres and the liaisons are written by hand.

    python tools/synthetic_command.py profiles/fucheng
"""

from __future__ import annotations

import csv
import math
import sys
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

Point = tuple[float, float]
Row = Sequence[object]

SOURCE = "示意图形：按面积均分生成，不是真实网格界线"
ILLUSTRATIVE = "是"

#: the area of the grids: its middle, and its side in metres; the source says near 9 km²
AREA, MIDDLE, SIDE = "131128100900", (116.144, 37.869), 3000.0
#: duty grids per row from north to south, 27; each row is as high as it has grids, so that all are of one size
ROWS = (5, 6, 5, 6, 5)
#: unit grids across and down in a row of five and of six: 35 of some 9500 m²
UNITS = {5: (7, 5), 6: (5, 7)}

TOWN, BUREAU = "131128101", "fucheng.gucheng"
#: where the four zones of the town meet
MEETING = (116.287, 37.958)
CORNERS = ((116.309, 37.879), (116.355, 37.944), (116.303, 38.056), (116.181, 37.976), (116.277, 37.869))
#: each zone from which corner to which
ZONES = {1: (0, 1), 2: (1, 2), 3: (2, 3), 4: (3, 4, 0)}

COUNTY, CITY_TEAM = "131128", "fucheng.chengguan"
#: body, mark of the officers' codes, domains of their certificates, names; the first is head of the team where none stands yet
TEAMS = (
    (
        CITY_TEAM,
        "CG",
        4,
        "城市管理",
        "水承泽 窦明远 章守业 云青山 苏长河 潘树森 葛春生 奚怀德 范广田 彭立新 郎玉山 鲁建中 韦永昌 昌明辉 马致远",
    ),
    ("fucheng.huanjing", "HJ", 1, "生态环境", "苗青林 凤来仪 花满川 方正平"),
    ("fucheng.jiaotong", "JT", 1, "交通运输", "俞大路 任远行 袁守道 柳成荫"),
    ("fucheng.shichang", "SC", 1, "市场监管", "酆公平 鲍清源 史长秋 唐守信"),
    ("fucheng.weisheng", "WS", 1, "卫生健康", "费安康 廉洁民 岑静波 薛润生"),
    ("fucheng.nonglin", "NL", 1, "农林水利;农业", "雷丰收 贺春雨 倪田野 汤沃土"),
    ("fucheng.wenlv", "WL", 1, "文化旅游", "滕书香 殷文博 罗新声 毕雅川"),
    ("fucheng.ju-zhujian", "ZJ", 1, "", "郝值守 邬夜明 安晓明 常在线"),
)
CAMERA_BASIS = "行政处罚法第四十一条；设置决定文号未载明（合成）"


def write(folder: Path) -> dict[str, int]:
    """Write every file; returns how many rows each got."""
    grids = [*town_area(), *zones()]
    return {
        "grids": _table(
            folder / "grids.csv",
            "code,name,place,tier,parent,outline,illustrative,source,synthetic",
            [(code, name, place, tier, parent, path(ring), ILLUSTRATIVE, SOURCE, "是") for code, name, place, tier, parent, ring in grids],
        ),
        "grid_owners": _table(folder / "grid_owners.csv", "grid,body,officer,role,cover,synthetic", owners()),
        "rosters": _table(folder / "rosters.csv", "body,officer,kind,days,begins,ends,crew,synthetic", rosters()),
        "cameras": _table(
            folder / "cameras.csv",
            "code,register,owner,place,name,place_type,longitude,latitude,legal_basis,technical_review_on,legal_review_on,reviewer,"
            "published_on,published_place,synthetic",
            cameras(),
        ),
        "shapes": _replaced(folder / "shapes.csv", "place", [(AREA, path(square()), ILLUSTRATIVE, SOURCE)]),
        "equipment": _replaced(
            folder / "equipment.csv",
            "code",
            [(f"CG-E-{number:02d}", kind, f"{kind}{at}号", CITY_TEAM, "是") for number, (kind, at) in enumerate(_things(), 1)],
        ),
        **people(folder),
    }


def _things() -> Iterable[tuple[str, int]]:
    """The city team's things; how many it has is not stated."""
    for kind, count in (("执法记录仪", 6), ("执法车辆", 3)):
        for at in range(1, count + 1):
            yield kind, at


def square() -> list[Point]:
    """The area of the grids."""
    west, south, east, north = bounds()
    return [(west, south), (east, south), (east, north), (west, north)]


def bounds() -> tuple[float, float, float, float]:
    high = SIDE / 110_990 / 2
    wide = SIDE / (111_320 * math.cos(math.radians(MIDDLE[1]))) / 2
    return _six(MIDDLE[0] - wide), _six(MIDDLE[1] - high), _six(MIDDLE[0] + wide), _six(MIDDLE[1] + high)


def town_area() -> Iterable[tuple[str, str, str, str, str, list[Point]]]:
    """27 duty grids of one size in rows, like bricks, with unit grids; edges come from one list of lines: no gap, no overlap."""
    west, south, east, north = bounds()
    units, number, done = [], 0, 0
    for row in ROWS:
        top = _six(north - (north - south) * done / sum(ROWS))
        bottom = _six(north - (north - south) * (done + row) / sum(ROWS))
        done += row
        lines = _steps(west, east, row)
        for left, right in pairwise(lines):
            number += 1
            code = f"WG-{number:02d}"
            yield code, f"第{number}网格", AREA, "责任网格", "", _box(left, bottom, right, top)
            across, down = UNITS[row]
            xs, ys = _steps(left, right, across), _steps(top, bottom, down)
            for place in range(across * down):
                x, y = place % across, place // across
                units.append(
                    (
                        f"{code}-{place + 1:02d}",
                        f"第{number}网格{place + 1:02d}单元",
                        AREA,
                        "单元网格",
                        code,
                        _box(xs[x], ys[y + 1], xs[x + 1], ys[y]),
                    )
                )
    yield from units


def zones() -> Iterable[tuple[str, str, str, str, str, list[Point]]]:
    """The four zones of the town as duty grids: wedges of its outline."""
    for zone, corners in ZONES.items():
        yield (
            f"GC-PQ-{zone}",
            f"古城镇第{'一二三四'[zone - 1]}片区",
            f"{TOWN}90{zone}",
            "责任网格",
            "",
            [MEETING, *(CORNERS[one] for one in corners)],
        )


def owners() -> Iterable[Row]:
    for number in range(1, 28):
        # nine officers with three neighbouring grids each; the next in line stands in
        officer = (number - 1) // 3
        yield f"WG-{number:02d}", CITY_TEAM, f"CG-{officer + 4:03d}", "责任人", f"CG-{(officer + 1) % 9 + 4:03d}", "是"
    for zone in ZONES:
        first = (zone - 1) * 4 + 1
        yield f"GC-PQ-{zone}", BUREAU, f"GC-{first:03d}", "责任人", f"GC-{first + 1:03d}", "是"
        for other in range(first + 1, first + 4):
            yield f"GC-PQ-{zone}", BUREAU, f"GC-{other:03d}", "协管", "", "是"


#: the weekday of each crew's night: the two crews of a zone are never off on the same day
NIGHTS = {(1, "甲"): 1, (1, "乙"): 3, (2, "甲"): 2, (2, "乙"): 5, (3, "甲"): 4, (3, "乙"): 6, (4, "甲"): 7, (4, "乙"): 0}


def rosters() -> Iterable[Row]:
    for (zone, half), night in NIGHTS.items():
        first = (zone - 1) * 4 + (1 if half == "甲" else 3)
        crew = [f"GC-{first:03d}", f"GC-{first + 1:03d}"]
        if half == "甲":
            crew += [f"GC-X{number:02d}" for number in (zone, zone + 4) if number <= 6]
        name = f"{'一二三四'[zone - 1]}中队{half}组"
        days = "".join(str(day) for day in range(1, 8) if not night or day not in (night, night % 7 + 1))
        for officer in crew:
            yield BUREAU, officer, "巡查", days, "08:00", "18:00", name, "是"
            if night and not officer.startswith("GC-X"):
                yield BUREAU, officer, "备勤", str(night), "18:00", "08:00", name, "是"
    yield from _desk(BUREAU, ("GC-026", "GC-025", "GC-024", "GC-023"), "综合指挥中心")
    for crew, (name, officers) in enumerate((("城区一组", (4, 5, 6)), ("城区二组", (7, 8, 9)), ("城区三组", (10, 11, 12)))):
        days = ("12345", "34567", "12567")[crew]
        for number in officers:
            yield CITY_TEAM, f"CG-{number:03d}", "巡查", days, "08:00", "18:00", name, "是"
    for number in (2, 3):
        yield CITY_TEAM, f"CG-{number:03d}", "备勤", "12345", "08:30", "17:30", "城区机动组", "是"
    for name, days, night in (("城区夜班甲组", "1357", (13, 14)), ("城区夜班乙组", "246", (15, 16))):
        for number in night:
            yield CITY_TEAM, f"CG-{number:03d}", "备勤", days, "18:00", "08:00", name, "是"
    for number, days in ((17, "12345"), (18, "67")):
        yield CITY_TEAM, f"CG-{number:03d}", "值班", days, "08:00", "18:00", "城管指挥中心", "是"
    for mark, body in (("HJ", "huanjing"), ("JT", "jiaotong"), ("SC", "shichang"), ("WS", "weisheng"), ("NL", "nonglin"), ("WL", "wenlv")):
        yield f"fucheng.{body}", f"{mark}-001", "值班", "12345", "08:30", "17:30", "指挥中心", "是"
        for number in (2, 3):
            yield f"fucheng.{body}", f"{mark}-{number:03d}", "备勤", "12345", "08:30", "17:30", "机动组", "是"
    yield from _desk("fucheng.ju-zhujian", ("ZJ-001", "ZJ-004", "ZJ-002", "ZJ-003"), "数字城管平台")


def _desk(body: str, seats: tuple[str, str, str, str], crew: str) -> Iterable[Row]:
    """A desk that never closes: who sits there on weekdays, at the weekend, and by night in turn."""
    weekday, weekend, first, second = seats
    yield body, weekday, "值班", "12345", "08:00", "20:00", crew, "是"
    yield body, weekend, "值班", "67", "08:00", "20:00", crew, "是"
    yield body, first, "值班", "1357", "20:00", "08:00", crew, "是"
    yield body, second, "值班", "246", "20:00", "08:00", crew, "是"


def cameras() -> Iterable[Row]:
    """Two registers of two owners, and some of the town's five kinds of place, of which the source says only that they are covered."""
    west, south, east, north = bounds()
    for register, owner, mark, count, kind in (
        ("道路高清", "城市管理综合执法大队", "DL", 45, "道路"),
        ("数字城管平台", "县住建局", "SZ", 155, ""),
    ):
        for number in range(1, count + 1):
            # spread evenly by the golden section, so that no two stand on one spot
            across, down = (number * 0.618034 + (0.31 if mark == "SZ" else 0)) % 1, (number - 0.5) / count
            at = (_six(west + (east - west) * across), _six(south + (north - south) * down))
            yield _camera(f"{mark}-{number:03d}", register, owner, AREA, f"{register}{number:03d}号", kind, at, number)
    number = 0
    for zone, corners in ZONES.items():
        ring = [MEETING, *(CORNERS[one] for one in corners)]
        middle = (sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring))
        for step, kind in enumerate(("企业", "学校", "镇直单位", "村庄", "交通路口")):
            number += 1
            at = (_six(middle[0] + 0.003 * (step - 2)), _six(middle[1] + 0.002 * (step % 3 - 1)))
            name = f"第{'一二三四'[zone - 1]}片区{kind}"
            yield _camera(f"GCZ-{number:02d}", "古城镇场所", "古城镇综合行政执法管理局", TOWN, name, kind, at, number)


def _camera(code: str, register: str, owner: str, place: str, name: str, kind: str, at: Point, number: int) -> Row:
    """One in three is reviewed and published, one in three reviewed and not published, the rest neither."""
    reviewed = (CAMERA_BASIS, "2026-02-10", "2026-03-05", "阜城县司法局（合成）") if number % 3 else ("", "", "", "")
    published = ("2026-03-20", f"{name}（示意位置）") if number % 3 == 1 else ("", "")
    return (code, register, owner, place, f"{name}（合成）", kind, f"{at[0]:.6f}", f"{at[1]:.6f}", *reviewed, *published, "是")


def people(folder: Path) -> dict[str, int]:
    found = [
        (f"{mark}-{first + number:03d}", name, body, domains, _title(mark, first, number))
        for body, mark, first, domains, names in TEAMS
        for number, name in enumerate(names.split())
    ]
    numbers = [f"演示-{COUNTY}-{code}" for code, *_ in found]
    return {
        "officers": _replaced(folder / "officers.csv", "code", [(code, name, body, "", "", "是") for code, name, body, *_ in found]),
        "postings": _replaced(folder / "postings.csv", "officer", [(code, body, title, "") for code, _, body, _, title in found]),
        "certificates": _replaced(
            folder / "certificates.csv",
            "number",
            [
                (number, code, "河北省人民政府（演示）", COUNTY, domains, "2023-01-01", "2029-01-01", "是")
                for number, (code, _, _, domains, _) in zip(numbers, found, strict=True)
                if domains
            ],
        ),
        "posts": _replaced(
            folder / "posts.csv",
            "code",
            [
                (f"{code}-B", body, body, "基本", "事业编制", "是" if domains else "", code, "是", "2017-01-01")
                for code, _, body, domains, _ in found
            ],
        ),
    }


def _title(mark: str, first: int, number: int) -> str:
    if mark == "ZJ" or first + number in (17, 18):
        return "值班员"
    return "大队长" if first == 1 and number == 0 else "执法员"


def _steps(first: float, last: float, count: int) -> list[float]:
    return [_six(first + (last - first) * number / count) for number in range(count + 1)]


def _box(west: float, south: float, east: float, north: float) -> list[Point]:
    return [(west, south), (east, south), (east, north), (west, north)]


def _six(number: float) -> float:
    return round(number, 6)


def path(ring: Iterable[Point]) -> str:
    """An outline as the tables write it."""
    return " ".join(f"{x:.6f} {y:.6f}" for x, y in ring)


def _table(file: Path, columns: str, rows: Iterable[Row]) -> int:
    found = list(rows)
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns.split(","))
        writer.writerows(found)
    return len(found)


def _replaced(file: Path, key: str, rows: Sequence[Row]) -> int:
    """Rows of other keys stay as they stand, in front."""
    with file.open(encoding="utf-8", newline="") as given:
        first, *old = list(csv.reader(given))
    where = first.index(key)
    ours = {str(row[where]) for row in rows}
    return _table(file, ",".join(first), [*(row for row in old if row[where] not in ours), *rows])


if __name__ == "__main__":
    print(write(Path(sys.argv[1])))
