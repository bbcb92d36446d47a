"""行 — the rows of one docket made after its model: own ids, numbers, times, names, private values, and its own chain of digests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random
from typing import Any, Final
from uuid import UUID

from benchmarks.measuring.models import CLOCK, LATEST, Model
from yifa.dispatch.core.event import COLUMNS
from yifa.docket import private
from yifa.docket.core.act import FIRST_PREV, digest_of, stamp
from yifa.docket.core.fold import search_tokens

TABLES: Final = {
    "docket_docket": "id, number, body, place, opened_at",
    "docket_act": "id, docket_id, seq, kind, happened_at, recorded_at, body, digest, request",
    "docket_standing": 'docket_id, number, body, place, procedure, stage, cause, party, "where", item, holders, called, awaits, seq, '
    "opened_on, closed_on, due_on, sort_on, due_name, warn_by, touched_at, words",
    "docket_clock": "docket_id, " + ", ".join(CLOCK),
    "dispatch_event": "docket_id, " + ", ".join(COLUMNS),
    "docket_sealed": "digest, docket_id, field, nonce, text",
    "docket_leaf": "index, act, digest",
}
_NULL: Final = "\\N"
_SURNAMES, _NAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜",
    "德福兴隆宏达顺发永盛昌荣安泰和祥瑞丰裕康美佳诚信鑫源通利民",
)
_TRADES = ("建材经营部", "蔬菜店", "饭店", "小吃店", "汽修厂", "洗车行", "超市", "五金门市", "烧烤店", "养殖场", "运输队", "服装店")
_STREETS = ("古城大街", "十字街", "北街村", "南街村", "东环路", "富康路", "兴盛路", "站前街", "集贸市场", "工业路")


@dataclass(frozen=True, slots=True)
class Town:
    """A body and its place; the first is that of the people who ask, the others are made up."""

    body: str
    place: str
    mark: str


def towns(first: Town, count: int) -> list[Town]:
    parent, _, _ = first.body.rpartition(".")
    return [
        first,
        *(Town(f"{parent}.town{number:02d}", f"{first.place[:6]}{200 + number}", f"示{number:02d}综执") for number in range(1, count)),
    ]


@dataclass(slots=True)
class Numbers:
    """编号 — the last number of every series, as append would have moved it."""

    last: Counter[str] = field(default_factory=Counter)

    def next(self, series: str) -> int:
        self.last[series] += 1
        return self.last[series]

    def take(self, model: Model, town: Town) -> tuple[str, list[list[str]]]:
        """The docket's number and, act by act, those of its papers."""
        number = self.next(f"卷/{town.body}/{model.year}")
        papers = [
            [f"{town.mark}{mark}〔{year}〕{self.next(f'{mark}/{town.body}/{year}')}号" for mark, year in act.papers] for act in model.acts
        ]
        return f"{town.mark}案〔{model.year}〕{number}号", papers


def plan(models: Sequence[Model], *, towns: int, dockets: int, seed: int) -> Iterator[tuple[int, int]]:
    """Model and town of every docket, in the order of the days; a tenth belongs to the first town. The same for the same seed."""
    rng = Random(seed)
    shares = list(accumulate(model.share for model in models))
    bounds = [round(dockets * share / shares[-1]) for share in shares]
    begin = 0
    for index, end in enumerate(bounds):
        for _ in range(end - begin):
            yield index, 0 if rng.random() < 0.1 else rng.randrange(1, towns)
        begin = end


def id_at(at: datetime, rng: Random) -> UUID:
    """A UUID version 7 of that instant."""
    value = (int(at.timestamp() * 1000) << 80) | rng.getrandbits(80)
    return UUID(int=(value & ~(0xF << 76) & ~(0x3 << 62)) | (7 << 76) | (2 << 62))


def rows_of(model: Model, town: Town, number: str, papers: list[list[str]], rng: Random, first_leaf: int) -> Iterator[tuple[str, str]]:
    """Table and line for COPY of every row of one docket. Act ids and digests are in the lines of ``docket_leaf``, in order."""
    late = timedelta(microseconds=rng.randrange(int(LATEST.total_seconds()) * 1_000_000))
    docket = id_at(model.opened_at + late, rng)
    party = rng.choice(_SURNAMES) + rng.choice(_NAMES) + rng.choice(_NAMES) + rng.choice(_TRADES)
    where = f"{rng.choice(_STREETS)}{rng.randrange(1, 400)}号"
    values = {"docket": str(docket), "number": number, "body": town.body, "place": f'"{town.place}"', "party": party, "where": where}
    kept = []
    for index, (column, text) in enumerate(model.sealed):
        digest, clear = private.salted(text)
        values[f"sealed{index}"] = digest
        kept.append((column, digest, clear))
    opened = stamp(model.opened_at + late)
    yield "docket_docket", _line(docket, number, town.body, town.place, opened)
    values["prev"], at = FIRST_PREV, opened
    for seq, (act, numbers) in enumerate(zip(model.acts, papers, strict=True), 1):
        id_, at = id_at(act.at + late, rng), stamp(act.at + late)
        values |= {"act": str(id_), "at": at}
        values.update((f"paper{index}", paper) for index, paper in enumerate(numbers))
        body = act.text.filled(values)
        values["prev"] = digest = digest_of(body)
        yield "docket_act", _line(id_, docket, seq, act.kind, at, at, body.replace("\\", "\\\\"), digest, f"{rng.getrandbits(256):064x}")
        yield "docket_leaf", _line(first_leaf + seq - 1, id_, digest)
    named = {**model.standing, "party": party if model.standing["party"] else "", "where": where, "touched_at": at}
    yield (
        "docket_standing",
        _line(docket, number, town.body, town.place, *map(_text, named.values()), _words(number, model.told, named, papers)),
    )
    for clock in model.clocks:
        yield "docket_clock", _line(docket, *map(_text, clock))
    if model.event is not None:
        own = {"number": number, "body": town.body, "place": town.place, "place_text": where}
        yield "dispatch_event", _line(docket, *map(_text, {**_moved(model, model.event, late), **own}.values()))
    for digest, _, column, nonce, text in private.sealed_rows(docket=docket, values=kept):
        yield "docket_sealed", _line(digest, docket, column, f"\\\\x{nonce.hex()}", f"\\\\x{text.hex()}")


def _moved(model: Model, event: dict[str, Any], late: timedelta) -> dict[str, Any]:
    """The row of the event, every instant of an act as late as the act itself; what a form told stays as it was told."""
    of_acts = {act.at for act in model.acts}
    return {name: value + late if isinstance(value, datetime) and value in of_acts else value for name, value in event.items()}


def _words(number: str, told: str, standing: dict[str, Any], papers: list[list[str]]) -> str:
    """As fold finds them, in the form that tsvector reads."""
    found = " ".join([number, standing["cause"], told, standing["party"], standing["where"], *(paper for each in papers for paper in each)])
    return " ".join(f"'{word}'" for word in search_tokens(found))


def _text(value: Any) -> str:
    if value is None:
        return _NULL
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, list):
        return "{" + ",".join(value) + "}"
    return str(value).replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t")


def _line(*values: Any) -> str:
    return "\t".join(map(str, values)) + "\n"
