"""./yifa profile check|export|new — a profile as files: check it, write the loaded one back, begin one."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from yifa.server.opening import opened
from yifa.server.place import Place
from yifa.server.wording import say

HELP = "地方配置的文件：check 文件夹（检查）、export [名称] 文件夹（从数据库写出）、new 文件夹 --name 名称（新建）"
#: only the export needs the place
DATABASE = False


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./yifa profile", description=HELP)
    parts = parser.add_subparsers(dest="part", required=True, metavar="check|export|new")
    checked = parts.add_parser("check", help="检查一个配置，列出全部错误")
    checked.add_argument("folder", metavar="文件夹或名称")
    checked.add_argument("--json", action="store_true")
    exported = parts.add_parser("export", help="把载入的配置写成文件夹")
    exported.add_argument("profile", nargs="?", metavar="名称")
    exported.add_argument("folder", type=Path, metavar="文件夹")
    begun = parts.add_parser("new", help="新建一个配置的骨架")
    begun.add_argument("folder", type=Path, metavar="文件夹")
    begun.add_argument("--code", metavar="代码", help="小写字母、数字和 -；不写则用文件夹的名字")
    begun.add_argument("--name", required=True, metavar="名称")
    asked = parser.parse_args(argv)
    match asked.part:
        case "check":
            return check(asked.folder, as_json=asked.json)
        case "export":
            with opened(Place.here(), role="app", as_caller=True):
                from yifa.server.beside import beside

                with beside(asked.profile):
                    return export(asked.folder)
        case _:
            return begin(asked.folder, code=asked.code or asked.folder.absolute().name, name=asked.name)


def check(word: str, *, as_json: bool) -> int:
    """Every fault, or how many rows each table has; 0 none, 1 some."""
    from yifa.profile import ProfileFault, read
    from yifa.profile.gathering import TABLES
    from yifa.server.beside import profile_folder
    from yifa.server.readying import PROFILES

    folder = Path(word) if Path(word).is_dir() else profile_folder(word)
    try:
        profile = read(folder, shelf=PROFILES)
    except ProfileFault as fault:
        if as_json:
            _print({"profile": folder.name, "good": False, "count": fault.count, "more": fault.more, "faults": fault.as_rows()})
        else:
            for line in fault.lines():
                print(line, file=sys.stderr)
        return 1
    files = {"items": (say("profile.items"), profile.items)} | {
        name: (str(record.__doc__).split("—")[0].strip(), getattr(profile, member)) for name, (member, record) in TABLES.items()
    }
    counts = {name: len(rows) for name, (_, rows) in files.items() if rows}
    if as_json:
        _print({"profile": profile.code, "name": profile.name, "good": True, "count": 0, "counts": counts, "faults": []})
    else:
        print(say("profile.good", name=profile.name, code=profile.code))
        for name, count in counts.items():
            print(say("profile.line", file=name, title=files[name][0], count=count))
    return 0


def export(folder: Path) -> int:
    """Write the institution that is spoken to into ``folder``, or a folder of its code below it."""
    from yifa.platform.accounts.models import User
    from yifa.profile.writing import home_of, write
    from yifa.server.unloading import unload

    profile = unload()
    to = home_of(profile.code, folder.absolute())
    files = write(profile, to)
    print(say("profile.written", files=len(files), folder=to))
    left_out = User.objects.filter(is_active=True).exclude(username__in=[user.username for user in profile.users]).count()
    if left_out:
        print(say("profile.users_left_out", count=left_out))
    return 0


def begin(folder: Path, *, code: str, name: str) -> int:
    """Write the skeleton of a profile, which passes the check."""
    from yifa.profile.writing import check_code, home_of, skeleton, write_files

    check_code(code)
    to = home_of(code, folder.absolute())
    write_files(dict(skeleton(code, name)), to)
    print(say("profile.begun", folder=to))
    return 0


def _print(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))
