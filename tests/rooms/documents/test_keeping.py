"""Papers made from a docket in the database: made once, kept, checked, masked, dropped, bound."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader

from yifa.docket.append import DocketUnknown, insert_act, write_standing
from yifa.docket.core.act import View, digest_of
from yifa.docket.core.fold import Standing
from yifa.docket.joints import joints
from yifa.docket.private import erase, keep, salted
from yifa.documents import store
from yifa.documents.actions import drop_papers, file_pdf, is_same_again, make_papers, paper_of, paper_pdf
from yifa.documents.binding import bind
from yifa.documents.kinds import kind_of
from yifa.documents.models import Paper
from yifa.documents.queries import PaperUnknown, papers_of
from yifa.documents.rendering import render
from yifa.kernel.actor import Actor, Post, Role
from yifa.kernel.dates import legal_date

from .conftest import Town
from .test_papers import maker, run_on, with_payload, words_of

NOW = datetime(2026, 3, 21, 1, 0, tzinfo=UTC)
HERE = Actor("u1", "周祎", "g01", (Post(Role.OFFICER, "fucheng.gucheng", "131128101"),))
ELSEWHERE = Actor("u2", "外人", "x01", (Post(Role.OFFICER, "fucheng.chengguan", ""),))


@pytest.fixture
def institution(town: Town, monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    monkeypatch.setattr(joints, "institution", town, raising=False)
    yield town


@pytest.fixture
def kept(ordinary: View, institution: Town, db: None, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> View:
    """The ordinary docket as rows, its private values encrypted under a key of this test."""
    settings.PAPERS = tmp_path / "papers"
    monkeypatch.setattr("yifa.docket.private._key", lambda: bytes(16))
    return stored(ordinary)


def stored(view: View) -> View:
    number, clear_number = salted("92131128MA00000X1A")
    reporter, clear_reporter = salted("赵某某")
    party = view.acts[2].payload["party"] | {"id_no": {"sealed": number}}
    view = with_payload(with_payload(view, "propose_filing", party=party), "register_lead", reporter={"sealed": reporter})
    for act in view.acts:
        insert_act(view, act, act.body(), digest_of(act.body()), "0" * 64, opening=act.seq == 1)
    keep(docket=view.id, values=[("party.id_no", number, clear_number), ("reporter", reporter, clear_reporter)])
    last = view.acts[-1]
    standing = Standing(
        procedure=view.procedure,
        stage="已归档",
        cause="",
        party="",
        where="",
        item="",
        holders=(),
        called=(),
        awaits="",
        seq=last.seq,
        opened_on=legal_date(view.acts[0].recorded_at),
        closed_on=legal_date(last.happened_at),
        due_on=None,
        due_name="",
        warn_by=None,
        touched_at=last.recorded_at,
        words="",
        clocks=(),
    )
    write_standing(view, standing, before=())
    return view


def test_paper_is_made_once_and_kept_under_its_digest(kept: View) -> None:
    act = maker(kept, "penalty_decision").id

    first = paper_pdf(actor=HERE, docket=kept.id, act=act, kind="penalty_decision", now=NOW)
    again = paper_pdf(actor=HERE, docket=kept.id, act=act, kind="penalty_decision", now=NOW.replace(year=2027))

    assert first == again
    row = Paper.objects.get()
    assert (row.act_id, row.kind, row.number, row.size, row.made_at) == (act, "penalty_decision", "古综执罚决〔2026〕3号", len(first), NOW)
    assert store.get(row.digest) == first


def test_papers_of_an_act_are_made_ahead_of_their_reader(kept: View) -> None:
    act = maker(kept, "file_cover").id

    digests = make_papers(kept, act=act, now=NOW)

    assert [(row.kind, row.digest) for row in Paper.objects.order_by("kind")] == list(
        zip(["file_cover", "file_index"], digests, strict=True)
    )
    assert make_papers(kept, act=kept.acts[4].id, now=NOW) == []


def test_kept_paper_is_the_same_when_rendered_again(kept: View) -> None:
    act = maker(kept, "penalty_decision").id
    paper_pdf(actor=HERE, docket=kept.id, act=act, kind="penalty_decision", now=NOW)

    assert is_same_again(kept, act=act, kind="penalty_decision") is True
    assert is_same_again(with_payload(kept, "decide", fine_fen=90000), act=act, kind="penalty_decision") is False


def test_paper_changed_on_disk_is_never_given_out(kept: View, settings: Any) -> None:
    act = maker(kept, "legal_review").id
    paper_pdf(actor=HERE, docket=kept.id, act=act, kind="legal_review", now=NOW)
    path = next(Path(settings.PAPERS).glob("*/*.pdf"))
    path.chmod(0o600)
    path.write_bytes(path.read_bytes().replace(b"%PDF", b"%PDX"))

    with pytest.raises(store.PaperDamaged):
        paper_pdf(actor=HERE, docket=kept.id, act=act, kind="legal_review", now=NOW)


def test_paper_lost_from_the_store_is_put_back_only_when_it_is_the_same(kept: View, settings: Any) -> None:
    act = maker(kept, "legal_review").id
    first = paper_pdf(actor=HERE, docket=kept.id, act=act, kind="legal_review", now=NOW)
    digest = Paper.objects.get().digest
    store.drop(digest)

    assert paper_pdf(actor=HERE, docket=kept.id, act=act, kind="legal_review", now=NOW) == first
    assert store.get(digest) == first

    store.drop(digest)
    other = with_payload(kept, "review_legality", opinion="意见被改动。")
    with pytest.raises(store.PaperMissing):
        paper_of(other, act=act, kind="legal_review", now=NOW)


def test_paper_of_a_docket_one_may_not_see_does_not_exist(kept: View) -> None:
    act = maker(kept, "penalty_decision").id

    with pytest.raises(DocketUnknown):
        paper_pdf(actor=ELSEWHERE, docket=kept.id, act=act, kind="penalty_decision", now=NOW)
    with pytest.raises(DocketUnknown):
        file_pdf(actor=ELSEWHERE, docket=kept.id, now=NOW)

    assert Paper.objects.count() == 0


@pytest.mark.parametrize(
    ("of", "kind"), [("decide", "penalty_notice"), ("decide", "no_such_paper"), ("decide", "../base"), ("none", "penalty_decision")]
)
def test_paper_no_act_made_is_refused(of: str, kind: str, kept: View) -> None:
    act = next((one.id for one in kept.acts if one.kind == of), UUID(int=7))

    with pytest.raises(PaperUnknown) as refusal:
        paper_pdf(actor=HERE, docket=kept.id, act=act, kind=kind, now=NOW)

    assert (refusal.value.code, refusal.value.sentence) == ("documents.paper_unknown", "未找到这份文书，或者您无权查看。")


def test_private_values_are_open_for_the_party_and_masked_inside(kept: View) -> None:
    def text(kind: str) -> str:
        return run_on(paper_pdf(actor=HERE, docket=kept.id, act=maker(kept, kind).id, kind=kind, now=NOW))

    outward, inside, lead = text("penalty_decision"), text("filing_approval"), text("case_source")

    assert "92131128MA00000X1A" in outward
    assert "921***********0X1A" in inside and "92131128MA00000X1A" not in inside
    assert "已封存" in lead and "赵" not in lead


def test_dropped_papers_are_made_again_without_what_was_erased(kept: View) -> None:
    act = maker(kept, "penalty_decision").id
    paper_pdf(actor=HERE, docket=kept.id, act=act, kind="penalty_decision", now=NOW)
    erase(kept.acts[2].payload["party"]["id_no"]["sealed"], now=NOW)
    digest = Paper.objects.get().digest

    assert drop_papers(docket=kept.id) == 1

    with pytest.raises(store.PaperDamaged):
        store.get(digest)
    text = run_on(paper_pdf(actor=HERE, docket=kept.id, act=act, kind="penalty_decision", now=NOW))
    assert "统一社会信用代码：已封存" in text
    assert "92131128MA00000X1A" not in text


def test_list_of_papers_says_which_are_made(kept: View, django_assert_num_queries: Any) -> None:
    act = maker(kept, "penalty_notice").id
    paper_pdf(actor=HERE, docket=kept.id, act=act, kind="penalty_notice", now=NOW)

    with django_assert_num_queries(1):
        listed = papers_of(kept)

    assert len(listed) == 14
    assert [(row.title, row.number, row.internal) for row in listed if row.digest] == [
        ("行政处罚事先告知书", "古综执罚告〔2026〕5号", False)
    ]


def test_file_holds_cover_index_papers_and_evidence_with_true_pages(kept: View) -> None:
    file = file_pdf(actor=HERE, docket=kept.id, now=NOW)

    reader = PdfReader(BytesIO(file))
    pages = [page.extract_text() for page in reader.pages]
    outline = [(item.title, reader.get_destination_page_number(item)) for item in reader.outline if not isinstance(item, list)]
    assert outline == [
        ("案卷封面", 0),
        ("卷内目录", 1),
        ("立案审批表", 2),
        ("行政处罚决定书", 3),
        ("送达回证", 6),
        ("行政处罚事先告知书", 7),
        ("送达回证", 9),
        ("陈述申辩笔录", 10),
        ("现场笔录", 11),
        ("询问笔录", 12),
        ("证据目录", 13),
        ("案件来源登记表", 14),
        ("调查终结报告", 15),
        ("法制审核表", 17),
        ("结案审批表", 18),
    ]
    assert len(pages) == 19
    assert "共13件17页" in "".join(pages[0].split())
    rows_of_index = ["".join(line.split()) for line in pages[1].splitlines()]
    assert [row for row in rows_of_index if row.startswith(("2正卷", "13副卷"))] == [
        "2正卷行政处罚决定书古综执罚决〔2026〕3号2026年3月15日2-4",
        "13副卷结案审批表2026年3月18日17",
    ]
    stamps = [page.splitlines()[-1].strip() for page in pages[2:]]
    assert stamps == [str(number) for number in range(1, 18)]


def test_file_bound_again_is_byte_for_byte_the_same(kept: View) -> None:
    assert file_pdf(actor=HERE, docket=kept.id, now=NOW) == file_pdf(actor=HERE, docket=kept.id, now=NOW.replace(year=2027))


def test_file_of_a_single_lead_is_bound_too(ordinary: View, institution: Town, db: None, tmp_path: Path, settings: Any) -> None:
    settings.PAPERS = tmp_path / "papers"
    view = replace(ordinary, acts=(replace(ordinary.acts[0], payload={"summary": "反映占道。"}),))
    act = view.acts[0]
    file = bind(view, institution, paper=lambda entry: render(entry.kind, kind_of(entry.kind).facts(view, act, institution), timestamp=NOW))

    assert len(PdfReader(BytesIO(file)).pages) == 3
    assert "案件来源登记表" in words_of(file)
