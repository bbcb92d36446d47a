"""./yifa export — the whole record in one file, for a reader who has nothing of ours."""

from __future__ import annotations

import argparse
from pathlib import Path

from yifa.docket.log.wording import sentences
from yifa.platform import clock

HELP = "导出全部执法记录，供脱机核验：./yifa export 文件"
AS_CALLER = True


def main(argv: list[str]) -> int:
    """0 written, 2 wrong usage; an existing file is never written over."""
    from yifa.docket.export import write_export

    words = sentences("command")
    parser = argparse.ArgumentParser(prog="./yifa export", description=HELP)
    parser.add_argument("file", type=Path, metavar="文件")
    options = parser.parse_args(argv)
    if options.file.exists():
        parser.error(words["exists"].format(file=options.file))
    if not options.file.absolute().parent.is_dir():
        parser.error(words["no_file"].format(file=options.file.parent))
    write_export(options.file, now=clock.now())
    print(words["written"].format(file=options.file))
    return 0
