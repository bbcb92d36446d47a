"""./yifa run — start the place and keep it running."""

from __future__ import annotations

import argparse
import os
import sys
import webbrowser

from yifa.profile import read
from yifa.server.beside import profile_folder
from yifa.server.opening import enter
from yifa.server.place import Place
from yifa.server.readying import PROFILES
from yifa.server.supervisor import Supervisor
from yifa.server.wording import say

HELP = "启动平台：数据库、网页服务和后台任务（--port 端口 --data 目录 --profile 名称或者文件夹 --no-browser）"
DATABASE = False


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="yifa run", description=HELP)
    parser.add_argument("--port", type=int, default=int(os.environ.get("YIFA_PORT", "8000")), help="端口（默认 8000）")
    parser.add_argument("--profile", default=None, help="地方配置的名称或者文件夹（默认 fucheng）")
    parser.add_argument("--no-browser", action="store_true", help="不打开浏览器")
    options = parser.parse_args(argv)
    place = Place.here()
    enter(place)
    profile = options.profile
    if profile is not None:
        folder = profile_folder(profile)
        profile = folder.name if folder.parent == PROFILES else str(folder)
        # its faults are told here, not in the log of a step
        read(folder, shelf=PROFILES)
    os.umask(0o077)
    os.chdir(place.data)
    supervisor = Supervisor(place, port=options.port, profile=profile, tell=tell)

    def when_ready() -> None:
        url = f"http://127.0.0.1:{options.port}"
        tell(say("run.ready", url=url))
        if place.accounts_file.exists():
            tell(say("run.accounts", file=place.accounts_file))
            for account in demo_accounts(place):
                tell(account)
        else:
            tell(say("run.accounts_none"))
        if not place.has_app_role:
            tell(say("run.one_role"))
        tell(say("run.account", account=place.account.name, data=place.data))
        tell(say("run.stop_hint_server" if place.server_url else "run.stop_hint"))
        if not options.no_browser and (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            webbrowser.open(url)

    supervisor.run(when_ready=when_ready)
    return 0


def demo_accounts(place: Place) -> list[str]:
    """Who may log in, a line each: user name, name and roles; the passwords stay in the file."""
    rows = [line.split("\t") for line in place.accounts_file.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [say("run.account_line", username=row[0].ljust(12), name=row[2], roles=row[3]) for row in rows if len(row) == 4]


def tell(sentence: str) -> None:
    """On the terminal, as long as there is one: it may be closed while we stop."""
    try:
        print(sentence, flush=True)
    except OSError:
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115  kept for the rest of the process
