from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "yifa.web.desk"
    label = "desk"
    verbose_name = "桌面"
