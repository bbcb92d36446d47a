"""The addresses of GeoReport v2; the ending of an address says the format."""

from __future__ import annotations

from django.urls import re_path

from yifa.web.open311 import views

_FORM = r"(?:\.(?P<form>json|xml))?"

urlpatterns = [
    re_path(rf"^discovery{_FORM}$", views.discovery),
    re_path(rf"^services{_FORM}$", views.services),
    re_path(rf"^services/(?P<code>[^/]{{1,60}}?){_FORM}$", views.service),
    re_path(rf"^requests{_FORM}$", views.requests),
    re_path(rf"^requests/(?P<number>\d{{1,24}}){_FORM}$", views.one),
    re_path(rf"^tokens/(?P<text>[\d -]{{1,40}}){_FORM}$", views.token),
    re_path(rf"^.*?{_FORM}$", views.nothing),
]
