from __future__ import annotations

from django.apps import AppConfig


class DispatchConfig(AppConfig):
    name = "yifa.dispatch"
    label = "dispatch"
    verbose_name = "派遣"
    default_auto_field = "django.db.models.BigAutoField"
