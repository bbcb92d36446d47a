"""Reads of staffing: counts counted from rows, and the rows that answers name."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import AutoField, Count, ForeignKey, QuerySet

from yifa.platform.reach import of_bodies
from yifa.registry.queries import on_day
from yifa.staffing.models import Certificate, Officer, Posting, Training


def _of(body: str, *, on: date) -> QuerySet[Officer]:
    return Officer.objects.filter(of_bodies([body]), on_day(on))


def certified(*, body: str, on: date) -> int:
    """持证人数 — officers of the body, those below included, whose certificate is in force that day; assistants hold none."""
    holders = Certificate.objects.filter(valid_from__lte=on, valid_until__gt=on).values("officer")
    return _of(body, on=on).filter(id__in=holders).count()


def assistants(*, body: str, on: date) -> int:
    """协管人数."""
    return _of(body, on=on).filter(assistant=True).count()


def zone_officers(*, under: str, on: date) -> dict[str, int]:
    """片区力量 — zones below a place that officers answer for, and how many each."""
    rows = (
        Posting.objects.filter(on_day(on), zone__startswith=under).exclude(zone="").filter(officer__in=Officer.objects.filter(on_day(on)))
    )
    return dict(rows.values_list("zone").annotate(count=Count("officer", distinct=True)).order_by("zone"))


def trained(*, body: str, on: date) -> int:
    """培训人数 — officers of the body with at least one training recorded, no assistants."""
    return Training.objects.filter(officer__in=_of(body, on=on).filter(assistant=False)).values("officer").distinct().count()


#: tables whose rows answers and findings name, with the file of the profile they are told in
ROWS = {
    "registry_place": "places",
    "registry_body": "bodies",
    "registry_list": "lists",
    "registry_item_version": "items",
    "registry_holding": "holdings",
    "registry_exercise": "exercises",
    "registry_area": "areas",
    "registry_relation": "relations",
    "registry_route": "routes",
    "registry_boundary": "boundaries",
    "registry_authorisation": "authorisations",
    "registry_mode": "modes",
    "registry_catalogue": "catalogue",
    "registry_score": "scores",
    "registry_dispute": "disputes",
    "registry_claim": "claims",
    "staffing_officer": "officers",
    "staffing_certificate": "certificates",
    "staffing_posting": "postings",
    "staffing_post": "posts",
    "staffing_pool_move": "pool_moves",
    "staffing_office_role": "office_roles",
}


def row_of(table: str, number: int) -> dict[str, Any] | None:
    """名录的一行 — its columns as they stand, what it refers to by code; None where there is no such row or table."""
    models = [*apps.get_app_config("registry").get_models(), *apps.get_app_config("staffing").get_models()]
    model = next((one for one in models if one._meta.db_table == table), None) if table in ROWS else None
    if model is None or not isinstance(model._meta.pk, AutoField):
        return None
    row = model._default_manager.filter(pk=number).first()
    if row is None:
        return None
    told: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        if not field.primary_key:
            value = getattr(row, field.name)
            told[field.name] = getattr(value, "code", value) if isinstance(field, ForeignKey) and value is not None else value
    return told
