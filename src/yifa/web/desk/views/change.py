"""机构与权力变动 — the kinds of change to choose from, and the form that opens a docket with one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from yifa.docket.core.procedure import PROCEDURES, opening_kind
from yifa.kernel.actor import Role
from yifa.web.desk.frame import show
from yifa.web.desk.views.lead import opening
from yifa.web.doors import door, only
from yifa.web.errors import NotFound

DRAFTERS = only(Role.STAFFING)
_PROCEDURE = "institution"


@door(audience=DRAFTERS)
@require_safe
def kinds(request: HttpRequest) -> HttpResponse:
    """新建变动 — every kind of change."""
    found = [kind for kind in PROCEDURES[_PROCEDURE].kinds.values() if kind.opens]
    return show(request, "desk/changes.html", here="change", kinds=[(f"/changes/new/{kind.name}", kind.title) for kind in found])


@door(audience=DRAFTERS)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, name: str) -> HttpResponse:
    """拟定 — the form of one kind of change; sent, it is a docket."""
    kind = opening_kind(name)
    if kind is None or kind.procedure != _PROCEDURE:
        raise NotFound
    return opening(request, kind, address=f"/changes/new/{name}", here="change", takers=DRAFTERS)
