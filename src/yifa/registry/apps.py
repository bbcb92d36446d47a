from __future__ import annotations

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "yifa.registry"
    label = "registry"
    verbose_name = "名录"
