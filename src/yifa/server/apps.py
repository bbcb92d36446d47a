from __future__ import annotations

from django.apps import AppConfig


class ServerConfig(AppConfig):
    name = "yifa.server"
    label = "server"
    verbose_name = "服务器"

    def ready(self) -> None:
        from yifa.server.wiring import join

        join()
