from __future__ import annotations

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "yifa.intake"
    label = "intake"
    verbose_name = "受理"
    default_auto_field = "django.db.models.BigAutoField"
