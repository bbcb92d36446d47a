from __future__ import annotations

from yifa.web.api import reports  # noqa: F401  its addresses join the same api
from yifa.web.api.resources import api

app_name = api.urls_namespace
urlpatterns = api.urls[0]
