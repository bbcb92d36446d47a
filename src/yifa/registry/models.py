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
    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    class Meta:
        db_table = "registry_load"


class Domain(models.Model):
    """领域 — and the overlays of rules that go with it."""

    name = models.CharField(max_length=40, primary_key=True)
    layers = ArrayField(models.CharField(max_length=40), default=list)

    class Meta:
        db_table = "registry_domain"


class Place(Spanned):
    """地方 — ``low`` and ``high`` are the range of twelve-digit codes below it, so that a county meets its towns."""

    code = models.CharField(max_length=12)
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=40)
    standard = models.CharField(max_length=40)
    low = models.BigIntegerField()
    high = models.BigIntegerField()
    area_km2 = models.DecimalField(max_digits=12, decimal_places=3, null=True)
    area_approximate = models.BooleanField(default=False)
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        db_table = "registry_place"
        indexes = [models.Index("code", name="registry_place_code")]
        constraints = [never_two("registry_place_once", [text("code"), days()])]


class Body(Spanned):
    """机关、队伍、科室 — one row per span; the dotted ``code`` stays the same over all of them."""

    code = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    #: how lists and figures call it: 农林水利
    short = models.CharField(max_length=40, blank=True)
    level = models.CharField(max_length=10, blank=True)
    place = models.CharField(max_length=12, blank=True)
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
    synthetic = models.BooleanField(default=False)
    note = models.CharField(max_length=400, blank=True)

    class Meta:
        db_table = "registry_body"
        indexes = [models.Index("code", name="registry_body_code")]
        constraints = [never_two("registry_body_once", [text("code"), days()])]


class History(models.Model):
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
    """事项清单 — who holds which list; ``stated`` false: the source names the holder but gives no list (未载明)."""

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=200)
    body = models.CharField(max_length=100)
    place = models.CharField(max_length=12)
    stated = models.BooleanField()
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


class Holding(Spanned):
    """持有 — item × body × place × span, by what title and document.

    Two holders of one item at one place and time are refused by the database unless one row is a recorded exception.
    """

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="holdings")
    body = models.CharField(max_length=100)
    place = models.CharField(max_length=12)
    place_low = models.BigIntegerField()
    place_high = models.BigIntegerField()
    title = models.CharField(max_length=20)
    document = models.CharField(max_length=300, blank=True)
    exception = models.BooleanField(default=False)
    reason = models.CharField(max_length=400, blank=True)

    class Meta:
        db_table = "registry_holding"
        indexes = [models.Index("body", "item", name="registry_holding_body")]
        constraints = [
            never_two("registry_one_holder", [numbers("item"), numbers("place_low", "place_high"), days()], Q(exception=False)),
            models.CheckConstraint(condition=Q(exception=False) | ~Q(reason=""), name="registry_exception_has_reason"),
        ]


class Equipment(Spanned):
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
    place = models.CharField(max_length=12)
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
    """网格."""

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=100)
    place = models.CharField(max_length=12)
    synthetic = models.BooleanField(default=False)

    class Meta:
        db_table = "registry_grid"


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
