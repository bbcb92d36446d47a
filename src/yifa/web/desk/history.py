"""经过 — what happened in a docket, as the page tells it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, get_args

from yifa.docket.core.act import Act, View
from yifa.docket.core.form import Form, is_private
from yifa.docket.core.procedure import COMMON, declared_kind, title_of
from yifa.docket.joints import joints
from yifa.docket.ports import UnknownToInstitution
from yifa.docket.private import reveal
from yifa.documents.kinds import kinds as paper_kinds
from yifa.documents.queries import sealed_in
from yifa.documents.reading import masked
from yifa.kernel.dates import legal_date
from yifa.kernel.money import Yuan
from yifa.law.rule import rule_versions
from yifa.web.desk.forms import plain_type, widget_of
from yifa.web.desk.frame import body_name
from yifa.web.desk.words import day_words, say, time_words

#: recorded this much later than it happened is told
_LATER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class PaperLink:
    """One paper: title, number, address, and when it was made."""

    title: str
    number: str
    address: str
    day: str


@dataclass(frozen=True, slots=True)
class Event:
    """One act as one sentence of the time line."""

    seq: int
    title: str
    when: str
    who: str
    body: str
    says: str
    recorded: str
    papers: list[PaperLink]
    evidence: int
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an opened act: label and value; ``sealed`` is the path of a private value, ``lines`` those of a group."""

    label: str
    value: str = ""
    sealed: str = ""
    lines: list[Line] = field(default_factory=list)


def events_of(view: View) -> list[Event]:
    """The acts, newest first."""
    names: dict[tuple[str, Any], str] = {}
    found = []
    for act in reversed(view.acts):
        on = act.happened_on
        key = (act.in_name_of, on)
        if key not in names:
            names[key] = body_name(act.in_name_of, on)
        found.append(
            Event(
                seq=act.seq,
                title=title_of(act.procedure, act.kind),
                when=time_words(act.happened_at),
                who=who_of(act),
                body=names[key],
                says=says_of(act),
                recorded=time_words(act.recorded_at) if act.recorded_at - act.happened_at > _LATER else "",
                papers=papers_of(act),
                evidence=len(act.evidence),
                address=f"/dockets/{act.docket}/record/{act.seq}",
            )
        )
    return found


def who_of(act: Act) -> str:
    """The officers named, else the person who did it."""
    return "、".join(officer["name"] for officer in act.officers) or act.actor["name"]


def says_of(act: Act) -> str:
    kind = declared_kind(act.procedure, act.kind)
    return kind.says(act) if kind and kind.says else ""


def papers_of(act: Act) -> list[PaperLink]:
    """The papers this act made."""
    day = day_words(act.happened_on)
    return [
        PaperLink(
            paper_title(paper["kind"]), str(paper.get("number") or ""), f"/dockets/{act.docket}/papers/{act.id}/{paper['kind']}.pdf", day
        )
        for paper in act.papers
    ]


def paper_title(kind: str) -> str:
    found = paper_kinds().get(kind)
    return found.TITLE if found else kind


#: private values of these members are not even shown in part
_HIDDEN = ("reporter", "reporter_phone")


def lines_of(act: Act) -> list[Line]:
    """What the form of this act said, with the labels of the form; private values masked (138****8000), the reporter's hidden wholly."""
    kind = declared_kind(act.procedure, act.kind)
    if kind is None:
        return [Line(key, str(value)) for key, value in act.payload.items()]
    sealed = sealed_in({key: value for key, value in act.payload.items() if key not in _HIDDEN})
    parts = {digest: masked(text) for digest, text in reveal(sealed).items()} if sealed else {}
    return _lines(kind.form, act.payload, act.happened_at, parts)


def _lines(form: type[Form], payload: dict[str, Any], at: datetime, parts: dict[str, str], prefix: str = "") -> list[Line]:
    lines = []
    for key, info in form.model_fields.items():
        value = payload.get(key)
        if value in (None, "", [], ()):
            continue
        label = info.title or key
        extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
        if isinstance(value, dict) and "sealed" in value and is_private(info):
            lines.append(Line(label, parts.get(value["sealed"]) or say("sealed.shown"), sealed=f"{prefix}{key}"))
            continue
        match widget_of(info):
            case "group":
                lines.append(Line(label, lines=_lines(plain_type(info.annotation), value, at, parts, f"{prefix}{key}.")))
            case "questions":
                pairs = [Line(say("record.question"), row["q"]) for row in value]
                for number, row in enumerate(value):
                    pairs.insert(2 * number + 1, Line(say("record.answer"), row["a"]))
                lines.append(Line(label, lines=pairs))
            case "checks" | "lines":
                lines.append(Line(label, "、".join(value)))
            case "check":
                lines.append(Line(label, say("record.yes") if value else say("record.no")))
            case "yuan":
                lines.append(Line(label, Yuan.of_fen(value).text))
            case "moment":
                lines.append(Line(label, time_words(datetime.fromisoformat(value))))
            case "item":
                lines.append(Line(label, _item_words(value, at)))
            case "code" | "codes":
                codes = [value] if isinstance(value, str) else value
                lines.append(Line(label, "、".join(code_words(str(extra["of"]), code, legal_date(at)) for code in codes)))
            case _ if rows_form := form_of_rows(info.annotation):
                for number, row in enumerate(value, 1):
                    inner = _lines(rows_form, row, at, parts, f"{prefix}{key}.")
                    lines.append(Line(say("record.row", label=label, number=number) if len(value) > 1 else label, lines=inner))
            case _:
                labels = extra.get("labels", {})
                assert isinstance(labels, dict)
                lines.append(Line(label, str(labels.get(value, value))))
    return lines


def form_of_rows(annotation: Any) -> type[Form] | None:
    """The form of which a field is a list, None where it is none."""
    return next((inner for inner in get_args(annotation) if isinstance(inner, type) and issubclass(inner, Form)), None)


def code_words(of: str, code: str, on: date) -> str:
    """The name of a body, an officer or a thing; the code itself where nothing of that code is on record that day."""
    institution = joints.institution
    try:
        match of:
            case "officer":
                return institution.officer(code, on=on).name
            case "thing":
                return next((thing.name for thing in institution.equipment((code,), on=on)), code)
            case _:
                return institution.body(code, on=on).name
    except UnknownToInstitution:
        return code


def _item_words(code: str, at: datetime) -> str:
    try:
        item = joints.institution.item(code, on=legal_date(at))
    except UnknownToInstitution:
        return code
    return f"{item.name}（{code}）"


@dataclass(frozen=True, slots=True)
class GroundLine:
    """One rule that was asked: its title, its articles, its verdict in words."""

    title: str
    cites: str
    verdict: str
    judged: str = ""


def grounds_of(act: Act) -> list[GroundLine]:
    """The grounds on which the act was let through."""
    return [
        GroundLine(
            ground.get("title") or rule_title(ground["rule"]),
            "、".join(ground["cites"]),
            say(f"verdict.{ground['verdict']}"),
            ground.get("judged", ""),
        )
        for ground in act.grounds
    ]


def rule_title(rule: str) -> str:
    return next((version.title for version in rule_versions(rule)), rule)


@dataclass(frozen=True, slots=True)
class Person:
    """One who acted in the docket."""

    name: str
    title: str
    certificate: str


def people_of(view: View) -> list[Person]:
    """Everybody who acted, handlers first, once each."""
    handlers: dict[str, Person] = {}
    others: dict[str, Person] = {}
    for act in view.acts:
        for officer in act.officers:
            handlers[officer["code"]] = Person(officer["name"], officer["title"] or say("people.officer"), officer["certificate"])
        if act.kind in COMMON:
            continue
        others.setdefault(act.actor["officer"] or act.actor["user"], Person(act.actor["name"], act.actor["title"], ""))
    return [*handlers.values(), *(person for key, person in others.items() if key not in handlers)]
