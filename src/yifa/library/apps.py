from __future__ import annotations

from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "yifa.library"
    label = "library"
    verbose_name = "法规库"
