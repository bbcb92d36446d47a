"""表单 — the payload of an act, declared once: the page's form, the API's schema and the check come from it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any, get_args, get_origin

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic.fields import FieldInfo

from yifa.docket.core.wording import ANY_FIELD_FAULT, FIELD_FAULTS, PHRASES, told
from yifa.kernel.dates import chinese_date, chinese_moment, legal_date
from yifa.kernel.refusal import Refusal
from yifa.kernel.text import clean_line, clean_text


class FormIncomplete(Refusal):
    """表单有误 — one sentence for each field that is missing or wrong; ``facts["fields"]`` maps field to sentence."""

    kind = "incomplete"
    code = "docket.form_incomplete"


class Form(BaseModel):
    """Base of every payload. Unknown members are refused; texts are cleaned; ``title`` is the label people see."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, str_max_length=20_000)


class _Private:
    """Marks personal data that may be erased: kept apart, encrypted; the act holds a salted digest."""


PRIVATE = _Private()


class _Protected:
    """Marks private data of the one who told of the matter: opened by an act alone, and told in no later text."""


PROTECTED = _Protected()

#: marks a day that is planned, not past: a hearing called, a term granted
PLANNED = "planned"
#: marks what is planned and must still lie ahead when the act is recorded: until when, by when; no rule asks how far
AHEAD = "ahead"

Line = Annotated[str, Field(max_length=200), AfterValidator(clean_line)]
Text = Annotated[str, Field(max_length=8_000), AfterValidator(clean_text)]
PrivateLine = Annotated[str, Field(max_length=200), AfterValidator(clean_line), PRIVATE]
ProtectedLine = Annotated[str, Field(max_length=200), AfterValidator(clean_line), PRIVATE, PROTECTED]
Fen = Annotated[int, Field(ge=0, le=100_000_000_000, strict=True)]


class Party(Form):
    """当事人 — a person or an organisation; number and telephone are private."""

    type: Annotated[
        str,
        Field(
            title="当事人类别",
            pattern="^(person|organisation)$",
            json_schema_extra={"labels": {"person": "公民", "organisation": "法人或者其他组织"}},
        ),
    ]
    name: Annotated[Line, Field(title="姓名或者名称", min_length=1)]
    id_no: Annotated[PrivateLine, Field(title="证件号码或者统一社会信用代码")] = ""
    address: Annotated[Line, Field(title="住址或者住所")] = ""
    phone: Annotated[PrivateLine, Field(title="联系电话")] = ""
    legal_rep: Annotated[Line, Field(title="法定代表人或者负责人")] = ""


@dataclass(frozen=True, slots=True)
class PrivateValue:
    """One private value found in a payload: where it stands and its text."""

    path: tuple[str, ...]
    text: str


def read_form(form: type[Form], payload: Mapping[str, Any]) -> Form:
    """Check ``payload`` against ``form``. Raises FormIncomplete with a Chinese sentence for each field."""
    try:
        return form.model_validate(dict(payload))
    except ValidationError as error:
        raise _wrong({".".join(str(part) for part in fault["loc"]) or "form": _sentence(form, fault) for fault in error.errors()}) from None


def _wrong(fields: dict[str, str]) -> FormIncomplete:
    first = next(iter(fields.values()))
    sentence, remedy = told("form", first=first) if len(fields) == 1 else told("form_more", first=first.rstrip("。"), more=len(fields) - 1)
    return FormIncomplete(sentence, remedy=remedy, fields=fields)


def label_of(form: type[Form], path: tuple[Any, ...]) -> str:
    """The Chinese label of the field at ``path``."""
    labels: list[str] = []
    model: Any = form
    for part in path:
        if isinstance(part, int):
            labels.append(PHRASES["nth"].format(n=part + 1))
            continue
        info = model.model_fields.get(part) if isinstance(model, type) and issubclass(model, BaseModel) else None
        if info is None:
            return "".join(labels) or str(part)
        labels.append(info.title or str(part))
        model = _inner_model(info.annotation)
    return "·".join(labels)


def _inner_model(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for argument in get_args(annotation):
        found = _inner_model(argument)
        if found is not None:
            return found
    return None


def _sentence(form: type[Form], fault: Any) -> str:
    label = label_of(form, fault["loc"]) or PHRASES["the_form"]
    kind = fault["type"]
    if kind.endswith("too_short"):  # a length asked for behind a cleaning is told as that of a list
        kind = "string_too_short" if isinstance(fault["input"], str) and fault["input"].strip() else "missing"
    sentence = FIELD_FAULTS.get(kind, ANY_FIELD_FAULT)
    return sentence.format(label=label, name=fault["loc"][-1] if fault["loc"] else "", **fault.get("ctx", {}))


def refuse_untimely(form: Form, *, now: datetime, slack: timedelta) -> None:
    """What has happened does not lie in the future, but for ``slack``; what must lie ahead is not past. Raises FormIncomplete."""
    minute = now.replace(second=0, microsecond=0)
    wrong = {}
    for path, value, mark in _moments(form):
        late, early = (now + slack, minute) if isinstance(value, datetime) else (legal_date(now), legal_date(now))
        key = "field_is_past" if mark == AHEAD and value < early else "field_in_future" if not mark and value > late else ""
        if key:
            wrong[".".join(str(part) for part in path)] = PHRASES[key].format(label=label_of(type(form), path), value=_day_or_moment(value))
    if wrong:
        raise _wrong(wrong)


def _day_or_moment(value: date) -> str:
    return chinese_moment(value) if isinstance(value, datetime) else chinese_date(value)


def _moments(form: Form, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], date, str]]:
    """Every day and moment that is stated, with its mark; empty: it has happened."""
    for name, info in type(form).model_fields.items():
        value = getattr(form, name)
        if isinstance(value, Form):
            yield from _moments(value, (*path, name))
        elif isinstance(value, date):
            yield (*path, name), value, next((mark for mark in (PLANNED, AHEAD) if mark in info.metadata), "")


def private_values(form: Form, path: tuple[str, ...] = ()) -> Iterator[PrivateValue]:
    """Every private text of a form that is not empty, with its path."""
    for name, info in type(form).model_fields.items():
        value = getattr(form, name)
        if isinstance(value, Form):
            yield from private_values(value, (*path, name))
        elif isinstance(value, str) and value and is_private(info):
            yield PrivateValue((*path, name), value)


def is_private(info: FieldInfo) -> bool:
    """Is this field marked as private?"""
    return _marked(info, PRIVATE)


def is_protected(info: FieldInfo) -> bool:
    """Is this field marked as telling who told of the matter?"""
    return _marked(info, PROTECTED)


def _marked(info: FieldInfo, mark: object) -> bool:
    if any(part is mark for part in info.metadata):
        return True
    return any(
        get_origin(argument) is Annotated and mark in get_args(argument) for argument in (info.annotation, *get_args(info.annotation))
    )


def payload_of(form: Form, digests: Mapping[tuple[str, ...], str]) -> dict[str, Any]:
    """The payload as plain JSON, each private value replaced by ``{"sealed": digest}``; empty members are left out."""
    payload = form.model_dump(mode="json", exclude_none=True)
    for path, digest in digests.items():
        holder = payload
        for part in path[:-1]:
            holder = holder[part]
        holder[path[-1]] = {"sealed": digest}
    return payload
