"""Tables of staffing; spans as in the registry."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from yifa.registry.models import Changed, Spanned, days, never_two, numbers, text


class Officer(Spanned, Changed):
    """人员 — ``assistant`` 协管员 has no powers of enforcement and can hold no certificate."""

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    body = models.CharField(max_length=100)
    legally_qualified = models.BooleanField(default=False)
    assistant = models.BooleanField(default=False)
    identity = models.CharField(max_length=20, blank=True)
    joined = models.DateField(null=True)
    insured_until = models.DateField(null=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        db_table = "staffing_officer"
        indexes = [models.Index("body", "code", name="staffing_officer_body")]


class Certificate(models.Model):
    """执法证件 — one officer holds one certificate at a time; an earlier one stays as a row."""

    number = models.CharField(max_length=60, unique=True)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="certificates")
    issuer = models.CharField(max_length=100)
    region = models.CharField(max_length=20)
    domains = ArrayField(models.CharField(max_length=40))
    valid_from = models.DateField()
    valid_until = models.DateField()
    synthetic = models.BooleanField(default=False)

    class Meta:
        db_table = "staffing_certificate"
        constraints = [never_two("staffing_one_certificate", [numbers("officer"), days()])]


class Posting(Spanned, Changed):
    """任职 — officer × body × title × span, with the zone 片区 for those who answer for one."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="postings")
    body = models.CharField(max_length=100)
    title = models.CharField(max_length=60)
    zone = models.CharField(max_length=20, blank=True)

    class Meta:
        db_table = "staffing_posting"
        constraints = [never_two("staffing_posting_once", [numbers("officer"), text("body"), text("title"), days()])]


class Training(models.Model):
    """培训 — day and result as far as the source states them."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="trainings")
    name = models.CharField(max_length=200)
    result = models.CharField(max_length=100, blank=True)
    on = models.DateField(null=True)

    class Meta:
        db_table = "staffing_training"
        constraints = [models.UniqueConstraint(fields=["officer", "name"], name="staffing_training_once")]


class StaffPost(Spanned, Changed):
    """编制岗位 — one post: ``owner`` 所有, ``user`` 使用; an empty officer is a vacancy. Locked ones move by approval only."""

    code = models.CharField(max_length=60)
    owner = models.CharField(max_length=100)
    user = models.CharField(max_length=100)
    kind = models.CharField(max_length=20)
    pool = models.CharField(max_length=20)
    locked = models.BooleanField(default=False)
    front_line = models.BooleanField(default=False)
    officer = models.CharField(max_length=60, blank=True)
    purpose = models.CharField(max_length=200, blank=True)
    review_on = models.DateField(null=True)
    place = models.CharField(max_length=20, blank=True)
    synthetic = models.BooleanField(default=False)

    class Meta:
        db_table = "staffing_post"
        indexes = [models.Index("user", name="staffing_post_user")]
        constraints = [
            never_two("staffing_post_once", [text("code"), days()]),
            never_two("staffing_one_post_an_officer", [text("officer"), days()], ~Q(officer="")),
        ]


class PoolMove(Changed):
    """编制周转 — one move of the pool's ledger."""

    code = models.CharField(max_length=60, unique=True)
    kind = models.CharField(max_length=20)
    of = models.CharField(max_length=100)
    to = models.CharField(max_length=100)
    count = models.IntegerField()
    on = models.DateField(null=True)
    until = models.DateField(null=True)
    document = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "staffing_pool_move"
        constraints = [models.CheckConstraint(condition=Q(count__gt=0), name="staffing_pool_move_counts")]


class Absence(models.Model):
    """请假 — first and last day, both included."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="absences")
    kind = models.CharField(max_length=40)
    first = models.DateField()
    last = models.DateField()

    class Meta:
        db_table = "staffing_absence"
        constraints = [models.UniqueConstraint(fields=["officer", "first"], name="staffing_absence_once")]


class Recusal(models.Model):
    """回避 — this officer does not handle matters of this party."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="recusals")
    party = models.CharField(max_length=200)
    reason = models.CharField(max_length=300)

    class Meta:
        db_table = "staffing_recusal"
        constraints = [models.UniqueConstraint(fields=["officer", "party"], name="staffing_recusal_once")]


class Duty(Spanned):
    """岗位分离 — an officer set aside for 法制审核, 听证主持 or 负责人 of a body."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="duties")
    duty = models.CharField(max_length=20)
    body = models.CharField(max_length=100)

    class Meta:
        db_table = "staffing_duty"
        constraints = [never_two("staffing_duty_once", [numbers("officer"), text("duty"), text("body"), days()])]


class OfficeRole(Spanned, Changed):
    """兼任 — whoever holds the office in ``office_body`` has the role in ``body``."""

    body = models.CharField(max_length=100)
    role = models.CharField(max_length=60)
    office_body = models.CharField(max_length=100)
    office = models.CharField(max_length=60)
    document = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "staffing_office_role"
        constraints = [never_two("staffing_office_role_once", [text("body"), text("role"), text("office_body"), days()])]
