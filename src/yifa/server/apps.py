from __future__ import annotations

import gc

from django.apps import AppConfig


#: new objects between two looks for cycles; at Python's 700 the looking was a third of what a page cost the application
CYCLES_AFTER = 20_000


class ServerConfig(AppConfig):
    name = "yifa.server"
    label = "server"
    verbose_name = "服务器"

    def ready(self) -> None:
        from yifa.server.wiring import join

        join()
        gc.set_threshold(CYCLES_AFTER, 10, 10)
