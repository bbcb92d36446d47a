from __future__ import annotations

from django.apps import AppConfig


class DevicesConfig(AppConfig):
    name = "yifa.devices"
    label = "devices"
    verbose_name = "设备"
    default_auto_field = "django.db.models.BigAutoField"
