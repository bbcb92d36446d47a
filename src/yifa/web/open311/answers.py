"""What the standard answers with: the same plain value as JSON, or as XML with the standard's element names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final
from xml.etree import ElementTree

import orjson
from django.http import HttpRequest, HttpResponse

from yifa.kernel.refusal import Refusal
from yifa.web.errors import status_of
from yifa.web.open311.wording import say

JSON: Final = "application/json; charset=utf-8"
XML: Final = "text/xml; charset=utf-8"

#: of a list by its name: what one of it is called
_ONE_OF: Final = {
    "services": "service",
    "service_requests": "request",
    "errors": "error",
    "attributes": "attribute",
    "endpoints": "endpoint",
    "formats": "format",
}


#: what an XML document cannot hold, not even escaped: a client's own text is told back to it in errors
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Wrong(Exception):
    """What the standard calls an error: a status of HTTP and sentences that say what to do."""

    def __init__(self, status: int, key: str, **facts: object) -> None:
        super().__init__(key)
        self.status, self.sentences = status, [say(f"error.{key}", **facts)]


def answer(request: HttpRequest, form: str, root: str, value: Any, *, status: int = 200) -> HttpResponse:
    """``value`` in the format asked for by the ending of the address, else by Accept; ``root`` is the outermost element of XML."""
    wanted = form or ("xml" if "xml" in request.headers.get("Accept", "") else "json")
    if wanted == "xml":
        tree = ElementTree.Element(root)
        _grow(tree, value)
        content, kind = ElementTree.tostring(tree, encoding="utf-8", xml_declaration=True), XML
    else:
        content, kind = orjson.dumps(value), JSON
    headers = {"Cache-Control": "no-store", "Access-Control-Allow-Origin": "*", "Vary": "Accept"}
    return HttpResponse(content, status=status, content_type=kind, headers=headers)


def refused(request: HttpRequest, form: str, fault: Wrong | Refusal) -> HttpResponse:
    """The standard's list of errors; a refusal of the house is told in its own words."""
    if isinstance(fault, Wrong):
        status, sentences = fault.status, fault.sentences
    else:
        status, sentences = int(status_of(fault)), [" ".join(fault.lines())]
        # the standard knows no 409 and no 422: what was sent cannot be taken
        status = 400 if status in (409, 422) else status
    response = answer(request, form, "errors", [{"code": status, "description": sentence} for sentence in sentences], status=status)
    if isinstance(fault, Refusal) and status == 429:
        response.headers["Retry-After"] = str(fault.facts.get("retry_after_seconds", 60))
    return response


def _grow(element: ElementTree.Element, value: Any) -> None:
    if isinstance(value, Mapping):
        for name, member in value.items():
            _grow(ElementTree.SubElement(element, name), member)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for one in value:
            _grow(ElementTree.SubElement(element, _ONE_OF[element.tag]), one)
    elif value is not None:
        element.text = str(value).lower() if isinstance(value, bool) else _NOT_XML.sub("", str(value))
