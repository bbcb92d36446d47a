"""Write the rows of profiles/guanghan that its source asks for but does not name, each marked synthetic. Same plan, same files.

python tools/synthetic_guanghan.py profiles/guanghan

Reads places.csv of that folder for areas and towns, and profiles/fucheng for the items read from the law.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from synthetic_sichuan import FromLaw, People, Row, read_csv, write_csv, write_toml

CITY = "510681"
#: day the document was issued; the source gives only months for what follows
REFORM = "2023-06-28"
INVENTED = "（合成）"
NAMED_BY_US = "名称按通行称谓，来源以简称或者领域称之；文号简称、地址、电话为合成，启用前须更换"


@dataclass(frozen=True)
class Department:
    """One of the departments of the eight domains that sink their people; ``since`` is when its domain was ripe (made up)."""

    code: str
    name: str
    mark: str
    domain: str
    abbreviation: str
    since: str
    #: domain of the items read from the law that are the same
    real: str = ""
    total: int = 20

    @property
    def body(self) -> str:
        return f"guanghan.{self.code}"


DEPARTMENTS = (
    Department("cg", "广汉市综合行政执法局", "广综执", "城市管理", "GH-CG", REFORM, real="城市管理"),
    Department("ny", "广汉市农业农村局", "广农", "农业", "GH-NY", "2023-09-01", real="农业"),
    Department("sl", "广汉市水利局", "广水", "水利", "GH-SL", "2023-09-01"),
    Department("sc", "广汉市市场监督管理局", "广市监", "市场监管", "GH-SC", REFORM, real="市场监管"),
    Department("wh", "广汉市文化广播电视和旅游局", "广文旅", "文化市场", "GH-WH", "2023-10-01", real="文化旅游"),
    Department("jt", "广汉市交通运输局", "广交", "交通运输", "GH-JT", "2023-10-01", real="交通运输"),
    Department("yj", "广汉市应急管理局", "广应急", "应急管理", "GH-YJ", "2023-12-01", real="应急管理"),
    Department("zr", "广汉市自然资源和规划局", "广自然资", "自然资源", "GH-ZR", "2023-12-01"),
)
DOMAINS = tuple(row.domain for row in DEPARTMENTS)


@dataclass(frozen=True)
class Area:
    """片区 — its towns are not stated; the centre towns are, but not which is whose: paired here in the order of the two lists."""

    code: str
    body: str
    towns: tuple[str, ...]
    #: how many items of its own list come from which department
    own: tuple[tuple[str, int], ...]
    #: until when the departments go on exercising what was granted
    transition_until: str

    @property
    def centre(self) -> str:
        return self.towns[0]

    @property
    def list(self) -> str:
        return self.body.rpartition(".")[2]


AREAS = (
    Area("GH-SXD", "guanghan.pqsxd", ("sanxingdui", "gaoping", "hanzhou"), (("wh", 5), ("zr", 3)), "2023-11-01"),
    Area("GH-GX", "guanghan.pqgx", ("xiangyang", "nanfeng", "luocheng"), (("yj", 4), ("sc", 3), ("cg", 1)), "2023-11-01"),
    Area("GH-JCN", "guanghan.pqjcn", ("xiaohan", "jinlun", "jinyan"), (("cg", 5), ("jt", 3), ("zr", 2)), "2024-01-01"),
    Area("GH-NY", "guanghan.pqny", ("lianshan", "sanshui", "jinyu"), (("ny", 6), ("sl", 4), ("sc", 2)), "2024-01-01"),
)
COMMON = "pqgt"
#: items of the common list from each department that are not read from the law
COMMON_EACH = 2

TOWNS = {
    "luocheng": "510681001",
    "hanzhou": "510681002",
    "jinyan": "510681003",
    "sanshui": "510681101",
    "lianshan": "510681102",
    "gaoping": "510681103",
    "xiangyang": "510681105",
    "xiaohan": "510681106",
    "jinlun": "510681107",
    "jinyu": "510681114",
    "nanfeng": "510681116",
    "sanxingdui": "510681117",
}
LEADER, DIRECTOR = "分管执法的班子成员", "综合行政执法办公室主任"
INSURED_UNTIL = "2027-06-30"
CATALOGUE = "省级赋权指导目录（文号未载，条目为合成）"


class Guanghan:
    """Everything that is written, part by part."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.places = {row["code"]: row for row in read_csv(folder / "places.csv")}
        self.bodies: list[Row] = []
        self.lists: list[Row] = []
        self.holdings: list[Row] = []
        self.exercises: list[Row] = []
        self.relations: list[Row] = []
        self.areas: list[Row] = []
        self.catalogue: list[Row] = []
        self.scores: list[Row] = []
        self.duties: list[Row] = []
        self.office_roles: list[Row] = []
        self.publications: list[Row] = []
        self.fines: list[Row] = []
        self.users: list[Row] = []
        self.history: list[Row] = []
        self.people = People("GH", "四川省人民政府（演示）")
        self.law = FromLaw.of(folder.parent / "fucheng", "gucheng.csv")

    def write(self) -> dict[str, int]:
        self.city()
        for department in DEPARTMENTS:
            self.department(department)
        for town in TOWNS:
            self.town(town)
        for area in AREAS:
            self.area(area)
        self.rotation()
        counts = {f"items/{name}": rows for name, rows in self.items()}
        self.entrustments()
        self.accounts()
        counts["bodies.toml"] = write_toml(
            *(self.folder / "bodies.toml", "bodies", self.bodies),
            head="机关、队伍、科室。未写的项为未载明；synthetic = true 表示含有合成的资料。由 tools/synthetic_guanghan.py 写出。",
        )
        counts["lists.toml"] = write_toml(
            *(self.folder / "lists.toml", "lists", self.lists),
            head="事项清单：谁、在哪里、以何名义持有。由 tools/synthetic_guanghan.py 写出。",
        )
        counts["users.toml"] = write_toml(
            *(self.folder / "users.toml", "users", self.users),
            head="演示用户。口令不在这里：载入时生成。由 tools/synthetic_guanghan.py 写出。",
        )
        for name, rows in (
            ("history", self.history),
            ("holdings", self.holdings),
            ("exercises", self.exercises),
            ("relations", self.relations),
            ("areas", self.areas),
            ("catalogue", self.catalogue),
            ("scores", self.scores),
            ("duties", self.duties),
            ("office_roles", self.office_roles),
            ("publications", self.publications),
            ("fines", self.fines),
            ("officers", self.people.officers),
            ("certificates", self.people.certificates),
            ("postings", self.people.postings),
        ):
            counts[f"{name}.csv"] = write_csv(self.folder / f"{name}.csv", rows)
        return counts

    # --- bodies

    def body(self, code: str, name: str, kind: str, place: str = CITY, *, level: str = "county", **more: object) -> None:
        self.bodies.append({"code": code, "name": name, "kind": kind, "level": level, "place": place} | more)

    def office(self, code: str, name: str, kind: str, place: str, mark: str, remedy: str, **more: object) -> None:
        """A body in whose name decisions are made."""
        self.body(
            *(code, name, kind, place),
            mark=mark,
            seal=name,
            address=f"{name}政务大厅（合成地址）",
            phone="0838-0000000（合成）",
            reconsideration=remedy,
            court="广汉市人民法院",
            bank="合成银行广汉支行（演示）",
            account_name="广汉市财政局非税收入（演示）",
            account_no=f"0000 0000 5106 {len(self.bodies):04d}（合成）",
            **{"synthetic": True, "note": NAMED_BY_US} | more,
        )

    def city(self) -> None:
        self.body("guanghan", "广汉市人民政府", "政府")
        for code, name, kind, short in (
            ("bangongshi", "广汉市人民政府办公室", "机关", ""),
            ("bianban", "中共广汉市委机构编制委员会办公室", "党委机构", "市委编办"),
            ("zuzhibu", "中共广汉市委组织部", "党委机构", "市委组织部"),
            ("mubiaoban", "中共广汉市委目标绩效管理办公室", "党委机构", "市委目标办"),
            ("renshe", "广汉市人力资源和社会保障局", "机关", "市人社局"),
            ("caizheng", "广汉市财政局", "机关", "市财政局"),
        ):
            self.body(f"guanghan.{code}", name, kind, short=short)
            if code == "mubiaoban":
                # it takes in complaints about officers: its papers need a mark
                more = {"short": "市司法局", "synthetic": True, "note": "文号简称为合成，启用前须更换"}
                self.body("guanghan.sifa", "广汉市司法局", "机关", mark="广司", **more)
        self.body("guanghan.houbanpian", "市两项改革“后半篇”文章领导小组办公室", "领导小组", note="总结评估报告报送的机构")
        self.body("guanghan.gxq", "高新区管委会", "管委会", note="收文单位")
        self.body("guanghan.sxdgwh", "三星堆管委会", "管委会", note="收文单位")
        self.body("guanghan.yuanqu", f"产业园区{INVENTED}", "产业功能区", synthetic=True, note="收文单位“各产业园区”，未列名")

    def department(self, department: Department) -> None:
        body, domains = department.body, (department.domain,)
        kind = "综合行政执法局" if department.code == "cg" else "机关"
        short = {"cg": "市综合执法局"}.get(department.code, department.name.removeprefix("广汉市"))
        self.office(body, department.name, kind, CITY, department.mark, "广汉市人民政府", short=short, domain=department.domain)
        self.lists.append(
            {
                "code": department.code,
                "name": f"{department.name}执法事项",
                "body": body,
                "place": CITY,
                "stated": True,
                "file": f"items/{department.code}.csv" if self.reads(department) else f"items/{department.code}.synthetic.csv",
                "title": "concentration" if department.code == "cg" else "statute",
                "document": "相对集中处罚权的决定文号未载明" if department.code == "cg" else "法律、法规、规章规定；合成事项的依据未载明",
                "note": "来源只载领域，未载事项和项数；除读自法律的以外均为合成",
            }
        )
        self.people.add(body, "局长", domains=domains, region=CITY)
        reviewer = self.people.add(body, "法制审核员", domains=domains, region=CITY, reviewer=True)
        self.duties.append({"officer": reviewer["code"], "duty": "法制审核", "body": body})
        for _ in range(2):
            self.people.add(body, "执法员", domains=domains, region=CITY)

    @staticmethod
    def reads(department: Department) -> bool:
        """Does its own list hold items read from the law? Those of 城市管理 are in the common list of the areas."""
        return bool(department.real) and department.code != "cg"

    def town(self, town: str) -> None:
        place = TOWNS[town]
        name = self.places[place]["name"]
        body, office = f"guanghan.{town}", f"guanghan.{town}.zhifa"
        government = f"广汉市{name}办事处" if name.endswith("街道") else f"广汉市{name}人民政府"
        kind = "机关" if name.endswith("街道") else "政府"
        self.office(body, government, kind, place, f"广{name[:2]}执", "广汉市人民政府", level="town", short=name, domain="")
        self.body(office, f"{name}综合行政执法办公室", "镇街办公室", place, level="town", funds="市财政")
        self.exercises.append(
            {"kind": "team", "holder": body, "team": office, "place": place, "valid_until": REFORM, "note": "改革前由镇街办公室行使"}
        )
        self.person(body, LEADER, body)
        self.person(body, DIRECTOR, office)
        centre = town in {area.centre for area in AREAS}
        for _ in range(5 if centre else 2):
            self.person(body, "执法员", office)
        if centre:
            self.person(body, "镇长", body)
        reviewer = self.person(body, "法制审核员", body, reviewer=True)
        self.duties.append({"officer": reviewer["code"], "duty": "法制审核", "body": body})
        self.scores.append(
            {
                "body": body,
                "score": str(76 + len(self.scores)),
                "on": "2023-06-01",
                "able": "是",
                "document": "承接能力评估（合成）",
                "synthetic": "是",
            }
        )

    def person(self, body: str, title: str, team: str, **more: object) -> Row:
        return self.people.add(body, title, domains=DOMAINS, region=CITY, team=team, insured_until=INSURED_UNTIL, **more)  # type: ignore[arg-type]  # more are the reviewer's mark only

    # --- areas

    def area(self, area: Area) -> None:
        """片区综合行政执法队 with the towns' people and two certified officers of every department."""
        name = self.places[area.code]["name"]
        self.body(
            *(area.body, f"{name}综合行政执法队", "片区队", area.code),
            level="town",
            integration="片区整合",
            duty="片区内日常执法检查；书面决定按权限归属确定实施主体",
            valid_from=REFORM,
            note="与中心镇综合行政执法办公室合署办公；中心镇与片区的对应来源未载，待核",
        )
        self.history.append({"relation": "established", "subject": f"{name}综合行政执法队", "into": area.body, "on": REFORM})
        self.body(f"{area.body}.lianxi", f"{name}联席会议", "领导小组", area.code, level="town", valid_from=REFORM)
        centre = f"guanghan.{area.centre}"
        for relation, to in (("日常管理", centre), ("经费保障", "guanghan.caizheng"), ("业务指导", "guanghan.cg")):
            self.relations.append({"body": area.body, "relation": relation, "to": to, "valid_from": REFORM})
        for town in area.towns:
            self.areas.append({"area": area.code, "place": TOWNS[town], "valid_from": REFORM})
            self.relations.append({"body": area.body, "relation": "力量来源", "to": f"guanghan.{town}", "valid_from": REFORM})
            self.exercises.append(
                {"kind": "team", "holder": f"guanghan.{town}", "team": area.body, "place": TOWNS[town], "valid_from": REFORM}
            )
        for department in DEPARTMENTS:
            self.sink(area, department)
        document = "来源三（三）队长、副队长兼任"
        for role, office_body, office in (("队长", centre, LEADER), ("副队长", f"{centre}.zhifa", DIRECTOR)):
            row: Row = {"body": area.body, "role": role, "office_body": office_body, "office": office, "valid_from": REFORM}
            self.office_roles.append(row | {"document": document})

    def sink(self, area: Area, department: Department) -> None:
        """下沉 — two certified officers of a department in an area from the day its domain was ripe, one of them liaison."""
        since = department.since
        self.relations.append({"body": area.body, "relation": "力量来源", "to": department.body, "valid_from": since})
        self.exercises.append(
            {
                "kind": "posting",
                "holder": department.body,
                "team": area.body,
                "place": area.code,
                "domain": department.domain,
                "document": "来源三（二）下沉执法资源力量",
                "valid_from": since,
                "note": "开始日为合成",
            }
        )
        for number in range(2):
            officer = self.people.add(
                *(department.body, "派驻执法员"),
                domains=(department.domain,),
                region=CITY,
                team=area.body,
                since=since,
                zone=area.code,
                insured_until=INSURED_UNTIL,
            )
            if number == 0:
                self.people.post(str(officer["code"]), area.body, "联络员", since=REFORM, zone=area.code)

    def rotation(self) -> None:
        """轮岗 — the second officer of 城市管理 in two neighbouring areas changed places after a year."""
        day = "2024-07-01"
        first, second = (
            [row for row in self.people.postings if row["body"] == area.body and row["title"] == "派驻执法员"][1] for area in AREAS[:2]
        )
        bodies = (first["body"], first["zone"]), (second["body"], second["zone"])
        first["valid_until"] = second["valid_until"] = day
        for row, (body, zone) in zip((second, first), bodies, strict=True):
            self.people.post(str(row["officer"]), str(body), "派驻执法员", since=day, zone=str(zone))

    # --- items

    def items(self) -> Iterator[tuple[str, int]]:
        """Lists of the departments, the list all areas have in common, and one of its own for each area."""
        (self.folder / "items").mkdir(exist_ok=True)
        kept: dict[str, list[Row]] = {}
        for department in DEPARTMENTS:
            real: list[Row] = []
            if department.real:
                real, fines = self.law.of_domain(
                    *(department.real,), prefix=department.abbreviation, department=department.name, as_domain=department.domain
                )
                self.fines += fines
            own = [self.item(department, number) for number in range(1, department.total + 1)]
            kept[department.code] = own
            if self.reads(department):
                yield f"{department.code}.csv", write_csv(self.folder / "items" / f"{department.code}.csv", real)
            name = f"{department.code}.synthetic.csv"
            yield name, write_csv(self.folder / "items" / name, own)
            for item in own[-3:]:
                self.allow(item)
        city, _ = self.law.of_domain("城市管理", prefix="GH-CG", department=DEPARTMENTS[0].name)
        common = [self.item(department, number, "GT") for department in DEPARTMENTS for number in range(1, COMMON_EACH + 1)]
        yield f"{COMMON}.csv", write_csv(self.folder / "items" / f"{COMMON}.csv", city)
        yield f"{COMMON}.synthetic.csv", write_csv(self.folder / "items" / f"{COMMON}.synthetic.csv", common)
        everywhere = [(area, town) for area in AREAS for town in area.towns]
        self.granted_list(COMMON, "四片区共同赋权事项", AREAS[0], real=True)
        for item in (*city, *common):
            self.grant(item, everywhere)
        by_code = {row.code: row for row in DEPARTMENTS}
        for area in AREAS:
            own = [self.item(by_code[code], number, area.list[2:].upper()) for code, count in area.own for number in range(1, count + 1)]
            yield f"{area.list}.synthetic.csv", write_csv(self.folder / "items" / f"{area.list}.synthetic.csv", own)
            self.granted_list(area.list, f"{self.places[area.code]['name']}赋权事项", area)
            for item in own:
                self.grant(item, [(area, town) for town in area.towns])

    @staticmethod
    def item(department: Department, number: int, of: str = "") -> Row:
        mark = f"{department.abbreviation}-{of}" if of else department.abbreviation
        what = "赋权事项" if of else "事项"
        return {
            "code": f"{mark}-S{number:03d}",
            "name": f"{department.domain}{what}{number:03d}{INVENTED}",
            "domain": department.domain,
            "department": department.name,
            "synthetic": "是",
        }

    def granted_list(self, code: str, name: str, area: Area, *, real: bool = False) -> None:
        """A list of the towns; its row is the centre town's, those of the other towns and each item's guide stand in holdings.csv."""
        guide = DEPARTMENTS[0].body
        self.lists.append(
            {
                "code": code,
                "name": name,
                "body": f"guanghan.{area.centre}",
                "place": TOWNS[area.centre],
                "stated": True,
                "file": f"items/{code}.csv" if real else f"items/{code}.synthetic.csv",
                "title": "grant",
                "document": "分期分批赋权的决定文号未载明",
                "transition_until": area.transition_until,
                "transition_body": guide,
                "guide": guide,
                "valid_from": REFORM,
                "note": "一个片区一张清单：共同事项加本片区事项；条目为合成，逐项指导部门见 holdings.csv",
            }
        )
        self.publications.append({"list": code, "on": "2023-10-31", "document": "来源三（七）清单向社会公开；公布日为假定"})

    def grant(self, item: Row, where: list[tuple[Area, str]]) -> None:
        """The department holds the item in the whole city, the towns since the grant; until the transition ends the former acts."""
        department = next(row for row in DEPARTMENTS if row.name == item["department"])
        if any(row["item"] == item["code"] for row in self.holdings):
            return  # another version of the same item
        self.allow(item)
        title = "concentration" if department.code == "cg" else "statute"
        self.holdings.append({"item": item["code"], "body": department.body, "place": CITY, "title": title})
        for area, town in where:
            self.holdings.append(
                {
                    "item": item["code"],
                    "body": f"guanghan.{town}",
                    "place": TOWNS[town],
                    "title": "grant",
                    "document": "分期分批赋权的决定文号未载明",
                    "transition_until": area.transition_until,
                    "transition_body": department.body,
                    "guide": department.body,
                    "valid_from": REFORM,
                }
            )

    def allow(self, item: Row) -> None:
        row: Row = {"item": item["code"], "issuer": "四川省人民政府", "document": CATALOGUE}
        if row not in self.catalogue:
            self.catalogue.append(row)

    def entrustments(self) -> None:
        """委托 — simple items outside the catalogue; one of them has run out."""
        for item, town, until in (
            ("GH-CG-S001", "jinlun", "2029-09-01"),
            ("GH-SC-S001", "gaoping", "2029-09-01"),
            ("GH-NY-S001", "sanshui", "2025-09-01"),
        ):
            department = next(row for row in DEPARTMENTS if item.startswith(f"{row.abbreviation}-"))
            self.exercises.append(
                {
                    "kind": "entrustment",
                    "holder": department.body,
                    "team": f"guanghan.{town}",
                    "place": TOWNS[town],
                    "item": item,
                    "document": "委托书（合成）",
                    "published": "是",
                    "valid_from": "2023-09-01",
                    "valid_until": until,
                    "note": "来源三（一）目录外简易执法事项可依法委托；事项、期限为合成",
                }
            )

    def accounts(self) -> None:
        """Demo users: one town with everybody, the department of 城市管理, three administrators."""
        town, department = "guanghan.sanxingdui", DEPARTMENTS[0].body
        hands = ("zhifa1", "officer"), ("zhifa2", "officer"), ("zhifa3", "officer"), ("zhifa4", "officer"), ("shouli", "intake")
        titles = {row["officer"]: row["title"] for row in reversed(self.people.postings)}
        for body, prefix, users in (
            (
                town,
                "",
                {
                    "执法员": hands,
                    LEADER: (("fuzeren", "head"),),
                    "法制审核员": (("shenhe", "reviewer"),),
                    "镇长": (("ducha", "supervisor"),),
                },
            ),
            (
                department,
                "chengguan-",
                {
                    "执法员": hands[:2],
                    "局长": (("fuzeren", "head"),),
                    "法制审核员": (("shenhe", "reviewer"),),
                    "派驻执法员": (("paizhu1", "officer"), ("paizhu2", "officer"), ("shouli", "intake")),
                },
            ),
        ):
            for title, accounts in users.items():
                people = [row for row in self.people.officers if row["body"] == body and titles[row["code"]] == title]
                for officer, (username, role) in zip(people, accounts, strict=False):
                    self.users.append(
                        {"username": prefix + username, "name": officer["name"], "officer": officer["code"], "body": body, "roles": [role]}
                    )
        for username, name, role in (
            ("xitong", "水清源", "system_admin"),
            ("anquan", "窦安然", "security_admin"),
            ("shenji", "章思齐", "audit_admin"),
        ):
            self.users.append({"username": username, "name": name, "body": "guanghan", "roles": [role]})
        self.command_accounts()

    def command_accounts(self) -> None:
        """Who takes in complaints, the channel of the hotline, liaisons and duty officers of departments that a whistle calls."""
        self.users.append({"username": "jiandu", "name": "卞察之", "body": "guanghan.sifa", "roles": ["supervisor"]})
        self.users.append({"username": "rexian", "name": "12345热线渠道（演示）", "body": "guanghan", "roles": ["channel"]})
        names = {row["code"]: row for row in self.people.officers}
        for code in ("sl", "sc", "ny", "jt"):
            body = f"guanghan.{code}"
            sent = next(
                row["officer"]
                for row in self.people.postings
                if (row["title"], row["zone"], names[row["officer"]]["body"]) == ("联络员", "GH-SXD", body)
            )
            user = {"username": f"{code}-lianluo", "name": names[sent]["name"], "officer": sent, "body": body, "roles": ["officer"]}
            self.users.append(user)
        # of each two sent to the area's team, the one who is no liaison takes the orders of the team
        team = [row for row in self.people.postings if row["body"] == "guanghan.pqsxd" and not row.get("valid_until")]
        liaisons = {row["officer"] for row in team if row["title"] == "联络员"}
        others = [row["officer"] for row in team if row["title"] == "派驻执法员" and row["officer"] not in liaisons]
        for number, code in enumerate(others, 1):
            user = {
                "username": f"pianqu{number}",
                "name": names[code]["name"],
                "officer": code,
                "body": "guanghan.pqsxd",
                "roles": ["officer"],
            }
            self.users.append(user)
        for code, name in (("sl", "邬明水"), ("sc", "安守市")):
            self.users.append({"username": f"{code}-zhihui", "name": name, "body": f"guanghan.{code}", "roles": ["intake"]})


if __name__ == "__main__":
    for name, count in Guanghan(Path(sys.argv[1])).write().items():
        print(f"{count:6d} {name}")
