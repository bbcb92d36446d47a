"""What people really hand in: files as spreadsheets leave them, tables that contradict each other. All told at once."""

from __future__ import annotations

import os
import resource
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from yifa.profile import ProfileFault, read
from yifa.profile.faults import MOST_TOLD
from yifa.profile.reading import MOST_BYTES, MOST_ROWS
from yifa.profile.words import BODY_KINDS

PROFILES = Path(__file__).parents[3] / "profiles"

BASE = {
    "profile.toml": 'code = "xian"\nname = "某县"\nplace = "131128"\nextends = "national"\n',
    "places.csv": "code,name,kind,standard,parent\n131128,阜城县,县,GB/T 2260,\n131128101,古城镇,镇,GB/T 10114,\n"
    "PQ-1,一片区,片区,自编,131128101\n",
    "bodies.csv": (
        "code,name,kind,level,place\nxian,某县人民政府,政府,county,131128\nxian.ju,某县综合行政执法局,综合行政执法局,county,131128\n"
        "xian.zhen,某镇人民政府,政府,town,131128101\nxian.ju.dui,执法一中队,中队,county,131128\n"
    ),
    "lists.toml": (
        '[[lists]]\ncode = "ju"\nname = "县局清单"\nbody = "xian.ju"\nplace = "131128"\nstated = true\n'
        'file = "items/ju.csv"\ntitle = "statute"\n'
    ),
    "items/ju.csv": "code,name,domain,department,synthetic\nS-001,事项一,城市管理,住建局,是\nS-002,事项二,城市管理,住建局,是\n",
    "officers.csv": "code,name,body\n001,张三,xian.ju\n002,李四,xian.ju\n",
    "certificates.csv": (
        "number,officer,issuer,region,domains,valid_from,valid_until\nZ-1,001,省政府,131128,城市管理,2023-01-01,2028-01-01\n"
        "Z-2,002,省政府,131128,城市管理,2023-01-01,2028-01-01\n"
    ),
    "postings.csv": "officer,body,title\n001,xian.ju.dui,执法员\n002,xian.ju.dui,执法员\n",
}
Told = Callable[..., list[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in BASE.items():
        path = tmp_path / "xian" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "xian"


@pytest.fixture
def told(folder: Path) -> Told:
    """Every fault of the profile after these files were put in, each without the name of the folder."""

    def told(**files: str | bytes) -> list[str]:
        for name, text in files.items():
            path = folder / name.replace("__", "/").replace("_csv", ".csv").replace("_toml", ".toml")
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        try:
            read(folder, shelf=PROFILES)
        except ProfileFault as refusal:
            return [fault.sentence.removeprefix("xian/") for fault in refusal.faults]
        return []

    return told


def test_profile_of_csv_files_alone_is_read(told: Told) -> None:
    assert told() == []


def test_all_faults_of_all_files_are_told_at_once_in_their_order(told: Told, folder: Path) -> None:
    faults = told(
        officers_csv="code,name,body,insured_until\n001,,xian.ju,2024/1/5\n002,李四,xian.nowhere,\n",
        certificates_csv="number,officer,issuer,region,domains,valid_from,valid_until\n"
        "Z-1,001,省政府,999999,城市管理,2028-01-01,2023-01-01\nZ-2,003,省政府,131128,养蜂,2023-01-01,2028-01-01\n",
        bodies_toml="",
    )

    assert faults == [
        "bodies.toml：同一张表既有 bodies.csv 又有 bodies.toml，请只留一个。",
        "certificates.csv 第 2 行：region 指向不存在的 999999，places.csv 里没有。",
        "certificates.csv 第 2 行：valid_until 须晚于 valid_from。",
        "certificates.csv 第 3 行：domains 指向不存在的 养蜂，可用：交通运输、公共安全、农业、农林水利、劳动保障、卫生健康、"
        "城市管理、市场监管、应急管理、文化旅游、生态环境、自然资源"
        "；新的领域先写进 domains.csv。",
        "certificates.csv 第 3 行：officer 指向不存在的 003，officers.csv 里没有。",
        "officers.csv 第 2 行：insured_until 的值 '2024/1/5' 不对（看来是 2024-01-05；请把这一列设为文本格式，写成 2024-01-05）。",
        "officers.csv 第 2 行：name 不能为空。",
    ]
    with pytest.raises(ProfileFault) as refusal:
        read(folder, shelf=PROFILES)
    assert refusal.value.sentence == "xian/bodies.toml：同一张表既有 bodies.csv 又有 bodies.toml，请只留一个。共 7 处有误。"
    assert list(refusal.value.lines())[-2:] == ["共 7 处有误，全部未载入。", "请改正以上各处后重新载入。"]


def test_row_with_a_fault_does_not_bring_faults_in_those_that_name_it(told: Told) -> None:
    assert told(officers_csv="code,name,body,joined\n001,张三,xian.ju,昨天\n002,李四,xian.ju,\n") == [
        "officers.csv 第 2 行：joined 的值 '昨天' 不对（须为 年-月-日，如 2025-01-31）。"
    ]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("code,name,body\n001,张三,xian.ju\n".encode("gbk"), " 第 2 行：是 GBK（GB18030）编码，不是 UTF-8。"),
        ("name,body,code\n通知,通知,通知\n".encode("gbk"), "：是 GBK（GB18030）编码，不是 UTF-8。"),
        ("code,name,body\n001,张三,xian.ju\n".encode("utf-16"), "：是 UTF-16（Unicode 文本）编码，不是 UTF-8。"),
        (b"code,name,body\n001,\xff\xfe\xfa,xian.ju\n", " 第 2 行：不是 UTF-8 文字。"),
        (b"code,name,body\n001,a\x00b,xian.ju\n", " 第 2 行：含有空字节（NUL），不是文字文件。"),
        (b"PK\x03\x04\x14\x00\x06\x00", "：是 Excel 工作簿，不是文字文件。"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "：是 Excel 工作簿，不是文字文件。"),
        ('code,name,body\n001,"张三,xian.ju\n002,李四,xian.ju\n'.encode(), " 第 2 行：不是合格的 CSV（引号没有成对？）。"),
        (f'code,name,body\n001,张三,xian.ju\n002,"{"长" * 200_001}",t\n'.encode(), " 第 3 行：有一格超过 200000 字（引号没有成对？）。"),
        ("code;name;body\n001;张三;xian.ju\n".encode(), " 第 1 行：列与列之间用的是分号，不是逗号。"),
        ("code\tname\tbody\n001\t张三\txian.ju\n".encode(), " 第 1 行：列与列之间用的是制表符，不是逗号。"),
        (b"", " 第 1 行：文件是空的。"),
    ],
)
def test_file_that_cannot_be_read_is_one_fault_and_silences_what_depends_on_it(told: Told, data: bytes, why: str) -> None:
    (fault,) = told(officers_csv=data)

    assert fault.startswith(f"officers.csv{why.removesuffix('。')}")


CELLS = {
    "scientific": ("5.13E+05", "被电子表格改成了科学计数法，后面的位数已丢失；请把这一列设为文本格式后重新填写"),
    "scientific without a point": ("1E5", "被电子表格改成了科学计数法，后面的位数已丢失；请把这一列设为文本格式后重新填写"),
    "thousands": ('"510,100"', "被电子表格加了千位分隔符；请把这一列设为文本格式后重新填写"),
    "decimal": ("510100.0", "被电子表格当作小数；请把这一列设为文本格式，写成 510100"),
    "month and day": ("1月5日", "被电子表格当成了日期；请把这一列设为文本格式后重新填写"),
    "english day": ("5-Jan", "被电子表格当成了日期；请把这一列设为文本格式后重新填写"),
    "english day turned round": ("Jan-05", "被电子表格当成了日期；请把这一列设为文本格式后重新填写"),
    "thousands in full width": ("510，100", "被电子表格加了千位分隔符；请把这一列设为文本格式后重新填写"),
    "full width": ("５１０１００", "用了全角数字或字母，请写成 510100"),
    "unseen": ("5101\u200b00", "含有看不见的字符，请删去重写"),
    "formula": ("=HYPERLINK(A1)", "以 = 开头，会被电子表格当作公式；请改写，不以 = + - @ 开头"),
    "command": ("@SUM(A1)", "以 @ 开头，会被电子表格当作公式；请改写，不以 = + - @ 开头"),
    "sheet error": ("#N/A", "是电子表格算不出的公式或列宽不够留下的记号，请写入原来的内容"),
    "column too narrow": ("########", "是电子表格算不出的公式或列宽不够留下的记号，请写入原来的内容"),
    "lost sign": ("张\ufffd", "有字在转换编码时丢失了，请重写"),
    "too long": ("x" * 61, "最多 60 字，实有 61 字"),
}


@pytest.mark.parametrize("name", CELLS)
def test_code_a_spreadsheet_changed_is_named_for_what_it_is(told: Told, name: str) -> None:
    cell, why = CELLS[name]

    (fault,) = told(officers_csv=f"code,name,body\n001,张三,xian.ju\n002,李四,xian.ju\n{cell},王五,xian.ju\n")

    assert fault.startswith("officers.csv 第 4 行：code 的值 ")
    assert fault.endswith(f" 不对（{why}）。")


@pytest.mark.parametrize("name", [name for name in CELLS if name not in ("formula", "command")])
def test_code_a_spreadsheet_changed_is_found_in_toml_too(told: Told, folder: Path, name: str) -> None:
    cell, why = CELLS[name]
    (folder / "officers.csv").unlink()
    people = "".join(f'[[officers]]\ncode = "{code}"\nname = "甲"\nbody = "xian.ju"\n' for code in ("001", "002"))

    (fault,) = told(officers_toml=f'{people}[[officers]]\ncode = \'{cell.strip(chr(34))}\'\nname = "丙"\nbody = "xian.ju"\n')

    assert fault.startswith("officers.toml 第 10 行：code 的值 ")
    assert fault.endswith(f" 不对（{why}）。")


def test_word_of_several_that_a_spreadsheet_changed_is_found(told: Told) -> None:
    certificates = BASE["certificates.csv"].replace("城市管理,2023-01-01,2028-01-01\nZ-2", "城市管理;1E5,2023-01-01,2028-01-01\nZ-2")

    (fault,) = told(certificates_csv=certificates)

    assert fault.startswith("certificates.csv 第 2 行：domains 的值 '城市管理;1E5' 不对（被电子表格改成了科学计数法")


def test_text_that_begins_like_a_formula_is_no_harm_in_toml(told: Told, folder: Path) -> None:
    (folder / "officers.csv").unlink()
    people = "".join(f'[[officers]]\ncode = "{code}"\nname = "=SUM(A1)"\nbody = "xian.ju"\n' for code in ("001", "002"))

    assert told(officers_toml=people) == []


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("2024/1/5", "看来是 2024-01-05；请把这一列设为文本格式，写成 2024-01-05"),
        ("2024-1-5", "看来是 2024-01-05；请把这一列设为文本格式，写成 2024-01-05"),
        ("2024.01.05", "看来是 2024-01-05；请把这一列设为文本格式，写成 2024-01-05"),
        ("2024年1月5日", "看来是 2024-01-05；请把这一列设为文本格式，写成 2024-01-05"),
        ("20240105", "看来是 2024-01-05；请把这一列设为文本格式，写成 2024-01-05"),
        ("2024/1/5 0:00:00", "看来是 2024-01-05；请把这一列设为文本格式，写成 2024-01-05"),
        ("２０２４/1/5", "看来是 2024-01-05；请把这一列设为文本格式，写成 2024-01-05"),
        ("45296", "是电子表格的日期序号，看来是 2024-01-05；请把这一列设为文本格式，写成 2024-01-05"),
        ("2023-02-29", "没有这一天"),
        ("2024/13/1", "没有这一天"),
        ("5/1/2024", "须为 年-月-日，如 2025-01-31"),
    ],
)
def test_day_a_spreadsheet_changed_is_named_with_the_day_it_seems_to_be(told: Told, cell: str, why: str) -> None:
    assert told(officers_csv=f"code,name,body,joined\n001,张三,xian.ju,{cell}\n002,李四,xian.ju,\n") == [
        f"officers.csv 第 2 行：joined 的值 '{cell}' 不对（{why}）。"
    ]


def test_leading_noughts_that_were_lost_are_found_by_those_that_name_the_row(told: Told) -> None:
    assert told(postings_csv="officer,body,title\n1,xian.ju.dui,执法员\n002,xian.ju.dui,执法员\n") == [
        "postings.csv 第 2 行：officer 指向不存在的 1，是不是丢了前面的 0，应为 001。"
    ]


def test_leading_noughts_lost_where_the_row_stands_are_looked_for_there(told: Told) -> None:
    assert told(officers_csv="code,name,body\n1,张三,xian.ju\n002,李四,xian.ju\n", postings_csv="officer,body,title\n") == [
        "certificates.csv 第 2 行：officer 指向不存在的 001；officers.csv 里写的是 1，是不是那里丢了前面的 0。"
    ]


def test_words_put_apart_by_other_signs_are_shown_as_they_should_stand(told: Told) -> None:
    assert told(
        certificates_csv="number,officer,issuer,region,domains,valid_from,valid_until\n"
        "Z-1,001,省政府,131128,城市管理、农业,2023-01-01,2028-01-01\n"
    ) == ["certificates.csv 第 2 行：domains 的 城市管理、农业 不是一个词；几个词用 ; 分开，写成 城市管理;农业。"]


def test_town_with_the_twelve_digits_of_the_statistics_office_is_told_the_nine(told: Told) -> None:
    assert told(places_csv=f"{BASE['places.csv']}131128102000,崔庙镇,镇,GB/T 10114,\n") == [
        "places.csv 第 5 行：镇、乡、街道的代码写 9 位，去掉末尾的 000：131128102。"
    ]


def test_one_item_in_two_lists_is_told_of_the_list_it_stands_in(told: Told) -> None:
    more = BASE["lists.toml"].replace('"ju"', '"zhen"').replace("items/ju", "items/zhen")
    faults = told(lists_toml=f"{BASE['lists.toml']}\n{more}", items__zhen_csv=BASE["items/ju.csv"])

    why = "已在清单 ju 里，一个事项只能在一张清单；另由别的机关持有的，在 holdings.csv 里写 item。"
    assert [fault for fault in faults if "已在清单" in fault] == [
        f"items/zhen.csv 第 2 行：事项 S-001 {why}",
        f"items/zhen.csv 第 3 行：事项 S-002 {why}",
    ]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("name = “某局”", '用了中文引号，请改成英文引号 "'),
        ("synthetic = 是", "是否须写 true 或 false，不加引号"),
        ('name = "某局', '等号后面的文字没有加英文引号 "，或者引号没有成对'),
        ("level = county", "不是合格的 TOML"),
    ],
)
def test_line_that_is_no_toml_is_told_what_it_lacks(told: Told, folder: Path, line: str, why: str) -> None:
    (folder / "bodies.csv").unlink()

    assert told(bodies_toml=f'[[bodies]]\ncode = "xian"\n{line}\n') == [f"bodies.toml 第 3 行：{why}。"]


def test_what_office_programs_add_without_harm_is_read(told: Told) -> None:
    office = "\ufeffcode,name,body,,\r\n001, 张三\u3000,xian.ju ,,\r\n002,李四,xian.ju,,\r\n,,,,\r\n"

    assert told(officers_csv=office) == []


def test_numbers_a_spreadsheet_changed_are_named(told: Told) -> None:
    head = "code,name,kind,standard,population,area_km2\n"

    assert told(places_csv=f'{head}131128,阜城县,县,GB/T 2260,"350,000",1E3\n131128101,古城镇,镇,GB/T 10114,35.0,9.1234\n') == [
        "places.csv 第 2 行：area_km2 的值 '1E3' 不对（被电子表格改成了科学计数法，后面的位数已丢失；请把这一列设为文本格式后重新填写）。",
        "places.csv 第 2 行：population 的值 '350,000' 不对（带有千位分隔符，请写成 350000）。",
        "places.csv 第 3 行：area_km2 的值 '9.1234' 不对（小数点前最多 9 位，后最多 3 位）。",
        "places.csv 第 3 行：population 的值 '35.0' 不对（被电子表格当作小数；请把这一列设为文本格式，写成 35）。",
    ]


def test_unknown_key_is_told_with_the_one_that_was_meant(told: Told) -> None:
    assert told(officers_csv="code,nam,body\n001,张三,xian.ju\n002,李四,xian.ju\n", oficers_csv="") == [
        "officers.csv 第 1 行：不认识的列 nam，是不是想写 name。",
        "officers.csv 第 1 行：缺少列 name。",
        "oficers.csv：不认识的文件，是不是想写 officers.csv。",
    ]


CIRCLES = {
    "places that lie in each other": (
        {
            "places_csv": "code,name,kind,standard,parent\n131128,阜城县,县,GB/T 2260,\n131128101,古城镇,镇,GB/T 10114,\n"
            "PQ-1,一片区,片区,自编,PQ-2\nPQ-2,二片区,片区,自编,PQ-1\n"
        },
        ["places.csv 第 5 行：绕成了一圈：PQ-1 → PQ-2 → PQ-1。"],
    ),
    "an area that is a member of what lies in it": (
        {"areas_csv": "area,place\nPQ-1,PQ-1\n"},
        ["areas.csv 第 2 行：绕成了一圈：PQ-1 → PQ-1。"],
    ),
    "codes that become each other": (
        {
            "places_csv": "code,name,kind,standard,parent,becomes,valid_from,valid_until\n131128,阜城县,县,GB/T 2260,,,,\n"
            "131128101,古城镇,镇,GB/T 10114,,,,\nA-1,甲,园区,自编,,B-1,,2020-01-01\nB-1,乙,园区,自编,,A-1,2020-01-01,2021-01-01\n"
            "PQ-1,一片区,片区,自编,131128101,,,\n"
        },
        ["places.csv 第 5 行：绕成了一圈：A-1 → B-1 → A-1。"],
    ),
    "teams that belong to each other": (
        {"relations_csv": "body,relation,to\nxian.ju,编制归属,xian.zhen\nxian.zhen,编制归属,xian.ju.dui\nxian.ju.dui,编制归属,xian.ju\n"},
        ["relations.csv 第 4 行：绕成了一圈：xian.ju → xian.zhen → xian.ju.dui → xian.ju。"],
    ),
    "teams that belonged to each other at different times": (
        {
            "relations_csv": "body,relation,to,valid_from,valid_until\nxian.ju,编制归属,xian.zhen,,2020-01-01\n"
            "xian.zhen,编制归属,xian.ju,2020-01-01,\n"
        },
        [],
    ),
    "the second of two spans closes the circle": (
        {
            "relations_csv": "body,relation,to,valid_from,valid_until\nxian.ju,编制归属,xian.zhen,,2020-01-01\n"
            "xian.ju,编制归属,xian.zhen,2020-01-01,\nxian.zhen,编制归属,xian.ju,2020-01-01,\n"
        },
        ["relations.csv 第 4 行：绕成了一圈：xian.ju → xian.zhen → xian.ju。"],
    ),
    "a team that belongs to itself": (
        {"relations_csv": "body,relation,to\nxian.ju,编制归属,xian.ju\n"},
        ["relations.csv 第 2 行：body 和 to 不能是同一个机关。"],
    ),
    "a body below one that has no row": (
        {"bodies_csv": f"{BASE['bodies.csv']}xian.none.dui,某队,中队,county,131128\n"},
        ["bodies.csv 第 6 行：没有上级 xian.none：xian.none.dui 的点号前面是它的上级，须另有一行。"],
    ),
}


@pytest.mark.parametrize("name", CIRCLES)
def test_circle_is_told_once_at_its_last_row(told: Told, name: str) -> None:
    files, faults = CIRCLES[name]

    assert told(**files) == faults


HELD = "body,place,title,item,list,exception,reason,valid_from,valid_until\n"
LIST = BASE["lists.toml"]
#: how a message of two holders ends
TWO = "（xian.zhen、xian.ju）；请给先前的一行写 valid_until，或者写明例外 exception 和理由。"
HOLDINGS = {
    "an item twice": (
        {"holdings_csv": f"{HELD}xian.zhen,131128101,grant,S-001,,,,,\nxian.ju,131128101,statute,S-001,,,,,\n"},
        [f"holdings.csv 第 3 行：S-001 在 131128101 与 xian/holdings.csv 第 2 行同时有两个主体{TWO}"],
    ),
    "one after the other": (
        {"holdings_csv": f"{HELD}xian.zhen,131128101,grant,S-001,,,,,2024-01-01\nxian.ju,131128101,statute,S-001,,,,2024-01-01,\n"},
        [],
    ),
    "an item of a list that holds it": (
        {"holdings_csv": f"{HELD}xian.zhen,131128,grant,S-002,,,,,\n"},
        [f"lists.toml 第 1 行：S-002 在 131128 与 xian/holdings.csv 第 2 行同时有两个主体{TWO}"],
    ),
    "an item of a list, at another place": ({"holdings_csv": f"{HELD}xian.zhen,131128101,grant,S-002,,,,,\n"}, []),
    "the same body ends one item of its list": ({"holdings_csv": f"{HELD}xian.ju,131128,statute,S-002,,,,,2024-01-01\n"}, []),
    "a whole list twice": (
        {"holdings_csv": f"{HELD}xian.zhen,131128,grant,,ju,,,,\n"},
        [f"lists.toml 第 1 行：清单 ju 在 131128 与 xian/holdings.csv 第 2 行同时有两个主体{TWO}"],
    ),
    "an item against a whole list of holdings": (
        {"holdings_csv": f"{HELD}xian.zhen,131128101,grant,,ju,,,,\nxian.ju,131128101,statute,S-001,,,,2024-01-01,\n"},
        [f"holdings.csv 第 3 行：S-001 在 131128101 与 xian/holdings.csv 第 2 行同时有两个主体{TWO}"],
    ),
    "a recorded exception": ({"holdings_csv": f"{HELD}xian.zhen,131128,grant,S-002,,是,试点期间并行,,\n"}, []),
    "an exception without reason": (
        {"holdings_csv": f"{HELD}xian.zhen,131128,grant,S-002,,是,,,\n"},
        ["holdings.csv 第 2 行：例外须写明理由 reason。"],
    ),
    "neither item nor list": (
        {"holdings_csv": f"{HELD}xian.zhen,131128,grant,,,,,,\n"},
        ["holdings.csv 第 2 行：须写明 item 或 list 之一，不能都写，也不能都不写。"],
    ),
    "transition without body": (
        {"lists_toml": f"{LIST}transition_until = 2024-01-01\n"},
        ["lists.toml 第 1 行：有过渡期须同时写明 transition_until 和 transition_body。"],
    ),
    "transition after the end": (
        {"lists_toml": f'{LIST}transition_until = 2024-01-01\ntransition_body = "xian.zhen"\nvalid_until = 2023-01-01\n'},
        ["lists.toml 第 1 行：transition_until 须在持有的期间之内。"],
    ),
    "one item file of two lists": (
        {"lists_toml": LIST + LIST.replace('code = "ju"', 'code = "ju2"').replace("131128", "131128101")},
        ["lists.toml 第 9 行：事项文件 items/ju.csv 已属于 xian/lists.toml 第 1 行的清单，一个文件只能属于一张清单。"],
    ),
    "item file outside the folder": (
        {"lists_toml": LIST.replace("items/ju.csv", "../../etc/passwd")},
        [
            "items/ju.csv：没有清单指向这个文件。",
            "lists.toml 第 1 行：file 须写成 items/文件名.csv 或 .toml，写的是 ../../etc/passwd。",
        ],
    ),
    "entrusted to a person": (
        {"exercises_csv": "kind,holder,team,place\nentrustment,xian.ju,张三,131128\n"},
        ["exercises.csv 第 2 行：team 指向不存在的 张三，bodies.toml 里没有。"],
    ),
    "entrusted without term": ({"exercises_csv": "kind,holder,team,place\nentrustment,xian.ju,xian.zhen,131128\n"}, []),
    "two teams for the same": (
        {
            "exercises_csv": "kind,holder,team,place,valid_from\nteam,xian.ju,xian.ju.dui,131128,\n"
            "team,xian.ju,xian.zhen,131128,2024-01-01\n"
        },
        ["exercises.csv 第 3 行：team xian.ju 131128 与 xian/exercises.csv 第 2 行在时间上重叠。"],
    ),
    "two posts of one officer": (
        {
            "posts_csv": "code,owner,user,kind,pool,officer\nP-1,xian.ju,xian.ju,基本,行政编制,001\nP-2,xian.ju,xian.ju,基本,行政编制,001\n"
            "P-3,xian.ju,xian.ju,动态,行政编制,\nP-4,xian.ju,xian.ju,动态,行政编制,\n"
        },
        ["posts.csv 第 3 行：人员 001 同时占了 xian/posts.csv 第 2 行的岗位。"],
    ),
    "two certificates at a time": (
        {"certificates_csv": f"{BASE['certificates.csv']}Z-3,001,省政府,131128,城市管理,2027-12-31,2029-01-01\n"},
        ["certificates.csv 第 4 行：人员 001 的证件与 xian/certificates.csv 第 2 行在时间上重叠。"],
    ),
    "certificate that ends before it begins": (
        {"certificates_csv": f"{BASE['certificates.csv']}Z-3,001,省政府,131128,城市管理,2029-01-01,2028-12-31\n"},
        ["certificates.csv 第 4 行：valid_until 须晚于 valid_from。"],
    ),
    "figure and group of figures": (
        {"facts_toml": '[[facts]]\nkey = "a.b"\nmeasure = "items"\n\n[[facts]]\nkey = "a"\nmeasure = "items"\n'},
        ["facts.toml 第 5 行：a 既是一个数，又是 a.b 的上一级。"],
    ),
    "figure of a list, a body, a kind and a place that are not there": (
        {
            "facts_toml": '[[facts]]\nkey = "a"\nmeasure = "items"\nof = "ju;nowhere"\n'
            '[[facts]]\nkey = "b"\nmeasure = "held"\nof = "xian.no"\n'
            '[[facts]]\nkey = "c"\nmeasure = "posts"\nkind = "空编"\n[[facts]]\nkey = "d"\nmeasure = "areas"\nplace = "PQ-9"\n'
        },
        [
            "facts.toml 第 1 行：of 指向不存在的 nowhere，lists.toml 里没有。",
            "facts.toml 第 5 行：of 指向不存在的 xian.no，bodies.toml 里没有。",
            "facts.toml 第 9 行：kind 的值 '空编' 不对，可用：occupied、vacant、front_line、locked、基本、动态。",
            "facts.toml 第 13 行：place 指向不存在的 PQ-9，places.csv 里没有。",
        ],
    ),
    "figure reckoned from what is told below it, from one and to many decimals": (
        {
            "facts_toml": '[[facts]]\nkey = "a"\nmeasure = "pct"\nof = "b;c"\nby = "10"\n[[facts]]\nkey = "b"\nmeasure = "items"\n'
            '[[facts]]\nkey = "c"\nmeasure = "difference"\nof = "b"\n[[facts]]\nkey = "d"\nmeasure = "held"\n'
        },
        [
            "facts.toml 第 1 行：by 是小数位数，须为一位数字，写的是 '10'。",
            "facts.toml 第 1 行：of 里的 b 不是写在它前面的数的 key。",
            "facts.toml 第 1 行：of 里的 c 不是写在它前面的数的 key。",
            "facts.toml 第 9 行：difference 的 of 须写两个数的 key，用 ; 分开。",
            "facts.toml 第 13 行：held 须写明 of。",
        ],
    ),
    "unknown kind of body": (
        {"bodies_csv": f"{BASE['bodies.csv']}xian.x,某处,办事处,county,131128\n"},
        [f"bodies.csv 第 6 行：kind 的值 '办事处' 不对，可用：{'、'.join(BODY_KINDS)}。"],
    ),
}


@pytest.mark.parametrize("name", HOLDINGS)
def test_tables_that_contradict_each_other_are_told_with_both_lines(told: Told, name: str) -> None:
    files, faults = HOLDINGS[name]

    assert told(**files) == faults


PLACES = {
    "no such code": ("131199,某县,县,GB/T 2260,,", ["GB/T 2260 没有代码 131199"]),
    "another code": ("131199,武强县,县,GB/T 2260,,", ["GB/T 2260 没有代码 131199，武强县 的代码是 131123"]),
    "another name": ("131123,武强,县,GB/T 2260,,", ["代码 131123 在 GB/T 2260 中是 武强县，不是 武强"]),
    "a code that is no more": (
        "510132,新津县,县,GB/T 2260,,",
        ["代码 510132 只见于 2002-12 至 2019-11 的 GB/T 2260，须写明 valid_until 和 becomes"],
    ),
    "a code that is no more, ended": ("510132,新津县,县,GB/T 2260,,2020-07-01", []),
    "a code younger than the list": ("131199,某县,县,GB/T 2260,2025-01-01,", []),
    "a length that is none": ("13112,某县,县,GB/T 2260,,", ["GB/T 2260 的代码须为 6 位数字，前两位是省级代码"]),
    "a province that is none": ("991128,某县,县,GB/T 2260,,", ["GB/T 2260 的代码须为 6 位数字，前两位是省级代码"]),
    "a town of no county": ("131199101,某镇,镇,GB/T 10114,,", ["前 6 位 131199 不是 GB/T 2260 的县级代码"]),
    "a town of six digits": ("131123,某镇,镇,GB/T 10114,,", ["GB/T 10114 的代码须为 9 位或 12 位数字，前 6 位是县级代码"]),
    "another standard": ("632857,大柴旦行政委员会,行委,统计用区划代码,,", []),
    "a path": ("../1,某地,片区,自编,,", ["code 须为 1 至 20 个数字、字母或 -"]),
}


@pytest.mark.parametrize("name", PLACES)
def test_code_of_a_place_is_held_against_the_standard(told: Told, name: str) -> None:
    row, faults = PLACES[name]
    rest = "".join(f"{line},,\n" for line in ("131128,阜城县,县,GB/T 2260", "131128101,古城镇,镇,GB/T 10114"))

    found = told(places_csv=f"code,name,kind,standard,valid_from,valid_until\n{rest}{row}\n")

    assert found == [f"places.csv 第 4 行：{why}。" for why in faults]


def test_link_out_of_the_folder_a_huge_file_and_strange_files_are_refused(told: Told, folder: Path) -> None:
    (folder / "cameras.csv").symlink_to("/etc/passwd")
    (folder / "items" / "more").mkdir()
    os.mkfifo(folder / "grids.csv")
    (folder / "~$places.csv").write_bytes(b"x")
    (folder / ".DS_Store").write_bytes(b"\0")
    with (folder / "fines.csv").open("wb") as file:
        file.truncate(100 * 2**20)

    assert MOST_BYTES == 64 * 2**20
    assert told() == [
        "cameras.csv：是指向别处的链接，请放入文件本身。",
        "fines.csv：文件有 100 MB，最多 64 MB。",
        "grids.csv：不是普通文件。",
        "items/more：不是普通文件。",
        "~$places.csv：这是电子表格正在打开文件时的临时文件，请先保存并关闭电子表格。",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("extends = '../moon'", "profile.toml：extends 只能写文件夹的名字，不能写路径。"),
        ("place = '131128999'\nextends = 'national'", "profile.toml：place 指向不存在的 131128999，places.csv 里没有。"),
        ("extends = 'xian'", "profile.toml：配置互相继承：xian。"),
    ],
)
def test_head_names_another_profile_and_a_place_that_exists(told: Told, text: str, fault: str) -> None:
    assert told(profile_toml=f'code = "xian"\nname = "某县"\n{text}\n') == [fault]


@pytest.mark.parametrize("text", ["a = " + "[" * 5000, f"a = {'9' * 5000}"])
def test_toml_that_would_exhaust_the_reader_is_a_fault(told: Told, text: str) -> None:
    (fault,) = told(users_toml=text)

    assert fault.startswith("users.toml")


def test_a_million_rows_are_refused_quickly_and_with_little_memory(told: Told) -> None:
    rows = b"code,name,body\n" + b"".join(b"%d,name,xian.ju\n" % number for number in range(1_000_000))
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.process_time()

    faults = told(officers_csv=rows)

    assert faults == [f"officers.csv：文件有 1000001 行，最多 {MOST_ROWS} 行，请核对是否导出了空行，或按清单分成几个文件。"]
    assert time.process_time() - began < 2
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200 * 1024


def test_as_many_rows_as_allowed_are_read(told: Told) -> None:
    rows = "".join(f"X-{number},张三,xian.ju\n" for number in range(200_000))
    began = time.process_time()

    assert told(officers_csv=f"code,name,body\n001,张三,xian.ju\n002,李四,xian.ju\n{rows}") == []

    assert time.process_time() - began < 20


def test_three_and_a_half_thousand_items_are_read_in_less_than_three_seconds(told: Told) -> None:
    items = "".join(f"S-{number:05},事项{number},城市管理,住建局,是\n" for number in range(3500))
    held = "".join(f"S-{number:05},xian.zhen,131128101,grant\n" for number in range(3500))
    began = time.process_time()

    faults = told(items__ju_csv=f"code,name,domain,department,synthetic\n{items}", holdings_csv=f"item,body,place,title\n{held}")

    assert faults == []
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    ("file", "head", "row"),
    [
        ("holdings_csv", "item,body,place,title,valid_from", "S-001,xian.ju,131128,statute,"),
        ("postings_csv", "officer,body,title", "00{n},xian.juu,执法员"),
        ("officers_csv", "code,name,body", "{n},,"),
        ("relations_csv", "body,relation,to,valid_from", "xian.ju,编制归属,xian.zhen,"),
        (
            "certificates_csv",
            "number,officer,issuer,region,domains,valid_from,valid_until",
            "Z-{n},001,省,131128,城市管理,2028-01-01,2023-01-01",
        ),
    ],
)
def test_a_table_full_of_faults_is_refused_in_seconds(told: Told, folder: Path, file: str, head: str, row: str) -> None:
    began = time.process_time()

    faults = told(**{file: f"{head}\n" + "".join(row.format(n=number) + "\n" for number in range(100_000))})

    assert len(faults) == MOST_TOLD
    assert time.process_time() - began < 15


def test_head_that_is_no_file_of_few_words_is_refused(told: Told, folder: Path) -> None:
    assert told(profile_toml='code = 1\nname = ""\nextends = ["national"]\n') == [
        "profile.toml 第 1 行：code 须为文字。",
        "profile.toml 第 2 行：name 须为文字。",
        "profile.toml 第 3 行：extends 须为文字。",
    ]
    assert told(profile_toml="# long\n" * 2_000_000) == ["profile.toml：不是普通文件。"]
    (folder / "profile.toml").unlink()
    assert told() == ["profile.toml：没有这个文件。"]


def test_toml_full_of_strange_keys_is_refused_in_seconds_and_one_too_large_at_once(told: Told) -> None:
    began = time.process_time()

    assert len(told(facts_toml="".join(f"key{number} = 1\n" for number in range(50_000)))) == MOST_TOLD
    assert told(facts_toml="# long\n" * 2_000_000) == ["facts.toml：文件有 13 MB，最多 8 MB。"]

    assert time.process_time() - began < 15


def test_more_faults_than_can_be_read_are_counted_by_file(told: Told, folder: Path) -> None:
    rows = "".join(f"X-{number},,xian.ju\n" for number in range(1000))
    told(officers_csv=f"code,name,body\n001,张三,xian.ju\n002,李四,xian.ju\n{rows}", recusals_csv="officer,party,reason\n001,,x\n")

    with pytest.raises(ProfileFault) as refusal:
        read(folder, shelf=PROFILES)

    assert len(refusal.value.faults) == MOST_TOLD
    assert refusal.value.more == {"xian/officers.csv": 500, "xian/recusals.csv": 1}
    assert list(refusal.value.lines())[-4:] == [
        "xian/officers.csv：另有 500 处，未逐条列出。",
        "xian/recusals.csv：另有 1 处，未逐条列出。",
        "共 1001 处有误，全部未载入。",
        "请改正以上各处后重新载入。",
    ]


_SQUARE = "116.1 37.8 116.2 37.8 116.2 37.9 116.1 37.9"
_DRAWN = {
    "three points": ("116.1 37.8 116.2 37.8 116.2 37.9", ""),
    "two rings with an edge in common": (f"{_SQUARE} / 116.2 37.8 116.3 37.8 116.3 37.9 116.2 37.9", ""),
    "two points": ("116.1 37.8 116.2 37.8", "outline 须为以空格分开的数：经度 纬度 依次写，每个环至少三个点"),
    "half a point": (f"{_SQUARE} 116.1", "outline 须为以空格分开的数：经度 纬度 依次写，每个环至少三个点"),
    "no numbers": ("东街 西街 南街 北街 中街 后街", "outline 须为以空格分开的数：经度 纬度 依次写，每个环至少三个点"),
    "latitude first": (
        "37.8 116.1 37.8 116.2 37.9 116.2",
        "outline 中经度须在 -180 至 180 之间、纬度须在 -90 至 90 之间；是不是把纬度写在了经度前面",
    ),
    "no number": (
        "116.1 37.8 nan 37.8 116.2 37.9",
        "outline 中经度须在 -180 至 180 之间、纬度须在 -90 至 90 之间；是不是把纬度写在了经度前面",
    ),
    "a bow": ("116.1 37.8 116.2 37.9 116.2 37.8 116.1 37.9", "outline 的边界自己与自己相交，请按顺序沿边界写各点"),
    "a line": ("116.1 37.8 116.2 37.8 116.3 37.8", "outline 的边界自己与自己相交，请按顺序沿边界写各点"),
}


@pytest.mark.parametrize(("outline", "why"), _DRAWN.values(), ids=_DRAWN)
def test_an_outline_that_cannot_be_drawn_is_a_fault(told: Told, outline: str, why: str) -> None:
    grid = told(grids_csv=f"code,name,place,outline\nG1,一网格,131128101,{outline}\n")
    shape = told(shapes_csv=f"place,outline\n131128101,{outline}\n", grids_csv="code,name,place\n")

    assert grid == ([f"grids.csv 第 2 行：{why}。"] if why else [])
    assert shape == ([f"shapes.csv 第 2 行：{why}。"] if why else [])


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("12345,08:30,24:00", ""),
        ("7,22:00,06:00", ""),
        ("12345,25:00,18:00", "begins 须为 时:分，如 08:30，写的是 25:00"),
        ("12345,8:00,18:00", "begins 须为 时:分，如 08:30，写的是 8:00"),
        ("12345,24:00,08:00", "begins 须为 时:分，如 08:30，写的是 24:00"),
        ("12345,08:00,0830", "ends 须为 时:分，如 08:30，写的是 0830"),
        ("89,08:00,18:00", "days 须为 1 至 7 的数字（1 是星期一），不重复，如 12345，写的是 89"),
        ("11,08:00,18:00", "days 须为 1 至 7 的数字（1 是星期一），不重复，如 12345，写的是 11"),
    ],
)
def test_hours_and_days_of_a_watch_are_ones_a_clock_and_a_week_have(told: Told, row: str, why: str) -> None:
    faults = told(rosters_csv=f"body,officer,kind,days,begins,ends\nxian.ju,001,巡查,{row}\n")

    assert faults == ([f"rosters.csv 第 2 行：{why}。"] if why else [])


def test_who_watches_owns_a_grid_or_answers_a_whistle_is_one_of_the_body(told: Told) -> None:
    faults = told(
        officers_csv="code,name,body\n001,张三,xian.ju\n002,李四,xian.ju\n003,王五,xian.zhen\n004,赵六,xian.zhen\n",
        postings_csv="officer,body,title,valid_from,valid_until\n001,xian.ju.dui,执法员,,\n002,xian.ju.dui,执法员,,\n"
        "003,xian.ju.dui,借调,2025-01-01,2025-07-01\n004,xian.ju.dui,联络员,,\n",
        grids_csv="code,name,place\nG1,一,131128101\nG2,二,131128101\n",
        grid_owners_csv="grid,body,officer,cover\nG1,xian.ju,001,004\nG2,xian.zhen,001,003\n",
        liaisons_csv="body,place,officer,valid_from\nxian.zhen,131128101,004,\nxian.zhen,131128,001,\n",
        rosters_csv="body,officer,kind,days,begins,ends,valid_from,valid_until\n"
        "xian.ju,003,值班,1,08:00,18:00,2025-06-01,\nxian.ju,003,值班,2,08:00,18:00,2025-07-01,\n"
        "xian.ju.dui,001,值班,3,08:00,18:00,,\nxian.zhen,004,值班,4,08:00,18:00,,\n",
    )

    posting = "请改 body 或者改人，借调来的在 postings.csv 里写一行任职"
    assert faults == [
        f"grid_owners.csv 第 3 行：officer 的 001 张三 不是 xian.zhen 的人（在 xian.ju.dui）；{posting}。",
        f"liaisons.csv 第 3 行：officer 的 001 张三 不是 xian.zhen 的人（在 xian.ju.dui、xian.ju）；{posting}。",
        f"rosters.csv 第 3 行：officer 的 003 王五 不是 xian.ju 的人（在 xian.zhen）；{posting}。",
        f"rosters.csv 第 5 行：officer 的 004 赵六 不是 xian.zhen 的人（在 xian.ju.dui）；{posting}。",
    ]


def test_who_has_left_the_service_before_the_row_begins_is_told_and_an_office_held_brings_its_body(told: Told) -> None:
    watches = "body,officer,kind,days,begins,ends,valid_from\n"
    assert told(
        officers_csv="code,name,body,valid_until\n001,张三,xian.ju,2025-01-01\n002,李四,xian.ju,\n",
        office_roles_csv="body,role,office_body,office\nxian.zhen,队长,xian.ju.dui,执法员\n",
        rosters_csv=f"{watches}xian.ju.dui,001,值班,1,08:00,18:00,2025-01-01\nxian.zhen,002,值班,1,08:00,18:00,\n",
    ) == ["rosters.csv 第 2 行：officer 的 001 在这一行的期间内不在册；请改人，或者核对 officers.csv 的 valid_from、valid_until。"]


def test_grids_of_a_tier_that_share_ground_are_told_where_both_stand(told: Told) -> None:
    def square(west: float, east: float) -> str:
        return f"{west} 37.8 {east} 37.8 {east} 37.9 {west} 37.9"

    faults = told(
        grids_csv="code,name,place,tier,outline,valid_from,valid_until\n"
        f"G1,一,131128101,责任网格,{square(116.0, 116.1)},,\n"
        f"G2,二,131128101,责任网格,{square(116.1, 116.2)},,\n"
        f"G3,三,131128101,责任网格,{square(116.15, 116.25)},,\n"
        f"G4,四,131128101,责任网格,{square(116.24, 116.3)},2020-01-01,2021-01-01\n"
        f"G5,五,131128101,责任网格,{square(116.24, 116.3)},2021-01-01,\n"
        f"G6,六,131128101,单元网格,{square(116.0, 116.1)},,\n"
    )

    assert [fault.partition("约")[0] for fault in faults] == [
        "grids.csv 第 4 行：与 xian/grids.csv 第 3 行的网格 G2 同为责任网格而重叠",
        "grids.csv 第 5 行：与 xian/grids.csv 第 4 行的网格 G3 同为责任网格而重叠",
        "grids.csv 第 6 行：与 xian/grids.csv 第 4 行的网格 G3 同为责任网格而重叠",
    ]
    assert faults[0].endswith("平方米，那里会有两个责任人；请改 outline，使两个网格只在边界相接。")


def test_limits_cover_and_the_nest_of_grids_make_sense(told: Told) -> None:
    kinds = "code,kind,category,name,filing,limit,unit,closing\n"
    faults = told(
        event_kinds_csv=f"{kinds}A,部件,公用设施,井盖,井盖缺失,0,工作时,已补装\nB,部件,公用设施,路灯,不亮,10000,小时,已亮\n",
        grids_csv="code,name,place,parent\nG1,一,131128101,G2\nG2,二,131128101,G1\n",
        grid_owners_csv="grid,body,officer,cover\nG1,xian.ju,001,001\nG2,xian.ju,001,002\n",
        cameras_csv="code,register,owner,place,longitude,latitude\nC1,台账,xian.ju,131128101,116.1,\nC2,台账,xian.ju,131128101,37.8,116.1\n",
    )

    assert faults == [
        "cameras.csv 第 2 行：longitude 和 latitude 须同时写或者都不写，经度在 -180 至 180 之间，纬度在 -90 至 90 之间。",
        "cameras.csv 第 3 行：longitude 和 latitude 须同时写或者都不写，经度在 -180 至 180 之间，纬度在 -90 至 90 之间。",
        "event_kinds.csv 第 2 行：limit 须在 1 至 10000 之间。",
        "grid_owners.csv 第 2 行：顶岗的 cover 不能是责任人 officer 自己。",
        "grids.csv 第 3 行：绕成了一圈：G1 → G2 → G1。",
    ]
