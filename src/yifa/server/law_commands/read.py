"""./yifa law read FOLDER — law texts into the library, with a bar while it works and a list of what could not be read."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from yifa.server.wording import say

HELP = "读入法规文本：law read 目录（.md 或 .docx，逐个文件）"
#: statistics of the tables are brought up to date at the end, which only the owner may
ROLE = "owner"
_BAR = 30


def main(argv: list[str]) -> int:
    """0 at least one file is in the library. Refuses: FolderMissing, ReadingBusy, NothingRead."""
    from yifa.library.actions import NothingRead, read_in
    from yifa.library.actions import say as say_library
    from yifa.platform import clock

    parser = argparse.ArgumentParser(prog="./yifa law read", description=HELP)
    parser.add_argument("folder", metavar="目录", type=Path)
    folder = parser.parse_args(argv).folder
    reading = read_in(folder, now=clock.now(), progress=_bar)
    for one in reading.failures:
        print(say("law.failed", **one))
    for one in reading.unread:
        print(say("law.unread", **one))
    taken = reading.fresh + reading.changed + reading.unchanged
    if not taken:
        sentence = say_library("refused.nothing_read", folder=folder, files=reading.files)
        raise NothingRead(sentence, remedy=say_library("refused.nothing_read_remedy"))
    print(
        say(
            "law.read",
            files=reading.files,
            fresh=reading.fresh,
            changed=reading.changed,
            unchanged=reading.unchanged,
            failed=len(reading.failures),
            lines=len(reading.unread),
            seconds=reading.seconds,
        )
    )
    return 0


def _bar(done: int, of: int) -> None:
    """A bar on a terminal; a line every two hundred files elsewhere."""
    if sys.stderr.isatty():
        full = _BAR * done // of
        end = "\n" if done == of else ""
        print(f"\r[{'█' * full}{'·' * (_BAR - full)}] {done}/{of}", end=end, file=sys.stderr, flush=True)
    elif done % 200 == 0 or done == of:
        print(f"{done}/{of}", file=sys.stderr)
