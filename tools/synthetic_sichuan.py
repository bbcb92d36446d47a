"""What the generators of profiles/chengdu and profiles/guanghan share: how a file is written, made-up people, items read from the law."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

Row = dict[str, object]

SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方"
FIRST = "志文明秀国建海晓永春立少长振宏学玉雪俊书祥保德红桂凤爱冬世家景思安清仁新向光广平启承嘉维泽锦兴润云宜远"
SECOND = "强华斌英民梅军东兰霞胜芳林杰河琴瑞生国武敏涛辉宁波江峰勇刚鹏健磊洋帆悦琳颖倩"

CERTIFIED_FROM, CERTIFIED_UNTIL = "2023-01-01", "2029-01-01"


def names() -> Iterator[str]:
    """Made-up names, never the same twice."""
    for number in count():
        part, rest = number % len(SURNAMES), number // len(SURNAMES)
        yield SURNAMES[part] + FIRST[(number * 7 + rest) % len(FIRST)] + SECOND[(number * 5 + rest * 3) % len(SECOND)]


@dataclass
class People:
    """人员 — officers with certificate and posting, each marked synthetic."""

    prefix: str
    issuer: str
    officers: list[Row] = field(default_factory=list)
    certificates: list[Row] = field(default_factory=list)
    postings: list[Row] = field(default_factory=list)
    _names: Iterator[str] = field(default_factory=names)
    _taken: set[str] = field(default_factory=set)

    def add(
        self,
        body: str,
        title: str,
        *,
        domains: Sequence[str],
        region: str,
        team: str = "",
        reviewer: bool = False,
        since: str = "",
        zone: str = "",
        **more: object,
    ) -> Row:
        """One officer of ``body``, working in ``team`` (the body itself where none is named); returns the row."""
        name = next(name for name in self._names if name not in self._taken)
        self._taken.add(name)
        code = f"{self.prefix}-{len(self.officers) + 1:04d}"
        row: Row = {"code": code, "name": name, "body": body, "legally_qualified": yes(reviewer), "identity": "公务员", "synthetic": "是"}
        self.officers.append(row | more)
        self.post(code, team or body, title, since=since, zone=zone)
        self.certificates.append(
            {
                "number": f"演示-{region}-{len(self.officers):04d}",
                "officer": code,
                "issuer": self.issuer,
                "region": region,
                "domains": ";".join(domains),
                "valid_from": CERTIFIED_FROM,
                "valid_until": CERTIFIED_UNTIL,
                "synthetic": "是",
            }
        )
        return row

    def post(self, officer: str, body: str, title: str, *, since: str = "", until: str = "", zone: str = "") -> None:
        self.postings.append(
            {"officer": officer, "body": body, "title": title, "zone": zone, "valid_from": since, "valid_until": until},
        )


def yes(value: bool) -> str:
    return "是" if value else ""


def write_csv(path: Path, rows: Iterable[Mapping[str, object]], columns: Sequence[str] = ()) -> int:
    """Write rows under the columns any of them has; a column nobody fills in is left out. Returns how many."""
    rows = list(rows)
    wanted = columns or list(dict.fromkeys(name for row in rows for name in row))
    used = [name for name in wanted if any(row.get(name) not in ("", None) for row in rows)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(used)
        writer.writerows([row.get(name, "") for name in used] for row in rows)
    return len(rows)


def write_toml(path: Path, table: str, rows: Iterable[Mapping[str, object]], *, head: str) -> int:
    """Write rows as ``[[table]]`` entries, what is empty left out. Returns how many."""
    rows = list(rows)
    parts = [f"# {head}\n"]
    for row in rows:
        lines = [f"[[{table}]]", *(f"{name} = {_value(value)}" for name, value in row.items() if value not in ("", None, False))]
        parts.append("\n".join(lines) + "\n")
    path.write_text("\n".join(parts), encoding="utf-8")
    return len(rows)


def _value(value: object) -> str:
    if value is True or value is Stated.NO:
        return "true" if value is True else "false"
    if isinstance(value, list):
        return "[" + ", ".join(_value(part) for part in value) + "]"
    if isinstance(value, int):
        return str(value)
    text = str(value)
    day = len(text) == 10 and text[4] == text[7] == "-" and text.replace("-", "").isdigit()
    return text if day else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Stated:
    """``stated = false`` has to be written, while any other false is left out."""

    NO = object()


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@dataclass(frozen=True)
class FromLaw:
    """Items read from the law, as another profile holds them, with their amounts."""

    items: list[dict[str, str]]
    fines: list[dict[str, str]]

    @classmethod
    def of(cls, folder: Path, file: str) -> FromLaw:
        return cls(read_csv(folder / "items" / file), read_csv(folder / "fines.csv"))

    def of_domain(self, domain: str, *, prefix: str, department: str, as_domain: str = "") -> tuple[list[Row], list[Row]]:
        """Items and fines of one domain under codes of our own; both versions of an item keep one code."""
        codes: dict[str, str] = {}
        items: list[Row] = []
        for row in self.items:
            if row["domain"] == domain:
                code = codes.setdefault(row["code"], f"{prefix}-R{len(codes) + 1:03d}")
                items.append({**row, "code": code, "department": department, "domain": as_domain or domain})
        return items, [{**fine, "item": codes[fine["item"]]} for fine in self.fines if fine["item"] in codes]
