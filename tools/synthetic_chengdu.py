"""Write the rows of profiles/chengdu that its source counts but does not name, each marked synthetic. Same plan, same files.

python tools/synthetic_chengdu.py profiles/chengdu

Reads places.csv of that folder for districts and towns, and profiles/fucheng for the items read from the law.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from synthetic_sichuan import FromLaw, People, Row, read_csv, write_csv, write_toml

#: the source gives no day; on it every span of the reform begins or ends
REFORM = "2020-01-01"
#: 新津 became a district under another code
RECODED = "2020-06-18"
CITY = "510100"
INVENTED = "（合成）"


@dataclass(frozen=True)
class Department:
    """One of the eleven departments on the platform: which they are the source does not say."""

    code: str
    name: str
    short: str
    mark: str
    domain: str
    abbreviation: str
    total: int
    #: what was merged into its one team, as far as the source names it
    merged: tuple[str, ...] = ()
    #: functions the source says were taken over
    sources: tuple[str, ...] = ()
    dispatched: bool = False
    #: domain of the items read from the law that are the same
    real: str = ""

    @property
    def body(self) -> str:
        return f"chengdu.{self.code}"

    @property
    def team(self) -> str:
        return f"chengdu.{self.code}.zhidui"

    @property
    def reformed(self) -> bool:
        return bool(self.merged)


SHICHANG = Department(
    *("scjg", "成都市市场监督管理局", "市场监管", "成市监", "市场监管", "CD-SC", 300),
    merged=("工商", "质检", "食品", "药品", "物价", "知识产权"),
    sources=("工商", "质检", "食品", "药品", "物价", "商标", "专利", "商务反垄断"),
    real="市场监管",
)
DISPATCHED = (
    Department(
        *("st", "成都市生态环境局", "生态环境保护", "成环", "生态环境", "CD-ST", 120),
        merged=("环境监察", "固体废物监督", "机动车排气监督"),
        sources=("环境保护", "国土", "农业", "水利", "海洋"),
        dispatched=True,
        real="生态环境",
    ),
    Department(
        *("jt", "成都市交通运输局", "交通运输", "成交", "交通运输", "CD-JT", 150),
        merged=("运政", "路政", "海事"),
        dispatched=True,
        real="交通运输",
    ),
    Department(
        *("wh", "成都市文化广电旅游局", "文化市场", "成文", "文化市场", "CD-WH", 90),
        merged=("文化", "旅游"),
        dispatched=True,
        real="文化旅游",
    ),
    Department(
        *("ny", "成都市农业农村局", "农业", "成农", "农业", "CD-NY", 140),
        merged=("农业", "畜牧", "渔政", "农机"),
        dispatched=True,
        real="农业",
    ),
)
FIVE = (SHICHANG, *DISPATCHED)
OTHERS = (
    Department("cg", "成都市城市管理委员会", "城市管理", "成城管", "城市管理", "CD-CG", 100, real="城市管理"),
    Department("zj", "成都市住房和城乡建设局", "住房建设", "成住建", "住房建设", "CD-ZJ", 240),
    Department("yj", "成都市应急管理局", "应急管理", "成应急", "应急管理", "CD-YJ", 200, real="应急管理"),
    Department("sw", "成都市水务局", "水务", "成水", "水利", "CD-SW", 150),
    Department("gz", "成都市规划和自然资源局", "自然资源", "成自然资", "自然资源", "CD-GZ", 150),
    Department("wj", "成都市卫生健康委员会", "卫生健康", "成卫", "卫生健康", "CD-WJ", 144),
)
ALL = (*FIVE, *OTHERS)

#: code of the place, its name in codes of bodies, short for marks of documents
DISTRICTS = (
    ("510104", "jinjiang", "锦"),
    ("510105", "qingyang", "青羊"),
    ("510106", "jinniu", "金牛"),
    ("510107", "wuhou", "武侯"),
    ("510108", "chenghua", "成华"),
    ("510112", "longquanyi", "龙泉"),
    ("510113", "qingbaijiang", "青白江"),
    ("510114", "xindu", "新都"),
    ("510115", "wenjiang", "温江"),
    ("510116", "shuangliu", "双流"),
    ("510117", "pidu", "郫都"),
)
COUNTIES = (
    ("510121", "jintang", "金堂"),
    ("510129", "dayi", "大邑"),
    ("510131", "pujiang", "蒲江"),
    ("510181", "dujiangyan", "都江堰"),
    ("510183", "qionglai", "邛崃"),
    ("510184", "chongzhou", "崇州"),
    ("510185", "jianyang", "简阳"),
    ("510118", "xinjin", "新津"),
)
PENGZHOU = ("510182", "pengzhou", "彭")
INNER = tuple(code for code, *_ in DISTRICTS[:5])
#: which of the districts' 38 bodies were in which domain is not stated
MERGED_IN_DISTRICTS = {
    "scjg": tuple(code for code, *_ in DISTRICTS),
    "st": tuple(code for code, *_ in DISTRICTS),
    "jt": tuple(code for code, *_ in DISTRICTS[5:]),
    "wh": INNER,
    "ny": tuple(code for code, *_ in DISTRICTS[6:]),
}
#: towards one bureau for more domains: what came when is not stated
STAGES = (("sw", "2021-01-01"), ("zj", "2022-01-01"))
STAGED = ("510107", "510116")

#: 24 departments, of which the source says only that 公安 and 生态环境保护 are not among them
PENGZHOU_DEPARTMENTS = (
    ("发展和改革", "发展改革"),
    ("教育", "教育"),
    ("经济和信息化", "工业和信息化"),
    ("民族宗教", "民族宗教"),
    ("民政", "民政"),
    ("财政", "财政"),
    ("人力资源和社会保障", "劳动保障"),
    ("规划和自然资源", "自然资源"),
    ("住房和城乡建设", "住房建设"),
    ("交通运输", "交通运输"),
    ("水务", "水利"),
    ("农业农村", "农业"),
    ("商务", "商务"),
    ("文化体育和旅游", "文化市场"),
    ("卫生健康", "卫生健康"),
    ("应急管理", "应急管理"),
    ("市场监督管理", "市场监管"),
    ("统计", "统计"),
    ("医疗保障", "医疗保障"),
    ("城市管理", "城市管理"),
    ("公园城市", "城市管理"),
    ("退役军人事务", "退役军人"),
    ("审计", "审计"),
    ("新闻出版", "文化市场"),
)
PENGZHOU_ITEMS = 3500

NAMED_BY_US = "名称按通行称谓，来源未载；文号简称、地址、电话为合成，启用前须更换"
DISPATCH = "来源一（三）市属区管区用"


class Chengdu:
    """Everything that is written, part by part."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.places = {row["code"]: row for row in read_csv(folder / "places.csv")}
        self.bodies: list[Row] = []
        self.history: list[Row] = []
        self.lists: list[Row] = []
        self.holdings: list[Row] = []
        self.exercises: list[Row] = []
        self.relations: list[Row] = []
        self.routes: list[Row] = []
        self.posts: list[Row] = []
        self.duties: list[Row] = []
        self.fines: list[Row] = []
        self.users: list[Row] = []
        self.people = People("CD", "四川省人民政府（演示）")
        self.law = FromLaw.of(folder.parent / "fucheng", "gucheng.csv")

    def write(self) -> dict[str, int]:
        self.city()
        for place, code, mark in DISTRICTS:
            self.district(place, code, mark)
        for place, code, mark in COUNTIES:
            self.county(place, code, mark)
        self.pengzhou()
        self.towns()
        self.zones()
        self.routing()
        self.complaints()
        counts = {f"items/{name}": rows for name, rows in self.items()}
        counts["bodies.toml"] = write_toml(
            *(self.folder / "bodies.toml", "bodies", self.bodies),
            head="机关、队伍、科室。未写的项为未载明；synthetic = true 表示含有合成的资料。由 tools/synthetic_chengdu.py 写出。",
        )
        counts["lists.toml"] = write_toml(
            *(self.folder / "lists.toml", "lists", self.lists),
            head="事项清单：谁、在哪里、以何名义持有。由 tools/synthetic_chengdu.py 写出。",
        )
        self.accounts()
        counts["users.toml"] = write_toml(
            *(self.folder / "users.toml", "users", self.users),
            head="演示用户。口令不在这里：载入时生成。由 tools/synthetic_chengdu.py 写出。",
        )
        for name, rows in (
            ("history", self.history),
            ("holdings", self.holdings),
            ("exercises", self.exercises),
            ("relations", self.relations),
            ("routes", self.routes),
            ("posts", self.posts),
            ("duties", self.duties),
            ("fines", self.fines),
            ("officers", self.people.officers),
            ("certificates", self.people.certificates),
            ("postings", self.people.postings),
        ):
            counts[f"{name}.csv"] = write_csv(self.folder / f"{name}.csv", rows)
        return counts

    def accounts(self) -> None:
        """Demo users: 市场监管 and 生态环境保护 of the city, the teams it sent to districts, the bureau of 彭州, three administrators."""
        clerks = ("fuzeren", "head"), ("shenhe", "reviewer")
        hands = *((f"zhifa{number}", "officer") for number in range(1, 5)), ("shouli", "intake"), ("ducha", "supervisor")
        sent = dict.fromkeys(str(row["team"]) for row in self.exercises if (row["kind"], row["holder"]) == ("posting", DISPATCHED[0].body))
        for body, team, prefix, users in (
            (SHICHANG.body, "", "", (*clerks, *hands)),
            (DISPATCHED[0].body, "", "huanjing-", (*clerks, *hands[:2], hands[4])),
            *((DISPATCHED[0].body, team, f"{team.rpartition('.')[2]}-", hands[:2]) for team in sent),
            ("chengdu.pengzhou.zonghe", "", "pengzhou-", (*clerks, *hands)),
        ):
            members = {row["officer"] for row in self.people.postings if str(row["body"]).startswith(team or body)}
            people = [row for row in self.people.officers if row["code"] in members]
            for officer, (username, role) in zip(people, users, strict=False):
                self.users.append(
                    {"username": prefix + username, "name": officer["name"], "officer": officer["code"], "body": body, "roles": [role]}
                )
        for username, name, role in (
            ("xitong", "水清源", "system_admin"),
            ("anquan", "窦安然", "security_admin"),
            ("shenji", "章思齐", "audit_admin"),
        ):
            self.users.append({"username": username, "name": name, "body": "chengdu", "roles": [role]})
        self.command_accounts()

    def complaints(self) -> None:
        """The body that takes in complaints about officers: no team."""
        note = "来源未载；由它受理对执法人员的投诉和文号简称均为合成，启用前须更换"
        self.body("chengdu.sifa", "成都市司法行政部门（合成）", "机关", "city", CITY, mark="成司", synthetic=True, note=note)

    def command_accounts(self) -> None:
        """Who takes in complaints, the city's centre, and one district it commands."""
        district, other = "chengdu.jinjiang.zonghe", "chengdu.qingyang.zonghe"
        self.users.append({"username": "jiandu", "name": "卞察之", "body": "chengdu.sifa", "roles": ["supervisor"]})
        for body, accounts in (
            ("chengdu.cg", (("zhihui-fuzeren", "head"), ("", ""), ("zhihui", "intake"))),
            (district, (("jinjiang1", "officer"), ("jinjiang2", "officer"))),
            (other, (("qingyang1", "officer"), ("qingyang2", "officer"))),
        ):
            people = [row for row in self.people.officers if row["body"] == body]
            for officer, (username, role) in zip(people, accounts, strict=False):
                if username:
                    user = {"username": username, "name": officer["name"], "officer": officer["code"], "body": body, "roles": [role]}
                    self.users.append(user)
        self.users.append({"username": "jinjiang-shouli", "name": "郝值守", "body": district, "roles": ["intake"]})
        self.users.append({"username": "qingyang-shouli", "name": "邬夜明", "body": other, "roles": ["intake"]})
        self.users.append({"username": "rexian", "name": "12345热线渠道（演示）", "body": "chengdu", "roles": ["channel"]})

    # --- items

    def items(self) -> Iterator[tuple[str, int]]:
        """The 1784 items of eleven lists and the 3500 of 彭州; those read from the law stand apart."""
        (self.folder / "items").mkdir(exist_ok=True)
        for department in ALL:
            real, fines = (
                self.law.of_domain(
                    *(department.real,), prefix=department.abbreviation, department=department.name, as_domain=department.domain
                )
                if department.real
                else ([], [])
            )
            self.fines += fines
            if real:
                yield f"{department.code}.csv", write_csv(self.folder / "items" / f"{department.code}.csv", real)
            missing = department.total - len({row["code"] for row in real})
            rows = [
                {
                    "code": f"{department.abbreviation}-S{number:04d}",
                    "name": f"{department.short}事项{number:04d}{INVENTED}",
                    "domain": department.domain,
                    "department": department.name,
                    "synthetic": "是",
                }
                for number in range(1, missing + 1)
            ]
            name = f"{department.code}.synthetic.csv"
            yield name, write_csv(self.folder / "items" / name, rows)
        rows = [
            {
                "code": f"PZ-S{number:04d}",
                "name": f"{department}行政处罚事项{number:04d}{INVENTED}",
                "domain": domain,
                "department": f"彭州市{department}部门{INVENTED}",
                "synthetic": "是",
            }
            for number in range(1, PENGZHOU_ITEMS + 1)
            for department, domain in [PENGZHOU_DEPARTMENTS[(number - 1) % len(PENGZHOU_DEPARTMENTS)]]
        ]
        yield "pengzhou.synthetic.csv", write_csv(self.folder / "items" / "pengzhou.synthetic.csv", rows)

    # --- bodies

    def body(self, code: str, name: str, kind: str, level: str, place: str, **more: object) -> None:
        """One body; of 新津 two rows, before and from the day it became a district."""
        row: Row = {"code": code, "name": name, "kind": kind, "level": level, "place": place} | more
        if place == "510118":
            until: Row = {"name": name.replace("新津区", "新津县"), "place": "510132", "valid_until": RECODED}
            since = {"valid_from": RECODED}
            reconsideration = str(more.get("reconsideration", ""))
            if reconsideration:
                until["reconsideration"] = reconsideration.replace("新津区", "新津县")
            if more.get("seal"):
                until["seal"] = until["name"]
            self.bodies += [row | until, row | since]
        else:
            self.bodies.append(row)

    def office(self, code: str, name: str, level: str, place: str, mark: str, remedy: str, **more: object) -> None:
        """A body in whose name decisions are made."""
        self.body(
            *(code, name, more.pop("kind", "机关"), level, place),
            mark=mark,
            seal=name,
            address=f"{name}政务大厅（合成地址）",
            phone="028-00000000（合成）",
            reconsideration=remedy,
            court="有管辖权的人民法院",
            bank="合成银行成都分行（演示）",
            account_name="非税收入专户（演示）",
            account_no=f"0000 0000 5101 {len(self.bodies):04d}（合成）",
            **{"synthetic": True, "note": NAMED_BY_US} | more,
        )

    def city(self) -> None:
        self.body("chengdu", "成都市人民政府", "政府", "city", CITY)
        self.body("chengdu.bianban", "成都市机构编制部门", "党委机构", "city", CITY, note="来源称机构编制部门；编制周转池在市级层面")
        for department in ALL:
            self.department(department)

    def department(self, department: Department) -> None:
        body, name = department.body, department.name
        self.office(body, name, "city", CITY, department.mark, "成都市人民政府", short=department.short, domain=department.domain)
        self.lists.append(
            {
                "code": department.code,
                "name": f"{name}行政执法事项",
                "body": body,
                "place": CITY,
                "stated": True,
                "file": f"items/{department.code}.csv" if department.real else f"items/{department.code}.synthetic.csv",
                "title": "statute",
                "document": "法律、法规、规章规定；合成事项的依据未载明",
                "note": "来源载11个部门、1784项，未载部门名称和各部门项数；各部门项数为合成",
            }
        )
        domains = (department.domain,)
        self.people.add(body, "局长", domains=domains, region=CITY)
        reviewer = self.people.add(body, "法制审核员", domains=domains, region=CITY, reviewer=True)
        self.duties.append({"officer": reviewer["code"], "duty": "法制审核", "body": body})
        if department.reformed:
            self.team(department)
        else:
            for _ in range(3):
                self.people.add(body, "执法员", domains=domains, region=CITY)

    def team(self, department: Department) -> None:
        """The one team of a reformed department: one support unit, specialised units, and where dispatched one in each district."""
        team, domains = department.team, (department.domain,)
        self.body(
            *(team, f"成都市{department.short}综合行政执法队伍", "支队", "city", CITY),
            domain=department.domain,
            integration="部门内综合" if department.code in ("jt", "wh") else "部门间综合" if department.sources else "",
            plate="",
            valid_from=REFORM,
            note="来源称在市级设立执法队伍，未载名称",
        )
        for number, function in enumerate(department.merged, 1):
            name = f"成都市{function}执法队伍{INVENTED}"
            self.body(f"{department.body}.y{number}", name, "支队", "city", CITY, valid_until=REFORM, synthetic=True)
            self.history.append({"relation": "abolished", "subject": name, "into": team, "of": department.name, "on": REFORM})
        self.history.append({"relation": "established", "subject": f"{department.short}综合行政执法队伍", "into": team, "on": REFORM})
        for function in department.sources:
            self.history.append(
                {"relation": "source", "subject": function, "into": team, "on": REFORM, "note": "来源三（二）列名的职能来源"}
            )
        self.exercise("team", department.body, team, CITY, department.domain)
        self.relate(team, "编制归属", department.body)
        self.unit(department, "zonghe", f"{department.short}综合保障处", "处室", "综合保障类", 3, front=False)
        units = 4 if department is SHICHANG else 2
        for number in range(1, units + 1):
            unit = self.unit(department, f"zhuan{number}", f"{department.short}专业执法第{number}处", "处室", "区域与专业类", 7)
            people = [self.people.add(department.body, "执法员", domains=domains, region=CITY, team=unit) for _ in range(2)]
            self.occupy(unit, people)
        for number in range(1, 3):
            self.post(
                department, team, f"D{number}", kind="动态", owner="chengdu.bianban", review_on="2026-12-31", purpose="重点领域重点区域"
            )

    def unit(self, department: Department, code: str, name: str, kind: str, unit_class: str, posts: int, *, front: bool = True) -> str:
        unit = f"{department.team}.{code}"
        self.body(*(unit, f"{name}{INVENTED}", kind, "city", CITY), unit_class=unit_class, valid_from=REFORM, synthetic=True)
        for number in range(1, posts + 1):
            self.post(department, unit, f"{code}-{number}", front_line="是" if front else "否")
        return unit

    def post(self, department: Department, user: str, code: str, **more: object) -> None:
        row: Row = {
            "code": f"{department.abbreviation}-P-{code}",
            "owner": department.team,
            "user": user,
            "kind": "基本",
            "pool": "行政编制",
            "front_line": "是",
            "valid_from": REFORM,
            "synthetic": "是",
        }
        self.posts.append(row | more)

    def occupy(self, user: str, people: list[Row]) -> None:
        free = [row for row in self.posts if row["user"] == user and not row.get("officer")]
        for row, officer in zip(free, people, strict=False):
            row["officer"] = officer["code"]

    def exercise(self, kind: str, holder: str, team: str, place: str, domain: str, **more: object) -> None:
        row: Row = {"kind": kind, "holder": holder, "team": team, "place": place, "domain": domain, "valid_from": REFORM}
        self.exercises.append(row | more)

    def relate(self, body: str, relation: str, to: str, document: str = "") -> None:
        self.relations.append({"body": body, "relation": relation, "to": to, "valid_from": REFORM, "document": document})

    # --- districts and counties

    def government(self, place: str, code: str) -> tuple[str, str]:
        name = self.places[place]["name"]
        self.body(f"chengdu.{code}", f"{name}人民政府", "政府", "county", place)
        return f"chengdu.{code}", name

    def district(self, place: str, code: str, mark: str) -> None:
        district, name = self.government(place, code)
        self.bureau(district, name, place, mark, staged=place in STAGED)
        for department in DISPATCHED:
            unit = f"{department.team}.{code}"
            self.body(
                *(unit, f"成都市{department.short}综合行政执法队伍派驻{name}机构", "派驻组", "city", place),
                domain=department.domain,
                unit_class="区域与专业类",
                duty=f"承担{name}{department.short}领域执法职责",
                funds="区级保障",
                valid_from=REFORM,
                note="来源载派驻11个市辖区，未载队伍名称",
            )
            self.exercise("posting", department.body, unit, place, department.domain, document=DISPATCH)
            self.relate(unit, "编制归属", department.team, DISPATCH)
            self.relate(unit, "日常管理", district, DISPATCH)
            self.relate(unit, "经费保障", district, DISPATCH)
            people = [
                self.people.add(department.body, title, domains=(department.domain,), region=CITY, team=unit)
                for title in ("大队长", "执法员")
            ]
            for number in range(1, 4):
                self.post(department, unit, f"{code}-{number}", locked="是", place=place)
            self.occupy(unit, people)
        self.regulator(district, name, place, mark)
        self.predecessors(district, name, place)

    def bureau(self, government: str, name: str, place: str, mark: str, *, staged: bool) -> None:
        """综合行政执法局 of a district: the city's list of 城市管理, and in two districts more of them step by step."""
        bureau = f"{government}.zonghe"
        self.office(
            *(bureau, f"{name}综合行政执法局", "county", place, f"{mark}综执", f"{name}人民政府"), kind="综合行政执法局", short="综合执法"
        )
        self.hold("cg", bureau, place, title="concentration", document="相对集中处罚权的决定文号未载明")
        domains = ["城市管理", *(("水利", "住房建设") if staged else ())]
        for _ in range(2):
            self.people.add(bureau, "执法员", domains=domains, region=place)
        for code, day in STAGES if staged else ():
            self.hold(code, bureau, place, title="concentration", document="来源三（三）推进集中，分批日期为合成", valid_from=day)

    def regulator(self, district: str, name: str, place: str, mark: str) -> None:
        """市场监管 is set up on both levels: the district's own bureau with its team."""
        body = f"{district}.scjg"
        self.office(body, f"{name}市场监督管理局", "county", place, f"{mark}市监", f"{name}人民政府", short="市场监管", domain="市场监管")
        self.body(
            *(f"{body}.dadui", f"{name}市场监管综合行政执法大队", "大队", "county", place),
            domain="市场监管",
            integration="部门间综合",
            valid_from=REFORM,
            note="来源称市区分设执法队伍，未载名称",
        )
        self.hold("scjg", body, place, title="statute")
        self.exercise("team", body, f"{body}.dadui", place, "市场监管")
        for title in ("大队长", "执法员"):
            self.people.add(body, title, domains=("市场监管",), region=place, team=f"{body}.dadui")

    def predecessors(self, district: str, name: str, place: str) -> None:
        """The district's own bodies before the reform; in the four dispatched domains they held the powers there."""
        for department in FIVE:
            if place not in MERGED_IN_DISTRICTS[department.code]:
                continue
            old = f"{district}.y{department.code}"
            into = f"{district}.scjg.dadui" if department is SHICHANG else f"{department.team}.{district.rpartition('.')[2]}"
            title = f"{name}{department.short}执法队伍{INVENTED}"
            self.body(old, title, "大队", "county", place, domain=department.domain, valid_until=REFORM, synthetic=True)
            self.history.append({"relation": "abolished", "subject": title, "into": into, "of": f"{name}", "on": REFORM})
            if department.dispatched:
                self.hold(department.code, old, place, title="statute", document="改革前状况为合成", valid_until=REFORM)

    def county(self, place: str, code: str, mark: str) -> None:
        """A county beside the eleven districts: its own bureaus of the five domains, and 综合行政执法局."""
        county, name = self.government(place, code)
        self.hold_in_county("cg", f"{county}.zonghe", place, title="concentration", document="相对集中处罚权的决定文号未载明")
        self.office(
            *(f"{county}.zonghe", f"{name}综合行政执法局", "county", place, f"{mark}综执", f"{name}人民政府"),
            kind="综合行政执法局",
            short="综合执法",
        )
        for _ in range(2):
            self.people.add(f"{county}.zonghe", "执法员", domains=("城市管理",), region=self.region(place))
        for department in FIVE:
            body = f"{county}.{department.code}"
            title = f"{name}{department.short}部门{INVENTED}"
            self.office(
                *(body, title, "county", place, f"{mark}{department.short[:2]}", f"{name}人民政府"),
                short=department.short,
                domain=department.domain,
            )
            self.hold_in_county(department.code, body, place, title="statute")
            for title in ("执法负责人", "执法员"):
                self.people.add(body, title, domains=(department.domain,), region=self.region(place))

    @staticmethod
    def region(place: str) -> str:
        """A certificate of a county whose code changed is the city's, so that it holds on both sides of the change."""
        return CITY if place == "510118" else place

    def hold(self, code: str, body: str, place: str, **more: object) -> None:
        self.holdings.append({"list": code, "body": body, "place": place} | more)

    def hold_in_county(self, code: str, body: str, place: str, **more: object) -> None:
        if place == "510118":
            self.hold(code, body, "510132", valid_until=RECODED, **more)
            self.hold(code, body, "510118", valid_from=RECODED, **more)
        else:
            self.hold(code, body, place, **more)

    # --- 彭州

    def pengzhou(self) -> None:
        """One bureau for 24 departments; 公安 and 生态环境保护 stay apart."""
        place, code, mark = PENGZHOU
        county, name = self.government(place, code)
        bureau = f"{county}.zonghe"
        self.office(
            *(bureau, f"{name}综合行政执法局", "county", place, f"{mark}综执", f"{name}人民政府"),
            kind="综合行政执法局",
            short="综合执法",
            integration="跨领域跨部门综合",
            duty="集中行使24个部门的行政处罚权和与之相关的行政检查权",
        )
        self.body(f"{county}.gongan", f"{name}公安局", "机关", "county", place, domain="公共安全", note="来源载除公安、生态环境保护外")
        stays = f"{county}.st"
        self.office(stays, f"成都市彭州生态环境局{INVENTED}", "county", place, f"{mark}环", "彭州市人民政府", domain="生态环境")
        self.lists.append(
            {
                "code": "pengzhou",
                "name": "彭州市综合行政执法局集中行使事项",
                "body": bureau,
                "place": place,
                "stated": True,
                "file": "items/pengzhou.synthetic.csv",
                "title": "concentration",
                "document": "集中行使处罚权的决定文号未载明",
                "valid_from": REFORM,
                "note": "来源称3500余项行政处罚权和与之相关的行政检查权；余数未载明，按3500行",
            }
        )
        for department in ALL:
            holder = stays if department.code == "st" else bureau
            self.hold(department.code, holder, place, title="statute" if holder == stays else "concentration", valid_from=REFORM)
        for department, _ in PENGZHOU_DEPARTMENTS:
            self.history.append(
                {
                    "relation": "moved_in",
                    "subject": f"{department}执法队伍和执法职责{INVENTED}",
                    "into": bureau,
                    "of": f"彭州市{department}部门",
                    "on": REFORM,
                }
            )
        domains = sorted({domain for _, domain in PENGZHOU_DEPARTMENTS} | {row.domain for row in ALL if row.code != "st"})
        self.people.add(bureau, "局长", domains=domains, region=place)
        reviewer = self.people.add(bureau, "法制审核员", domains=domains, region=place, reviewer=True)
        self.duties.append({"officer": reviewer["code"], "duty": "法制审核", "body": bureau})
        for number in range(1, 5):
            squad = f"{bureau}.squad{number}"
            self.body(squad, f"执法{number}中队{INVENTED}", "中队", "county", place, valid_from=REFORM, synthetic=True)
            for title in ("中队长", "执法员"):
                self.people.add(bureau, title, domains=domains, region=place, team=squad)
        for title in ("执法负责人", "执法员"):
            self.people.add(stays, title, domains=("生态环境",), region=place)

    # --- towns, zones, routes

    def towns(self) -> None:
        """镇街 — in each of them a coordinating body."""
        of = {place: f"chengdu.{code}" for place, code, _ in (*DISTRICTS, *COUNTIES, PENGZHOU)}
        for code, row in self.places.items():
            if row["standard"] == "GB/T 10114":
                self.bodies.append(
                    {
                        "code": f"{of[code[:6]]}.t{code[6:]}",
                        "name": f"{row['name']}综合执法协调机构",
                        "kind": "综合执法协调机构",
                        "level": "town",
                        "place": code,
                        "valid_from": RECODED if code[:6] == "510118" else REFORM,
                        "note": "来源载在镇（街道）统一设立，未载各机构名称",
                    }
                )

    def zones(self) -> None:
        """产业功能区 — postings differ from zone to zone; which, the source does not say."""
        for zone, government, codes in (
            ("CD-GN-01", "shuangliu", ("st", "jt")),
            ("CD-GN-02", "longquanyi", ("st", "ny", "wh")),
            ("CD-GN-03", "pengzhou", ("jt",)),
        ):
            name = self.places[zone]["name"].removesuffix(INVENTED)
            body = f"chengdu.{government}.{zone.lower().replace('-', '')}"
            self.body(body, f"{name}管理机构{INVENTED}", "产业功能区", "county", zone, synthetic=True)
            for department in ALL:
                if department.code in codes:
                    team = f"{department.team}.zhuan2"
                    note = "来源四（二）差异化派驻；何区派驻何领域为合成"
                    self.exercise("posting", department.body, team, zone, department.domain, note=note)

    def routing(self) -> None:
        """层级事权 — what goes to the city, and what of the eleven districts the city does anyway."""
        source = "来源四（三）划分各层级执法队伍事权"
        for feature in ("重大", "跨区域", "疑难"):
            self.routes.append({"place": CITY, "feature": feature, "level": "city", "valid_from": REFORM, "document": source})
        self.routes.append({"place": CITY, "feature": "一般", "level": "county", "valid_from": REFORM, "document": source})
        for place, *_ in DISTRICTS:
            for department in DISPATCHED:
                self.routes.append(
                    {
                        "place": place,
                        "domain": department.domain,
                        "feature": "一般",
                        "level": "city",
                        "valid_from": REFORM,
                        "document": f"{source}；相应市辖区执法案件",
                    }
                )


if __name__ == "__main__":
    for name, count in Chengdu(Path(sys.argv[1])).write().items():
        print(f"{count:6d} {name}")
