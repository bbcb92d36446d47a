"""Tables of staffing; spans as in the registry."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from yifa.registry.models import Spanned, days, never_two, numbers, text


class Officer(Spanned):
    """人员 — ``assistant`` 协管员 has no powers of enforcement and can hold no certificate."""

    code = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    body = models.CharField(max_length=100)
    legally_qualified = models.BooleanField(default=False)
    assistant = models.BooleanField(default=False)
    synthetic = models.BooleanField(default=False)

    class Meta:
        db_table = "staffing_officer"
        indexes = [models.Index("body", "code", name="staffing_officer_body")]


class Certificate(models.Model):
    """执法证件 — one officer holds one certificate at a time; an earlier one stays as a row."""

    number = models.CharField(max_length=60, unique=True)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="certificates")
    issuer = models.CharField(max_length=100)
    region = models.CharField(max_length=12)
    domains = ArrayField(models.CharField(max_length=40))
    valid_from = models.DateField()
    valid_until = models.DateField()
    synthetic = models.BooleanField(default=False)

    class Meta:
        db_table = "staffing_certificate"
        constraints = [never_two("staffing_one_certificate", [numbers("officer"), days()])]


class Posting(Spanned):
    """任职 — officer × body × title × span, with the zone 片区 for those who answer for one."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="postings")
    body = models.CharField(max_length=100)
    title = models.CharField(max_length=60)
    zone = models.CharField(max_length=12, blank=True)

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
