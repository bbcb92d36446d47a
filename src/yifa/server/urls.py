"""The roots of the two fronts: the API under /api/, the desk under /."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("api/", include("yifa.web.api.urls")),
    path("open311/v2/", include("yifa.web.open311.urls")),
    path("", include("yifa.web.desk.urls")),
]
handler400 = "yifa.web.errors.bad_request"
handler403 = "yifa.web.errors.forbidden"
handler404 = "yifa.web.errors.not_found"
handler500 = "yifa.web.errors.fault"
