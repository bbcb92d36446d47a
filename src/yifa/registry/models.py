"""Tables of the registry. Spans: ``valid_from`` null is not stated (open), ``valid_until`` is exclusive, null is open.

What two rows may not both say is refused by the database itself (exclusion constraints over ranges, core PostgreSQL only).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value


def days(first: str = "valid_from", last: str = "valid_until") -> tuple[Func, str]:
    """The span of a row, compared by overlap."""
    return Func(F(first), F(last), Value("[)"), function="daterange"), RangeOperators.OVERLAPS


def numbers(low: str, high: str | None = None) -> tuple[Func, str]:
    """A whole number, or the range between two, both ends included, compared by overlap."""
    return Func(F(low), F(high or low), Value("[]"), function="int8range"), RangeOperators.OVERLAPS


def text(name: str) -> tuple[Func, str]:
    """Equality of a text within a gist index: its 64-bit hash as a range, for the server has no btree_gist."""
    hashed = Func(F(name), Value(0), function="hashtextextended")
    return Func(hashed, hashed, Value("[]"), function="int8range"), RangeOperators.OVERLAPS


def never_two(name: str, expressions: Sequence[tuple[Any, str]], condition: Q | None = None) -> ExclusionConstraint:
    """Refuse two rows that meet in all ``expressions``."""
    return ExclusionConstraint(name=name, expressions=list(expressions), condition=condition)


class Spanned(models.Model):
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)

    class Meta:
        abstract = True


class Load(models.Model):
    """载入 — which profile a room was loaded from, in which state, and when."""

    room = models.CharField(max_length=40, primary_key=True)
    profile = models.CharField(max_length=60)
    name = models.CharField(max_length=100)
    place = models.CharField(max_length=20, blank=True)
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    class Meta:
        db_table = "registry_load"


class Revision(models.Model):
    """版次 — one row; its number is another after every change of the institution: so who keeps a copy in memory sees that it is old."""

    number = models.BigIntegerField(default=0)

    class Meta:
        db_table = "registry_revision"


class Changed(models.Model):
    """Rows an act of a docket made or ended: ``act`` is the last of them. A profile does not answer for such a row any more."""

    act = models.UUIDField(null=True)

    class Meta:
        abstract = True


class Domain(models.Model):
    """领域 — and the overlays of rules that go with it."""

    name = models.CharField(max_length=40, primary_key=True)
    layers = ArrayField(models.CharField(max_length=40), default=list)

    class Meta:
        db_table = "registry_domain"


class Place(Spanned, Changed):
    """地方 — of the GB/T 2260 tree, whose codes nest, or an area of its own code that lies in ``parent``."""

    code = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=40)
    standard = models.CharField(max_length=40)
    parent = models.CharField(max_length=20, blank=True)
    becomes = models.CharField(max_length=20, blank=True)
    population = models.BigIntegerField(null=True)
    area_km2 = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    area_approximate = models.BooleanField(default=False)
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        db_table = "registry_place"
        indexes = [models.Index("code", name="registry_place_code")]
        constraints = [never_two("registry_place_once", [text("code"), days()])]


class Body(Spanned, Changed):
    """机关、队伍、科室 — one row per span; the dotted ``code`` stays the same over all of them."""

    code = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    #: how lists and figures call it: 农林水利
    short = models.CharField(max_length=40, blank=True)
    level = models.CharField(max_length=10, blank=True)
    place = models.CharField(max_length=20, blank=True)
    mark = models.CharField(max_length=20, blank=True)
    seal = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    reconsideration = models.CharField(max_length=200, blank=True)
    court = models.CharField(max_length=200, blank=True)
    bank = models.CharField(max_length=200, blank=True)
    account_name = models.CharField(max_length=200, blank=True)
    account_no = models.CharField(max_length=60, blank=True)
    domain = models.CharField(max_length=40, blank=True)
    integration = models.CharField(max_length=40, blank=True)
    plate = models.CharField(max_length=200, blank=True)
    duty = models.CharField(max_length=400, blank=True)
    funds = models.CharField(max_length=200, blank=True)
    unit_class = models.CharField(max_length=40, blank=True)
    vertical = models.BooleanField(default=False)
    synthetic = models.BooleanField(default=False)
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        db_table = "registry_body"
        indexes = [models.Index("code", name="registry_body_code")]
        constraints = [never_two("registry_body_once", [text("code"), days()])]


class History(Changed):
    """沿革 — abolished, plate, moved in, source of functions, established: five different relations."""

    relation = models.CharField(max_length=20)
    subject = models.CharField(max_length=200)
    into = models.CharField(max_length=100, blank=True)
    of = models.CharField(max_length=200, blank=True)
    on = models.DateField(null=True)
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        db_table = "registry_history"
        constraints = [models.UniqueConstraint(fields=["relation", "subject", "into", "of"], name="registry_history_once")]


class ItemList(Spanned):
    """事项清单 — who holds which list; ``stated`` false: the source names the holder but gives no list (未载明).

    How all of it is held stands here as the profile says it; what holds are the rows of Holding.
    """

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    body = models.CharField(max_length=100)
    place = models.CharField(max_length=20)
    stated = models.BooleanField()
    file = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=20, blank=True)
    document = models.CharField(max_length=300, blank=True)
    transition_until = models.DateField(null=True)
    transition_body = models.CharField(max_length=100, blank=True)
    guide = models.CharField(max_length=100, blank=True)
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        db_table = "registry_list"


class Item(models.Model):
    """事项 — its identity: number, code, list, source department. What it says is in its versions."""

    no = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=60, unique=True)
    list = models.ForeignKey(ItemList, on_delete=models.PROTECT, related_name="items")
    department = models.CharField(max_length=200)
    synthetic = models.BooleanField()

    class Meta:
        db_table = "registry_item"


class ItemVersion(Spanned):
    """事项文本 — what the item says in one span: name, domain, articles with fingerprints, kinds, fines."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="versions")
    name = models.CharField(max_length=300)
    domain = models.ForeignKey(Domain, on_delete=models.PROTECT, related_name="+")
    #: law, article, paragraph, item, text, print
    violated = models.JSONField()
    penalty = models.JSONField()
    kinds = ArrayField(models.CharField(max_length=40), default=list)
    #: list of {party, condition, low_fen, high_fen, note}; condition empty is the basic tier. What is reckoned from something (a multiple,
    #: a share, an amount per day) has no low_fen and high_fen but times_low, times_high, base, per, per_low_fen, per_high_fen, cap_fen
    fines = models.JSONField(default=list)
    correction_order = models.BooleanField()
    status = models.CharField(max_length=100, blank=True)
    #: of an item confirmed from the law library: law, version, article, paragraph, item, print, decided by whom and when; else empty
    source = models.JSONField(default=dict)
    #: beside the penalties: orders, confiscated, coercion, rest, each a list of words
    consequences = models.JSONField(default=dict)

    class Meta:
        db_table = "registry_item_version"
        constraints = [never_two("registry_item_version_once", [numbers("item"), days()])]


class ProposalDecision(models.Model):
    """对建议的决定 — what a person decided on one proposal of the law library; at most one stands at a time.

    The proposal itself is read anew from the text each time; ``read`` is what was read when it was decided, ``said`` what the person said.
    """

    class Outcome(models.TextChoices):
        CONFIRMED = "confirmed"
        CORRECTED = "corrected"
        REJECTED = "rejected"

    key = models.CharField(max_length=32)
    law = models.CharField(max_length=200)
    version = models.DateField(null=True)
    article = models.CharField(max_length=12)
    paragraph = models.IntegerField()
    number = models.IntegerField()
    print = models.CharField(max_length=64)
    outcome = models.CharField(max_length=20, choices=Outcome)
    item = models.ForeignKey(Item, on_delete=models.PROTECT, null=True, related_name="decisions")
    reason = models.CharField(max_length=1000, blank=True)
    read = models.JSONField()
    said = models.JSONField(default=dict)
    user = models.CharField(max_length=64)
    name = models.CharField(max_length=64)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=64, blank=True)

    class Meta:
        db_table = "registry_proposal_decision"
        indexes = [models.Index("law", "version", name="registry_decision_law")]
        constraints = [models.UniqueConstraint(fields=["key"], condition=Q(withdrawn_at=None), name="registry_decision_once")]


class Holding(Spanned, Changed):
    """持有 — item × body × place × span, by what title and document.

    Two holders of one item at one place (the same row of places) and time are refused by the database unless one row is a recorded
    exception. A town within a county that holds it too is no second holder: the latest grant answers, and health looks at it.
    Until ``transition_until`` (exclusive) the power is exercised by ``transition_body``.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="holdings")
    body = models.CharField(max_length=100)
    place = models.CharField(max_length=20)
    title = models.CharField(max_length=20)
    document = models.CharField(max_length=300, blank=True)
    transition_until = models.DateField(null=True)
    transition_body = models.CharField(max_length=100, blank=True)
    guide = models.CharField(max_length=100, blank=True)
    exception = models.BooleanField(default=False)
    reason = models.CharField(max_length=400, blank=True)

    class Meta:
        db_table = "registry_holding"
        indexes = [models.Index("body", "item", name="registry_holding_body")]
        constraints = [
            never_two("registry_one_holder", [numbers("item"), text("place"), days()], Q(exception=False)),
            models.CheckConstraint(condition=Q(exception=False) | ~Q(reason=""), name="registry_exception_has_reason"),
            models.CheckConstraint(condition=Q(transition_until=None) | ~Q(transition_body=""), name="registry_transition_has_body"),
        ]


class Area(Spanned, Changed):
    """片区组成 — a place that belongs to an area; one place may lie in several."""

    area = models.CharField(max_length=20)
    place = models.CharField(max_length=20)

    class Meta:
        db_table = "registry_area"
        constraints = [never_two("registry_area_once", [text("area"), text("place"), days()])]


class Relation(Spanned, Changed):
    """属、管、用 — 编制归属, 日常管理, 经费保障 (one of each at a time), 业务指导, 力量来源 (several)."""

    body = models.CharField(max_length=100)
    relation = models.CharField(max_length=20)
    to = models.CharField(max_length=100)
    document = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "registry_relation"
        constraints = [
            never_two(
                "registry_relation_once",
                [text("body"), text("relation"), days()],
                Q(relation__in=("编制归属", "日常管理", "经费保障")),
            )
        ]


class Exercise(Spanned, Changed):
    """行使 — who exercises what ``holder`` holds, in its name: entrustment 委托, posting 派驻, team 本机关队伍."""

    kind = models.CharField(max_length=20)
    holder = models.CharField(max_length=100)
    team = models.CharField(max_length=100)
    place = models.CharField(max_length=20)
    domain = models.CharField(max_length=40, blank=True)
    item = models.CharField(max_length=60, blank=True)
    document = models.CharField(max_length=300, blank=True)
    published = models.BooleanField(default=False)
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        db_table = "registry_exercise"
        constraints = [
            never_two(
                "registry_exercise_once",
                [text("kind"), text("holder"), text("place"), text("domain"), text("item"), days()],
            )
        ]


class Mode(Spanned):
    """管理方式 — of one domain at one place; one at a time."""

    domain = models.CharField(max_length=40)
    place = models.CharField(max_length=20)
    mode = models.CharField(max_length=20)
    body = models.CharField(max_length=100, blank=True)
    document = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "registry_mode"
        constraints = [never_two("registry_mode_once", [text("domain"), text("place"), days()])]


class Route(Spanned):
    """层级事权 — a case with this feature goes to this level."""

    place = models.CharField(max_length=20)
    domain = models.CharField(max_length=40, blank=True)
    feature = models.CharField(max_length=20)
    level = models.CharField(max_length=10)
    document = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "registry_route"
        constraints = [never_two("registry_route_once", [text("place"), text("domain"), text("feature"), days()])]


class Catalogue(Spanned):
    """赋权指导目录 — items the province lets be granted."""

    item = models.CharField(max_length=60)
    issuer = models.CharField(max_length=100)
    document = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "registry_catalogue"
        constraints = [never_two("registry_catalogue_once", [text("item"), text("issuer"), days()])]


class Score(Changed):
    """承接能力评估."""

    body = models.CharField(max_length=100)
    domain = models.CharField(max_length=40, blank=True)
    score = models.DecimalField(max_digits=6, decimal_places=2)
    able = models.BooleanField(default=False)
    on = models.DateField()
    document = models.CharField(max_length=300, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        db_table = "registry_score"
        constraints = [models.UniqueConstraint(fields=["body", "domain", "on"], name="registry_score_once")]


class Boundary(Spanned, Changed):
    """职责边界 — 审批, 监管, 执法, 技术支撑 of an item, or of a domain; one body a side at a time."""

    item = models.CharField(max_length=60, blank=True)
    domain = models.CharField(max_length=40, blank=True)
    side = models.CharField(max_length=20)
    body = models.CharField(max_length=100)
    document = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "registry_boundary"
        constraints = [
            never_two("registry_boundary_once", [text("item"), text("domain"), text("side"), text("body"), days()]),
        ]


class Dispute(Changed):
    """边界争议 — with the day it is to be settled by."""

    code = models.CharField(max_length=60, unique=True)
    item = models.CharField(max_length=60, blank=True)
    domain = models.CharField(max_length=40, blank=True)
    bodies = ArrayField(models.CharField(max_length=100))
    raised_on = models.DateField()
    due_on = models.DateField()
    settled_on = models.DateField(null=True)
    outcome = models.CharField(max_length=400, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        db_table = "registry_dispute"


class Authorisation(Spanned, Changed):
    """清单状态 — 梳理, 明确, 理顺, 已授权: how far the list of a place is."""

    place = models.CharField(max_length=20)
    list = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=20)
    by = models.CharField(max_length=100, blank=True)
    document = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "registry_authorisation"
        constraints = [never_two("registry_authorisation_once", [text("place"), text("list"), days()])]


class Publication(Changed):
    """清单公布 — a list as it stands on ``on`` is a published version."""

    list = models.CharField(max_length=60)
    on = models.DateField()
    document = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "registry_publication"
        constraints = [models.UniqueConstraint(fields=["list", "on"], name="registry_publication_once")]


class Policy(models.Model):
    """政策文件."""

    code = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=300)
    also_titled = models.CharField(max_length=300, blank=True)
    number = models.CharField(max_length=100, blank=True)
    issuer = models.CharField(max_length=200, blank=True)
    meeting = models.CharField(max_length=200, blank=True)
    issued = models.DateField(null=True)
    basis = ArrayField(models.CharField(max_length=300), default=list)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "registry_policy"


class Task(models.Model):
    """改革任务 — ``units`` as the source prints them; leads stand before the first comma."""

    code = models.CharField(max_length=60, unique=True)
    policy = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    units = models.CharField(max_length=600)
    deadline = models.CharField(max_length=40)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "registry_task"


class Conflict(models.Model):
    """来源矛盾 — both readings."""

    task = models.CharField(max_length=60)
    field = models.CharField(max_length=60)
    a = models.CharField(max_length=300)
    b = models.CharField(max_length=300)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "registry_conflict"
        constraints = [models.UniqueConstraint(fields=["task", "field"], name="registry_conflict_once")]


class Mechanism(models.Model):
    """机制与制度 — a row of a group; without title the source does not name it."""

    code = models.CharField(max_length=60, unique=True)
    group = models.CharField(max_length=60)
    body = models.CharField(max_length=100, blank=True)
    place = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=300, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "registry_mechanism"
        indexes = [models.Index("group", name="registry_mechanism_group")]


class Milestone(models.Model):
    """节点 — ``when`` as exact as the source."""

    code = models.CharField(max_length=60, unique=True)
    when = models.CharField(max_length=10)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=60, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "registry_milestone"


class Flag(models.Model):
    """来源质量."""

    kind = models.CharField(max_length=40)
    where = models.CharField(max_length=200)
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        db_table = "registry_flag"
        constraints = [models.UniqueConstraint(fields=["kind", "where"], name="registry_flag_once")]


class Reform(Changed):
    """改革 — a dated change; any count can be asked the day before and on the day."""

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=300)
    on = models.DateField()
    assumed = models.BooleanField(default=False)
    place = models.CharField(max_length=20, blank=True)
    document = models.CharField(max_length=300, blank=True)
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        db_table = "registry_reform"


class Shape(models.Model):
    """图形 — the outline of a place as x y pairs; ``illustrative`` 示意 is no true border."""

    place = models.CharField(max_length=20, unique=True)
    outline = models.TextField()
    illustrative = models.BooleanField(default=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "registry_shape"


class Fact(models.Model):
    """数字 — which figures a profile states, and by which measure each is counted."""

    key = models.CharField(max_length=80, unique=True)
    position = models.IntegerField()
    measure = models.CharField(max_length=60)
    sentence = models.CharField(max_length=300, blank=True)
    of = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=20, blank=True)
    by = models.CharField(max_length=60, blank=True)
    on = models.DateField(null=True)

    class Meta:
        db_table = "registry_fact"


class Equipment(Spanned, Changed):
    """装备."""

    code = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=40)
    name = models.CharField(max_length=100)
    body = models.CharField(max_length=100)
    synthetic = models.BooleanField(default=False)

    class Meta:
        db_table = "registry_equipment"


class Camera(Spanned):
    """摄像头 — of one register; registers may overlap and are never added up."""

    code = models.CharField(max_length=60, unique=True)
    register = models.CharField(max_length=40)
    owner = models.CharField(max_length=200)
    place = models.CharField(max_length=20)
    name = models.CharField(max_length=100, blank=True)
    place_type = models.CharField(max_length=40, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    latitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    legal_basis = models.CharField(max_length=300, blank=True)
    technical_review_on = models.DateField(null=True)
    legal_review_on = models.DateField(null=True)
    reviewer = models.CharField(max_length=100, blank=True)
    published_on = models.DateField(null=True)
    published_place = models.CharField(max_length=200, blank=True)
    #: where a media server plays it: HLS (.m3u8) or WebRTC (WHEP)
    stream = models.CharField(max_length=500, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        db_table = "registry_camera"


class Coverage(models.Model):
    """覆盖 — types of place a body's cameras stand at; how many is not stated."""

    body = models.CharField(max_length=100)
    place_type = models.CharField(max_length=40)

    class Meta:
        db_table = "registry_coverage"
        constraints = [models.UniqueConstraint(fields=["body", "place_type"], name="registry_coverage_once")]


class Grid(Spanned):
    """网格 — of one tier, within a grid of the tier above; the outline as in Shape, empty where no source gives it."""

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=100)
    place = models.CharField(max_length=20)
    tier = models.CharField(max_length=20, default="责任网格")
    parent = models.CharField(max_length=60, blank=True)
    outline = models.TextField(blank=True)
    illustrative = models.BooleanField(default=True)
    source = models.CharField(max_length=300, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        db_table = "registry_grid"


class GridOwner(Spanned, Changed):
    """网格责任人 — one 责任人 a grid at a time; ``cover`` stands in when the officer is absent."""

    grid = models.CharField(max_length=60)
    body = models.CharField(max_length=100)
    officer = models.CharField(max_length=60, blank=True)
    role = models.CharField(max_length=60)
    cover = models.CharField(max_length=60, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        db_table = "registry_grid_owner"
        constraints = [
            never_two("registry_grid_owner_once", [text("grid"), text("body"), text("officer"), days()]),
            never_two("registry_one_grid_owner", [text("grid"), days()], Q(role="责任人")),
        ]


class EventKind(Spanned):
    """立案结案标准 — a small class of parts or events, its limit with the unit, and who owns it."""

    code = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    category = models.CharField(max_length=40)
    name = models.CharField(max_length=100)
    filing = models.CharField(max_length=300)
    limit = models.IntegerField()
    unit = models.CharField(max_length=20)
    closing = models.CharField(max_length=300)
    owner = models.CharField(max_length=100, blank=True)
    domain = models.CharField(max_length=40, blank=True)
    item = models.CharField(max_length=60, blank=True)
    recorded = models.BooleanField(default=False)
    public = models.BooleanField(default=False)
    patrol = ArrayField(models.CharField(max_length=40), default=list)
    source = models.CharField(max_length=300, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        db_table = "registry_event_kind"
        constraints = [
            never_two("registry_event_kind_once", [text("code"), days()]),
            models.CheckConstraint(condition=Q(limit__gt=0), name="registry_event_kind_limit"),
        ]


class Centre(Spanned):
    """指挥中心 — takes in what is reported at a place, of all domains (none named) or of some; of kind 监督 complaints about officers."""

    body = models.CharField(max_length=100)
    name = models.CharField(max_length=100)
    place = models.CharField(max_length=20)
    kind = models.CharField(max_length=40)
    domains = ArrayField(models.CharField(max_length=40), default=list)
    all_day = models.BooleanField(default=False)
    phone = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=300, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        db_table = "registry_centre"
        constraints = [never_two("registry_centre_once", [text("body"), text("place"), text("kind"), days()])]


class Liaison(Spanned, Changed):
    """联络员 — by whom a body answers the whistle of a place."""

    body = models.CharField(max_length=100)
    place = models.CharField(max_length=20)
    officer = models.CharField(max_length=60)
    synthetic = models.BooleanField(default=False)

    class Meta:
        db_table = "registry_liaison"
        constraints = [never_two("registry_liaison_once", [text("body"), text("place"), days()])]


class Roster(Spanned):
    """值班表 — weekdays and hours an officer is on duty, with which crew; an end not after the beginning is next day's."""

    body = models.CharField(max_length=100)
    officer = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    days = models.CharField(max_length=7)
    begins = models.CharField(max_length=5)
    ends = models.CharField(max_length=5)
    crew = models.CharField(max_length=40, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        db_table = "registry_roster"
        constraints = [
            never_two("registry_roster_once", [text("body"), text("officer"), text("kind"), text("days"), text("begins"), days()])
        ]


class Claim(models.Model):
    """所称数字 — a figure of the source that cannot be counted from rows."""

    key = models.CharField(max_length=60, primary_key=True)
    body = models.CharField(max_length=100)
    figure = models.DecimalField(max_digits=20, decimal_places=3)
    unit = models.CharField(max_length=20)
    sense = models.CharField(max_length=40)
    source = models.CharField(max_length=200)

    class Meta:
        db_table = "registry_claim"
