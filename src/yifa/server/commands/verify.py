"""./yifa verify — the record against itself and against every head that was given away."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from yifa.docket.log.examine import Findings, GivenHead
from yifa.docket.log.wording import sentences
from yifa.platform import clock

HELP = "核验全部执法记录：./yifa verify [--export 文件] [--heads 树头文件夹] [--json]"
#: an export is verified without any database, so the place is opened only where it is asked
DATABASE = False
_SHOWN = 200


def main(argv: list[str]) -> int:
    """0 everything fits, 1 something does not, 2 wrong usage."""
    from yifa.docket.export import ExportUnreadable, given_heads, verify_export

    words = sentences("command")
    parser = argparse.ArgumentParser(prog="./yifa verify", description=HELP)
    parser.add_argument("--export", type=Path, metavar="文件", help="已有的导出文件：脱机核验；没有的：核验数据库并导出到此")
    parser.add_argument("--heads", type=Path, action="append", default=[], metavar="文件夹", help="对外送交的树头（文件夹或者文件）")
    parser.add_argument("--key", type=bytes.fromhex, metavar="公钥", help="日志公钥，64 位十六进制")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")
    options = parser.parse_args(argv)
    given: list[GivenHead] = []
    for path in options.heads:
        if not path.exists():
            parser.error(words["no_file"].format(file=path))
        found = given_heads(path)
        if not found:
            parser.error(words["no_heads_in"].format(file=path))
        given += found
    keys = [options.key] if options.key else []
    if options.export and options.export.exists():
        try:
            return tell(verify_export(options.export, heads=given, keys=keys), as_json=options.json)
        except ExportUnreadable as error:
            print(words["unreadable"].format(why=error), file=sys.stderr)
            return 1
    return _verify_place(given, keys, export=options.export, as_json=options.json)


def _verify_place(given: list[GivenHead], keys: list[bytes], *, export: Path | None, as_json: bool) -> int:
    from yifa.server.opening import opened
    from yifa.server.place import Place

    with opened(Place.here(), as_caller=True):
        from yifa.docket.export import write_export
        from yifa.docket.verification import kept_heads, verify_database

        found = verify_database([*kept_heads(), *given], keys=keys)
        result = tell(found, as_json=as_json)
        if export is not None:
            words = sentences("command")
            if found.good:
                write_export(export, now=clock.now())
            print((words["written"] if found.good else words["not_written"]).format(file=export), file=sys.stderr)
        return result


def tell(found: Findings, *, as_json: bool) -> int:
    """Print what was found, and answer the exit code."""
    words = sentences("command")
    if as_json:
        print(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
        return 0 if found.good else 1
    counts = {name: getattr(found, name) for name in ("acts", "leaves", "dockets", "heads", "heads_given")}
    print(words["counts"].format(**counts))
    for finding in found.findings[:_SHOWN]:
        print(f"✗ {finding.sentence}")
    if len(found.findings) > _SHOWN:
        print(words["more"].format(count=len(found.findings) - _SHOWN))
    for notice in found.notices[:_SHOWN]:
        print(f"· {notice.sentence}")
    if not found.heads_given:
        print(f"· {words['no_heads']}")
    print(words["good"] if found.good else words["bad"].format(count=len(found.findings)))
    return 0 if found.good else 1
