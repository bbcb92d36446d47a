"""./yifa manage — Django's own commands, for developers."""

from __future__ import annotations

HELP = "开发者使用的 Django 命令"


def main(argv: list[str]) -> int:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["yifa manage", *argv])
    return 0
