"""./yifa migrate — bring the tables of the place up to date; ``run`` does it by itself."""

from __future__ import annotations

from yifa.server.place import Place
from yifa.server.roles import grant_app

HELP = "更新数据表（run 会自动做）"


def main(argv: list[str]) -> int:
    from django.core.management import call_command

    from yifa.platform.schema import within
    from yifa.server.beside import schemas

    call_command("migrate", interactive=False, verbosity=1)
    for name in schemas():
        with within(name):
            call_command("migrate", interactive=False, verbosity=1)
    grant_app(Place.here())
    return 0
