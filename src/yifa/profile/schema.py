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
    #: the place it lies in, where the code itself does not say so (片区, 园区)
    parent: str = ""
    #: the code it goes by after ``valid_until``, where the place went on under another
    becomes: str = ""
    area_km2: Decimal | None = None
    area_approximate: bool = False
    population: int | None = None
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
    #: 职责 and 经费来源, as the founding document states them; empty is 未载明
    duty: str = ""
    funds: str = ""
    #: 综合保障类 or 区域与专业类, of units inside a team
    unit_class: str = ""
    #: 垂直领导 (海关、金融、税务 …): its remedy lies with the superior department
    vertical: bool = False
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
    transition_until: date | None = None
    transition_body: str = ""
    guide: str = ""
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
    """持有 — one item, or every item of one list, held beside the lists; ``exception`` with its reason lets a second holder stand.

    Until ``transition_until`` (exclusive) 过渡期 the power is exercised by ``transition_body``; ``guide`` is who granted and guides.
    """

    body: str
    place: str
    title: str
    item: str = ""
    list: str = ""
    document: str = ""
    transition_until: date | None = None
    transition_body: str = ""
    guide: str = ""
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
    #: 公务员, 参公, 事业, 编外 …; and since when in the service (老人老办法、新人新办法)
    identity: str = ""
    joined: date | None = None
    insured_until: date | None = None
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
    name: str = ""
    place_type: str = ""
    longitude: Decimal | None = None
    latitude: Decimal | None = None
    legal_basis: str = ""
    technical_review_on: date | None = None
    legal_review_on: date | None = None
    reviewer: str = ""
    published_on: date | None = None
    published_place: str = ""
    stream: str = ""
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow(Record):
    """覆盖 — a type of place where a body's cameras stand; how many is not stated."""

    body: str
    place_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GridRow(Spanned):
    """网格 — one grid of a tier; ``outline`` as in shapes, empty where the source gives none; ``parent`` the grid of the tier above."""

    code: str
    name: str
    place: str
    tier: str = "责任网格"
    parent: str = ""
    outline: str = ""
    illustrative: bool = True
    source: str = ""
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GridOwnerRow(Spanned):
    """网格责任人 — who answers for a grid: an officer, or a body where no person is named; ``cover`` stands in for the officer."""

    grid: str
    body: str
    officer: str = ""
    role: str = "责任人"
    cover: str = ""
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EventKindRow(Spanned):
    """立案结案标准 — one small class of parts 部件 or events 事件: when it is filed, within what, when it is closed, who owns it."""

    code: str
    kind: str
    category: str
    name: str
    filing: str
    limit: int
    unit: str
    closing: str
    owner: str = ""
    domain: str = ""
    item: str = ""
    recorded: bool = False
    public: bool = False
    patrol: tuple[str, ...] = ()
    source: str = ""
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreRow(Spanned):
    """指挥中心 — who takes in reports for a body at a place, of all domains or of some; ``kind`` 指挥 commands, 监督 takes complaints."""

    body: str
    name: str
    place: str
    kind: str = "指挥"
    domains: tuple[str, ...] = ()
    all_day: bool = False
    phone: str = ""
    source: str = ""
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LiaisonRow(Spanned):
    """联络员 — the named person by whom a body answers the whistle of a place."""

    body: str
    place: str
    officer: str
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow(Spanned):
    """值班表 — weekdays (1 is Monday) and hours an officer is on duty, with which crew; an end not after the beginning is next day's."""

    body: str
    officer: str
    kind: str
    days: str
    begins: str
    ends: str
    crew: str = ""
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
class AreaRow(Spanned):
    """片区组成 — a place that belongs to an area which is no administrative division."""

    area: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationRow(Spanned):
    """属、管、用 — who owns a team's posts, who manages it day by day, who pays for it, who guides its trade; and who of them pooled it."""

    body: str
    relation: str
    to: str
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseRow(Spanned):
    """行使 — who exercises on the ground what ``holder`` holds, in the holder's name: 委托, 派驻 or the holder's own team.

    An empty ``domain`` and ``item`` is everything the holder holds at that place.
    """

    kind: str
    holder: str
    team: str
    place: str
    domain: str = ""
    item: str = ""
    document: str = ""
    published: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModeRow(Spanned):
    """分类设置管理方式 — how a domain is set up in a city: 市区分设, 市级派驻, 机关执法."""

    domain: str
    place: str
    mode: str
    body: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RouteRow(Spanned):
    """层级事权 — a case with this feature goes to this level; an empty domain is all."""

    place: str
    feature: str
    level: str
    domain: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueRow(Spanned):
    """赋权指导目录 — an item the province lets be granted to towns."""

    item: str
    issuer: str
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow(Record):
    """承接能力评估 — what a town or team can take on; an empty domain is all."""

    body: str
    score: Decimal
    on: date
    domain: str = ""
    able: bool = False
    document: str = ""
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryRow(Spanned):
    """职责边界 — who approves, supervises, enforces, supports by technique: for an item, or for a domain."""

    side: str
    body: str
    item: str = ""
    domain: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeRow(Record):
    """边界争议 — who disagrees on what since when, until when it is to be settled."""

    code: str
    bodies: tuple[str, ...]
    raised_on: date
    due_on: date
    item: str = ""
    domain: str = ""
    settled_on: date | None = None
    outcome: str = ""
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorisationRow(Spanned):
    """清单状态 — how far the list of a place is: 梳理, 明确, 理顺, 已授权."""

    place: str
    state: str
    list: str = ""
    by: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationRow(Record):
    """清单公布 — from which day a list stands published in the state it has on that day."""

    list: str
    on: date
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyRow(Record):
    """政策文件 — title, number, meeting, basis; ``also_titled`` where the source itself titles it twice. Months stand as text (2016-01)."""

    code: str
    title: str
    also_titled: str = ""
    number: str = ""
    issuer: str = ""
    meeting: str = ""
    issued: date | None = None
    basis: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow(Record):
    """改革任务 — leads stand before the first comma of the line ``units`` of the source, the others work with them."""

    code: str
    policy: str
    title: str
    units: str
    #: 2023-10, or 持续推进
    deadline: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictRow(Record):
    """来源矛盾 — the source says both; neither is dropped."""

    task: str
    field: str
    a: str
    b: str
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MechanismRow(Record):
    """机制与制度 — one rule, mechanism, function or slot of a group; an empty title is one whose name the source does not give."""

    code: str
    group: str
    body: str = ""
    place: str = ""
    title: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MilestoneRow(Record):
    """节点 — what happened or is due when; ``when`` is as exact as the source: 2015-03, 2024-08-24."""

    code: str
    when: str
    title: str
    kind: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagRow(Record):
    """来源质量 — what is wrong with the source text itself: 截断, 题名不一, 繁体, 识别噪声."""

    kind: str
    where: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReformRow(Record):
    """改革 — a dated change, so that any count can be asked the day before and on the day. ``assumed``: the source gives no day."""

    code: str
    name: str
    on: date
    assumed: bool = False
    place: str = ""
    document: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapeRow(Record):
    """图形 — outline of a place as x y pairs; ``illustrative`` 示意 shows where it lies to its neighbours, not its true border."""

    place: str
    outline: str
    illustrative: bool = True
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRow(Spanned):
    """编制岗位 — one post a row: whose it is, who uses it, 基本 or 动态, locked or not; an empty officer is a vacancy 空编."""

    code: str
    owner: str
    user: str
    kind: str
    pool: str
    locked: bool = False
    front_line: bool = False
    officer: str = ""
    purpose: str = ""
    review_on: date | None = None
    place: str = ""
    synthetic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolMoveRow(Record):
    """编制周转 — posts taken in from vacancies, lent, given back, or sunk to a lower level; one move a row."""

    code: str
    kind: str
    of: str
    to: str
    count: int
    #: what the source gives no day for has none
    on: date | None = None
    until: date | None = None
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceRow(Record):
    """请假 — first and last day."""

    officer: str
    kind: str
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecusalRow(Record):
    """回避 — an officer who may not handle matters of this party."""

    officer: str
    party: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyRow(Spanned):
    """岗位分离 — an officer set aside for a duty that excludes handling the same case: 法制审核, 听证主持, 负责人."""

    officer: str
    duty: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRoleRow(Spanned):
    """兼任 — a role in one body that follows an office held in another: whoever holds the office has the role."""

    body: str
    role: str
    office_body: str
    office: str
    document: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRow(Record):
    """数字 — one figure of the profile: its key, the measure that counts it, and what the measure is asked of."""

    key: str
    measure: str
    sentence: str = ""
    of: str = ""
    kind: str = ""
    place: str = ""
    by: str = ""
    #: the day it is counted on, where that is not the day asked for
    on: date | None = None


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
    grid_owners: tuple[GridOwnerRow, ...] = ()
    event_kinds: tuple[EventKindRow, ...] = ()
    centres: tuple[CentreRow, ...] = ()
    liaisons: tuple[LiaisonRow, ...] = ()
    rosters: tuple[RosterRow, ...] = ()
    claims: tuple[ClaimRow, ...] = ()
    users: tuple[UserRow, ...] = ()
    areas: tuple[AreaRow, ...] = ()
    relations: tuple[RelationRow, ...] = ()
    exercises: tuple[ExerciseRow, ...] = ()
    modes: tuple[ModeRow, ...] = ()
    routes: tuple[RouteRow, ...] = ()
    catalogue: tuple[CatalogueRow, ...] = ()
    scores: tuple[ScoreRow, ...] = ()
    boundaries: tuple[BoundaryRow, ...] = ()
    disputes: tuple[DisputeRow, ...] = ()
    authorisations: tuple[AuthorisationRow, ...] = ()
    publications: tuple[PublicationRow, ...] = ()
    policies: tuple[PolicyRow, ...] = ()
    tasks: tuple[TaskRow, ...] = ()
    conflicts: tuple[ConflictRow, ...] = ()
    mechanisms: tuple[MechanismRow, ...] = ()
    milestones: tuple[MilestoneRow, ...] = ()
    flags: tuple[FlagRow, ...] = ()
    reforms: tuple[ReformRow, ...] = ()
    shapes: tuple[ShapeRow, ...] = ()
    posts: tuple[PostRow, ...] = ()
    pool_moves: tuple[PoolMoveRow, ...] = ()
    absences: tuple[AbsenceRow, ...] = ()
    recusals: tuple[RecusalRow, ...] = ()
    duties: tuple[DutyRow, ...] = ()
    office_roles: tuple[OfficeRoleRow, ...] = ()
    facts: tuple[FactRow, ...] = ()
