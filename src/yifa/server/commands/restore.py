"""./yifa restore FILE — a backup into an empty data folder."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

from yifa.server.archive import check_backup, compare_heads, fill_database, unpack
from yifa.server.opening import enter, opened
from yifa.server.place import Place
from yifa.server.refusals import NotEmpty
from yifa.server.roles import grant_app
from yifa.server.wording import say

HELP = "把备份恢复到一个空的数据目录（文件名 [--data 目录]）；先核对每一个字节，再核对日志头"
DATABASE = False


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="yifa restore", description=HELP)
    parser.add_argument("file", type=Path, help="备份文件")
    options = parser.parse_args(argv)
    try:
        source = options.file.open("rb")
    except OSError as error:
        print(say("archive.unreadable", file=options.file, reason=error.strerror), file=sys.stderr)
        return 2
    with source:
        print(say("archive.checking"), flush=True)
        manifest = check_backup(source)
        place = Place.here()
        if place.data.exists() and any(place.data.iterdir()):
            raise NotEmpty(data=place.data)
        enter(place)
        os.umask(0o077)
        try:
            print(say("archive.restoring", acts=manifest.acts), flush=True)
            unpack(source, place)
            with opened(place, fresh=True):
                fill_database(place)
                grant_app(place)
                print(say("archive.comparing"), flush=True)
                compare_heads(manifest)
        except BaseException:
            for entry in place.data.iterdir():
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
            raise
    print(say("archive.restored", data=place.data, acts=manifest.acts, made_at=manifest.made_at))
    if not manifest.keys:
        print(say("archive.without_keys", folder=place.data / "secrets"))
    return 0
