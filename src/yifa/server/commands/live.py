"""The pushing process of ``run``: writes what changes to open screens. Its socket comes from the supervisor, else it opens its port."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
from contextlib import suppress

HELP = "实时推送"
HIDDEN = True
ROLE = "app"
#: the number of the open socket the supervisor hands over
SOCKET = "YIFA_LIVE_SOCKET"


def main(argv: list[str]) -> int:
    asyncio.run(serve())
    return 0


async def serve() -> None:
    from django.conf import settings

    from yifa.server.live.listening import Live

    live = Live(settings.PLACE.login(settings.ROLE).parameters())
    handed = os.environ.get(SOCKET)
    sock = socket.socket(fileno=int(handed)) if handed else socket.create_server(("127.0.0.1", settings.LIVE_PORT))
    server = await asyncio.start_server(live.streams.serve, sock=sock, limit=16_384)
    running = asyncio.create_task(live.run(server))
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, running.cancel)
    with suppress(asyncio.CancelledError):
        await running
