"""Tables of the law library. An article's text is kept once; paragraphs and items are read from it (``core.structure``)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class Law(models.Model):
    """法律、法规、规章 — by its short name (行政处罚法), over all its versions."""

    name = models.CharField(max_length=200, unique=True)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, blank=True)
    #: 法律 before 行政法规 before 部门规章 before what is not told
    rank = models.SmallIntegerField(default=9)
    #: how many articles of the library name it: what is named often is shown first
    mentioned = models.IntegerField(default=0)
    repealed_on = models.DateField(null=True)
    repealed_by = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "library_law"


class Version(models.Model):
    """版本 — one text of a law. A day that the texts do not tell stays null.

    ``applies_from`` is the day of effect, else the day of publication, and orders the versions; ``applies_until`` (exclusive) is that of
    the next version or of the repeal.
    """

    law = models.ForeignKey(Law, on_delete=models.CASCADE, related_name="versions")
    enacted_on = models.DateField(null=True)
    in_force_on = models.DateField(null=True)
    repealed_on = models.DateField(null=True)
    repeals = ArrayField(models.CharField(max_length=200), default=list)
    applies_from = models.DateField(null=True)
    applies_until = models.DateField(null=True)

    class Meta:
        db_table = "library_version"
        constraints = [models.UniqueConstraint(fields=["law", "enacted_on"], nulls_distinct=False, name="library_version_once")]


class File(models.Model):
    """来源文件 — what a version, or one part of it (人格权编), was read from."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="files")
    part = models.CharField(max_length=100, blank=True)
    folder = models.CharField(max_length=1000)
    path = models.CharField(max_length=1000)
    digest = models.CharField(max_length=64)
    events = models.JSONField(default=list)
    #: lines that were not understood: line, why
    unread = models.JSONField(default=list)
    read_at = models.DateTimeField()

    class Meta:
        db_table = "library_file"
        constraints = [models.UniqueConstraint(fields=["version", "part"], name="library_file_once")]
        indexes = [models.Index("folder", "path", name="library_file_path")]


class Article(models.Model):
    """条文 — ``number`` is digits ("44", "17-1"), empty for 序言, 附件 and the like; ``print`` its fingerprint."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="articles")
    file = models.ForeignKey(File, on_delete=models.CASCADE, related_name="articles")
    number = models.CharField(max_length=12, blank=True)
    label = models.CharField(max_length=400)
    path = ArrayField(models.CharField(max_length=400), default=list)
    text = models.TextField()
    print = models.CharField(max_length=64)
    #: order within the version
    position = models.IntegerField()

    class Meta:
        db_table = "library_article"
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], condition=~models.Q(number=""), name="library_article_once"),
        ]
        indexes = [models.Index("version", "position", name="library_article_order")]


class Entry(models.Model):
    """What an article is found by; a narrow table of its own, so that a frequent word reads few pages."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, primary_key=True, related_name="entry")
    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+")
    tokens = SearchVectorField()

    class Meta:
        db_table = "library_entry"
        indexes = [GinIndex("tokens", name="library_entry_tokens")]


class Reading(models.Model):
    """读入 — one run over a folder and what it could not read."""

    folder = models.CharField(max_length=1000)
    began_at = models.DateTimeField()
    milliseconds = models.IntegerField()
    files = models.IntegerField()
    fresh = models.IntegerField()
    changed = models.IntegerField()
    unchanged = models.IntegerField()
    #: files not read and lines not understood: file, line, why, remedy
    failures = models.JSONField(default=list)
    unread = models.JSONField(default=list)

    class Meta:
        db_table = "library_reading"

    @property
    def seconds(self) -> str:
        return f"{self.milliseconds / 1000:.1f}"
