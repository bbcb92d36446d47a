"""An app of a city's citizens, on a real server: it knows the standard, urllib and nothing else of this platform."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from typing import Any
from xml.etree import ElementTree

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.rooms.intake.test_submit import PNG
from tests.web.open311.test_client import answer_it
from yifa.evidence.models import EvidenceFile
from yifa.intake.models import Report
from yifa.platform import clock
from yifa.registry.event_kinds import event_kinds


class App:
    """Finds its endpoint by discovery, speaks the format it was made for."""

    def __init__(self, server: str, form: str) -> None:
        self.form = form
        found = self._ask(f"{server}/open311/v2/discovery.{form}")
        first = found["endpoints"][0] if form == "json" else {one.tag: one.text for one in found.find("endpoints")[0]}
        self.endpoint = first["url"]

    def get(self, path: str, *query: tuple[str, str]) -> Any:
        return self._ask(f"{self.endpoint}/{path}.{self.form}?{urllib.parse.urlencode(query)}")

    def post(self, *members: tuple[str, str]) -> Any:
        return self._ask(f"{self.endpoint}/requests.{self.form}", urllib.parse.urlencode(members).encode())

    def post_with(self, picture: bytes, **members: str) -> Any:
        parts = [f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode() for name, value in members.items()]
        file = b'--b\r\nContent-Disposition: form-data; name="media"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n' + picture
        body = b"".join(parts) + file + b"\r\n--b--\r\n"
        return self._ask(f"{self.endpoint}/requests.{self.form}", body, {"Content-Type": "multipart/form-data; boundary=b"})

    def refused(self, *members: tuple[str, str]) -> tuple[int, str]:
        """What an app shows its user: the status, and the first description."""
        with pytest.raises(urllib.error.HTTPError) as fault:
            self.post(*members)
        with fault.value as answer:
            told = self._read(answer)
        one = told[0] if self.form == "json" else {member.tag: member.text for member in told[0]}
        assert int(one["code"]) == fault.value.code
        return fault.value.code, one["description"]

    def rows(self, found: Any) -> list[dict[str, Any]]:
        return found if self.form == "json" else [{member.tag: member.text for member in one} for one in found]

    def _ask(self, address: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Any:
        with urllib.request.urlopen(urllib.request.Request(address, body, headers or {}), timeout=20) as answer:
            return self._read(answer)

    def _read(self, answer: Any) -> Any:
        content = answer.read()
        if self.form == "json":
            assert answer.headers["Content-Type"].startswith("application/json")
            return json.loads(content)
        assert answer.headers["Content-Type"] == "text/xml; charset=utf-8" and content.startswith(b"<?xml")
        return ElementTree.fromstring(content)


@pytest.mark.parametrize("form", ["json", "xml"])
def test_an_app_goes_from_discovery_to_the_answer(fresh_town: None, live_server: LiveServer, form: str) -> None:
    app = App(live_server.url, form)
    assert app.endpoint == f"{live_server.url}/open311/v2"
    services = {one["service_code"]: one for one in app.rows(app.get("services"))}
    code = next(one.code for one in event_kinds(on=clock.now().date()) if one.public and one.domain)
    assert services[code]["service_name"]

    where = (("lat", "37.951234"), ("long", "116.30"))
    sent = app.rows(app.post(("service_code", code), *where, ("description", "井盖破了，车压上去响"), ("device_id", "phone-1")))
    plain = app.rows(app.post(("service_code", code), *where, ("device_id", "phone-2")))
    pictured = app.rows(app.post_with(PNG, service_code="other", address_string="集市东口", description="看图", device_id="phone-3"))

    number, second, third = (one[0]["service_request_id"] for one in (sent, plain, pictured))
    assert Report.objects.get(number=second).text == services[code]["service_name"]
    assert EvidenceFile.objects.filter(digest__in=Report.objects.get(number=third).photos, veiled=True).count() == 2
    listed = app.rows(app.get("requests", ("status", "open,closed"), ("service_code", f"{code},other"), ("page_size", "5")))
    assert {one["service_request_id"] for one in listed} == {number, second}
    both = app.rows(app.get("requests", ("service_request_id", f"{number},{second}"), ("status", "closed")))
    assert {one["service_request_id"] for one in both} == {number, second}
    again = app.rows(app.get("requests", ("service_request_id", number), ("service_request_id", second)))
    assert len(again) == 2

    answer_it(number)
    (closed,) = app.rows(app.get(f"requests/{number}"))
    assert (closed["status"], closed["status_notes"]) == ("closed", "井盖已经换好。")
    assert [one["service_request_id"] for one in app.rows(app.get("requests", ("status", "closed")))] == [number]
    assert [one["service_request_id"] for one in app.rows(app.get("requests", ("status", "open")))] == [second]


@pytest.mark.parametrize("form", ["json", "xml"])
def test_an_app_shows_its_user_what_is_wrong(fresh_town: None, live_server: LiveServer, form: str) -> None:
    app = App(live_server.url, form)
    what, where = (("service_code", "other"), ("description", "井盖破了")), (("lat", "37.95"), ("long", "116.30"))

    told = [
        app.refused(*what, *where, ("lat", "37.96")),
        app.refused(*what, ("lat", "37.95")),
        app.refused(*what, ("address_id", "12")),
        app.refused(("service_code", "other"), *where),
        app.refused(("service_code", "a\x01b"), *where),
        app.refused(*what, *where, ("jurisdiction_id", "city.gov")),
        app.refused(*what, *where, ("api_key", "xyz")),
    ]

    assert [status for status, _ in told] == [400, 400, 400, 400, 404, 404, 403]
    assert told[0][1] == "lat 写了两个不同的值。请只写一个。"
    assert all(sentence.endswith("。") for _, sentence in told)
    assert Report.objects.count() == 0
