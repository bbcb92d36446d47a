"""./yifa backup FILE — the whole place in one file, also while it runs."""

from __future__ import annotations

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path

from yifa.server.archive import write_backup
from yifa.server.opening import opened
from yifa.server.place import Place
from yifa.server.refusals import FileExists, NotRunning
from yifa.server.wording import say

HELP = "把整个平台备份到一个文件，运行中也可以（文件名 [--with-keys 连同日志密钥和个人信息密钥]）"
DATABASE = False


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="yifa backup", description=HELP)
    parser.add_argument("file", type=Path, help="备份文件（不得已经存在）")
    parser.add_argument("--with-keys", action="store_true", help="连同密钥；这样的备份须像密钥一样保管")
    options = parser.parse_args(argv)
    place = Place.here()
    if not (place.server_url or (place.cluster / "PG_VERSION").exists()):
        raise NotRunning(data=place.data)
    file = options.file.absolute()
    draft = file.with_name(f".{file.name}.part")
    if file.exists():
        raise FileExists(file=file)
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            with opened(place, as_caller=True, fresh=True):
                manifest, digest = write_backup(place, out, now=datetime.now(UTC), with_keys=options.with_keys)
            out.flush()
            os.fsync(out.fileno())
        os.link(draft, file)
    except FileExistsError:
        raise FileExists(file=file) from None
    finally:
        draft.unlink(missing_ok=True)
    print(say("archive.made", file=file, acts=manifest.acts, members=len(manifest.members), digest=digest))
    print(say("archive.keys_inside" if options.with_keys else "archive.keys_apart", folder=place.data / "secrets"))
    return 0
