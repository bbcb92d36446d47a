"""样本 — dockets done by real acts on many days, read back from the tables and cut where one docket differs from the next."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any, Final
from uuid import UUID

from django.db import connection

from benchmarks.measuring.cases import FIRST, HEAD, NOTE, People, play, profile_case
from yifa.dispatch.core.event import COLUMNS
from yifa.docket import private
from yifa.docket.append import Request, append
from yifa.docket.core.act import FIRST_PREV, act_from, stamp
from yifa.docket.core.fold import told
from yifa.kernel.dates import legal_date

#: these stand in the models where every docket has its own
PARTY, WHERE = "样本经营部甲乙丙", "样本大街十字路口"
_NUMBER: Final = re.compile(r"^(.+?)〔(\d{4})〕(\d+)号$")
#: how far the times of a docket may lie behind those of its model, on the same legal day
LATEST: Final = timedelta(hours=1)

#: the closed: how many of a hundred dockets, and how long ago they may have begun (days)
_CLOSED: Final = {
    "patrol": (58, 20, 390),
    "declined": (15, 20, 390),
    "fined": (20, 30, 390),
    "ordinary": (4, 110, 390),
}
_OPEN: Final = {
    "checked": 1,
    "propose_filing": 0.4,
    "approve_filing": 0.5,
    "report_investigation": 0.3,
    "serve_notice": 0.5,
    "serve_decision": 0.3,
}
#: on how many days each kind is played
DAYS: Final = 24


@dataclass(frozen=True, slots=True)
class Template:
    """A text cut into what stays and what is filled in: ``parts`` alternate between the two."""

    parts: tuple[str, ...]

    @classmethod
    def of(cls, text: str, marks: dict[str, str]) -> Template:
        """``marks``: the words of the text -> the name of what stands there."""
        if not marks:
            return cls((text,))
        pattern = "|".join(re.escape(mark) for mark in sorted(marks, key=len, reverse=True))
        cut = re.split(f"({pattern})", text)
        return cls(tuple(marks[part] if at % 2 else part for at, part in enumerate(cut)))

    def filled(self, values: dict[str, str]) -> str:
        return "".join([values[part] if at % 2 else part for at, part in enumerate(self.parts)])


@dataclass(frozen=True, slots=True)
class ModelAct:
    """One act as append wrote it; ``papers`` are the marks of number series in its text."""

    kind: str
    at: datetime
    text: Template
    papers: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Model:
    """One docket as append wrote it."""

    name: str
    share: float
    opened_at: datetime
    mark: str
    year: int
    acts: tuple[ModelAct, ...]
    standing: dict[str, Any]
    clocks: tuple[tuple[Any, ...], ...]
    #: the report in its own words, which are searched for as well
    told: str
    #: field and text of what stands apart
    sealed: tuple[tuple[str, str], ...] = field(default=())
    #: the row of the event, None of a docket that began without a report; its instants follow the acts
    event: dict[str, Any] | None = None


STANDING: Final = (
    "procedure",
    "stage",
    "cause",
    "party",
    "where",
    "item",
    "holders",
    "called",
    "awaits",
    "seq",
    "opened_on",
    "closed_on",
    "due_on",
    "sort_on",
    "due_name",
    "warn_by",
    "touched_at",
)
CLOCK: Final = (
    "name",
    "started_by",
    "starts_on",
    "nominal",
    "due",
    "warn_by",
    "provisional",
    "stopped_on",
    "reckoning",
    "cites",
    "paused_on",
    "paused_why",
    "days_left",
)


def models(people: People, *, now: datetime, rng: Random, days: int = DAYS) -> list[Model]:
    """Play every kind of case on many days and read it back, oldest first."""
    return sorted(_played(people, now, rng, days), key=lambda model: model.opened_at)


def _played(people: People, now: datetime, rng: Random, count: int) -> Iterator[Model]:
    for name, (share, newest, oldest) in _CLOSED.items():
        for step in range(count):
            days = newest + (oldest - newest) * step // max(1, count - 1)
            yield read_model(_closed(name, days, people, now, rng), name, share / count)
    for until, share in _OPEN.items():
        for step in range(min(4, count)):
            yield read_model(_open(until, 1 + step * 3, people, now, rng), until, share / min(4, count))


def _case(course: str, days: int, **more: Any) -> dict[str, Any]:
    case = {**profile_case(course), "days_ago": days, "place_text": WHERE, "assist": None, "until": "archive_case", **more}
    case["party"] = {**case["party"], "type": "organisation", "name": PARTY}
    return case


def _closed(name: str, days: int, people: People, now: datetime, rng: Random) -> UUID:
    """Not filed after a patrol or a report, fined on the spot, or the whole ordinary procedure."""
    if name == "ordinary":
        return play(_case("ordinary", days), people, now=now, rng=rng)[0]
    quick = {"pace": [0, 0, 0, 1, 1]}
    if name == "fined":
        return play(_case("summary", days, **quick), people, now=now, rng=rng)[0]
    source = {"source": "巡查发现", "reporter": "", "reporter_phone": ""} if name == "patrol" else {}
    docket, at = play(_case("ordinary", days, until="check_on_spot", **quick, **source), people, now=now, rng=rng)
    at += timedelta(minutes=40)
    payload = {"ground": "违法行为轻微并已及时改正", "reason": "当场清理完毕，没有造成后果。", "reply": "已责令当场改正，答复反映人。"}
    append(actor=people.actor(HEAD, at), docket=docket, request=Request("decline_filing", payload), now=at)
    return docket


def _open(until: str, days: int, people: People, now: datetime, rng: Random) -> UUID:
    """Begun lately and still under way, of three acts at least."""
    asked = "check_on_spot" if until == "checked" else until
    pace = [0] if until in ("checked", "propose_filing", "approve_filing", "report_investigation") else [0, 1]
    more = 25 if until == "serve_decision" else 8 if until == "serve_notice" else 1
    docket, at = play(_case("ordinary", days + more, until=asked, pace=pace), people, now=now, rng=rng)
    for _ in range(2 if until == "checked" else 0):
        at += timedelta(minutes=15)
        append(actor=people.actor(FIRST, at), docket=docket, request=Request("add_note", NOTE), now=at)
    return docket


def read_model(docket: UUID, name: str, share: float) -> Model:
    """The rows of one docket, cut."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, body, place, opened_at FROM docket_docket WHERE id = %s", [docket])
        number, body, place, opened_at = cursor.fetchone()
        cursor.execute(
            "SELECT id, kind, happened_at, body, lag(digest, 1, %s) OVER (ORDER BY seq) FROM docket_act WHERE docket_id = %s ORDER BY seq",
            [FIRST_PREV, docket],
        )
        acts = cursor.fetchall()
        columns = ", ".join(f'"{column}"' for column in STANDING)
        cursor.execute(f"SELECT {columns} FROM docket_standing WHERE docket_id = %s", [docket])
        standing = dict(zip(STANDING, cursor.fetchone(), strict=True))
        cursor.execute(f"SELECT {', '.join(CLOCK)} FROM docket_clock WHERE docket_id = %s ORDER BY started_by, name", [docket])
        clocks = tuple(cursor.fetchall())
        cursor.execute(f"SELECT {', '.join(COLUMNS)} FROM dispatch_event WHERE docket_id = %s", [docket])
        row = cursor.fetchone()
        event = dict(zip(COLUMNS, row, strict=True)) if row else None
        cursor.execute("SELECT digest, field FROM docket_sealed WHERE docket_id = %s ORDER BY field, digest", [docket])
        sealed = cursor.fetchall()
    texts = private.reveal(digest for digest, _ in sealed)
    mark, year = _mark_and_year(number)
    party = standing["party"] or PARTY
    shared = {str(docket): "docket", number: "number", body: "body", f'"{place}"': "place", party: "party", WHERE: "where"}
    shared |= {digest: f"sealed{index}" for index, (digest, _) in enumerate(sealed)}
    cut = []
    for id_, kind, at, text, prev in acts:
        assert legal_date(at + LATEST) == legal_date(at), f"{name}: {kind} is too late in the day"
        papers, marks = [], {**shared, str(id_): "act", stamp(at): "at", prev: "prev"}
        for found in re.findall(r'"number":"([^"]+)"', text):
            if found == number:
                continue
            prefix, paper_year = _mark_and_year(found)
            marks[found] = f"paper{len(papers)}"
            papers.append((prefix.removeprefix(mark.removesuffix("案")), paper_year))
        cut.append(ModelAct(kind, at, Template.of(text, marks), tuple(papers)))
    found_sealed = tuple((column, texts[digest]) for digest, column in sealed)
    words = told(act_from(acts[0][3]))
    return Model(name, share, opened_at, mark.removesuffix("案"), year, tuple(cut), standing, clocks, words, found_sealed, event)


def _mark_and_year(number: str) -> tuple[str, int]:
    found = _NUMBER.match(number)
    assert found, number
    return found[1], int(found[2])
