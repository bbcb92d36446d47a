"""表单 on the page: fields made from the pydantic form of an act, and what was typed made back into a payload.

What was typed travels as ``Typed``: field name → list of texts, as a browser sends it. What is already known has the same shape,
so a page shown again after a refusal holds every sign that was typed.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from annotated_types import MaxLen
from pydantic.fields import FieldInfo

from yifa.docket.core.form import Form, FormIncomplete, is_private, read_form
from yifa.kernel.dates import SHANGHAI
from yifa.kernel.money import NotAnAmount, Yuan
from yifa.web.desk.words import say

Typed = Mapping[str, Sequence[str]]
#: radio buttons up to this many choices, a list to choose from beyond
_RADIOS = 6
_LINE = 200
_QUESTIONS = 2


@dataclass(slots=True)
class Choice:
    """One thing to choose; ``note`` says why it cannot be chosen, when it cannot."""

    value: str
    label: str
    chosen: bool = False
    note: str = ""


@dataclass(slots=True)
class Field:
    """One field as the template draws it. ``rows`` holds the fields of each repetition, ``fields`` those of a group."""

    name: str
    label: str
    widget: str
    required: bool
    help: str = ""
    value: str = ""
    choices: list[Choice] = field(default_factory=list)
    error: str = ""
    source: str = ""
    private: bool = False
    longest: int = 0
    #: what nothing chosen means, where it is an answer
    empty: str = ""
    fields: list[Field] = field(default_factory=list)
    rows: list[list[Field]] = field(default_factory=list)
    #: another one each time the form is shown, so that no piece of an earlier one is taken for it
    mark: str = field(default_factory=lambda: secrets.token_hex(3))

    @property
    def id(self) -> str:
        return f"f-{self.name.replace('.', '-')}-{self.mark}"


@dataclass(frozen=True, slots=True)
class Known:
    """What the docket already says, with a word where it comes from, and what narrows the choices."""

    values: Typed = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    #: field name → the choices the law leaves
    only: Mapping[str, Sequence[str]] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    #: field name → what people read of each choice
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def fields_of(
    form: type[Form], typed: Typed, *, errors: Mapping[str, str] | None = None, known: Known | None = None, prefix: str = ""
) -> list[Field]:
    """Every field of ``form`` that is not hidden, with what was typed or is known."""
    errors, known = errors or {}, known or Known()
    found = []
    for key, info in form.model_fields.items():
        extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
        if extra.get("hidden"):
            continue
        found.append(_field(f"{prefix}{key}", info, extra, typed, errors, known))
    return found


def _field(name: str, info: FieldInfo, extra: Mapping[str, Any], typed: Typed, errors: Mapping[str, str], known: Known) -> Field:
    widget = widget_of(info)
    made = Field(
        name=name,
        label=info.title or name,
        widget=widget,
        required=info.is_required(),
        help=known.hints.get(name) or info.description or "",
        value=next(iter(typed.get(name, ())), ""),
        error=errors.get(name, ""),
        source=known.sources.get(name, "") if typed.get(name) and list(typed[name]) == list(known.values.get(name, ())) else "",
        private=is_private(info),
        longest=_longest(info),
        empty=str(extra.get("empty", "")),
    )
    match widget:
        case "group":
            made.fields = fields_of(plain_type(info.annotation), typed, errors=errors, known=known, prefix=f"{name}.")
        case "questions":
            inner = get_args(plain_type(info.annotation))[0]
            rows = _rows(name, typed) or list(range(_QUESTIONS))
            made.rows = [fields_of(inner, typed, errors=errors, prefix=f"{name}.{row}.") for row in rows]
        case "radio" | "select" | "checks" | "code" | "codes":
            labels: Mapping[str, str] = known.labels.get(name) or extra.get("labels", {})
            chosen = set(typed.get(name, ()))
            options = known.only.get(name) or _options(info, labels)
            made.choices = [Choice(option, labels.get(option, option), option in chosen) for option in options]
        case "check":
            made.choices = [Choice("on", made.label, bool(made.value))]
    return made


def widget_of(info: FieldInfo) -> str:
    """How a field is filled in: line, text, check, radio, select, checks, code(s), yuan, item, date, moment, group, questions, lines."""
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    if "widget" in extra:
        return str(extra["widget"])
    kind = plain_type(info.annotation)
    if "labels" in extra:
        return "radio"
    if get_origin(kind) is Literal:
        return "radio" if len(get_args(kind)) <= _RADIOS else "select"
    if kind is bool:
        return "check"
    if isinstance(kind, type) and issubclass(kind, Form):
        return "group"
    if (isinstance(kind, type) and issubclass(kind, datetime)) or getattr(kind, "__name__", "") == "AwareDatetime":
        return "moment"
    if kind is date:
        return "date"
    return "line" if _longest(info) <= _LINE else "text"


def plain_type(annotation: Any) -> Any:
    """The type itself, without None beside it."""
    if get_origin(annotation) in (Union, UnionType):
        return next(each for each in get_args(annotation) if each is not type(None))
    return annotation


def _longest(info: FieldInfo) -> int:
    lengths = [part.max_length for part in info.metadata if isinstance(part, MaxLen)]
    return min(lengths, default=_LINE)


def _options(info: FieldInfo, labels: Mapping[str, str]) -> Iterable[str]:
    kind = plain_type(info.annotation)
    if get_origin(kind) is tuple:
        kind = get_args(kind)[0]
    options = get_args(kind) if get_origin(kind) is Literal else ()
    return [str(option) for option in options if option != ""] or list(labels)


def _rows(name: str, typed: Typed) -> list[int]:
    """The numbers of the repetitions that were sent."""
    found = (re.fullmatch(rf"{re.escape(name)}\.(\d{{1,3}})\.\w+", key) for key in typed)
    return sorted({int(match[1]) for match in found if match})


def payload_of_typed(form: type[Form], typed: Typed) -> tuple[dict[str, Any], dict[str, str]]:
    """The payload as the engine wants it, and a sentence for each field that could not even be read (an amount, a time)."""
    faults: dict[str, str] = {}
    return _payload(form, typed, "", faults), faults


def _payload(form: type[Form], typed: Typed, prefix: str, faults: dict[str, str]) -> dict[str, Any]:
    payload: dict[str, Any] = {}
    for key, info in form.model_fields.items():
        name = f"{prefix}{key}"
        texts = typed.get(name, ())
        text = texts[0].strip() if texts else ""
        match widget_of(info):
            case "group":
                payload[key] = _payload(plain_type(info.annotation), typed, f"{name}.", faults)
            case "questions":
                inner = get_args(plain_type(info.annotation))[0]
                rows = [_payload(inner, typed, f"{name}.{row}.", faults) for row in _rows(name, typed)]
                payload[key] = [row for row in rows if any(row.values())]
            case "checks" | "codes":
                payload[key] = list(texts)
            case "lines":
                payload[key] = [line.strip() for line in text.splitlines() if line.strip()]
            case "check":
                payload[key] = bool(text)
            case "yuan" if text:
                try:
                    payload[key] = Yuan(text.replace(",", "").replace("，", "").removesuffix("元").strip()).fen
                except NotAnAmount as refusal:
                    faults[name] = f"{refusal.sentence}{refusal.remedy}"
            case "moment" if text:
                try:
                    payload[key] = moment(text).isoformat()
                except ValueError:
                    faults[name] = say("form.bad_moment", label=info.title or key)
            case "line" | "text" | "item":
                payload[key] = text
            case _ if text:
                payload[key] = text
    return payload


def moment(text: str) -> datetime:
    """The instant of a field of day and time: wall time in Shanghai. Raises ValueError."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=SHANGHAI)


def moment_text(at: datetime) -> str:
    """The same back, to the minute."""
    return at.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M")


def faults_of(form: type[Form], payload: Mapping[str, Any], faults: Mapping[str, str]) -> dict[str, str]:
    """Every fault of the form, what could not be read first."""
    try:
        read_form(form, payload)
    except FormIncomplete as refusal:
        rest = refusal.facts["fields"]
        assert isinstance(rest, dict)
        return {**rest, **faults}
    return dict(faults)


def typed_of(form: type[Form], values: Mapping[str, Any], prefix: str = "") -> dict[str, list[str]]:
    """Known values in the shape in which they would be typed; private values (digests) are left out."""
    typed: dict[str, list[str]] = {}
    for key, info in form.model_fields.items():
        value = values.get(key)
        if value is None:
            continue
        name = f"{prefix}{key}"
        match widget_of(info):
            case "group":
                typed |= typed_of(plain_type(info.annotation), value, f"{name}.")
            case "questions":
                inner = get_args(plain_type(info.annotation))[0]
                for number, row in enumerate(value):
                    typed |= typed_of(inner, row, f"{name}.{number}.")
            case "checks" | "codes":
                typed[name] = [str(each) for each in value]
            case "lines":
                typed[name] = ["\n".join(str(each) for each in value)]
            case "check":
                typed[name] = ["on"] if value else []
            case "yuan":
                typed[name] = [str(Yuan.of_fen(value))]
            case "moment":
                typed[name] = [moment_text(value if isinstance(value, datetime) else datetime.fromisoformat(value))]
            case _ if not isinstance(value, dict):
                typed[name] = [str(value)]
    return typed


def defaults_of(form: type[Form]) -> dict[str, Any]:
    """What the declaration itself fills in."""
    return {
        key: info.default for key, info in form.model_fields.items() if not info.is_required() and info.default not in (None, "", False)
    }
