"""Write the rows of the profile haixi that its source counts but does not name: items, people, certificates, posts. Same plan, same files.

python tools/synthetic_haixi.py profiles/haixi

The totals of posts, people, certificates and assistants are the source's; how they lie over the seven places is not stated and is made up
here, but for the two certificates of one of them.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

REFORM = "2024-07-01"
ISSUER = "青海省人民政府（演示）"
CERTIFIED_FROM, CERTIFIED_UNTIL = "2023-01-01", "2029-01-01"

#: list, prefix of its items, domain, source department, how many items it is given in all
LISTS = (
    ("chengguan", "HX-CG", "城市管理", "住房和城乡建设", 20),
    ("wenhua", "HX-WH", "文化市场", "文体旅游广电", 20),
    ("jiaotong", "HX-JT", "交通运输", "交通运输", 20),
    ("nongmu", "HX-NM", "农牧", "农牧和科技", 20),
    ("ziran", "HX-ZR", "自然资源", "自然资源", 10),
    ("shuili", "HX-SL", "水利", "水利", 10),
    ("laodong", "HX-LD", "劳动保障", "人力资源和社会保障", 10),
    ("tongji", "HX-TJ", "统计", "统计", 5),
    ("shengtai", "HX-ST", "生态环境", "生态环境", 20),
    ("yingji", "HX-YJ", "应急管理", "应急管理", 20),
    ("shichang", "HX-SC", "市场监管", "市场监督管理", 20),
)
MERGED = tuple(domain for _, _, domain, _, _ in LISTS[:8])


@dataclass(frozen=True)
class County:
    """One of the seven places: how many domains its bureau took over and its made-up share of the four totals."""

    name: str
    code: str
    mark: str
    domains: int
    groups: int
    posts: int
    officers: int
    certified: int
    assistants: int

    @property
    def bureau(self) -> str:
        return f"haixi.{self.name}.zhifa"


COUNTIES = (
    County("geermu", "632801", "GEM", 8, 10, 190, 110, 92, 80),
    County("delingha", "632802", "DLH", 8, 4, 130, 84, 72, 60),
    County("mangya", "632803", "MY", 5, 2, 60, 22, 2, 14),
    County("dulan", "632822", "DL", 8, 4, 90, 52, 42, 34),
    County("wulan", "632821", "WL", 8, 4, 80, 46, 36, 30),
    County("tianjun", "632823", "TJ", 7, 4, 70, 38, 28, 24),
    County("dachaidan", "632857", "DCD", 4, 2, 30, 16, 12, 12),
)

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
GIVEN = "建国文斌丽华志强海燕国平春梅永军晓东秀英卫民红霞德胜玉兰立新树林桂芳少华俊杰长河雪梅振华凤琴保民祥瑞爱国冬生书琴"

ROWS = Iterator[Sequence[object]]


def write(folder: Path) -> dict[str, int]:
    """Write every file; returns how many rows each got."""
    written = {}
    for list_, prefix, domain, department, total in LISTS:
        real = _codes(folder / "items" / f"{list_}.csv")
        rows = (
            (f"{prefix}-S{number:03d}", f"{domain}事项{number:03d}（合成）", domain, department, "是")
            for number in range(1, total - len(real) + 1)
        )
        written[list_] = _table(folder / "items" / f"{list_}.synthetic.csv", "code,name,domain,department,synthetic", rows)
    written["officers"] = _table(folder / "officers.csv", "code,name,body,legally_qualified,assistant,identity,synthetic", _officers())
    written["certificates"] = _table(
        folder / "certificates.csv", "number,officer,issuer,region,domains,valid_from,valid_until,synthetic", _certificates()
    )
    written["postings"] = _table(folder / "postings.csv", "officer,body,title,valid_from", _postings())
    written["posts"] = _table(folder / "posts.csv", "code,owner,user,kind,pool,front_line,officer,place,synthetic,valid_from", _posts())
    written["duties"] = _table(folder / "duties.csv", "officer,duty,body,valid_from", _duties())
    return written


def name(number: int) -> str:
    """The same made-up name for the same number; no two of the first eight hundred are alike, and neighbours share nothing."""
    word = 2 * ((number * 11 + number // len(SURNAMES) * 6) % (len(GIVEN) // 2))
    return SURNAMES[number % len(SURNAMES)] + GIVEN[word : word + 2]


def _officers() -> ROWS:
    number = 0
    for county in COUNTIES:
        for index in range(1, county.officers + 1):
            qualified = "是" if index == 3 and county.certified > 2 else ""
            yield (_officer(county, index), name(number), county.bureau, qualified, "", "事业" if index % 4 else "公务员", "是")
            number += 1
        for index in range(1, county.assistants + 1):
            yield (f"{county.mark}-X{index:03d}", name(number), county.bureau, "", "是", "编外", "是")
            number += 1


def _certificates() -> ROWS:
    for county in COUNTIES:
        merged = MERGED[: county.domains]
        # of one place the source states two; they are given to officers on the ground, for who heads a bureau handles no case
        holders = range(5, 7) if county.certified == 2 else range(1, county.certified + 1)
        for index in holders:
            # 由专一向多能: every third one is certified for all, the others for the domain they came from
            domains = merged if county.certified == 2 or index <= 8 or index % 3 == 0 else (merged[index % len(merged)],)
            yield (
                f"演示-{county.code}-{index:03d}",
                _officer(county, index),
                ISSUER,
                county.code,
                ";".join(domains),
                CERTIFIED_FROM,
                CERTIFIED_UNTIL,
                "是",
            )


#: who sits in the bureau itself; all others are posted to a group
_OFFICES = ("局长", "副局长", "法制审核员", "受理员")


def _postings() -> ROWS:
    for county in COUNTIES:
        for index in range(1, county.officers + 1):
            title = _OFFICES[index - 1] if index <= len(_OFFICES) else "组长" if _is_first(county, index) else "执法员"
            yield (_officer(county, index), _where(county, index), title, REFORM)
        for index in range(1, county.assistants + 1):
            yield (f"{county.mark}-X{index:03d}", f"{county.bureau}.zu{(index - 1) % county.groups + 1:02d}", "执法辅助人员", REFORM)


def _posts() -> ROWS:
    for county in COUNTIES:
        for index in range(1, county.posts + 1):
            held = index <= county.officers
            yield (
                f"{county.mark}-B{index:03d}",
                county.bureau,
                county.bureau,
                "基本",
                "事业编制" if index % 4 else "行政编制",
                "是" if len(_OFFICES) < index and held else "",
                _officer(county, index) if held else "",
                county.code,
                "是",
                REFORM,
            )


def _duties() -> ROWS:
    for county in COUNTIES:
        yield (_officer(county, 1), "负责人", county.bureau, REFORM)
        # where two are certified in all, nobody is left for the review: no row says otherwise
        if county.certified > 2:
            yield (_officer(county, 3), "法制审核", county.bureau, REFORM)


def _officer(county: County, index: int) -> str:
    return f"{county.mark}-{index:03d}"


def _is_first(county: County, index: int) -> bool:
    return len(_OFFICES) < index <= len(_OFFICES) + county.groups


def _where(county: County, index: int) -> str:
    if index <= len(_OFFICES):
        return county.bureau
    return f"{county.bureau}.zu{(index - len(_OFFICES) - 1) % county.groups + 1:02d}"


def _codes(path: Path) -> set[str]:
    """Codes in a file of items read from the law; an item with two versions counts once."""
    if not path.exists():
        return set()
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"] for row in csv.DictReader(file)}


def _table(path: Path, header: str, rows: ROWS) -> int:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split(","))
        found = list(rows)
        writer.writerows(found)
    return len(found)


if __name__ == "__main__":
    for file, count in write(Path(sys.argv[1])).items():
        print(f"{count:5d} {file}")
