"""What a profile may say: one frozen record per row. A field without default must be filled in; an empty one is 未载明.

Spans are ``valid_from`` (empty: not stated, open) and ``valid_until`` (exclusive, empty: open).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record stands: file and line, so that every message can name them."""

    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Anything read from a line of a profile."""

    at: Origin = field(default=Origin(), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spanned(Record):
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DomainRow(Record):
    """领域 — a field of enforcement and the overlays that come before the national rule, most special first."""

    name: str
    layers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow(Spanned):
    """地方 — ``code`` is a prefix of the codes of all places below; ``standard`` says whose code it is (GB/T 2260, own)."""

    code: str
    name: str
    kind: str
    standard: str
    area_km2: Decimal | None = None
    area_approximate: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyRow(Spanned):
    """机关、队伍、科室 — a body with what papers need of it."""

    code: str
    name: str
    kind: str
    short: str = ""
    level: str = ""
    place: str = ""
    mark: str = ""
    seal: str = ""
    address: str = ""
    phone: str = ""
    reconsideration: str = ""
    court: str = ""
    bank: str = ""
    account_name: str = ""
    account_no: str = ""
    domain: str = ""
    integration: str = ""
    plate: str = ""
    synthetic: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryRow(Record):
    """沿革 — ``relation`` is abolished 撤销, established 组建, plate 挂牌, moved_in 划入 or source 职能来源."""

    relation: str
    subject: str
    into: str = ""
    of: str = ""
    on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow(Spanned):
    """事项清单 — a list of items and who holds all of it, where and by what title. ``stated`` no: the source gives no list."""

    code: str
    name: str
    body: str
    place: str
    stated: bool
    file: str = ""
    title: str = ""
    document: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow(Spanned):
    """事项 — one version of one item. Law texts stay outside: ``…_text`` names the version read, ``…_print`` its fingerprint."""

    code: str
    name: str
    domain: str
    department: str
    synthetic: bool
    violated_law: str = ""
    violated_article: str = ""
    violated_paragraph: int | None = None
    violated_item: int | None = None
    violated_text: str = ""
    violated_print: str = ""
    penalty_law: str = ""
    penalty_article: str = ""
    penalty_paragraph: int | None = None
    penalty_item: int | None = None
    penalty_text: str = ""
    penalty_print: str = ""
    kinds: tuple[str, ...] = ()
    correction_order: bool = False
    status: str = ""
    #: code of the list, set by the loader from the file the row stands in
    list: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FineRow(Record):
    """罚款幅度 — for one version of an item; ``condition`` empty is the basic tier, both ends are included (以上、以下)."""

    item: str
    valid_from: date
    party: str
    condition: str = ""
    low_yuan: Decimal | None = None
    high_yuan: Decimal | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingRow(Spanned):
    """持有 — a single item held beside the lists; ``exception`` with its reason lets a second holder stand."""

    item: str
    body: str
    place: str
    title: str
    document: str = ""
    exception: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficerRow(Spanned):
    """人员 — ``assistant`` 协管员 has no powers of enforcement."""

    code: str
    name: str
    body: str
    legally_qualified: bool = False
    assistant: bool = False
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRow(Record):
    """执法证件 — number, domains, region (prefix of place codes) and its span."""

    number: str
    officer: str
    issuer: str
    region: str
    domains: tuple[str, ...]
    valid_from: date
    valid_until: date
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingRow(Spanned):
    """任职 — officer in a body, and for those who answer for one, the zone 片区."""

    officer: str
    body: str
    title: str
    zone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingRow(Record):
    """培训 — who was trained in what, with what result; the day where the source gives it."""

    officer: str
    name: str
    result: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EquipmentRow(Spanned):
    """装备 — one thing per row."""

    code: str
    kind: str
    name: str
    body: str
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraRow(Spanned):
    """摄像头 — one camera per row, of one ``register``; two registers may overlap and are never added up."""

    code: str
    register: str
    owner: str
    place: str
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow(Record):
    """覆盖 — a type of place where a body's cameras stand; how many is not stated."""

    body: str
    place_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow(Spanned):
    """网格 — one grid of the county town; single areas are not stated."""

    code: str
    name: str
    place: str
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow(Record):
    """所称数字 — a figure the source gives that no rows can be counted for, with its sense and where it stands."""

    key: str
    body: str
    figure: Decimal
    unit: str
    sense: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UserRow(Record):
    """用户 — a person who may sign in: roles over a body and a place. No passwords here: made when accounts are loaded."""

    username: str
    name: str
    body: str
    roles: tuple[str, ...]
    place: str = ""
    officer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A profile with what it extends, read and checked."""

    code: str
    name: str
    place: str
    #: SM3 over all files read, so that a load can see that nothing changed
    digest: str
    domains: tuple[DomainRow, ...] = ()
    places: tuple[PlaceRow, ...] = ()
    bodies: tuple[BodyRow, ...] = ()
    history: tuple[HistoryRow, ...] = ()
    lists: tuple[ListRow, ...] = ()
    items: tuple[ItemRow, ...] = ()
    fines: tuple[FineRow, ...] = ()
    holdings: tuple[HoldingRow, ...] = ()
    officers: tuple[OfficerRow, ...] = ()
    certificates: tuple[CertificateRow, ...] = ()
    postings: tuple[PostingRow, ...] = ()
    trainings: tuple[TrainingRow, ...] = ()
    equipment: tuple[EquipmentRow, ...] = ()
    cameras: tuple[CameraRow, ...] = ()
    coverage: tuple[CoverageRow, ...] = ()
    grids: tuple[GridRow, ...] = ()
    claims: tuple[ClaimRow, ...] = ()
    users: tuple[UserRow, ...] = ()
