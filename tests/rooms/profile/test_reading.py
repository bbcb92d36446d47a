from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from yifa.profile import ProfileFault, read

PROFILES = Path(__file__).parents[3] / "profiles"

BASE = {
    "base/profile.toml": 'code = "base"\nname = "通用"\n',
    "base/domains.csv": "name,layers\n城市管理,住建;市场监管\n农业,\n",
    "town/profile.toml": 'code = "town"\nname = "某镇"\nextends = "base"\nplace = "Z1"\n',
    "town/places.csv": "code,name,kind,standard,area_km2,area_approximate\nZ1,某镇,镇,自编,9.5,是\n",
    "town/bodies.toml": '# 机关\n\n[[bodies]]\ncode = "t"\nname = "某局"\nkind = "综合行政执法局"\nplace = "Z1"\n',
    "town/lists.toml": (
        '[[lists]]\ncode = "l"\nname = "清单"\nbody = "t"\nplace = "Z1"\nstated = true\nfile = "items/l.csv"\ntitle = "grant"\n'
    ),
    "town/items/l.csv": (
        "code,name,domain,department,synthetic,valid_from,violated_law,penalty_law,kinds\n"
        "A-1,占道,城市管理,住建局,否,2020-01-01,甲法,甲法,警告;罚款\n"
    ),
    "town/items/l.synthetic.csv": "code,name,domain,department,synthetic\nA-2,事项,农业,农林局,是\n",
    "town/fines.csv": "item,valid_from,party,condition,low_yuan,high_yuan\nA-1,2020-01-01,个人,,,200\n",
    "town/officers.csv": "code,name,body,assistant\nO-1,张三,t,\nO-2,李四,t,是\n",
    "town/certificates.csv": "number,officer,issuer,region,domains,valid_from,valid_until\nC-1,O-1,省,Z1,农业,2023-01-01,2028-01-01\n",
    "town/users.toml": '[[users]]\nusername = "zhangsan"\nname = "张三"\nofficer = "O-1"\nbody = "t"\nroles = ["officer", "intake"]\n',
}

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write the base profile, some of its files changed; returns the folder of ``town``."""

    def write(changes: dict[str, str | bytes | None] | None = None) -> Path:
        for name, text in {**BASE, **(changes or {})}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is not None:
                path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return tmp_path / "town"

    return write


def test_profile_is_read_with_the_one_it_extends(write: Write) -> None:
    profile = read(write())

    assert [(row.name, row.layers) for row in profile.domains] == [("城市管理", ("住建", "市场监管")), ("农业", ())]
    assert (profile.places[0].area_km2, profile.places[0].area_approximate) == (Decimal("9.5"), True)
    assert [(row.code, row.list, row.synthetic, row.valid_from) for row in profile.items] == [
        ("A-1", "l", False, date(2020, 1, 1)),
        ("A-2", "l", True, None),
    ]
    assert (profile.fines[0].low_yuan, profile.fines[0].high_yuan) == (None, Decimal(200))
    assert profile.users[0].roles == ("officer", "intake")
    assert (profile.bodies[0].at.file, profile.bodies[0].at.line) == ("town/bodies.toml", 3)
    assert (profile.certificates[0].at.file, profile.certificates[0].at.line) == ("town/certificates.csv", 2)


def test_body_may_have_one_name_after_the_other(write: Write) -> None:
    first = '[[bodies]]\ncode = "t"\nname = "旧局"\nkind = "综合行政执法局"\nvalid_until = 2026-01-01\n\n'
    second = '[[bodies]]\ncode = "t"\nname = "新局"\nkind = "综合行政执法局"\nvalid_from = 2026-01-01\n'

    profile = read(write({"town/bodies.toml": first + second}))

    assert [(row.name, row.valid_from, row.valid_until) for row in profile.bodies] == [
        ("旧局", None, date(2026, 1, 1)),
        ("新局", date(2026, 1, 1), None),
    ]


def test_profile_read_twice_has_one_digest_and_another_after_a_change(write: Write) -> None:
    before = read(write()).digest

    assert read(write()).digest == before
    assert read(write({"base/domains.csv": "name,layers\n城市管理,住建\n农业,\n"})).digest != before


def test_profile_written_by_an_office_program_is_read_alike(write: Write) -> None:
    plain = read(write())
    office = {name: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode() for name, text in BASE.items() if name.endswith(".csv")}

    assert replace(read(write(office)), digest="") == replace(plain, digest="")


FAULTS = {
    "unknown column": ("town/officers.csv", "code,name,body,age\nO-1,张三,t,30\n", "town/officers.csv 第 1 行：不认识的列 age。"),
    "column twice": ("town/officers.csv", "code,name,body,body\nO-1,张三,t,t\n", "town/officers.csv 第 1 行：列名重复：body。"),
    "empty file": ("town/officers.csv", "", "town/officers.csv 第 1 行：文件是空的。"),
    "cell too many": (
        "town/officers.csv",
        "code,name,body\nO-1,张三,t\nO-2,李四,t,x\n",
        "town/officers.csv 第 3 行：应有 3 列，实有 4 列。",
    ),
    "nothing where something is needed": ("town/officers.csv", "code,name,body\nO-1,,t\n", "town/officers.csv 第 2 行：name 不能为空。"),
    "column missing": ("town/officers.csv", "code,name\nO-1,张三\n", "town/officers.csv 第 1 行：缺少列 body。"),
    "open quote": (
        "town/officers.csv",
        'code,name,body\nO-1,"张三,t\n',
        "town/officers.csv 第 2 行：不是合格的 CSV（引号没有成对？）。",
    ),
    "no date": (
        "town/certificates.csv",
        "number,officer,issuer,region,domains,valid_from,valid_until\nC-1,O-1,省,Z1,农业,2023/1/1,2028-01-01\n",
        "town/certificates.csv 第 2 行：valid_from 的值 '2023/1/1' 不对（看来是 2023-01-01；请把这一列设为文本格式，写成 2023-01-01）。",
    ),
    "a day that does not exist": (
        "town/certificates.csv",
        "number,officer,issuer,region,domains,valid_from,valid_until\nC-1,O-1,省,Z1,农业,2023-02-30,2028-01-01\n",
        "town/certificates.csv 第 2 行：valid_from 的值 '2023-02-30' 不对（没有这一天）。",
    ),
    "span turned round": (
        "town/certificates.csv",
        "number,officer,issuer,region,domains,valid_from,valid_until\nC-1,O-1,省,Z1,农业,2023-01-01,2023-01-01\n",
        "town/certificates.csv 第 2 行：valid_until 须晚于 valid_from。",
    ),
    "certificate of an assistant": (
        "town/certificates.csv",
        "number,officer,issuer,region,domains,valid_from,valid_until\nC-1,O-2,省,Z1,农业,2023-01-01,2028-01-01\n",
        "town/certificates.csv 第 2 行：协管员不能持执法证件。",
    ),
    "certificate of nobody": (
        "town/certificates.csv",
        "number,officer,issuer,region,domains,valid_from,valid_until\nC-1,O-9,省,Z1,农业,2023-01-01,2028-01-01\n",
        "town/certificates.csv 第 2 行：officer 指向不存在的 O-9，officers.csv 里没有。",
    ),
    "neither yes nor no": (
        "town/officers.csv",
        "code,name,body,assistant\nO-1,张三,t,也许\n",
        "town/officers.csv 第 2 行：assistant 的值 '也许' 不对（须为 是 或 否）。",
    ),
    "code twice": (
        "town/officers.csv",
        "code,name,body\nO-1,张三,t\n\nO-1,李四,t\n",
        "town/officers.csv 第 4 行：重复：O-1 已见于 town/officers.csv 第 2 行。",
    ),
    "amount with a sign": (
        "town/fines.csv",
        "item,valid_from,party,condition,low_yuan,high_yuan\nA-1,2020-01-01,个人,,-1,200\n",
        "town/fines.csv 第 2 行：low_yuan 的值 '-1' 不对（须为不带符号的数）。",
    ),
    "range turned round": (
        "town/fines.csv",
        "item,valid_from,party,condition,low_yuan,high_yuan\nA-1,2020-01-01,个人,,300,200\n",
        "town/fines.csv 第 2 行：罚款上限低于下限。",
    ),
    "fine of no version": (
        "town/fines.csv",
        "item,valid_from,party,condition,low_yuan,high_yuan\nA-1,2021-01-01,个人,,,200\n",
        "town/fines.csv 第 2 行：没有事项版本 A-1 2021-01-01。",
    ),
    "unknown party": (
        "town/fines.csv",
        "item,valid_from,party,condition,low_yuan,high_yuan\nA-1,2020-01-01,企业,,,200\n",
        "town/fines.csv 第 2 行：party 的值 '企业' 不对，可用：个人、单位、不分。",
    ),
    "unknown kind of penalty": (
        "town/items/l.csv",
        "code,name,domain,department,synthetic,valid_from,violated_law,penalty_law,kinds\n"
        "A-1,占道,城市管理,住建局,否,2020-01-01,甲法,甲法,罚款;责令改正\n",
        "town/items/l.csv 第 2 行：kinds 的值 '责令改正' 不对，可用：警告、通报批评、罚款、没收违法所得、没收非法财物、暂扣许可证件、"
        "降低资质等级、吊销许可证件、限制开展生产经营活动、责令停产停业、责令关闭、限制从业。",
    ),
    "real item without article": (
        "town/items/l.csv",
        "code,name,domain,department,synthetic\nA-1,占道,城市管理,住建局,否\n",
        "town/items/l.csv 第 2 行：真实事项须有违反条款、处罚条款、处罚种类和 valid_from。",
    ),
    "synthetic item with an article": (
        "town/items/l.synthetic.csv",
        "code,name,domain,department,synthetic,violated_law\nA-2,事项,农业,农林局,是,甲法\n",
        "town/items/l.synthetic.csv 第 2 行：合成事项不能引用条款。",
    ),
    "body twice": (
        "town/bodies.toml",
        '[[bodies]]\ncode = "t"\nname = "旧局"\nkind = "综合行政执法局"\n\n'
        '[[bodies]]\ncode = "t"\nname = "新局"\nkind = "综合行政执法局"\nvalid_from = 2026-01-01\n',
        "town/bodies.toml 第 6 行：t 与 town/bodies.toml 第 1 行在时间上重叠。",
    ),
    "versions overlap": (
        "town/items/l.csv",
        "code,name,domain,department,synthetic,valid_from,valid_until,violated_law,penalty_law,kinds\n"
        "A-1,占道,城市管理,住建局,否,2020-01-01,2026-01-02,甲法,甲法,罚款\n"
        "A-1,占道,城市管理,住建局,否,2026-01-01,,乙法,乙法,罚款\n",
        "town/items/l.csv 第 3 行：A-1 与 town/items/l.csv 第 2 行在时间上重叠。",
    ),
    "column that the loader sets": (
        "town/items/l.csv",
        "code,name,domain,department,synthetic,list\nA-1,占道,城市管理,住建局,是,l\n",
        "town/fines.csv 第 2 行：没有事项版本 A-1 2020-01-01。\ntown/items/l.csv 第 1 行：不认识的列 list。",
    ),
    "item file of no list": ("town/items/other.csv", "code,name\n", "town/items/other.csv：没有清单指向这个文件。"),
    "unknown file": ("town/notes.csv", "x\n", "town/notes.csv：不认识的文件。"),
    "unknown key": (
        "town/bodies.toml",
        '[[bodies]]\ncode = "t"\nname = "某局"\ncolour = "red"\nkind = "综合行政执法局"\n',
        "town/bodies.toml 第 4 行：不认识的项 colour。",
    ),
    "wrong value in the second table": (
        "town/bodies.toml",
        '[[bodies]]\ncode = "t"\nname = "某局"\nkind = "综合行政执法局"\n\n[[bodies]]\ncode = "t.a"\nname = "甲"\nkind = "中队"\n'
        'synthetic = "也许"\n',
        "town/bodies.toml 第 10 行：synthetic 的值 '也许' 不对（须为 是 或 否）。",
    ),
    "body below nobody": (
        "town/bodies.toml",
        '[[bodies]]\ncode = "t"\nname = "某局"\nkind = "综合行政执法局"\n\n[[bodies]]\ncode = "x.a"\nname = "甲"\nkind = "中队"\n',
        "town/bodies.toml 第 6 行：没有上级 x：x.a 的点号前面是它的上级，须另有一行。",
    ),
    "unknown table": (
        "town/bodies.toml",
        '[[bodies]]\ncode = "t"\nname = "某局"\nkind = "机关"\n\n[[people]]\nx = 1\n',
        "town/bodies.toml 第 6 行：不认识的项 people。",
    ),
    "no TOML": (
        "town/bodies.toml",
        '[[bodies]]\ncode = "t"\nname = 某局\n',
        'town/bodies.toml 第 3 行：等号后面的文字没有加英文引号 "，或者引号没有成对。',
    ),
    "list without its file": (
        "town/lists.toml",
        '[[lists]]\ncode = "l"\nname = "清单"\nbody = "t"\nplace = "Z1"\nstated = true\ntitle = "grant"\n',
        "town/items/l.csv：没有清单指向这个文件。\n"
        "town/items/l.synthetic.csv：没有清单指向这个文件。\n"
        "town/lists.toml 第 1 行：载明的清单须有 file，未载明的不能有。",
    ),
    "list whose file is not there": (
        "town/lists.toml",
        '[[lists]]\ncode = "l"\nname = "清单"\nbody = "t"\nplace = "Z1"\nstated = true\nfile = "items/m.csv"\ntitle = "grant"\n',
        "town/items/l.csv：没有清单指向这个文件。\n"
        "town/items/l.synthetic.csv：没有清单指向这个文件。\n"
        "town/lists.toml 第 1 行：没有事项文件 items/m.csv。",
    ),
    "unknown role": (
        "town/users.toml",
        '[[users]]\nusername = "zhangsan"\nname = "张三"\nbody = "t"\nroles = ["king"]\n',
        "town/users.toml 第 1 行：roles 的值 'king' 不对，可用：intake、officer、reviewer、head、supervisor、staffing、"
        "justice、channel、system_admin、"
        "security_admin、audit_admin。",
    ),
    "user with the name of another": (
        "town/users.toml",
        '[[users]]\nusername = "zhangsan"\nname = "李四"\nofficer = "O-1"\nbody = "t"\nroles = ["officer"]\n',
        "town/users.toml 第 1 行：用户姓名与人员 O-1 的姓名 张三 不一致。",
    ),
    "unknown key of the profile": (
        "town/profile.toml",
        'code = "town"\nname = "某镇"\ncolour = "red"\nextends = "base"\n',
        "town/profile.toml 第 3 行：不认识的项 colour。",
    ),
    "code unlike the folder": (
        "town/profile.toml",
        'name = "某镇"\ncode = "city"\nextends = "base"\n',
        "town/profile.toml 第 2 行：code 须与文件夹同名 town。",
    ),
    "parent that is not there": (
        "town/profile.toml",
        'code = "town"\nname = "某镇"\nextends = "moon"\n',
        "moon/profile.toml：没有这个文件夹。",
    ),
    "profiles that extend each other": (
        "base/profile.toml",
        'code = "base"\nname = "通用"\nextends = "town"\n',
        "town/profile.toml：配置互相继承：town。",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_profile_refuses_what_it_does_not_understand_with_file_and_line(write: Write, name: str) -> None:
    file, text, sentence = FAULTS[name]

    with pytest.raises(ProfileFault) as refusal:
        read(write({file: text}))

    assert "\n".join(fault.sentence for fault in refusal.value.faults) == sentence


def test_profile_refuses_bytes_that_are_not_utf8_and_names_the_line(write: Write) -> None:
    with pytest.raises(ProfileFault) as refusal:
        read(write({"town/officers.csv": "code,name,body\nO-1,张三,t\n".encode() + "O-2,李四,t\n".encode("gbk")}))

    assert (refusal.value.file, refusal.value.line) == ("town/officers.csv", 3)


def test_profile_of_the_county_reads_and_keeps_unknown_unknown() -> None:
    profile = read(PROFILES / "fucheng")

    unstated = [row.code for row in profile.lists if not row.stated]
    assert unstated == ["huanjing", "jiaotong"]
    assert [row.code for row in profile.items if row.list in unstated] == []


def test_synthetic_rows_are_those_the_tool_writes(tmp_path: Path) -> None:
    from tools.synthetic_items import write_lists

    folder = PROFILES / "fucheng" / "items"
    shutil.copy(folder / "gucheng.csv", tmp_path)

    written = write_lists(PROFILES.parent / "tools" / "synthetic" / "fucheng.toml", tmp_path)

    assert {name: (tmp_path / name).read_bytes() == (folder / name).read_bytes() for name in written} == dict.fromkeys(written, True)
