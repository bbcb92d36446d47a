"""./yifa load PROFILE — load a profile, shipped or in a folder of one's own; a second one lies beside the first."""

from __future__ import annotations

import argparse
import sys

from yifa.server.opening import opened
from yifa.server.place import Place
from yifa.server.wording import say

HELP = "载入一个地方配置：load 名称或者文件夹；已有一个在运行的，另存在旁，互不影响"
DATABASE = False


def main(argv: list[str]) -> int:
    from yifa.profile import ProfileFault, read
    from yifa.server.beside import home, load_beside, profile_folder
    from yifa.server.readying import PROFILES

    parser = argparse.ArgumentParser(prog="yifa load", description=HELP)
    parser.add_argument("profile")
    asked = parser.parse_args(argv)
    folder = profile_folder(asked.profile)
    shipped = folder.parent == PROFILES
    try:
        profile = read(folder, shelf=PROFILES)
    except ProfileFault as fault:
        tell_faults(fault)
        return 1
    with opened(Place.here(), first=folder.name if shipped else ""):
        from yifa.platform import clock
        from yifa.server.loading import fill

        if profile.code == home():
            fill(profile, folder=folder, now=clock.now(), password_file=Place.here().accounts_file)
        else:
            load_beside(profile, folder=folder, now=clock.now())
    print(say("load.done", name=profile.name, code=profile.code, items=len(profile.items), bodies=len(profile.bodies)))
    return 0


def tell_faults(fault: Exception) -> None:
    """Every fault with file and line, on the error output."""
    from yifa.profile import ProfileFault

    assert isinstance(fault, ProfileFault)
    for line in fault.lines():
        print(line, file=sys.stderr)
