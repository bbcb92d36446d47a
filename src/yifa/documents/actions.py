"""What is done with papers: made once from the docket, kept under their digest, bound into the file, checked, dropped."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from yifa.docket.core.act import Act, View
from yifa.docket.joints import joints
from yifa.docket.private import reveal
from yifa.docket.queries import view_for
from yifa.documents import binding, store
from yifa.documents.kinds import kind_of, kinds
from yifa.documents.models import Paper
from yifa.documents.queries import PaperUnknown, act_with_paper, sealed_in
from yifa.documents.reading import masked
from yifa.documents.rendering import render
from yifa.documents.wording import words
from yifa.kernel.actor import Actor
from yifa.kernel.canonical import sm3
from yifa.kernel.refusal import Refusal


class NothingToBind(Refusal):
    """不能组卷 — the docket holds no act yet."""

    kind = "incomplete"
    code = "documents.nothing_to_bind"

    def __init__(self) -> None:
        super().__init__(words("refused")["empty"], remedy=words("refused")["empty_remedy"])


def paper_pdf(*, actor: Actor, docket: UUID, act: UUID, kind: str, now: datetime) -> bytes:
    """文书 — the PDF of one paper, made the first time it is asked for and kept. Refuses: DocketUnknown, PaperUnknown."""
    return paper_of(view_for(actor=actor, docket=docket), act=act, kind=kind, now=now)


def paper_of(view: View, *, act: UUID, kind: str, now: datetime) -> bytes:
    """The same for a caller that was let see the docket, or for the worker. Refuses: PaperUnknown."""
    maker = act_with_paper(view, act=act, kind=kind)
    row = Paper.objects.filter(act_id=act, kind=kind).first()
    if row is not None:
        return _kept(row.digest, view, maker, kind)
    data = _render(view, maker, kind)
    number = next(str(paper.get("number") or "") for paper in maker.papers if paper.get("kind") == kind)
    # two that make it at once make the same bytes: the first row stands
    Paper.objects.bulk_create(
        [Paper(act_id=act, docket_id=view.id, kind=kind, number=number, digest=store.put(data), size=len(data), made_at=now)],
        ignore_conflicts=True,
    )
    return data


def make_papers(view: View, *, act: UUID, now: datetime) -> list[str]:
    """Make every paper of one act ahead of the first reader; the digests. An act without papers, or an unknown one, gives none."""
    wanted = [str(paper.get("kind", "")) for one in view.acts if one.id == act for paper in one.papers]
    return [sm3(paper_of(view, act=act, kind=kind, now=now)) for kind in wanted if kind in kinds()]


def file_pdf(*, actor: Actor, docket: UUID, now: datetime) -> bytes:
    """案卷 — the whole file as one PDF. Refuses: DocketUnknown, NothingToBind."""
    view = view_for(actor=actor, docket=docket)
    if not view.acts:
        raise NothingToBind
    return binding.bind(view, joints.institution, paper=lambda entry: paper_of(view, act=entry.act.id, kind=entry.kind, now=now))


def is_same_again(view: View, *, act: UUID, kind: str) -> bool:
    """复核 — rendered again from the docket, is it byte for byte the paper that was kept? Refuses: PaperUnknown."""
    row = Paper.objects.filter(act_id=act, kind=kind).first()
    if row is None:
        raise PaperUnknown
    data = _render(view, act_with_paper(view, act=act, kind=kind), kind)
    return store.get(row.digest) == data


def drop_papers(*, docket: UUID) -> int:
    """Remove every kept paper of a docket after a private value was erased; they are made again without it. How many."""
    with transaction.atomic():
        rows = list(Paper.objects.select_for_update().filter(docket_id=docket))
        Paper.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        if not Paper.objects.filter(digest=row.digest).exists():
            store.drop(row.digest)
    return len(rows)


def _kept(digest: str, view: View, act: Act, kind: str) -> bytes:
    """The kept paper; one lost from the store is put back when rendering gives the very same bytes. Raises PaperDamaged."""
    try:
        return store.get(digest)
    except store.PaperMissing:
        data = _render(view, act, kind)
        if sm3(data) != digest:
            raise
        store.put(data)
        return data


def _render(view: View, act: Act, kind: str) -> bytes:
    facts = kind_of(kind).facts(view, act, joints.institution, secrets=_private_texts(view, act, kind))
    return render(kind, facts, timestamp=act.recorded_at)


def _private_texts(view: View, act: Act, kind: str) -> Mapping[str, str]:
    """The party's own numbers stand open in papers the party is given; everything else private is masked."""
    acts = [one for one in view.acts if one.seq <= act.seq]
    wanted = set().union(*(sealed_in(one.payload) for one in acts))
    if not wanted:
        return {}
    opened = reveal(wanted)
    own = set() if kind_of(kind).INTERNAL else set().union(*(sealed_in(one.payload.get("party")) for one in acts))
    return {digest: text if digest in own else masked(text) for digest, text in opened.items()}
