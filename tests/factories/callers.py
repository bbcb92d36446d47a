"""Programs that call the API: a user of the profile with a bearer token, and what the record holds before and after."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from tests.factories.acts import PAYLOADS, register_lead
from yifa.kernel.ids import new_id
from yifa.platform.accounts.actions import make_token
from yifa.platform.accounts.models import User

BODY, PLACE = "fucheng.gucheng", "131128101"


@dataclass(frozen=True, slots=True)
class Caller:
    """One program. Without ``token`` it is nobody."""

    token: str = ""

    def _headers(self, more: dict[str, str] | None) -> dict[str, str]:
        return {**({"Authorization": f"Bearer {self.token}"} if self.token else {}), **(more or {})}

    def get(self, path: str, *, headers: dict[str, str] | None = None) -> HttpResponse:
        return Client().get(path, headers=self._headers(headers))

    def send(
        self, path: str, body: Any, *, method: str = "POST", content_type: str = "application/json", headers: dict[str, str] | None = None
    ) -> HttpResponse:
        """``body`` as it is when it is bytes or text, else as JSON."""
        data = body if isinstance(body, (bytes, str)) else json.dumps(body, ensure_ascii=False)
        data = data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data
        return Client(raise_request_exception=False).generic(method, path, data, content_type=content_type, headers=self._headers(headers))

    def upload(self, content: bytes, *, name: str = "photo.jpg", body: str = BODY, place: str = PLACE) -> HttpResponse:
        from django.core.files.uploadedfile import SimpleUploadedFile

        form = {"file": SimpleUploadedFile(name, content), "body": body, "place": place}
        return Client(raise_request_exception=False).post("/api/evidence", form, headers=self._headers(None))

    def open(self, *, id: UUID | None = None, **payload: Any) -> HttpResponse:
        """A new docket with its lead."""
        act = {"id": str(id or new_id()), "kind": "register_lead", "payload": register_lead(**payload)}
        return self.send("/api/dockets", {"body": BODY, "place": PLACE, "act": act})

    def act(
        self, docket: str, kind: str, *, officers: tuple[str, ...] = (), members: dict[str, Any] | None = None, **payload: Any
    ) -> HttpResponse:
        """One act with a valid payload, changed by ``payload``; ``members`` are further members of the act."""
        act = {"id": str(new_id()), "kind": kind, "payload": PAYLOADS[kind](**payload), "officers": list(officers), **(members or {})}
        return self.send(f"/api/dockets/{docket}/acts", act)


def caller(username: str) -> Caller:
    """A program of that user of the profile."""
    return Caller(make_token(actor=None, user=User.objects.get(username=username).pk, now=timezone.now()))


_COUNTED = (
    "docket_docket",
    "docket_act",
    "docket_standing",
    "docket_clock",
    "docket_sealed",
    "docket_unsealed",
    "docket_news",
    "evidence_evidencefile",
    "docket_series",
)


def state() -> dict[str, int]:
    """How many rows and files there are, and the sum of the number series: what a refusal must leave as it was."""
    found = {}
    with connection.cursor() as cursor:
        for table in _COUNTED:
            cursor.execute(f"SELECT count(*) FROM {table}")
            found[table] = cursor.fetchone()[0]
        cursor.execute("SELECT coalesce(sum(last), 0) FROM docket_series")
        found["numbers"] = int(cursor.fetchone()[0])
    found["files"] = sum(1 for file in Path(settings.EVIDENCE).rglob("*") if file.is_file())
    return found
