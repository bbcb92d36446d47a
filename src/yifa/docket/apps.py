from __future__ import annotations

from django.apps import AppConfig


class DocketConfig(AppConfig):
    name = "yifa.docket"
    label = "docket"
    verbose_name = "卷宗"
