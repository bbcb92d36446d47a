"""The door of the program: ``python -m yifa.server COMMAND …``.

A command is a module of ``yifa.server.commands`` with ``HELP`` (one Chinese line) and ``main(argv) -> int``; it is found by
standing there. Unless it says otherwise a command runs with Django set up and the database of the place up:

- ``DATABASE = False``: it needs neither, or opens the place itself with ``opened()``.
- ``AS_CALLER = True``: started as root it stays root; otherwise it becomes the account that owns the data.
- ``HIDDEN = True``: a step of another command, not shown in the help.
- ``ROLE = "app"``: it reaches the database with the program's rights instead of the owner's.

``--data DIR`` is read here for every command. Exit codes: 0 done, 1 found a fault, 2 wrong usage, 3 refused in this state.
"""

from __future__ import annotations

import importlib
import os
import sys
from pathlib import Path

from yifa.kernel.refusal import Refusal
from yifa.server.commands import find
from yifa.server.opening import opened
from yifa.server.place import Place
from yifa.server.wording import say

DONE, FOUND_A_FAULT, WRONG_USAGE, REFUSED = 0, 1, 2, 3
#: as a shell tells of a reader that has gone: 128 + SIGPIPE
CUT_SHORT = 141


def main(argv: list[str]) -> int:
    """Run one command; a refusal is told in two lines and ends with exit code 3."""
    name, *rest = argv or ["help"]
    if name not in find():
        print(say("help.unknown", name=name), file=sys.stderr)
        print(say("help.usage"), file=sys.stderr)
        return WRONG_USAGE
    command = importlib.import_module(f"yifa.server.commands.{name}")
    if not all(map(_is_text, rest)):
        print(say("help.no_text"), file=sys.stderr)
        return WRONG_USAGE
    try:
        rest = _take_data_folder(rest)
        if not getattr(command, "DATABASE", True):
            return int(command.main(rest))
        with opened(Place.here(), role=getattr(command, "ROLE", "owner"), as_caller=getattr(command, "AS_CALLER", False)):
            return int(command.main(rest))
    except Refusal as refusal:
        for line in refusal.lines():
            print(line, file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # whoever read what we print has gone; what is left of it goes nowhere, at the end of the process too
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CUT_SHORT


def _is_text(word: str) -> bool:
    """Bytes of a terminal that are no UTF-8 come as half characters, which nothing below can hold."""
    return not any("\ud800" <= sign <= "\udfff" for sign in word)


def _take_data_folder(argv: list[str]) -> list[str]:
    rest: list[str] = []
    words = iter(argv)
    for word in words:
        if word == "--data" or word.startswith("--data="):
            folder = word.partition("=")[2] or next(words, "")
            if not folder:
                print(say("help.usage"), file=sys.stderr)
                raise SystemExit(WRONG_USAGE)
            os.environ["YIFA_DATA"] = str(Path(folder).absolute())
        else:
            rest.append(word)
    return rest


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
