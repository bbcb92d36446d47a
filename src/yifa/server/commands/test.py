"""./yifa test — every check and every test; what CI runs, no more, no less."""

from __future__ import annotations

import argparse
import os

from yifa.server.commands._checks import CHECKS, check, outcome, tests

HELP = "做全部检查和测试（-k 表达式：只运行这些测试；--server 数据库地址：在这个 PostgreSQL 上测试）"
DATABASE = False


def main(argv: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="yifa test", description=HELP)
    parser.add_argument("-k", dest="words", default="", help="只运行名称符合的测试")
    parser.add_argument("--server", default="", help="一个 PostgreSQL 服务器的地址，账户须能新建数据库和角色")
    options = parser.parse_args(argv)
    if options.server:
        os.environ["YIFA_DATABASE_URL"] = options.server
    if options.words:
        return outcome(tests("chosen", "-k", options.words))
    good = [check(name) for name in CHECKS]
    good.append(tests("browser", "-q", "-m", "browser and not alone", "-n", "2", "--dist", "loadfile"))
    good.append(tests("alone", "-q", "-m", "alone", "-n", "2", "--dist", "loadfile"))
    good.append(tests("all", "-q", "-m", "not browser and not alone", "-n", "2", "--dist", "loadfile"))
    return outcome(all(good))
