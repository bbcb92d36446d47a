from __future__ import annotations

from django.apps import AppConfig


class StaffingConfig(AppConfig):
    name = "yifa.staffing"
    label = "staffing"
    verbose_name = "队伍"
