"""Write what a command desk needs for the four profiles whose sources name less of it: grids and owners, classes, centres, liaisons, crews.

Grids follow what each source says of its net: four scales of duty, areas of towns, districts under a city, groups sent to areas. People are
those the profile has; limits and conditions of the classes are invented and marked.

    python tools/synthetic_desks.py [PROFILE …]
"""

from __future__ import annotations

import csv
import math
import sys
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from shapely import Polygon, box

Row = Sequence[object]
Line = Mapping[str, str]

ROOT = Path(__file__).resolve().parent.parent / "profiles"
SHOWN = "示意图形：按相对位置生成，不是真实网格界线"
INVENTED = "时限、立案和结案条件为合成，由城市自定"
GRIDS = "code,name,place,tier,parent,outline,illustrative,source,synthetic"
OWNERS = "grid,body,officer,role,cover,synthetic"
CLASSES = "code,kind,category,name,filing,limit,unit,closing,owner,domain,recorded,public,patrol,source,synthetic"
CENTRES = "body,name,place,kind,domains,all_day,source,synthetic"
ROSTERS = "body,officer,kind,days,begins,ends,crew,synthetic"
THINGS = "code,kind,name,body,synthetic"

#: kind, category, name, filing, limit, closing, domain, recorded, where it is looked for
KINDS = (
    ("部件", "公用设施", "井盖", "井盖缺失、破损、移位", "4 工作时", "已补装、修复或者已设围挡", "城市管理", "", "道路"),
    ("部件", "道路交通", "路面破损", "路面坑槽、塌陷", "2 工作日", "已修补，路面平整", "城市管理", "", "道路"),
    ("部件", "市容环境", "垃圾箱", "垃圾箱破损、满溢", "4 工作时", "已清运、修复或者更换", "城市管理", "", "道路;市场"),
    ("部件", "园林绿化", "行道树", "树木倒伏、断枝", "1 工作日", "已扶正、清除或者补植", "城市管理", "", "道路"),
    ("事件", "市容环境", "暴露垃圾", "成堆垃圾未清理", "4 工作时", "垃圾已清运", "城市管理", "", "道路;村庄"),
    (
        "事件",
        "市容环境",
        "违法建设",
        "正在进行的未批先建、搭建",
        "4 工作时",
        "已停工并固定证据，处罚和拆除另案办理",
        "城市管理",
        "是",
        "小区;村庄",
    ),
    ("事件", "宣传广告", "非法小广告", "张贴、涂写、刻画", "1 工作日", "已清除", "城市管理", "", "道路;小区"),
    ("事件", "施工管理", "工地扬尘", "未覆盖、未洒水、未冲洗", "1 工作日", "已覆盖、洒水、冲洗", "生态环境", "是", "工地"),
    ("事件", "街面秩序", "占道经营", "占用道路、公共场地摆摊经营", "2 小时", "摊点已清离或者已引导至疏导点", "城市管理", "是", "道路;学校"),
    ("事件", "街面秩序", "无照经营", "未取得营业执照从事经营", "2 工作日", "已停止经营，或者已补办、已立案", "市场监管", "是", "市场;企业"),
    ("事件", "突发事件", "危险场所无警示", "有较大危险因素的场所未设警示标志", "4 工作时", "警示标志已设置", "应急管理", "是", "企业;工地"),
    ("事件", "其他事件", "公路上堆放物品", "在公路上摆摊、堆放物品影响畅通", "4 工作时", "已清离，公路畅通", "交通运输", "是", "道路;村庄"),
)


def write(profile: str, folder: Path) -> dict[str, int]:
    """Write every file of one profile; returns how many rows each got."""
    return WRITERS[profile](folder)


# 南通: four scales of duty on one street


#: the street that the source speaks of, where it is shown: west, south, east, north
STREET, STREET_BODY = "320613007", "nantong.chongchuan.zhongxiu.zhifa"
SQUARE = (120.86, 31.89, 120.88, 31.908)
SCALES = ("社区", "邻里", "街坊", "路段")


def nantong(folder: Path) -> dict[str, int]:
    grids: list[Row] = []
    owners: list[Row] = []
    street = [row["officer"] for row in _rows(folder / "postings.csv") if row["title"] == "执法员"]

    def divide(tier: int, parent: str, box: tuple[float, float, float, float]) -> None:
        west, south, east, north = box
        middle = (round((west + east) / 2, 6), round((south + north) / 2, 6))
        if tier == 0:
            parts = [
                (x[0], y[0], x[1], y[1]) for y in ((south, middle[1]), (middle[1], north)) for x in ((west, middle[0]), (middle[0], east))
            ]
        elif tier % 2:
            parts = [(west, south, middle[0], north), (middle[0], south, east, north)]
        else:
            parts = [(west, south, east, middle[1]), (west, middle[1], east, north)]
        for number, part in enumerate(parts, 1):
            code = f"{parent}-{number}" if parent else f"ZX-{number}"
            grids.append((code, f"{code[3:]}号{SCALES[tier]}（合成）", STREET, SCALES[tier], parent, _box(part), "是", SHOWN, "是"))
            at = sum(row[3] == SCALES[tier] for row in grids) - 1
            owners.append((code, STREET_BODY, street[at % len(street)], "责任人", street[(at + 1) % len(street)], "是"))
            if tier + 1 < len(SCALES):
                divide(tier + 1, code, part)

    divide(0, "", SQUARE)
    office, district = "nantong.chongchuan.zhongxiu", "nantong.chongchuan.chengjian"
    return {
        **_common(folder, grids, owners),
        "shapes": _with(folder / "shapes.csv", "place", [(STREET, _box(SQUARE), "是", SHOWN)]),
        "centres": _table(
            folder / "centres.csv",
            CENTRES,
            [
                (office, "钟秀街道综合执法指挥室（合成）", STREET, "指挥", "", "是", "来源未载；合成", "是"),
                (district, "崇川区城市管理指挥中心（合成）", "320613", "指挥", "", "是", "来源未载；合成", "是"),
                ("nantong.zhidui", "南通市综合行政执法指挥中心（合成）", "320600", "指挥", "", "是", "来源未载；合成", "是"),
                ("nantong.chongchuan.sifa", "崇川区司法部门行政执法监督（合成）", "320600", "监督", "", "", "来源未载；合成", "是"),
            ],
        ),
        **_watches(
            folder,
            "ZX",
            [
                (STREET_BODY, "ZX-004", "值班", "12345", "08:00", "18:00", "指挥室", "是"),
                *_crews(STREET_BODY, street[:6], "街面", "12345"),
                *_round_the_clock(STREET_BODY, street[6:], "值守"),
            ],
        ),
    }


# 广汉: four areas of towns, a liaison for each department


TOWNS = {"GH-SXD": "sanxingdui", "GH-GX": "xiangyang", "GH-JCN": "xiaohan", "GH-NY": "lianshan"}
TEAMS = {"GH-SXD": "pqsxd", "GH-GX": "pqgx", "GH-JCN": "pqjcn", "GH-NY": "pqny"}


def guanghan(folder: Path) -> dict[str, int]:
    places = {row["code"]: row["name"] for row in _rows(folder / "places.csv")}
    shapes = {row["place"]: row["outline"] for row in _rows(folder / "shapes.csv")}
    towns: dict[str, list[str]] = {}
    for row in _rows(folder / "areas.csv"):
        towns.setdefault(row["area"], []).append(row["place"])
    postings = list(_rows(folder / "postings.csv"))
    offices = {row["place"]: row["code"] for row in _bodies(folder) if row["kind"] == "镇街办公室"}
    homes = {row["code"]: row["body"] for row in _rows(folder / "officers.csv")}
    grids: list[Row] = []
    owners: list[Row] = []
    for area, members in towns.items():
        team = f"guanghan.{TEAMS[area]}"
        grids.append((area, places[area], area, "片区", "", " / ".join(shapes[one] for one in members), "是", SHOWN, ""))
        owners.append((area, team, "", "责任人", "", "是"))
        for town in members:
            office = offices[town]
            people = [row["officer"] for row in postings if row["body"] == office]
            head = next(row["officer"] for row in postings if row["body"] == office and row["title"].endswith("主任"))
            cover = next(one for one in people if one != head)
            grids.append((f"ZR-{town}", f"{places[town]}网格", town, "责任网格", area, shapes[town], "是", SHOWN, "是"))
            owners.append((f"ZR-{town}", office, head, "责任人", cover, "是"))
    sent = {area: [row for row in postings if row["body"] == f"guanghan.{team}"] for area, team in TEAMS.items()}
    rosters: list[Row] = []
    for area, people in sent.items():
        crew = [row["officer"] for row in people if row["title"] == "派驻执法员" and not row["valid_until"]]
        # by twos of one department, who are certified for the same
        crew.sort(key=lambda officer: homes[officer])
        rosters += _crews(f"guanghan.{TEAMS[area]}", crew, places[area][:4], "12345")
    city = [row["officer"] for row in postings if row["body"] == "guanghan.cg" and row["title"] == "执法员"]
    return {
        **_common(folder, grids, owners),
        "centres": _table(
            folder / "centres.csv",
            CENTRES,
            [
                *(
                    (
                        f"guanghan.{town}",
                        f"{places[area]}指挥室（合成）",
                        area,
                        "指挥",
                        "",
                        "",
                        "中心镇统一指挥调度；中心镇与片区的对应待核",
                        "是",
                    )
                    for area, town in TOWNS.items()
                ),
                (
                    "guanghan.cg",
                    "全市数字化综合行政执法平台（合成）",
                    "510681",
                    "指挥",
                    "",
                    "是",
                    "全市统一的数字化综合行政执法平台；值守为合成",
                    "是",
                ),
                ("guanghan.sifa", "广汉市司法局行政执法监督", "510681", "监督", "", "", "司法行政监督；由它受理投诉为合成的安排", "是"),
            ],
        ),
        "liaisons": _table(
            folder / "liaisons.csv",
            "body,place,officer,synthetic",
            [
                (homes[row["officer"]], area, row["officer"], "是")
                for area, people in sent.items()
                for row in people
                if row["title"] == "联络员"
            ],
        ),
        **_watches(folder, "GH", [*rosters, *_round_the_clock("guanghan.cg", city, "市平台")]),
    }


# 成都: a city centre that commands the districts


ENVIRONMENT = "chengdu.st"


def chengdu(folder: Path) -> dict[str, int]:
    districts = {
        row["code"]: row["name"]
        for row in _rows(folder / "places.csv")
        if row["kind"] in ("市辖区", "县", "县级市") and not row.get("valid_until")
    }
    towns = {row["code"]: row["name"] for row in _rows(folder / "places.csv") if len(row["code"]) == 9 and not row.get("valid_until")}
    shapes = {row["place"]: row["outline"] for row in _rows(folder / "shapes.csv")}
    bureaus = {
        row["place"]: row["code"]
        for row in _bodies(folder)
        if row["kind"] == "综合行政执法局" and row["code"].endswith(".zonghe") and row.get("mark")
    }
    home = {row["code"]: row["body"] for row in _rows(folder / "officers.csv")}
    street: dict[str, list[str]] = {}
    for row in _rows(folder / "postings.csv"):
        if row["title"] in ("执法员", "中队长"):
            street.setdefault(home[row["officer"]], []).append(row["officer"])
    city = [code for code, body in home.items() if body == "chengdu.cg"][2:]
    # what the city holds itself it takes in itself, for the team it sent to the district
    sent = {
        row["place"]: row["team"] for row in _rows(folder / "exercises.csv") if (row["kind"], row["holder"]) == ("posting", ENVIRONMENT)
    }
    posted: dict[str, list[str]] = {}
    for row in _rows(folder / "postings.csv"):
        posted.setdefault(row["body"], []).append(row["officer"])
    grids: list[Row] = []
    owners: list[Row] = []
    rosters = _round_the_clock("chengdu.cg", city, "市指挥中心")
    for code, name in districts.items():
        if code not in bureaus:
            continue
        bureau, people = bureaus[code], street[bureaus[code]]
        grids.append((f"QX-{code}", name, code, "区域", "", shapes[code], "是", SHOWN, "是"))
        owners.append((f"QX-{code}", bureau, "", "责任人", "", "是"))
        for number, (town, outline) in enumerate(_shares(shapes[code], [one for one in towns if one.startswith(code)]).items()):
            grids.append((f"ZR-{town}", f"{towns[town]}网格", town, "责任网格", f"QX-{code}", outline, "是", SHOWN, "是"))
            owner, cover = people[number % len(people)], people[(number + 1) % len(people)]
            owners.append((f"ZR-{town}", bureau, owner, "责任人", cover, "是"))
        rosters += _crews(bureau, people[:4], name[:-1], "12345")
        if code in sent:
            rosters += _crews(sent[code], posted.get(sent[code], [])[:2], f"驻{name[:-1]}环境", "12345")
    return {
        **_common(folder, grids, owners),
        "centres": _table(
            folder / "centres.csv",
            CENTRES,
            [
                (
                    "chengdu.cg",
                    "成都市综合行政执法指挥中心（合成）",
                    "510100",
                    "指挥",
                    "",
                    "是",
                    "来源载统一指挥平台，未载设在何处；合成",
                    "是",
                ),
                *(
                    (bureaus[code], f"{name}综合行政执法指挥中心（合成）", code, "指挥", "", "", "来源未载；合成", "是")
                    for code, name in districts.items()
                    if code in bureaus
                ),
                *(
                    (
                        ENVIRONMENT,
                        f"成都市生态环境局驻{districts[code]}指挥（合成）",
                        code,
                        "指挥",
                        "生态环境",
                        "",
                        "市级派驻；由它受理为合成",
                        "是",
                    )
                    for code in sent
                    if code in districts
                ),
                ("chengdu.sifa", "成都市司法行政部门行政执法监督（合成）", "510100", "监督", "", "", "来源未载；合成", "是"),
            ],
        ),
        **_watches(folder, "CD", rosters),
    }


# 海西: groups sent to areas and towns


def haixi(folder: Path) -> dict[str, int]:
    shapes = {row["place"]: row["outline"] for row in _rows(folder / "shapes.csv")}
    places = {row["code"]: row["name"] for row in _rows(folder / "places.csv")}
    postings: dict[str, list[Line]] = {}
    for row in _rows(folder / "postings.csv"):
        postings.setdefault(row["body"], []).append(row)
    bodies = list(_bodies(folder))
    bureaus = {row["place"]: row["code"] for row in bodies if row["kind"] == "综合行政执法局" and row["code"].count(".") == 2}
    groups = [row for row in bodies if row["kind"] in ("派驻组", "中队", "片区队") and row["code"].rpartition(".")[2].startswith("zu")]
    areas: dict[str, list[str]] = {}
    for row in _rows(folder / "areas.csv"):
        areas.setdefault(row["area"], []).append(row["place"])
    # who is sent to an area is sent to each of its towns
    sent = {town: group for group in groups for town in areas.get(group["place"], [group["place"]])}
    grids: list[Row] = []
    owners: list[Row] = []
    rosters: list[Row] = []
    for place, bureau in bureaus.items():
        grids.append((f"XY-{place}", f"{places[place]}", place, "县域", "", shapes[place], "是", SHOWN, "是"))
        owners.append((f"XY-{place}", bureau, "", "责任人", "", "是"))
        home = [row["officer"] for row in postings.get(bureau, []) if row["title"] in ("受理员", "副局长")]
        rosters += [(bureau, one, "值班", "12345", "08:30", "18:00", "指挥中心", "是") for one in home[-1:]]
        for town, outline in _shares(shapes[place], [one for one in sent if one.startswith(place)]).items():
            first, second = _crew(postings[sent[town]["code"]])[:2]
            grids.append((f"ZR-{town}", f"{places[town]}网格", town, "责任网格", f"XY-{place}", outline, "是", SHOWN, "是"))
            owners.append((f"ZR-{town}", sent[town]["code"], first, "责任人", second, "是"))
    for group in groups:
        rosters += _crews(group["code"], _crew(postings[group["code"]])[:4], group["name"].rpartition("派驻")[2], "12345")
    night = [row["officer"] for row in postings["haixi.delingha.zhifa.zu01"] if row["title"] == "执法员"][4:8]
    return {
        **_common(folder, grids, owners),
        "centres": _table(
            folder / "centres.csv",
            CENTRES,
            [
                *(
                    (
                        bureau,
                        f"{places[place]}综合行政执法指挥中心（合成）",
                        place,
                        "指挥",
                        "",
                        "是" if place == "632802" else "",
                        "来源未载；合成",
                        "是",
                    )
                    for place, bureau in bureaus.items()
                ),
                ("haixi.sifa", "海西州司法部门行政执法监督", "632800", "监督", "", "", "由它受理投诉为合成的安排", "是"),
            ],
        ),
        **_watches(folder, "HX", [*rosters, *_round_the_clock("haixi.delingha.zhifa.zu01", night, "指挥中心夜班")]),
    }


def _crew(postings: Iterable[Line]) -> list[str]:
    """Who of a group is out, its head first."""
    return [row["officer"] for title in ("组长", "执法员") for row in postings if row["title"] == title]


WRITERS: dict[str, Callable[[Path], dict[str, int]]] = {"nantong": nantong, "guanghan": guanghan, "chengdu": chengdu, "haixi": haixi}


def _common(folder: Path, grids: Iterable[Row], owners: Iterable[Row]) -> dict[str, int]:
    return {
        "grids": _table(folder / "grids.csv", GRIDS, grids),
        "grid_owners": _table(folder / "grid_owners.csv", OWNERS, owners),
        "event_kinds": _table(folder / "event_kinds.csv", CLASSES, _classes(folder)),
    }


def _classes(folder: Path) -> Iterable[Row]:
    """The classes of domains somebody of this profile holds."""
    held = {row["domain"] for file in sorted((folder / "items").glob("*.csv")) for row in _rows(file) if "domain" in row}
    for number, (kind, category, name, filing, limit, closing, domain, recorded, patrol) in enumerate(KINDS, 1):
        count, unit = limit.split()
        mark = "B" if kind == "部件" else "J"
        if domain in held:
            yield (
                f"{mark}-{number:02d}",
                kind,
                category,
                name,
                filing,
                count,
                unit,
                closing,
                "",
                domain,
                recorded,
                "是",
                patrol,
                INVENTED,
                "是",
            )


def _watches(folder: Path, mark: str, rosters: Sequence[Row]) -> dict[str, int]:
    """The rosters, and a recorder for every crew that goes out."""
    crews = dict.fromkeys((row[0], row[6]) for row in rosters if row[2] == "巡查")
    recorders = [(f"{mark}-E-{number:03d}", "执法记录仪", f"{crew}执法记录仪", body, "是") for number, (body, crew) in enumerate(crews, 1)]
    return {
        "rosters": _table(folder / "rosters.csv", ROSTERS, rosters),
        "equipment": _table(folder / "equipment.csv", THINGS, recorders),
    }


def _shares(outline: str, towns: Sequence[str]) -> dict[str, str]:
    """An outline cut into parts of one size, a town each: halved across its longer side until every part is one town's."""
    numbers = [float(word) for word in outline.split()]

    def halved(area: Polygon, members: Sequence[str]) -> dict[str, str]:
        if len(members) == 1:
            return {members[0]: " ".join(f"{x:.6f} {y:.6f}" for x, y in area.exterior.coords[:-1])}
        first = len(members) // 2
        west, south, east, north = area.bounds
        across = (east - west) * math.cos(math.radians(south)) >= north - south
        low, high = (west, east) if across else (south, north)
        for _ in range(30):
            at = round((low + high) / 2, 4)
            near = area.intersection(box(west, south, at, north) if across else box(west, south, east, at))
            low, high = (at, high) if near.area < area.area * first / len(members) else (low, at)
        far = area.intersection(box(at, south, east, north) if across else box(west, at, east, north))
        return halved(near, members[:first]) | halved(far, members[first:])

    return halved(Polygon(list(zip(numbers[::2], numbers[1::2], strict=True))), towns) if towns else {}


def _crews(body: str, officers: Sequence[str], name: str, days: str) -> list[Row]:
    """By twos, by day."""
    return [
        (body, officer, "巡查", days, "08:30", "17:30", f"{name}{number // 2 + 1}组", "是")
        for number, officer in enumerate(officers[: len(officers) // 2 * 2])
    ]


def _round_the_clock(body: str, officers: Sequence[str], crew: str) -> list[Row]:
    """A desk that never closes, shared out among two or more: days by the first, nights by the others in turn."""
    first, second = officers[0], officers[1]
    third = officers[2] if len(officers) > 2 else first
    return [
        (body, first, "值班", "1357", "08:00", "20:00", crew, "是"),
        (body, second, "值班", "246", "08:00", "20:00", crew, "是"),
        (body, second, "值班", "1357", "20:00", "08:00", crew, "是"),
        (body, third, "值班", "246", "20:00", "08:00", crew, "是"),
    ]


def _box(box: tuple[float, float, float, float]) -> str:
    west, south, east, north = box
    return f"{west:.6f} {south:.6f} {east:.6f} {south:.6f} {east:.6f} {north:.6f} {west:.6f} {north:.6f}"


def _rows(file: Path) -> Iterable[Line]:
    with file.open(encoding="utf-8", newline="") as given:
        yield from csv.DictReader(given)


def _bodies(folder: Path) -> Iterable[Line]:
    """The bodies that are there today."""
    for row in tomllib.loads((folder / "bodies.toml").read_text(encoding="utf-8"))["bodies"]:
        if "valid_until" not in row:
            yield row


def _table(file: Path, columns: str, rows: Iterable[Row]) -> int:
    found = list(rows)
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns.split(","))
        writer.writerows(found)
    return len(found)


def _with(file: Path, key: str, rows: Sequence[Row]) -> int:
    """Rows of other keys stay as they stand, in front."""
    with file.open(encoding="utf-8", newline="") as given:
        first, *old = list(csv.reader(given))
    where = first.index(key)
    ours = {str(row[where]) for row in rows}
    return _table(file, ",".join(first), [*(row for row in old if row[where] not in ours), *rows])


if __name__ == "__main__":
    for wanted in sys.argv[1:] or WRITERS:
        print(wanted, write(wanted, ROOT / wanted))
