"""The roots of the two fronts: the API under /api/, the desk under /."""

from __future__ import annotations

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = []
if find_spec("yifa.web") and find_spec("yifa.web.api") and find_spec("yifa.web.api.urls"):
    urlpatterns.append(path("api/", include("yifa.web.api.urls")))
if find_spec("yifa.web") and find_spec("yifa.web.desk") and find_spec("yifa.web.desk.urls"):
    urlpatterns.append(path("", include("yifa.web.desk.urls")))
