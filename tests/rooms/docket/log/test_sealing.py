"""Sealing in a real database: what is signed, what is refused, and who gets the heads."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from yifa.docket.export import given_heads, verify_export, write_export
from yifa.docket.log.examine import ActRow, GivenHead
from yifa.docket.log.head import LogKey, read_head, read_time
from yifa.docket.log.tree import leaf_hash, root_of
from yifa.docket.models import Act, Docket, Head, Leaf, Unsealed
from yifa.docket.sealing import SealingFault, deliver, log_key, seal_due
from yifa.docket.verification import kept_heads, verify_database
from yifa.kernel.canonical import sm3
from yifa.server.drills.tamper import Copy, body_of, made_record, with_body

pytestmark = pytest.mark.django_db

KEY = LogKey.from_seed(b"k" * 32)


def put(act: ActRow, *, queue: bool = True) -> None:
    Act.objects.create(
        id=act.id,
        docket_id=act.docket,
        seq=act.seq,
        kind=act.kind,
        happened_at=read_time(act.happened_at),
        recorded_at=read_time(act.recorded_at),
        body=act.body,
        digest=act.digest,
        request="0" * 64,
    )
    if queue:
        Unsealed.objects.create(act=act.id, docket=act.docket, seq=act.seq, recorded_at=read_time(act.recorded_at))


def acts_of(record: Copy) -> list[ActRow]:
    return sorted((entry.act for entry in record.entries if entry.act), key=lambda act: act.recorded_at)


@pytest.fixture
def record() -> Copy:
    """Twelve acts of four dockets that wait; none is sealed."""
    made = made_record(11, KEY, acts=12, every=12, waiting=0, dockets=4)
    for docket in made.dockets:
        Docket.objects.create(
            id=docket.id, number=docket.number, body=docket.body, place=docket.place, opened_at=read_time(docket.opened_at)
        )
    for act in acts_of(made):
        put(act)
    return made


def seal(record: Copy, **more: Any) -> Any:
    return seal_due(now=read_time(acts_of(record)[-1].recorded_at), **{"force": True, "key": KEY, **more})


def verified() -> list[str]:
    heads = [GivenHead(f"#{head.size}", head.text) for head in Head.objects.all()]
    return [finding.code for finding in verify_database(heads, keys=[KEY.public]).findings]


def test_waiting_acts_get_leaves_in_the_order_they_were_recorded(record: Copy) -> None:
    head = seal(record)

    acts = acts_of(record)
    assert [(leaf.index, str(leaf.act), leaf.digest) for leaf in Leaf.objects.order_by("index")] == [
        (index, act.id, act.digest) for index, act in enumerate(acts)
    ]
    assert head.root == root_of(leaf_hash(bytes.fromhex(act.digest)) for act in acts).hex()
    assert head.is_signed_by(KEY.public)
    assert Unsealed.objects.count() == 0
    assert Head.objects.get().text == head.text
    assert verified() == []


def test_log_grows_head_by_head(record: Copy) -> None:
    later = acts_of(record)[7:]
    Unsealed.objects.filter(act__in=[act.id for act in later]).delete()
    Act.objects.filter(id__in=[act.id for act in later]).delete()
    first = seal(record)
    for act in later:
        put(act)

    second = seal(record)

    assert (first.size, second.size) == (7, 12)
    assert second.root == root_of(leaf_hash(bytes.fromhex(act.digest)) for act in acts_of(record)).hex()
    assert verified() == []


@pytest.mark.parametrize(
    ("waited", "most", "size"),
    [(timedelta(seconds=59), 100, None), (timedelta(seconds=60), 100, 12), (timedelta(0), 12, 12), (timedelta(0), 13, None)],
)
def test_head_is_due_after_a_minute_or_when_enough_wait(record: Copy, waited: timedelta, most: int, size: int | None) -> None:
    oldest = read_time(acts_of(record)[0].recorded_at)

    head = seal_due(now=oldest + waited, most=most, key=KEY)

    assert (head and head.size) == size
    assert Unsealed.objects.count() == (0 if size else 12)


def test_nothing_waiting_makes_no_head(record: Copy) -> None:
    seal(record)

    assert seal(record) is None
    assert Head.objects.count() == 1


def test_second_sealer_leaves_the_first_alone(record: Copy) -> None:
    other = connection.copy()
    lock = "(2036950625, ('docket_leaf'::regclass::oid::bigint % 2147483647)::int)"
    try:
        with other.cursor() as cursor:
            cursor.execute(f"SELECT pg_advisory_lock{lock}")

            assert seal(record) is None

            # given back aloud: closing alone frees it only when the server notices
            cursor.execute(f"SELECT pg_advisory_unlock{lock}")
    finally:
        other.close()

    assert Unsealed.objects.count() == 12
    assert seal(record).size == 12


def test_act_never_comes_before_its_predecessor_although_the_clock_went_back(record: Copy) -> None:
    last = acts_of(record)[-1]
    earlier = with_body(last, body_of(last, recorded_at="2026-03-01T00:00:00.000000Z"))
    earlier = with_body(earlier, earlier.body, digest=sm3(earlier.body.encode()))
    Act.objects.filter(id=last.id).delete()
    Unsealed.objects.filter(act=last.id).delete()
    put(earlier)

    head = seal(record)

    assert head.size == 12
    sealed = [str(act) for act in Leaf.objects.order_by("index").values_list("act", flat=True)]
    in_docket = [act.id for act in acts_of(record) if act.docket == last.docket]
    assert [act for act in sealed if act in in_docket] == in_docket
    assert verified() == []


def flip_body(act: ActRow) -> None:
    Act.objects.filter(id=act.id).update(body=act.body.replace("人民路口", "人民路囗"))


def flip_digest(act: ActRow) -> None:
    Act.objects.filter(id=act.id).update(digest="0" * 64)


def spread_body(act: ActRow) -> None:
    Act.objects.filter(id=act.id).update(body=act.body + " ")


def other_kind(act: ActRow) -> None:
    Act.objects.filter(id=act.id).update(kind="other")


def other_time(act: ActRow) -> None:
    Act.objects.filter(id=act.id).update(happened_at=read_time(act.happened_at) + timedelta(microseconds=1))


def lost(act: ActRow) -> None:
    Act.objects.filter(id=act.id).delete()


def other_queue(act: ActRow) -> None:
    Unsealed.objects.filter(act=act.id).update(seq=act.seq + 1)


def other_chain(act: ActRow) -> None:
    body = body_of(act, prev="1" * 64)
    Act.objects.filter(id=act.id).update(body=body, digest=sm3(body.encode()))


@pytest.mark.parametrize("spoil", [flip_body, flip_digest, spread_body, other_kind, other_time, lost, other_queue, other_chain])
def test_act_that_is_not_what_was_appended_is_named_and_nothing_is_signed(record: Copy, spoil: Any) -> None:
    act = acts_of(record)[5]
    spoil(act)

    with pytest.raises(SealingFault) as caught:
        seal(record)

    assert caught.value.act == act.id
    assert (Leaf.objects.count(), Head.objects.count(), Unsealed.objects.count()) == (0, 0, 12)


def test_act_whose_predecessor_is_missing_is_not_sealed(record: Copy) -> None:
    act = next(act for act in acts_of(record) if act.seq == 2)
    first = next(other for other in acts_of(record) if other.docket == act.docket and other.seq == 1)
    Unsealed.objects.filter(act=first.id).delete()

    with pytest.raises(SealingFault):
        seal(record)

    assert Leaf.objects.count() == 0


@pytest.mark.parametrize(
    "change", [{"root": "0" * 64}, {"text": "yifa log v1\n"}, {"frontier": {"size": 12, "peaks": ["00" * 32, "11" * 32]}}, {"frontier": {}}]
)
def test_nothing_is_signed_on_a_head_that_does_not_fit_the_log(record: Copy, change: dict[str, Any]) -> None:
    last = acts_of(record)[-1]
    Act.objects.filter(id=last.id).delete()
    Unsealed.objects.filter(act=last.id).delete()
    seal(record)
    Head.objects.update(**change)
    put(last)

    with pytest.raises(SealingFault):
        seal(record)

    assert (Head.objects.count(), Leaf.objects.count()) == (1, 11)


def test_log_is_not_continued_with_another_key(record: Copy) -> None:
    last = acts_of(record)[-1]
    Act.objects.filter(id=last.id).delete()
    Unsealed.objects.filter(act=last.id).delete()
    seal(record)
    put(last)

    with pytest.raises(SealingFault, match="密钥"):
        seal(record, key=LogKey.from_seed(bytes(32)))


def test_change_after_sealing_is_named(record: Copy) -> None:
    seal(record)
    act = acts_of(record)[3]
    flip_body(act)

    found = verify_database(keys=[KEY.public])

    assert [finding.facts["act"] for finding in found.findings if finding.code == "act_digest"] == [act.id]


def test_act_outside_the_queue_is_named(record: Copy) -> None:
    last = acts_of(record)[-1]
    Unsealed.objects.filter(act=last.id).delete()
    seal(record)

    found = verify_database(keys=[KEY.public])

    assert [(finding.code, finding.facts["act"]) for finding in found.findings] == [("act_unqueued", last.id)]


def test_queue_row_of_nothing_is_named(record: Copy) -> None:
    seal(record)
    Unsealed.objects.create(
        act=record.dockets[0].id, docket=record.dockets[0].id, seq=1, recorded_at=read_time(record.dockets[0].opened_at)
    )

    assert verified() == ["queue_stray"]


# --- holders outside


class Receiver(BaseHTTPRequestHandler):
    taken: list[str] = []
    refuse = False

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if not type(self).refuse:
            self.taken.append(body)
        self.send_response(503 if type(self).refuse else 204)
        self.end_headers()

    def log_message(self, *arguments: Any) -> None:
        pass


@pytest.fixture
def upper_unit() -> Iterator[str]:
    Receiver.taken, Receiver.refuse = [], False
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/heads"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def place(tmp_path: Path, settings: Any) -> Path:
    settings.YIFA_DATA = tmp_path / "data"
    settings.YIFA_LOG_KEY = tmp_path / "data" / "secrets" / "log_key"
    settings.YIFA_HEAD_FOLDERS = []
    settings.YIFA_HEAD_URLS = []
    return tmp_path


def test_heads_reach_every_holder_and_prove_the_record(record: Copy, place: Path, upper_unit: str, settings: Any) -> None:
    settings.YIFA_HEAD_FOLDERS = [str(place / "usb")]
    settings.YIFA_HEAD_URLS = [upper_unit]
    now = read_time(acts_of(record)[-1].recorded_at)
    head = seal_due(now=now, force=True)
    assert head

    told = deliver(now=now)

    assert [(handed.count, handed.size, handed.error) for handed in told] == [(1, 12, "")] * 3
    assert Receiver.taken == [head.text]
    assert (place / "usb" / "head-000000000012.txt").read_text() == head.text
    assert (place / "usb" / "public-key.txt").read_text().strip() == log_key().public.hex()
    assert head.root in (place / "data" / "heads" / "weekly-2026-10.html").read_text()
    assert verify_database(kept_heads()).good
    assert [handed.count for handed in deliver(now=now)] == [0, 0, 0]


def test_holder_that_fails_is_asked_again_and_hinders_nobody(record: Copy, place: Path, upper_unit: str, settings: Any) -> None:
    settings.YIFA_HEAD_URLS = [upper_unit]
    Receiver.refuse = True
    now = read_time(acts_of(record)[-1].recorded_at)
    head = seal_due(now=now, force=True)
    assert head

    first = deliver(now=now)
    Receiver.refuse = False
    second = deliver(now=now)

    assert [(handed.count, bool(handed.error)) for handed in first] == [(1, False), (0, True)]
    assert [(handed.count, bool(handed.error)) for handed in second] == [(0, False), (1, False)]
    assert Receiver.taken == [head.text]


def test_folder_never_has_a_head_written_over(record: Copy, place: Path) -> None:
    now = read_time(acts_of(record)[-1].recorded_at)
    kept = place / "data" / "heads" / "head-000000000012.txt"
    kept.parent.mkdir(parents=True)
    (kept.parent / "public-key.txt").write_text(f"{log_key().public.hex()}\n")
    other = log_key().sign_head(size=12, root=bytes(32), time=now)
    kept.write_text(other.text)
    seal_due(now=now, force=True)

    told = deliver(now=now)

    assert [(handed.count, bool(handed.error)) for handed in told] == [(0, True)]
    assert kept.read_text() == other.text
    assert {finding.code for finding in verify_database(kept_heads()).findings} == {"head_missing", "head_fork", "head_root"}


# --- the export of a database


def test_export_of_the_database_is_verified_without_it(record: Copy, place: Path) -> None:
    now = read_time(acts_of(record)[-1].recorded_at)
    seal_due(now=now, force=True)
    deliver(now=now)
    file = place / "record.yifa"

    write_export(file, now=now)
    for table in (Act, Leaf, Head, Docket):
        table.objects.all().delete()

    found = verify_export(file, heads=given_heads(place / "data" / "heads"))
    assert (found.findings, found.acts, found.leaves, found.dockets, found.heads_given) == ([], 12, 12, 4, 1)
    assert read_head(found_head(file)).size == 12


def found_head(file: Path) -> str:
    import zipfile

    from yifa.docket.export import read_ledger

    with zipfile.ZipFile(file) as archive:
        return next(iter(read_ledger(archive).heads)).text
