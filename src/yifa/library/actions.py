"""Write the library: read a folder in, one transaction a file. A second reading of the same files changes nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from time import monotonic
from typing import Literal

from django.db import connection, transaction
from django.db.models import Max
from psycopg.errors import ProgramLimitExceeded

from yifa.kernel.refusal import Refusal
from yifa.library.core.texts import FileUnread, LawText, short_title
from yifa.library.core.words import tokens
from yifa.library.folder import bytes_of, digest_of, files_under, text_of
from yifa.library.models import Article, Entry, File, Law, Reading, Version
from yifa.platform.wording import wording_of

say = wording_of(__file__)
State = Literal["fresh", "changed", "unchanged"]
_RANKS = {"法律": 0, "行政法规": 1, "部门规章": 2, "司法解释": 3, "地方性法规": 4, "地方政府规章": 5}
_NO_RANK = 9
#: one reading at a time, over the whole database
_LOCK = 7_021_845
#: one article in so many is new: the table of entries is put in order again
_FEW_FRESH = 10
_NAMED = re.compile("《([^》]{2,60})》")


class FolderMissing(Refusal):
    """没有这个文件夹 — nothing to read in."""

    kind = "unknown"
    code = "library.folder_missing"


class NothingRead(Refusal):
    """没有一个文件可以读入 — the reading is kept with its reasons, the command ends with a refusal."""

    kind = "invalid"
    code = "library.nothing_read"


class ReadingBusy(Refusal):
    """另一个读入正在进行."""

    kind = "conflict"
    code = "library.reading_busy"


@dataclass
class _Run:
    folder: str
    now: datetime
    #: what this run has read: version and part → file
    seen: dict[tuple[int, str], str] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    #: how many articles were written
    articles: int = 0
    failures: list[dict[str, object]] = field(default_factory=list)
    unread: list[dict[str, object]] = field(default_factory=list)


def read_in(folder: Path, *, now: datetime, progress: Callable[[int, int], None] = lambda done, of: None) -> Reading:
    """读入 — every file below ``folder``; returns the kept report. Refuses: FolderMissing, ReadingBusy.

    A file that cannot be read changes nothing and is reported; the others go on. ``progress`` is told how many of how many are done.
    """
    if not folder.is_dir():
        raise FolderMissing(say("refused.folder_missing", folder=folder), remedy=say("refused.folder_missing_remedy"))
    began = monotonic()
    with _alone():
        run = _Run(str(folder.resolve()), now)
        paths = files_under(folder)
        broken_off = _broken_off()
        if not Entry.objects.exists():
            _drop_index()
        for done, path in enumerate(paths, 1):
            _read_file(path, _told(path.relative_to(folder)), run)
            progress(done, len(paths))
        if run.counts["fresh"] or run.counts["changed"] or broken_off:
            _settle(run.articles)
        return Reading.objects.create(
            folder=run.folder,
            began_at=now,
            milliseconds=round((monotonic() - began) * 1000),
            files=len(paths),
            fresh=run.counts["fresh"],
            changed=run.counts["changed"],
            unchanged=run.counts["unchanged"],
            failures=run.failures,
            unread=run.unread,
        )


def _broken_off() -> bool:
    """An earlier reading stored files and did not come to its end: it left no report."""
    last = Reading.objects.aggregate(last=Max("began_at"))["last"]
    files = File.objects.all() if last is None else File.objects.filter(read_at__gt=last)
    return files.exists() or not _has_index()


@contextmanager
def _alone() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            raise ReadingBusy(say("refused.busy"), remedy=say("refused.busy_remedy"))
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def _told(path: Path) -> str:
    """The path as it can be shown and stored: bytes of a name that are no UTF-8 are written out."""
    return path.as_posix().encode("utf-8", "backslashreplace").decode()


def _read_file(path: Path, file: str, run: _Run) -> None:
    try:
        data = bytes_of(path, file=file)
        digest = digest_of(data)
        held = File.objects.filter(folder=run.folder, path=file).first()
        if held is not None and held.digest == digest:
            run.seen[held.version_id, held.part] = file
            run.counts["unchanged"] += 1
            unread = held.unread
        else:
            text = text_of(data, file=file)
            run.counts[_stored(text, file, digest, run)] += 1
            unread = [{"line": one.line, "why": one.why} for one in text.unread]
    except FileUnread as refusal:
        run.failures.append({"file": file, "line": refusal.line, "why": refusal.sentence, "remedy": refusal.remedy})
    else:
        run.unread += [{"file": file, **one} for one in unread]


def _stored(text: LawText, file: str, digest: str, run: _Run) -> State:
    """Refuses, beside what ``_store`` does: FileUnread where an article has more words than the index of the database can hold."""
    try:
        return _store(text, file, digest, run)
    except ProgramLimitExceeded as error:
        run.seen = {version: other for version, other in run.seen.items() if other != file}
        raise FileUnread("too_much", file=file) from error


def _store(text: LawText, file: str, digest: str, run: _Run) -> State:
    """Write one text in one transaction. Refuses: FileUnread where this run has read the same version with other words."""
    with transaction.atomic():
        before = File.objects.select_related("version").filter(folder=run.folder, path=file).first()
        law = _law(text)
        version, _ = Version.objects.get_or_create(law=law, enacted_on=text.enacted_on)
        row = File.objects.filter(version=version, part=text.part).first()
        state: State = "fresh" if row is None else "changed"
        if row is not None and _same_words(row, text):
            state = "unchanged"
        elif row is not None and (version.pk, text.part) in run.seen:
            raise FileUnread("other_text", file=file, other=run.seen[version.pk, text.part])
        run.seen.setdefault((version.pk, text.part), file)
        events = [{"on": event.on and event.on.isoformat(), "text": event.text} for event in text.events]
        unread = [{"line": one.line, "why": one.why} for one in text.unread]
        if row is not None and state == "unchanged":
            if row == before:
                state = "unchanged" if row.events == events else "changed"
                File.objects.filter(pk=row.pk).update(digest=digest, events=events, unread=unread)
                _write_days(version, text)
            return state
        if before is not None and before != row:
            _withdraw(before)
        if row is not None:
            row.delete()
        row = File.objects.create(
            version=version,
            part=text.part,
            folder=run.folder,
            path=file,
            digest=digest,
            events=events,
            unread=unread,
            read_at=run.now,
        )
        _write_days(version, text)
        _write_articles(version, row, text, law)
    run.articles += len(text.articles)
    return state


def _law(text: LawText) -> Law:
    rank = _RANKS.get(text.kind, _NO_RANK)
    law, _ = Law.objects.get_or_create(name=text.name, defaults={"title": text.title, "kind": text.kind, "rank": rank})
    if law.title != text.title or (text.kind and law.kind != text.kind):
        law.title, law.kind, law.rank = text.title, text.kind or law.kind, rank if text.kind else law.rank
        law.save(update_fields=["title", "kind", "rank"])
    return law


def _same_words(row: File, text: LawText) -> bool:
    stored = list(row.articles.order_by("position").values_list("number", "label", "print"))
    return stored == [(one.number, one.label[:400], one.print) for one in text.articles]


def _withdraw(file: File) -> None:
    """A file that now gives another version or part no longer stands for what it gave before."""
    version = file.version
    file.delete()
    if not version.files.exists():
        version.delete()


def _write_days(version: Version, text: LawText) -> None:
    """What the text tells; of a code that lies in several files each may tell what the others do not."""
    repeals = {short_title(title)[:200] for title in text.repeals}
    if version.files.count() > 1:
        version.in_force_on = text.in_force_on or version.in_force_on
        version.repealed_on = text.repealed_on or version.repealed_on
        version.repeals = sorted({*version.repeals, *repeals})
    else:
        version.in_force_on, version.repealed_on, version.repeals = text.in_force_on, text.repealed_on, sorted(repeals)
    version.save()


def _write_articles(version: Version, file: File, text: LawText, law: Law) -> None:
    rows = Article.objects.bulk_create(
        [
            Article(
                version=version,
                file=file,
                number=one.number,
                label=one.label[:400],
                path=[*([text.part] if text.part else []), *(title[:400] for title in one.path)],
                text=one.text,
                print=one.print,
                position=_position(one.number, at, text),
            )
            for at, one in enumerate(text.articles)
        ],
        batch_size=2_000,
    )
    of_law = tokens(law.name)
    with connection.cursor() as cursor, cursor.copy(f"COPY {Entry._meta.db_table} (article_id, version_id, tokens) FROM STDIN") as copy:
        for row in rows:
            copy.write_row((row.pk, version.pk, " ".join(sorted(of_law | tokens(f"{row.label} {row.text}")))))


def _position(number: str, at: int, text: LawText) -> int:
    """Order within the version; the parts of a law that lies in several files are told apart by their article numbers."""
    if not text.part:
        return at
    first = next((int(one.number.split("-")[0]) for one in text.articles if one.number), 0)
    return first * 100 + at


def _settle(fresh: int) -> None:
    """Bring spans, repeals and mentions to what is now held; part of no file's transaction, for it looks at all of them."""
    with transaction.atomic():
        _settle_repeals()
        for law in Law.objects.prefetch_related("versions"):
            versions = list(law.versions.all())
            if not versions:
                law.delete()
            else:
                _settle_spans(law, versions)
        _count_mentions()
    if fresh * _FEW_FRESH > Entry.objects.count() or not _has_index():
        _put_in_order()
    with connection.cursor() as cursor:
        cursor.execute("SELECT gin_clean_pending_list('library_entry_tokens')")
        for model in (Law, Version, Article, Entry):
            cursor.execute(f"ANALYZE {model._meta.db_table}")


def _put_in_order() -> None:
    """The entries as a table in the order of the laws, for the search reads its first matches only. Searches wait meanwhile."""
    index = next(index for index in Entry._meta.indexes if index.name == "library_entry_tokens")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("""
            CREATE TEMPORARY TABLE ordered AS
            SELECT entry.* FROM library_entry entry
            JOIN library_version version ON version.id = entry.version_id JOIN library_law law ON law.id = version.law_id
            JOIN library_article article ON article.id = entry.article_id
            ORDER BY law.rank, law.mentioned DESC, law.name, version.applies_from DESC NULLS LAST, version.id, article.position
        """)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE library_entry")
        _drop_index()
        cursor.execute("INSERT INTO library_entry SELECT * FROM ordered")
        cursor.execute("DROP TABLE ordered")
        cursor.execute(str(index.create_sql(Entry, connection.schema_editor())))


def _drop_index() -> None:
    """Before many entries are written: the index is made anew of all of them at once, which is several times faster."""
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX IF EXISTS library_entry_tokens")


def _has_index() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('library_entry_tokens') IS NOT NULL")
        return bool(cursor.fetchone()[0])


def _settle_repeals() -> None:
    """同时废止 — what a text repeals, where the library holds it and holds no later version of it."""
    laws = {law.name: law for law in Law.objects.all()}
    told: dict[str, tuple[date, str]] = {}
    newest = dict(Version.objects.order_by("law", "enacted_on").values_list("law__name", "enacted_on"))
    for name, own, on in Version.objects.values_list("law__name", "repealed_on", "enacted_on"):
        if own and newest.get(name) == on:
            told[name] = (own, "")
    for version in Version.objects.exclude(repeals=[]).select_related("law"):
        day = version.in_force_on or version.enacted_on
        for name in version.repeals:
            last = newest.get(name)
            if day and name in laws and name != version.law.name and last and last < day:
                told[name] = min(told.get(name, (day, version.law.name)), (day, version.law.name))
    for law in laws.values():
        on, by = told.get(law.name, (None, ""))
        if (law.repealed_on, law.repealed_by) != (on, by):
            Law.objects.filter(pk=law.pk).update(repealed_on=on, repealed_by=by)


def _settle_spans(law: Law, versions: Sequence[Version]) -> None:
    """In force from its day of effect, where that is not told from its publication, until the next version or the repeal."""
    ordered = sorted(versions, key=lambda one: (one.in_force_on or one.enacted_on or date.min, one.enacted_on or date.min))
    ends = [one.in_force_on or one.enacted_on for one in ordered[1:]]
    for version, end in zip(ordered, [*ends, law.repealed_on], strict=True):
        span = (version.in_force_on or version.enacted_on, end)
        if (version.applies_from, version.applies_until) != span:
            Version.objects.filter(pk=version.pk).update(applies_from=span[0], applies_until=span[1])


def _count_mentions() -> None:
    counts: Counter[str] = Counter()
    for text in Article.objects.filter(text__contains="《").values_list("text", flat=True).iterator(chunk_size=2_000):
        counts.update({short_title(title) for title in _NAMED.findall(text)})
    changed = []
    for law in Law.objects.all():
        if law.mentioned != counts[law.name]:
            law.mentioned = counts[law.name]
            changed.append(law)
    Law.objects.bulk_update(changed, ["mentioned"], batch_size=500)
